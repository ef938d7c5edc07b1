// Streams that are listened to, what they play now, and how far behind the ears are.
import { get, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { ago, moment } from '../format.js';
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
    state.timer = setInterval(() => state.list.reload(), refreshMs);
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
    may('admin') && addForm(state),
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
    ),
  ],
};

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
    'form.drop',
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

async function add(event, state) {
  event.preventDefault();
  try {
    await send('POST', 'live', { url: state.url, name: state.name });
    Object.assign(state, { url: '', name: '' });
    await state.list.reload();
  } catch (problem) {
    announceProblem(problem, 'Not listening');
  }
}

async function stop(one, state) {
  try {
    await send('DELETE', path`live/${one.id}`);
    announce(`No longer listening to ${one.name}`);
    await state.list.reload();
  } catch (problem) {
    announceProblem(problem, 'Not stopped');
  }
}

function playing(now) {
  if (!now || !now.length) return m('p.quiet', 'Nothing of the catalogue at the moment.');
  return m(
    'ul.reasons',
    now.map((one) =>
      m(
        'li',
        one.title,
        m('span.quiet', [
          one.composer && ` by ${one.composer}`,
          `, since ${ago(one.started_at)}`,
        ]),
      ),
    ),
  );
}

function stream(one, state) {
  return m(
    'section.panel',
    { key: one.id, 'aria-label': one.name },
    m(
      '.row.apart',
      m('h2.clip', one.name || one.url),
      one.problem
        ? m('span.chip.bad', icon('warn'), one.state)
        : m('span.chip', m('span.on-air', one.state)),
    ),
    m('p.small-text.quiet.clip', { title: one.url }, one.url),
    one.problem && m('p.bad', { role: 'alert' }, one.problem),
    m('h3', 'Now'),
    playing(one.now),
    m(
      '.row.apart.small-text.quiet',
      m('span', { title: moment(one.since) }, `since ${ago(one.since)}`),
      may('admin') &&
        m('button.small', { type: 'button', onclick: () => stop(one, state) }, 'Stop'),
    ),
  );
}
