// Addresses that are told what happens, and what could not be delivered to them.
import { get, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { count, moment } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList, Loaded } from '../load.js';
import { path } from '../router.js';
import { confirmation } from '../parts/dialog.js';
import { textField } from '../parts/field.js';
import { secretNote } from '../parts/secret.js';
import { shownFrom } from '../parts/states.js';

const m = window.m;

export const Webhooks = {
  oninit({ state }) {
    state.list = new LoadedList(() => get('webhooks'));
    Object.assign(state, { url: '', kinds: '', made: null, removing: null });
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
      state.made && secretOf(state),
      m(
        'form.row',
        { onsubmit: (event) => add(event, state) },
        textField('Address', state, 'url', {
          class: 'grow',
          type: 'url',
          required: true,
          placeholder: 'https://…',
        }),
        textField('Kinds of events (optional)', state, 'kinds', {
          class: 'grow',
          placeholder: 'all, or: use.found, use.lost',
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
      state.removing && confirmRemoval(state),
    ),
};

function secretOf(state) {
  return secretNote({
    title: 'The secret of the webhook',
    about: 'It signs what is sent, so that the receiver can tell. Copy it now: it is shown once.',
    secret: state.made.secret,
    onkept: () => {
      state.made = null;
    },
  });
}

async function add(event, state) {
  event.preventDefault();
  const kinds = state.kinds.replaceAll(/\s/g, '');
  try {
    state.made = await send('POST', 'webhooks', { url: state.url, ...(kinds ? { kinds } : {}) });
    Object.assign(state, { url: '', kinds: '' });
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

const base = (one) => path`webhooks/${one.id}`;

function about(one) {
  const kinds = one.kinds ? one.kinds.replaceAll(',', ', ') : 'all kinds of events';
  return one.waiting ? `${kinds}; ${count(one.waiting, 'event')} still to be delivered` : kinds;
}

function failedButton(one, state) {
  if (!one.dead) return null;
  return m(
    'button.small.bad',
    {
      type: 'button',
      'aria-expanded': String(state.failed.has(one.id)),
      onclick: () => showFailed(one, state),
    },
    icon('warn'),
    `${count(one.dead, 'event')} not delivered`,
  );
}

function hook(one, state) {
  return m(
    '.hook',
    { key: one.id },
    m(
      '.row.apart',
      m('strong.clip', { title: one.url }, one.url),
      m(
        '.row.tight',
        failedButton(one, state),
        m(
          'button.small',
          {
            type: 'button',
            'aria-label': `Remove ${one.url}`,
            onclick: () => {
              state.removing = one;
            },
          },
          'Remove',
        ),
      ),
    ),
    m('.small-text.quiet', about(one)),
    failedList(one, state),
  );
}

function confirmRemoval(state) {
  const one = state.removing;
  return confirmation({
    title: 'Remove the webhook?',
    about: `${one.url} is told of nothing any more, and its secret is gone.`,
    word: 'Remove it',
    onyes: () => act('DELETE', base(one), 'Removed', state),
    onclose: () => {
      state.removing = null;
    },
  });
}

function showFailed(one, state) {
  if (state.failed.delete(one.id)) return;
  const list = new Loaded();
  state.failed.set(one.id, list);
  list.from(() => get(`${base(one)}/failed`));
}

function failedList(one, state) {
  const list = state.failed.get(one.id);
  if (!list) return null;
  return shownFrom(list, 'What was not delivered', ({ items, next }) => [
    m('ul.reasons', items.map(failure)),
    next && m('p.quiet', 'and more; these are the first'),
    m(
      'button.small',
      {
        type: 'button',
        onclick: () => act('POST', `${base(one)}/retry`, 'They are sent again', state),
      },
      icon('loop'),
      `Send ${count(one.dead, 'event')} again`,
    ),
  ]);
}

const failure = ({ event, problem, attempts }) =>
  m(
    'li',
    `${event.kind}, ${moment(event.at)}`,
    m(
      '.small-text.quiet',
      [count(attempts, 'attempt'), problem && `the last: ${problem}`].filter(Boolean).join('; '),
    ),
  );
