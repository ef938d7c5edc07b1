// Streams that are listened to, what they play now, and how far behind the ears are.
import { get, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { lastingSince, moment } from '../format.js';
import { follow } from '../events.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { path } from '../router.js';
import { may } from '../session.js';
import { textField } from '../parts/field.js';
import { pageHead } from '../parts/page_head.js';
import { empty, shownFrom } from '../parts/states.js';

const m = window.m;

const refreshMs = 5000;

export const Live = {
  oninit({ state }) {
    state.list = new LoadedList(() => get('live'));
    state.url = '';
    state.name = '';
    state.list.reload();
    state.timer = setInterval(() => {
      if (!document.hidden) state.list.reload();
    }, refreshMs);
    state.leave = follow(
      (kind) => kind.startsWith('live.'),
      () => state.list.reload(),
    );
  },
  onremove({ state }) {
    clearInterval(state.timer);
    state.leave();
  },
  view: ({ state }) => [
    pageHead({ title: 'Live', about: 'Streams that are listened to, and what they play now.' }),
    m('.stack', may('admin') && addForm(state), streams(state)),
  ],
};

const streams = (state) =>
  shownFrom(
    state.list,
    'Streams',
    ({ items }) =>
      items.length
        ? m(
            '.columns',
            items.map((one) => stream(one, state)),
          )
        : m('.panel', nothing()),
    () => state.list.reload(),
  );

const nothing = () =>
  empty(
    'broadcast',
    'No stream is listened to',
    may('admin')
      ? 'Give the address of one above: HLS, RTMP, SRT, Icecast. What it plays comes here.'
      : 'Whoever runs cuetrace starts one with: `cuetrace live URL`',
  );

function addForm(state) {
  return m(
    'form.panel.row',
    { onsubmit: (event) => add(event, state) },
    textField('Address of a stream', state, 'url', {
      class: 'grow',
      type: 'url',
      required: true,
      placeholder: 'https://…/stream.m3u8',
    }),
    textField('Name', state, 'name', {
      required: true,
      placeholder: 'Harbour Radio',
    }),
    m('button.main', { type: 'submit' }, 'Listen'),
  );
}

function add(event, state) {
  event.preventDefault();
  const { url, name } = state;
  Object.assign(state, { url: '', name: '' });
  return listen({ url, name }, state);
}

async function listen(source, state) {
  try {
    await send('POST', 'live', source);
    await state.list.reload();
  } catch (problem) {
    announceProblem(problem, 'Not listening');
  }
}

async function stop(one, state) {
  try {
    await send('DELETE', path`live/${one.id}`);
    announce(`No longer listening to ${one.name}`, {
      action: {
        word: 'Listen again',
        run: () => listen({ url: one.url, name: one.name }, state),
      },
    });
    await state.list.reload();
  } catch (problem) {
    announceProblem(problem, 'Not stopped');
  }
}

function playing({ now }) {
  if (!now.length) return m('p.quiet', 'Nothing of the catalogue at the moment.');
  return m(
    'ul.now',
    now.map((one) =>
      m(
        'li',
        { key: one.track_id },
        m('a', { href: path`/catalogue/${one.track_id}` }, one.title || one.track_id),
        m('span.quiet', [
          one.composer && ` by ${one.composer}`,
          `, for ${lastingSince(one.started_at)}`,
        ]),
      ),
    ),
  );
}

function stateChip({ state, problem }) {
  if (problem) return m('span.chip.bad', icon('warn'), state);
  return m('span.chip', state === 'listening' ? m('span.on-air', state) : state);
}

function stream(one, state) {
  return m(
    'section.panel.stack',
    { key: one.id, 'aria-label': one.name },
    m('.row.apart', m('h2', one.name || one.url), stateChip(one)),
    m(
      '.small-text.quiet',
      m('.clip', { title: one.url }, one.url),
      m(
        'div',
        { title: moment(one.since) },
        `${one.state} for ${lastingSince(one.since)}`,
        one.state === 'lost' && '; it is asked for again by itself',
      ),
    ),
    one.problem && m('p.bad', { role: 'alert' }, one.problem),
    one.state === 'listening' &&
      m(
        'div',
        m('h3', 'Now'),
        m('div', { 'aria-live': 'polite', 'aria-relevant': 'additions' }, playing(one)),
      ),
    m(
      '.row.apart',
      m('a.small-text', { href: path`/videos?words=${one.name}` }, 'All that was heard of it'),
      may('admin') && stopButton(one, state),
    ),
  );
}

function stopButton(one, state) {
  const word = one.state === 'ended' ? 'Remove' : 'Stop';
  return m(
    'button.small',
    { type: 'button', 'aria-label': `${word} ${one.name}`, onclick: () => stop(one, state) },
    word,
  );
}
