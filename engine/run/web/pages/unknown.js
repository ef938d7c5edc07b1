// Music that is nobody's in the catalogue and was heard again: named once, it is named everywhere.
import { get } from '../http.js';
import { count, day, lasting } from '../format.js';
import { follow } from '../events.js';
import { LoadedList } from '../load.js';
import { path } from '../router.js';
import { pageHead } from '../parts/page_head.js';
import { empty, moreButton, shownFrom } from '../parts/states.js';

const m = window.m;

export const Unknown = {
  oninit({ state }) {
    state.list = new LoadedList(() => get('unknown'));
    state.list.reload();
    state.leave = follow(
      (kind) => kind === 'unknown.named' || kind === 'scan.finished',
      () => state.list.reload(),
    );
  },
  onremove: ({ state }) => state.leave(),
  view: ({ state }) => [
    pageHead({
      title: 'Unknown music',
      about:
        'Heard in videos, and nobody’s in the catalogue. Give it a name once; every place has it.',
    }),
    shownFrom(
      state.list,
      'Unknown music',
      ({ items }) =>
        m('.panel.table-panel', items.length ? table(items) : nothing(), moreButton(state.list)),
      () => state.list.reload(),
    ),
  ],
};

const nothing = () =>
  empty(
    'note',
    'No unknown music has been heard twice',
    'What sounds in two places, and is not in the catalogue, comes here with the next scans.',
    [m('a.button', { href: '/videos' }, 'To the videos')],
  );

function table(items) {
  return m(
    'table.cards',
    m('caption.unseen', 'Unknown music'),
    m(
      'thead',
      m(
        'tr',
        ['Music', 'Videos', 'Places', 'Length', 'First heard', 'Last heard'].map((head) =>
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
            m('a', { href: path`/unknown/${one.id}` }, one.name || `Not named (${one.id})`),
          ),
          m('td', { 'data-label': 'Videos' }, count(one.videos, 'video')),
          m('td', { 'data-label': 'Places' }, count(one.places, 'place')),
          m('td', { 'data-label': 'Length' }, lasting(one.duration_ms)),
          m('td.nowrap', { 'data-label': 'First heard' }, day(one.first_seen)),
          m('td.nowrap', { 'data-label': 'Last heard' }, day(one.last_seen)),
        ),
      ),
    ),
  );
}
