// Addresses that are told what happens, and what could not be delivered to them.
import { get, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { count, moment } from '../format.js';
import { LoadedList, Loaded } from '../load.js';
import { path } from '../router.js';
import { textField } from '../parts/field.js';
import { shownFrom } from '../parts/states.js';

const m = window.m;

export const Webhooks = {
  oninit({ state }) {
    state.list = new LoadedList(() => get('webhooks'));
    state.url = '';
    state.made = null;
    state.failed = new Map();
    state.list.reload();
  },
  view: ({ state }) =>
    m(
      'section.panel.stack',
      { 'aria-label': 'Webhooks' },
      m('h2', 'Webhooks'),
      m(
        'p.quiet',
        'Addresses that get every event by POST, signed with their secret. What cannot be ' +
          'delivered is tried again, and then kept here.',
      ),
      state.made &&
        m(
          '.hint.panel',
          { role: 'status' },
          m('p', 'The secret that signs what is sent; it is shown once:'),
          m('.secret', { tabindex: 0 }, state.made.secret),
        ),
      m(
        'form.row',
        { onsubmit: (event) => add(event, state) },
        textField('Address', state, 'url', {
          class: 'grow',
          type: 'url',
          required: true,
          placeholder: 'https://…',
        }),
        m('button', { type: 'submit' }, 'Add'),
      ),
      shownFrom(
        state.list,
        'Webhooks',
        ({ items }) =>
          items.length
            ? items.map((one) => hook(one, state))
            : m('p.quiet', 'Nobody is told yet.'),
        () => state.list.reload(),
      ),
    ),
};

async function add(event, state) {
  event.preventDefault();
  try {
    state.made = await send('POST', 'webhooks', { url: state.url });
    state.url = '';
    state.list.reload();
  } catch (problem) {
    announceProblem(problem, 'Not added');
  }
  m.redraw();
}

async function act(method, path, said, state) {
  try {
    await send(method, path);
    announce(said);
    state.failed.clear();
    state.list.reload();
  } catch (problem) {
    announceProblem(problem, 'Not done');
  }
}

function hook(one, state) {
  const base = path`webhooks/${one.id}`;
  return m(
    'div',
    { key: one.id },
    m(
      '.row.apart',
      m('strong.clip', one.url),
      m(
        '.row.tight',
        m(
          'button.small',
          { type: 'button', onclick: () => showFailed(one, base, state) },
          `Not delivered: ${one.dead || 0}`,
        ),
        m(
          'button.small',
          {
            type: 'button',
            'aria-label': `Remove ${one.url}`,
            onclick: () => act('DELETE', base, 'Removed', state),
          },
          'Remove',
        ),
      ),
    ),
    m(
      '.small-text.quiet',
      one.kinds ? one.kinds.replaceAll(',', ', ') : 'all kinds of events',
      one.waiting ? `; ${count(one.waiting, 'event')} to be sent` : '',
    ),
    failedList(one, base, state),
  );
}

function showFailed(one, base, state) {
  if (state.failed.has(one.id)) {
    state.failed.delete(one.id);
    return;
  }
  const list = new Loaded();
  state.failed.set(one.id, list);
  list.from(() => get(`${base}/failed`));
}

function failedList(one, base, state) {
  const list = state.failed.get(one.id);
  if (!list) return null;
  return shownFrom(list, 'What was not delivered', ({ items }) =>
    items.length
      ? [
          m(
            'ul.reasons',
            items.map((event) =>
              m(
                'li',
                `${event.event.kind}, ${moment(event.event.at)}: ${event.problem} ` +
                  `(${count(event.attempts, 'attempt')})`,
              ),
            ),
          ),
          m(
            'button.small',
            {
              type: 'button',
              onclick: () => act('POST', `${base}/retry`, 'Trying again', state),
            },
            `Send ${count(items.length, 'event')} again`,
          ),
        ]
      : m('p.quiet', 'Everything was delivered.'),
  );
}
