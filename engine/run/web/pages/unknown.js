// Music that is nobody's in the catalogue and was heard again: named once, it is named everywhere.
import { get } from '../http.js';
import { day, lasting, number } from '../format.js';
import { follow } from '../events.js';
import { LoadedList } from '../load.js';
import { path } from '../router.js';
import { pageHead } from '../parts/page_head.js';
import { empty } from '../parts/states.js';
import { listPanel, table } from '../parts/table.js';

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
    listPanel(state.list, 'Unknown music', pieces, nothing),
  ],
};

const nothing = () =>
  empty(
    'note',
    'No unknown music has been heard twice',
    'What sounds in two places, and is not in the catalogue, comes here with the next scans.',
    [m('a.button', { href: '/videos' }, 'To the videos')],
  );

const columns = [
  {
    head: 'Music',
    isName: true,
    of: (one) =>
      m(
        'a',
        { href: path`/unknown/${one.id}` },
        one.name || `Not named yet (${one.id.slice(0, 6)})`,
      ),
  },
  { head: 'Videos', of: ({ videos }) => number(videos) },
  { head: 'Places', of: ({ places }) => number(places) },
  { head: 'Length', look: 'nowrap', of: (one) => lasting(one.duration_ms) },
  { head: 'First heard', look: 'nowrap', of: (one) => day(one.first_seen) },
  { head: 'Last heard', look: 'nowrap', of: (one) => day(one.last_seen) },
];

const pieces = (items) => table('Unknown music', columns, items);
