// What people have changed of a video, newest first, and taking the last of it back.
import { get } from '../http.js';
import { moment } from '../format.js';
import { icon } from '../icons.js';
import { Loaded } from '../load.js';
import { may } from '../session.js';
import { path, query, setQuery } from '../router.js';
import { shownFrom } from '../parts/states.js';
import { table } from '../parts/table.js';

const m = window.m;

const isBlank = (value) => value === null || value === undefined || value === '';
const text = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const valueWords = (value) => (isBlank(value) ? '' : text(value));

const columns = [
  { head: 'When', look: 'nowrap', of: ({ at }) => moment(at) },
  { head: 'By', of: ({ by }) => by },
  { head: 'What', isName: true, of: (one) => [one.kind, one.subject].filter(Boolean).join(': ') },
  { head: 'Before', of: ({ before }) => valueWords(before) },
  { head: 'After', of: ({ after }) => valueWords(after) },
];

function changes(items, onundo) {
  if (!items.length) return m('p.quiet', 'Nobody has changed anything yet.');
  return [
    may('review') &&
      m(
        'p',
        m(
          'button.small',
          { type: 'button', onclick: onundo },
          icon('undo'),
          'Take the last one back',
        ),
      ),
    table(
      'Changes',
      columns,
      [...items].sort((a, b) => b.number - a.number),
      (one) => ({ key: one.number, class: one.undoes ? 'quiet' : undefined }),
    ),
  ];
}

/** attrs: id, changed (another number asks again), onundo(). */
export const VideoChanges = {
  oninit({ state }) {
    state.list = new Loaded();
    state.seen = -1;
  },
  view({ attrs, state }) {
    const load = () => state.list.from(() => get(path`videos/${attrs.id}/changes`));
    const isOpen = query('changes') === 'shown';
    if (isOpen && state.seen !== attrs.changed) {
      state.seen = attrs.changed;
      load();
    }
    return m(
      'details.panel',
      {
        open: isOpen,
        ontoggle: (event) => setQuery({ changes: event.target.open ? 'shown' : '' }),
      },
      m(
        'summary',
        m('span.h2', 'Changes'),
        m('span.quiet', ' who has said or decided what, and when'),
      ),
      isOpen &&
        shownFrom(state.list, 'Changes', ({ items }) => changes(items, attrs.onundo), load),
    );
  },
};
