// Whose music is used, and how much.
import { get } from '../http.js';
import { lasting, number } from '../format.js';
import { LoadedList } from '../load.js';
import { path, query } from '../router.js';
import { pageHead } from '../parts/page_head.js';
import { searchField } from '../parts/search.js';
import { empty } from '../parts/states.js';
import { listPanel, table } from '../parts/table.js';

const m = window.m;

export const Composers = {
  oninit({ state }) {
    state.list = new LoadedList(() => get('composers', { words: query('words') }));
  },
  view({ state }) {
    state.list.reloadFor(query('words'));
    return [
      pageHead({
        title: 'Composers',
        about: 'Whose music is used, and how much of it.',
        actions: [searchField('Find a composer')],
      }),
      listPanel(state.list, 'Composers', composers, nothing),
    ];
  },
};

const nothing = () =>
  query('words')
    ? empty('search', 'Nobody is called that', 'Names and IPI numbers are looked through.', [
        m('a.button', { href: '/composers' }, 'Show all'),
      ])
    : empty(
        'person',
        'No composer is on record',
        'Composers come with the catalogue: with the tags of ' +
          'audio files, or a table of works, `cuetrace catalog import FILE`.',
        [m('a.button', { href: '/catalogue' }, 'To the catalogue')],
      );

const columns = [
  {
    head: 'Composer',
    isName: true,
    of: (one) => m('a', { href: path`/composers/${one.id}` }, one.name),
  },
  { head: 'IPI', of: ({ ipi }) => ipi },
  { head: 'Uses', of: ({ uses }) => number(uses) },
  { head: 'Videos', of: ({ videos }) => number(videos) },
  { head: 'Music', look: 'nowrap', of: (one) => lasting(one.music_ms) },
];

const composers = (items) => table('Composers', columns, items);
