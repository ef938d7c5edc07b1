// The two sides of a deck, the video and the reference, and what plays them.
import { clock } from '../format.js';
import { icon } from '../icons.js';
import { path } from '../router.js';
import { isPlain, playedWords } from '../words.js';
import { prose } from './prose.js';

const m = window.m;

function videoScreen(deck) {
  const { video } = deck;
  if (!video.isUsable) {
    return m(
      '.screen',
      m(
        '.said',
        video.state === 'none'
          ? 'The media of this video is not here; its fingerprint is. All that was found can be ' +
              'looked at and decided on, and references can be heard.'
          : 'This browser cannot play the file. Times and references can still be used.',
      ),
    );
  }
  return m(
    '.screen',
    m('video', {
      key: video.source,
      src: video.source,
      preload: 'metadata',
      playsinline: true,
      tabindex: -1,
      'aria-label': 'The video',
      oncreate: ({ dom }) => {
        deck.videoElement = dom;
      },
      onloadedmetadata: () => {
        video.ready();
        if (deck.timeMs) deck.seek(deck.timeMs);
      },
      onerror: () => video.failed(),
      onclick: () => deck.toggle(),
    }),
    video.isDecoded &&
      m(
        '.said',
        'No picture: this browser cannot play the file. ' + 'Its sound is decoded by the server.',
      ),
  );
}

export function videoSide(deck) {
  return m(
    'section.panel',
    { 'aria-label': 'Video' },
    m('.side', m('b', 'A'), m('h2', 'Video')),
    videoScreen(deck),
    transport(deck),
  );
}

const steps = [
  ['back', 'Five seconds back', 'j', (deck) => deck.seek(deck.timeMs - 5000)],
  ['next', 'Five seconds on', 'l', (deck) => deck.seek(deck.timeMs + 5000)],
];

function stepButton(deck, [iconName, label, key, run]) {
  return m(
    'button.square',
    {
      type: 'button',
      'aria-label': label,
      title: `${label} (${key.toUpperCase()})`,
      onclick: () => run(deck),
    },
    icon(iconName),
  );
}

/** Buttons for what is heard. */
function hearing(deck) {
  const modes = [
    ['video', 'A', '1', 'Hear the video'],
    ['reference', 'B', '2', 'Hear the reference'],
    ['both', 'A + B', '3', 'Hear both'],
  ];
  return m(
    '.joined',
    { role: 'group', 'aria-label': 'What is heard' },
    modes.map(([mode, word, key, label]) =>
      m(
        'button',
        {
          type: 'button',
          'aria-pressed': String(deck.mode === mode),
          title: `${label} (${key})`,
          'aria-label': label,
          onclick: () => deck.hear(mode),
          disabled: mode !== 'video' && !deck.reference.isUsable,
        },
        word,
      ),
    ),
  );
}

function transport(deck) {
  return m(
    '.transport',
    { role: 'group', 'aria-label': 'Playing' },
    stepButton(deck, steps[0]),
    m(
      'button.main.square',
      {
        type: 'button',
        'aria-label': deck.isPlaying ? 'Pause' : 'Play',
        title: 'Play or pause (K)',
        onclick: () => deck.toggle(),
      },
      icon(deck.isPlaying ? 'pause' : 'play'),
    ),
    stepButton(deck, steps[1]),
    m('span.time.mono', { role: 'timer', 'aria-label': 'Place' }, m(Clock, { deck })),
    hearing(deck),
    m(
      'button.square',
      {
        type: 'button',
        'aria-label': 'Repeat the use',
        'aria-pressed': String(deck.isLooping),
        title: 'Repeat the use (O)',
        disabled: !deck.use,
        onclick: () => {
          deck.isLooping = !deck.isLooping;
        },
      },
      icon('loop'),
    ),
  );
}

/** The place as text, written by frames instead of by redraws. */
const Clock = {
  oncreate({ dom, attrs, state }) {
    const tick = () => {
      const text = clock(attrs.deck.timeMs, { tenths: true });
      if (dom.textContent !== text) dom.textContent = text;
      state.frame = requestAnimationFrame(tick);
    };
    tick();
  },
  onremove: ({ state }) => cancelAnimationFrame(state.frame),
  view: () => m('span'),
};

/** The part of the track that is heard, and where in it the video is. */
const SpanBar = {
  oncreate({ dom, attrs, state }) {
    const head = dom.querySelector('.playhead');
    const tick = () => {
      const place = attrs.deck.referenceMs();
      head.style.display = place === null ? 'none' : '';
      if (place !== null) head.style.left = `${(100 * place) / state.length}%`;
      state.frame = requestAnimationFrame(tick);
    };
    tick();
  },
  onremove: ({ state }) => cancelAnimationFrame(state.frame),
  view({ attrs: { use }, state }) {
    state.length = Math.max(
      (use.recording && use.recording.duration_ms) || 0,
      use.track_end_ms,
      1,
    );
    const from = (100 * use.track_start_ms) / state.length;
    const width = (100 * (use.track_end_ms - use.track_start_ms)) / state.length;
    return m(
      '.span-bar',
      {
        role: 'img',
        'aria-label':
          `Heard of the track: ${clock(use.track_start_ms)} to ` + `${clock(use.track_end_ms)}`,
      },
      m('.part', { style: { left: `${from}%`, width: `${Math.max(width, 0.5)}%` } }),
      m('.playhead'),
    );
  },
};

function referenceSound(deck) {
  const { reference } = deck;
  if (reference.state === 'none') {
    return m(
      'p.quiet.small-text',
      prose(
        'The audio of this track is not here, only its fingerprint: add ' +
          'the file again with `cuetrace catalog add` to hear it.',
      ),
    );
  }
  if (reference.state === 'failed') {
    return m('p.quiet.small-text', 'This browser cannot play the track’s file.');
  }
  return m('audio', {
    key: reference.source,
    src: reference.source,
    preload: 'metadata',
    tabindex: -1,
    oncreate: ({ dom }) => {
      deck.referenceElement = dom;
    },
    onloadedmetadata: () => {
      reference.ready();
      deck.follow();
    },
    onerror: () => reference.failed(),
  });
}

export function referenceSide(deck) {
  const { use } = deck;
  if (!use) {
    return m(
      'section.panel.reference',
      { 'aria-label': 'Reference' },
      m('.side', m('b', 'B'), m('h2', 'Reference')),
      m(
        'p.quiet',
        'Choose a use on the timeline to hear the track beside the video, at the same place.',
      ),
    );
  }
  const recording = use.recording || {};
  const played = playedWords(use);
  return m(
    'section.panel.reference',
    { 'aria-label': 'Reference' },
    m('.side', m('b', 'B'), m('h2', 'Reference')),
    m(
      '.title',
      recording.id
        ? m('a', { href: path`/catalogue/${recording.id}` }, recording.title || recording.id)
        : recording.title || use.track_id,
      !isPlain(recording.version) && m('span.chip', recording.version),
    ),
    m(
      '.quiet',
      [recording.artist, (recording.composers || []).join(', ')].filter(Boolean).join(' · ') ||
        'no artist or composer on record',
    ),
    m(SpanBar, { deck, use }),
    m(
      '.row.apart.small-text.quiet',
      m(
        'span',
        `in the track ${clock(use.track_start_ms, { tenths: true })}` +
          ` to ${clock(use.track_end_ms, { tenths: true })}`,
      ),
      played && m('span.chip', played),
    ),
    referenceSound(deck),
  );
}
