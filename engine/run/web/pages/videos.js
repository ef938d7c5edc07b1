// Videos that were scanned, newest first, and the place to bring new ones.
import { get } from '../http.js';
import { ago, count, lasting, moment, percent, videoName } from '../format.js';
import { icon } from '../icons.js';
import { LoadedList } from '../load.js';
import { follow } from '../events.js';
import { path, query } from '../router.js';
import { may } from '../session.js';
import { pageHead } from '../parts/page_head.js';
import { searchField } from '../parts/search.js';
import { empty, moreButton, shownFrom } from '../parts/states.js';
import { standingChip } from '../parts/standing.js';
import { Uploads } from '../parts/uploads.js';

const m = window.m;

export const Videos = {
  oninit({ state }) {
    state.list = new LoadedList((cursor) =>
      get('videos', { words: query('words'), cursor, limit: 50 }),
    );
    state.words = null;
    state.leave = follow(
      (kind) => kind === 'scan.finished' || kind === 'decision.changed',
      () => state.list.reload(),
    );
  },
  onremove({ state }) {
    state.leave();
  },

  view({ state }) {
    if (state.words !== query('words')) {
      state.words = query('words');
      state.list.reload();
    }
    return [
      pageHead({
        title: 'Videos',
        about: 'What was scanned, and whose music is in it.',
        actions: [searchField('Find a video by name or title')],
      }),
      may('ingest') && m(Uploads, { onscanned: () => state.list.reload() }),
      shownFrom(
        state.list,
        'Videos',
        ({ items }) =>
          m(
            '.panel.table-panel',
            items.length ? table(items) : nothing(),
            moreButton(state.list),
          ),
        () => state.list.reload(),
      ),
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

function table(items) {
  return m(
    'table.cards',
    m('caption.unseen', 'Videos'),
    m(
      'thead',
      m(
        'tr',
        ['Video', 'Length', 'Music', 'Uses', 'Needs you', 'Scanned'].map((head) =>
          m('th', { scope: 'col' }, head),
        ),
      ),
    ),
    m('tbody', items.map(row)),
  );
}

function needs(video) {
  const chips = [];
  if (video.review) {
    chips.push(
      m(
        'a',
        { href: path`/videos/${video.id}` + '?show=review' },
        standingChip('review', `${video.review} for review`),
      ),
    );
  }
  if (video.violations) {
    chips.push(standingChip('violation', `${video.violations} not licensed`));
  }
  if (video.error || !video.complete) {
    chips.push(m('span.chip.bad', { title: video.error || '' }, icon('warn'), 'Incomplete'));
  }
  return chips.length ? m('.row.tight', chips) : m('span.quiet', 'nothing');
}

function musicShare(video) {
  const part = video.duration_ms ? Math.min(1, (video.music_ms || 0) / video.duration_ms) : 0;
  return [
    lasting(video.music_ms || 0),
    m(
      'span.music-share',
      {
        title: percent(part) + ' of the video',
        'aria-hidden': 'true',
      },
      m('i', { style: { width: `${part * 100}%` } }),
    ),
  ];
}

function row(video) {
  return m(
    'tr',
    { key: video.id },
    m(
      'th.wide',
      { scope: 'row' },
      m('a', { href: path`/videos/${video.id}` }, videoName(video)),
      m('.small-text.quiet.clip', { title: video.location }, fileName(video)),
    ),
    m('td', { 'data-label': 'Length' }, lasting(video.duration_ms)),
    m('td.nowrap', { 'data-label': 'Music' }, m('span', musicShare(video))),
    m('td', { 'data-label': 'Uses' }, count(video.uses, 'use')),
    m('td', { 'data-label': 'Needs you' }, needs(video)),
    m(
      'td.nowrap',
      { 'data-label': 'Scanned', title: moment(video.scanned_at) },
      ago(video.scanned_at),
    ),
  );
}

function fileName(video) {
  const file = (video.location || '').split('/').pop();
  return file && file !== videoName(video) ? file : '';
}
