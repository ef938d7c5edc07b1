// The catalogue: recordings, by whom, of which work; and the place to add one.
import { get, upload } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { byWhom, lasting } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { path, query } from '../router.js';
import { may } from '../session.js';
import { isPlain } from '../words.js';
import { pageHead } from '../parts/page_head.js';
import { searchField } from '../parts/search.js';
import { empty } from '../parts/states.js';
import { listPanel, table } from '../parts/table.js';

const m = window.m;

export const Catalogue = {
  oninit({ state }) {
    state.adding = '';
    state.list = new LoadedList((cursor) =>
      get('recordings', { words: query('words'), cursor, limit: 60 }),
    );
  },
  view({ state }) {
    state.list.reloadFor(query('words'));
    return [
      pageHead({
        title: 'Catalogue',
        about: 'Licensed music that videos are searched for.',
        actions: [searchField('Title, composer, ISRC'), may('admin') && addButton(state)],
      }),
      listPanel(state.list, 'The catalogue', recordings, nothing),
    ];
  },
};

function addButton(state) {
  if (state.adding) return m('span.quiet', { role: 'status' }, `Adding ${state.adding}…`);
  return m(
    'label.button',
    icon('plus'),
    'Add audio',
    m('input.unseen', {
      type: 'file',
      multiple: true,
      accept: 'audio/*,.g722,.ctfp',
      onchange: (event) => add(state, [...event.target.files]),
    }),
  );
}

async function add(state, files) {
  for (const file of files) {
    state.adding = file.name;
    m.redraw();
    try {
      await upload('recordings', { name: file.name }, file, () => {});
      announce(`${file.name} is being added; see Jobs`, { tone: 'good' });
    } catch (problem) {
      announceProblem(problem, file.name);
    }
  }
  state.adding = '';
  state.list.reload();
}

function nothing() {
  return query('words')
    ? empty(
        'search',
        'Nothing in the catalogue is called that',
        'Titles, artists, composers, ISRCs and libraries are looked through.',
        [m('a.button', { href: '/catalogue' }, 'Show all')],
      )
    : empty(
        'book',
        'The catalogue is empty',
        'Add audio files here, or on the command line: `cuetrace catalog add FOLDER`. ' +
          'Tables of works and shares: `cuetrace catalog import FILE`.',
      );
}

const columns = [
  {
    head: 'Recording',
    isName: true,
    of: (one) => [
      m('a', { href: path`/catalogue/${one.id}` }, one.title || one.id),
      ' ',
      !isPlain(one.version) && m('span.chip', one.version),
    ],
  },
  { head: 'By', of: byWhom },
  { head: 'Library', of: ({ library }) => library },
  { head: 'ISRC', look: 'nowrap', of: ({ isrc }) => isrc },
  { head: 'Length', look: 'nowrap', of: (one) => lasting(one.duration_ms) },
  { head: 'Work', of: ({ work }) => work && (work.iswc || work.title) },
];

const recordings = (items) => table('Recordings', columns, items);
