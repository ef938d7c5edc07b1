// Videos that were scanned, newest first, and the place to bring new ones.
import { get } from '../http.js';
import { ago, lasting, moment, number, percent, videoName } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { follow } from '../events.js';
import { path, query } from '../router.js';
import { may } from '../session.js';
import { pageHead } from '../parts/page_head.js';
import { searchField } from '../parts/search.js';
import { empty } from '../parts/states.js';
import { standingChip } from '../parts/standing.js';
import { listPanel, table } from '../parts/table.js';
import { Uploads } from '../parts/uploads.js';

const m = window.m;

export const Videos = {
  oninit({ state }) {
    state.list = new LoadedList((cursor) =>
      get('videos', { words: query('words'), cursor, limit: 50 }),
    );
    state.leave = follow(
      (kind) => kind === 'scan.finished' || kind === 'decision.changed',
      () => state.list.reload(),
    );
  },
  onremove({ state }) {
    state.leave();
  },

  view({ state }) {
    state.list.reloadFor(query('words'));
    return [
      pageHead({
        title: 'Videos',
        about: 'What was scanned, and whose music is in it.',
        actions: [searchField('Find a video by name or title')],
      }),
      may('ingest') && m(Uploads, { onscanned: () => state.list.reload() }),
      listPanel(state.list, 'Videos', videos, nothing),
    ];
  },
};

function nothing() {
  if (query('words')) {
    return empty(
      'search',
      'No video is called that',
      'Words are looked for in names and titles.',
      [m('a.button', { href: '/videos' }, 'Show all videos')],
    );
  }
  return empty(
    'film',
    'No video has been scanned yet',
    may('ingest')
      ? 'Drop a video above, or scan a folder on the command line: `cuetrace scan FOLDER`'
      : 'Whoever runs cuetrace scans videos with: `cuetrace scan FOLDER`',
  );
}

function needs(video) {
  const chips = [];
  if (video.review) {
    chips.push(
      m(
        'a',
        { href: path`/videos/${video.id}?show=review` },
        standingChip('review', `${video.review} for review`),
      ),
    );
  }
  if (video.violations) {
    chips.push(
      m(
        'a',
        { href: path`/videos/${video.id}?show=violation` },
        standingChip('violation', `${video.violations} not licensed`),
      ),
    );
  }
  if (video.error || !video.complete) {
    chips.push(m('span.chip.bad', { title: video.error || '' }, icon('warn'), 'Incomplete'));
  }
  return chips.length ? m('.row.tight', chips) : null;
}

function musicShare(video) {
  const part = video.duration_ms ? Math.min(1, (video.music_ms || 0) / video.duration_ms) : 0;
  return [
    m(
      'span.music-share',
      {
        title: percent(part) + ' of the video',
        'aria-hidden': 'true',
      },
      m('i', { style: { width: `${part * 100}%` } }),
    ),
    lasting(video.music_ms || 0),
  ];
}

function fileName(video) {
  const file = (video.location || '').split('/').pop();
  return file && file !== videoName(video) ? file : '';
}

const columns = [
  {
    head: 'Video',
    isName: true,
    of: (video) => [
      m('a', { href: path`/videos/${video.id}` }, videoName(video)),
      m('.small-text.quiet.clip', { title: video.location }, fileName(video)),
    ],
  },
  { head: 'Length', look: 'nowrap', of: (video) => lasting(video.duration_ms) },
  { head: 'Music', look: 'nowrap', of: (video) => m('span', musicShare(video)) },
  { head: 'Uses', of: ({ uses }) => number(uses) },
  { head: 'Needs you', of: needs },
  {
    head: 'Scanned',
    look: 'nowrap',
    of: (video) => ago(video.scanned_at),
    title: (video) => moment(video.scanned_at),
  },
];

const videos = (items) => table('Videos', columns, items);
