// Whose music is used, and how much.
import { get } from '../http.js';
import { count, lasting } from '../format.js';
import { LoadedList } from '../load.js';
import { path, query } from '../router.js';
import { pageHead } from '../parts/page_head.js';
import { searchField } from '../parts/search.js';
import { empty, moreButton, shownFrom } from '../parts/states.js';

const m = window.m;

export const Composers = {
  oninit({ state }) {
    state.words = null;
    state.list = new LoadedList(() => get('composers', { words: query('words') }));
  },
  view({ state }) {
    if (state.words !== query('words')) {
      state.words = query('words');
      state.list.reload();
    }
    return [
      pageHead({
        title: 'Composers',
        about: 'Whose music is used, and how much of it.',
        actions: [searchField('Find a composer')],
      }),
      shownFrom(
        state.list,
        'Composers',
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

function table(items) {
  return m(
    'table.cards',
    m('caption.unseen', 'Composers'),
    m(
      'thead',
      m(
        'tr',
        ['Composer', 'IPI', 'Uses', 'Videos', 'Music'].map((head) =>
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
          m('th.wide', { scope: 'row' }, m('a', { href: path`/composers/${one.id}` }, one.name)),
          m('td', { 'data-label': 'IPI' }, one.ipi || '–'),
          m('td', { 'data-label': 'Uses' }, count(one.uses, 'use')),
          m('td', { 'data-label': 'Videos' }, count(one.videos, 'video')),
          m('td', { 'data-label': 'Music' }, lasting(one.music_ms)),
        ),
      ),
    ),
  );
}
