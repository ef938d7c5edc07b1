// What people have changed of a video, newest first, and taking the last of it back.
import { get } from '../http.js';
import { moment } from '../format.js';
import { icon } from '../icons.js';
import { Loaded } from '../load.js';
import { may } from '../session.js';
import { shownFrom } from '../parts/states.js';

const m = window.m;

const isBlank = (value) => value === null || value === undefined || value === '';
const text = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function change(one) {
  return m(
    'tr',
    { key: one.number, class: one.undoes ? 'quiet' : '' },
    m('td.nowrap', { 'data-label': 'When' }, moment(one.at)),
    m('td', { 'data-label': 'By' }, one.by || '–'),
    m('th.wide', { scope: 'row' }, `${one.kind}${one.subject ? ': ' + one.subject : ''}`),
    m('td', { 'data-label': 'Before' }, isBlank(one.before) ? '–' : text(one.before)),
    m('td', { 'data-label': 'After' }, isBlank(one.after) ? '–' : text(one.after)),
  );
}

function table(items, onundo) {
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
    m(
      'table.cards',
      m('caption.unseen', 'Changes'),
      m(
        'thead',
        m(
          'tr',
          ['When', 'By', 'What', 'Before', 'After'].map((head) =>
            m('th', { scope: 'col' }, head),
          ),
        ),
      ),
      m('tbody', [...items].sort((a, b) => b.number - a.number).map(change)),
    ),
  ];
}

/** attrs: id, changed (another number asks again), onundo(). */
export const VideoChanges = {
  oninit({ state }) {
    state.list = new Loaded();
    state.isOpen = false;
    state.seen = -1;
  },
  view({ attrs, state }) {
    const load = () =>
      state.list.from(() => get(`videos/${encodeURIComponent(attrs.id)}/changes`));
    if (state.isOpen && state.seen !== attrs.changed) {
      state.seen = attrs.changed;
      load();
    }
    return m(
      'details.panel',
      {
        ontoggle: (event) => {
          state.isOpen = event.target.open;
        },
      },
      m(
        'summary',
        m('span.h2', 'Changes'),
        m('span.quiet', ' who has said or decided what, and when'),
      ),
      state.isOpen &&
        shownFrom(state.list, 'Changes', ({ items }) => table(items, attrs.onundo), load),
    );
  },
};
