// What the server is doing, has done, and could not do.
import { get, send } from '../http.js';
import { announceProblem } from '../announce.js';
import { ago, clock, lasting, moment } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { path, query } from '../router.js';
import { videoOf } from '../words.js';
import { may } from '../session.js';
import { pageHead } from '../parts/page_head.js';
import { progressBar } from '../parts/progress_bar.js';
import { choice } from '../parts/search.js';
import { empty } from '../parts/states.js';
import { listPanel, table } from '../parts/table.js';

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
      if (!document.hidden && !state.list.isLoading) state.list.reload();
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
    listPanel(state.list, 'Jobs', (items) => chosen(items, state.list), nothing),
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

function chosen(items, list) {
  const jobs = items.filter((job) => !query('state') || job.state === query('state'));
  return jobs.length ? table('Jobs', columns(list), jobs) : nothing();
}

function howFar(job) {
  if (job.state === 'done') {
    return `took ${lasting(new Date(job.ended_at) - new Date(job.started_at))}`;
  }
  if (job.state !== 'running' || !job.progress) return null;
  const { done_ms: done, all_ms: all } = job.progress;
  return m(
    '.grow',
    progressBar(job.name, done, all),
    m('.small-text.quiet', `${clock(done)} of ${clock(all)}`),
  );
}

const nameOf = (job) => job.name || job.id;

function cancelButton(job, list) {
  if (!['queued', 'running'].includes(job.state) || !may('ingest')) return null;
  return m(
    'button.small',
    {
      type: 'button',
      onclick: () => cancel(job, list),
      'aria-label': `Cancel ${nameOf(job)}`,
    },
    'Cancel',
  );
}

function stateChip({ state }) {
  const [iconName, tone] = states[state] || ['question', ''];
  return m('span.chip', { class: tone }, icon(iconName), state);
}

const columns = (list) => [
  {
    head: 'Job',
    isName: true,
    of: (job) => [
      videoOf(job) ? m('a', { href: path`/videos/${videoOf(job)}` }, nameOf(job)) : nameOf(job),
      m(
        '.small-text.quiet',
        job.asked_by ? `${job.kind}, asked for by ${job.asked_by}` : job.kind,
      ),
      job.error && m('.small-text.bad', job.error),
    ],
  },
  { head: 'State', of: stateChip },
  { head: 'How far', look: 'nowrap', of: howFar },
  {
    head: 'When',
    look: 'nowrap',
    of: (job) => ago(job.made_at),
    title: (job) => moment(job.made_at),
  },
  { head: '', of: (job) => cancelButton(job, list) },
];

async function cancel(job, list) {
  try {
    await send('DELETE', path`jobs/${job.id}`);
  } catch (problem) {
    announceProblem(problem, 'Not cancelled');
  }
  list.reload();
}
