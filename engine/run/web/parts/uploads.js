// Bringing videos: by dropping, choosing, or naming a URL; and how far each of them is.
import { get, send, upload } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { bytes, clock } from '../format.js';
import { icon } from '../icons.js';
import { path } from '../router.js';
import { videoOf } from '../words.js';
import { progressBar } from './progress_bar.js';

const m = window.m;

const pollMs = 700;

/** Kept while the page is left, so that a running upload is there when one comes back. */
const going = [];

async function followJob(entry, onscanned) {
  while (entry.job && ['queued', 'running'].includes(entry.job.state)) {
    await new Promise((resolve) => {
      setTimeout(resolve, pollMs);
    });
    try {
      entry.job = await get(path`jobs/${entry.job.id}`);
    } catch (problem) {
      if (problem.status !== 0) {
        entry.problem = problem;
        break;
      }
    }
    m.redraw();
  }
  if (entry.job && entry.job.state === 'done') {
    announce(`${entry.name} has been scanned`, { tone: 'good' });
    onscanned();
  }
  m.redraw();
}

async function bring(entry, start, onscanned) {
  going.unshift(entry);
  m.redraw();
  try {
    entry.job = await start();
  } catch (problem) {
    entry.problem = problem;
    announceProblem(problem, entry.name);
    m.redraw();
    return;
  }
  await followJob(entry, onscanned);
}

function bringFiles(files, onscanned) {
  for (const file of files) {
    const entry = { id: going.length + 1, name: file.name, sent: 0, all: file.size };
    bring(
      entry,
      () =>
        upload('scans', { name: file.name }, file, (sent, all) => {
          Object.assign(entry, { sent, all });
          m.redraw();
        }),
      onscanned,
    );
  }
}

function bringUrl(url, onscanned) {
  const entry = { id: going.length + 1, name: url, sent: 0, all: 0 };
  bring(entry, () => send('POST', 'scans', { url }), onscanned);
}

/** {text, value, max}: max 0 where it cannot be told. */
function progressOf({ job, sent, all }) {
  if (!job) {
    return {
      text: all ? `sending, ${bytes(sent)} of ${bytes(all)}` : 'asking the server',
      value: sent,
      max: all,
    };
  }
  if (job.state === 'queued') return { text: 'waiting for its turn', value: 0, max: 0 };
  const { done_ms: done = 0, all_ms: length = 0 } = job.progress || {};
  return {
    text: length ? `listening, ${clock(done)} of ${clock(length)}` : 'listening',
    value: done,
    max: length,
  };
}

function ended(entry) {
  if (entry.problem) return entry.problem.detail || entry.problem.title || entry.problem.message;
  const { job } = entry;
  if (job && job.state === 'failed') return job.error || 'it failed, and did not say why';
  return job && job.state === 'cancelled' ? 'cancelled' : '';
}

function line(entry) {
  const bad = ended(entry);
  const videoId = entry.job && videoOf(entry.job);
  if (bad) {
    return m(
      'li',
      { key: entry.id },
      m('span.clip', entry.name),
      dismiss(entry),
      m('.bad', { role: 'alert' }, bad),
    );
  }
  if (entry.job && entry.job.state === 'done') {
    return m(
      'li',
      { key: entry.id },
      m(
        'span.clip.row',
        m('span.good', icon('check')),
        videoId ? m('a', { href: path`/videos/${videoId}` }, entry.name) : entry.name,
        m('span.quiet', 'scanned'),
      ),
      dismiss(entry),
    );
  }
  const { text, value, max } = progressOf(entry);
  return m(
    'li',
    { key: entry.id },
    m('span.clip', entry.name),
    m('span.quiet.small-text', text),
    progressBar(entry.name, value, max),
  );
}

const dismiss = (entry) =>
  m(
    'button.small.plain',
    {
      type: 'button',
      'aria-label': `Take ${entry.name} from this list`,
      onclick: () => going.splice(going.indexOf(entry), 1),
    },
    icon('cross'),
  );

function drop(event, state, onscanned) {
  event.preventDefault();
  state.isOver = false;
  bringFiles(event.dataTransfer.files, onscanned);
}

/** attrs: onscanned(). */
export const Uploads = {
  oninit({ state }) {
    state.isOver = false;
    state.url = '';
  },
  view: ({ state, attrs }) =>
    m(
      'section',
      { 'aria-label': 'Bring videos' },
      m(
        '.drop',
        {
          class: state.isOver ? 'over' : '',
          ondragover: (event) => {
            event.preventDefault();
            state.isOver = true;
          },
          ondragleave: () => {
            state.isOver = false;
          },
          ondrop: (event) => drop(event, state, attrs.onscanned),
        },
        m('p', icon('upload'), ' Drop videos, audio or fingerprints (.ctfp) here, or'),
        m(
          '.row',
          m(
            'label.button',
            { tabindex: -1 },
            'Choose files',
            m('input.unseen', {
              type: 'file',
              multiple: true,
              onchange: (event) => {
                bringFiles(event.target.files, attrs.onscanned);
                event.target.value = '';
              },
            }),
          ),
          m(
            'form.row.tight',
            {
              onsubmit: (event) => {
                event.preventDefault();
                bringUrl(state.url, attrs.onscanned);
                state.url = '';
              },
            },
            m(
              'label.row.tight',
              m('span.unseen', 'Address of a video'),
              m('input', {
                type: 'url',
                required: true,
                placeholder: 'https://… a video',
                value: state.url,
                oninput: (event) => {
                  state.url = event.target.value;
                },
              }),
            ),
            m('button', { type: 'submit' }, 'Scan'),
          ),
        ),
      ),
      going.length > 0 && m('.panel', m('ul.going', { 'aria-live': 'off' }, going.map(line))),
    ),
};
