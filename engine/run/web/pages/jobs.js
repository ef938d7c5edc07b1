// What the server is doing, has done, and could not do.
import { get, send } from '../http.js';
import { announceProblem } from '../announce.js';
import { ago, clock, moment } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { path, query } from '../router.js';
import { videoOf } from '../words.js';
import { may } from '../session.js';
import { pageHead } from '../parts/page_head.js';
import { progressBar } from '../parts/progress_bar.js';
import { choice } from '../parts/search.js';
import { empty, moreButton, shownFrom } from '../parts/states.js';

const m = window.m;

const refreshMs = 1500;
const states = {
  queued: ['clock', ''],
  running: ['play', ''],
  done: ['check', 'good'],
  failed: ['cross', 'bad'],
  cancelled: ['minus', ''],
};

export const Jobs = {
  oninit({ state }) {
    state.list = new LoadedList((cursor) => get('jobs', { cursor, limit: 100 }));
    state.list.reload();
    state.timer = setInterval(() => {
      if (!document.hidden) state.list.reload();
    }, refreshMs);
  },
  onremove: ({ state }) => clearInterval(state.timer),
  view: ({ state }) => [
    pageHead({
      title: 'Jobs',
      about: 'What the server does, has done, and could not do.',
      actions: [
        choice('Show', 'state', [
          ['', 'All'],
          ...Object.keys(states).map((name) => [name, name]),
        ]),
      ],
    }),
    shownFrom(
      state.list,
      'Jobs',
      ({ items }) => {
        const chosen = items.filter((job) => !query('state') || job.state === query('state'));
        return m(
          '.panel.table-panel',
          chosen.length ? table(chosen, state) : nothing(),
          moreButton(state.list),
        );
      },
      () => state.list.reload(),
    ),
  ],
};

const nothing = () =>
  query('state')
    ? empty('clock', `No job is ${query('state')}`, 'There may be others.', [
        m('a.button', { href: '/jobs' }, 'Show all jobs'),
      ])
    : empty(
        'clock',
        'No job has run yet',
        'Scans that are asked for here, or by programs, come to this list.',
        [m('a.button', { href: '/videos' }, 'Bring a video')],
      );

function table(jobs, state) {
  return m(
    'table.cards',
    m('caption.unseen', 'Jobs'),
    m(
      'thead',
      m(
        'tr',
        ['Job', 'State', 'How far', 'Asked for', ''].map((head) =>
          m('th', { scope: 'col' }, head || m('span.unseen', 'Act')),
        ),
      ),
    ),
    m(
      'tbody',
      jobs.map((job) => row(job, state)),
    ),
  );
}

function howFar(job) {
  if (job.state !== 'running' || !job.progress) return null;
  const { done_ms: done, all_ms: all } = job.progress;
  return m(
    '.grow',
    progressBar(job.name, done, all),
    m('.small-text.quiet', `${clock(done)} of ${clock(all)}`),
  );
}

function row(job, state) {
  const [iconName, tone] = states[job.state] || ['question', ''];
  const name = job.name || job.id;
  const isOpen = ['queued', 'running'].includes(job.state);
  return m(
    'tr',
    { key: job.id },
    m(
      'th.wide',
      { scope: 'row' },
      videoOf(job) ? m('a', { href: path`/videos/${videoOf(job)}` }, name) : name,
      m('.small-text.quiet', job.kind),
      job.error && m('.small-text.bad', job.error),
    ),
    m(
      'td',
      { 'data-label': 'State' },
      m('span.chip', { class: tone }, icon(iconName), job.state),
    ),
    m('td', { 'data-label': isOpen ? 'How far' : false }, howFar(job)),
    m('td.nowrap', { 'data-label': 'Asked for', title: moment(job.made_at) }, ago(job.made_at)),
    m(
      'td',
      isOpen &&
        may('ingest') &&
        m(
          'button.small',
          {
            type: 'button',
            onclick: () => cancel(job, state),
            'aria-label': `Cancel ${name}`,
          },
          'Cancel',
        ),
    ),
  );
}

async function cancel(job, state) {
  try {
    await send('DELETE', `jobs/${encodeURIComponent(job.id)}`);
  } catch (problem) {
    announceProblem(problem, 'Not cancelled');
  }
  state.list.reload();
}
