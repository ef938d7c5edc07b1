// The catalogue: recordings, by whom, of which work; and the place to add one.
import { get, upload } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { lasting } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { path, query } from '../router.js';
import { may } from '../session.js';
import { isPlain } from '../words.js';
import { pageHead } from '../parts/page_head.js';
import { searchField } from '../parts/search.js';
import { empty, moreButton, shownFrom } from '../parts/states.js';

const m = window.m;

export const Catalogue = {
  oninit({ state }) {
    state.words = null;
    state.adding = '';
    state.list = new LoadedList((cursor) =>
      get('recordings', { words: query('words'), cursor, limit: 60 }),
    );
  },
  view({ state }) {
    if (state.words !== query('words')) {
      state.words = query('words');
      state.list.reload();
    }
    return [
      pageHead({
        title: 'Catalogue',
        about: 'Licensed music that videos are searched for.',
        actions: [searchField('Title, composer, ISRC'), may('admin') && addButton(state)],
      }),
      shownFrom(
        state.list,
        'The catalogue',
        ({ items }) =>
          m(
            '.panel.table-panel',
            items.length ? table(items) : nothing(),
            moreButton(state.list),
          ),
        () => state.list.reload(),
      ),
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

function table(items) {
  return m(
    'table.cards',
    m('caption.unseen', 'Recordings'),
    m(
      'thead',
      m(
        'tr',
        ['Recording', 'By', 'Library', 'ISRC', 'Length', 'Work'].map((head) =>
          m('th', { scope: 'col' }, head),
        ),
      ),
    ),
    m(
      'tbody',
      items.map((one) =>
        m(
          'tr',
          { key: one.id },
          m(
            'th.wide',
            { scope: 'row' },
            m('a', { href: path`/catalogue/${one.id}` }, one.title || one.id),
            ' ',
            !isPlain(one.version) && m('span.chip', one.version),
          ),
          m('td', { 'data-label': 'By' }, (one.composers || []).join(', ') || one.artist || '–'),
          m('td', { 'data-label': 'Library' }, one.library || '–'),
          m('td.nowrap', { 'data-label': 'ISRC' }, one.isrc || '–'),
          m('td', { 'data-label': 'Length' }, lasting(one.duration_ms)),
          m('td', { 'data-label': 'Work' }, workWords(one.work)),
        ),
      ),
    ),
  );
}

const workWords = (work) => (work ? work.iswc || work.title || '–' : '–');
