// Who may: tokens, made and taken away here; and who is told: webhooks.
import { get, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { day } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { path } from '../router.js';
import { me } from '../session.js';
import { confirmation } from '../parts/dialog.js';
import { textField } from '../parts/field.js';
import { pageHead } from '../parts/page_head.js';
import { secretNote } from '../parts/secret.js';
import { empty } from '../parts/states.js';
import { listPanel, table } from '../parts/table.js';
import { Webhooks } from './webhooks.js';

const m = window.m;

const scopes = [
  ['read', 'look at everything'],
  ['ingest', 'bring videos'],
  ['review', 'decide and correct'],
  ['admin', 'all, and make tokens'],
];

export const Tokens = {
  oninit({ state }) {
    state.list = new LoadedList(() => get('tokens'));
    state.made = null;
    state.form = freshForm();
    state.list.reload();
  },
  view: ({ state }) => [
    pageHead({
      title: 'Tokens and webhooks',
      about: 'Who may do what here, and who is told what happens.',
    }),
    m(
      '.stack',
      state.made && secretOf(state),
      newToken(state),
      listPanel(
        state.list,
        'Tokens',
        (items) => table('Tokens', columns(state), items),
        () => empty('key', 'There is no token', 'Make the first one above.'),
      ),
      m(Webhooks),
    ),
    state.revoking && confirmRevoke(state),
  ],
};

const freshForm = () => ({
  name: '',
  kind: 'scopes',
  scopes: new Set(['read']),
  composer: '',
  ends: '',
});

function secretOf(state) {
  return secretNote({
    title: `The token of ${state.made.name}`,
    about: 'Copy it now: it is kept as a hash, and nobody can show it again.',
    secret: state.made.secret,
    onkept: () => {
      state.made = null;
    },
  });
}

function scopeBoxes(form) {
  return m(
    'fieldset.plain.row.scopes',
    m('legend.small-text.quiet', 'May'),
    scopes.map(([name, about]) =>
      m(
        'label.row.tight',
        m('input', {
          type: 'checkbox',
          checked: form.scopes.has(name),
          onchange: (event) => {
            form.scopes[event.target.checked ? 'add' : 'delete'](name);
          },
        }),
        name,
        m('span.quiet.small-text', about),
      ),
    ),
  );
}

function whoseWorks(form) {
  const options = [
    ['scopes', 'the whole workspace'],
    ['composer', 'the works of one composer'],
  ];
  return m(
    'label.field',
    'Sees',
    m(
      'select',
      {
        value: form.kind,
        onchange: (event) => {
          form.kind = event.target.value;
        },
      },
      options.map(([value, word]) => m('option', { value }, word)),
    ),
  );
}

function newToken(state) {
  const { form } = state;
  const isOfComposer = form.kind === 'composer';
  return m(
    'form.panel.stack',
    { onsubmit: (event) => make(event, state) },
    m('h2', 'Make a token'),
    m(
      '.facts-form',
      textField('For whom', form, 'name', {
        required: true,
        maxlength: 100,
        placeholder: 'Name of a person or program',
      }),
      whoseWorks(form),
      isOfComposer && textField('Composer (IPI or name)', form, 'composer', { required: true }),
      textField('Ends on (optional)', form, 'ends', { type: 'date' }),
    ),
    !isOfComposer && scopeBoxes(form),
    m(
      '.row',
      m(
        'button.main',
        { type: 'submit', disabled: !isOfComposer && form.scopes.size === 0 },
        icon('key'),
        'Make the token',
      ),
    ),
  );
}

async function make(event, state) {
  event.preventDefault();
  const { form } = state;
  const wanted =
    form.kind === 'composer' ? `composer:${form.composer.trim()}` : [...form.scopes].join(',');
  try {
    const made = await send('POST', 'tokens', {
      name: form.name.trim(),
      scopes: wanted,
      ...(form.ends ? { expires_at: `${form.ends}T23:59:59Z` } : {}),
    });
    state.made = { name: form.name.trim(), secret: made.secret };
    state.form = freshForm();
    state.list.reload();
  } catch (problem) {
    announceProblem(problem, 'No token was made');
  }
  m.redraw();
}

/** "read,review" or "composer:NAME", as people say it. */
function scopeWords(given) {
  const [kind, composer] = given.split(/:(.*)/s);
  return kind === 'composer' ? `the works of ${composer}` : given.split(',').join(', ');
}

const isMine = (token) => me().token_id === token.id;

const columns = (state) => [
  {
    head: 'For',
    isName: true,
    of: (one) => [one.name, ' ', isMine(one) && m('span.chip', 'you')],
  },
  { head: 'May', of: (one) => scopeWords(one.scopes) },
  { head: 'Made', look: 'nowrap', of: (one) => day(one.made_at) },
  {
    head: 'Ends',
    look: 'nowrap',
    of: (one) => (one.expires_at ? day(one.expires_at) : 'never'),
  },
  { head: '', of: (one) => revoking(one, state) },
];

function revoking(one, state) {
  if (one.revoked_at) return m('span.quiet', `revoked ${day(one.revoked_at)}`);
  return m(
    'button.small',
    {
      type: 'button',
      'aria-label': `Revoke the token of ${one.name}`,
      onclick: () => {
        state.revoking = one;
      },
    },
    'Revoke',
  );
}

function confirmRevoke(state) {
  const token = state.revoking;
  return confirmation({
    title: `Revoke the token of ${token.name}?`,
    about:
      (isMine(token) ? 'It is the one that you are signed in with. ' : '') +
      'Whoever uses it is signed out at once. It cannot be given back; a new one can be made.',
    word: 'Revoke',
    onyes: () => revoke(token, state),
    onclose: () => {
      state.revoking = null;
    },
  });
}

async function revoke(token, state) {
  try {
    await send('DELETE', path`tokens/${token.id}`);
    announce(`The token of ${token.name} is revoked`);
  } catch (problem) {
    announceProblem(problem, 'Not revoked');
  }
  state.list.reload();
}
