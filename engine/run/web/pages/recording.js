// One recording: who gets what of it, its versions, whether it is any good, and where it is used.
import { get } from '../http.js';
import { clock, count, lasting, videoName } from '../format.js';
import { icon } from '../icons.js';
import { Loaded } from '../load.js';
import { path } from '../router.js';
import { isPlain } from '../words.js';
import { pageHead } from '../parts/page_head.js';
import { prose } from '../parts/prose.js';
import { pageFrom, shownFrom } from '../parts/states.js';
import { useChip } from '../parts/standing.js';

const m = window.m;

export const Recording = {
  oninit({ attrs, state }) {
    state.id = attrs.recording;
    state.recording = new Loaded();
    state.uses = new Loaded();
    state.isDecoded = false;
    state.isMute = false;
    load(state);
  },
  view: ({ state }) =>
    pageFrom(
      state.recording,
      'The recording',
      (one) => show(state, one),
      () => load(state),
    ),
};

async function load(state) {
  const recording = await state.recording.from(() =>
    get(`recordings/${encodeURIComponent(state.id)}`),
  );
  if (recording && recording.track_id) {
    await state.uses.from(() => get('uses', { track: recording.track_id, limit: 50 }));
  }
}

function sound(state, recording) {
  if (recording.has_media === false || !recording.track_id) {
    return m('p.quiet', 'Its audio is not here, only its fingerprint.');
  }
  if (state.isMute) return m('p.quiet', 'This browser cannot play the file.');
  const url = `/v1/recordings/${encodeURIComponent(state.id)}/media`;
  const source = state.isDecoded ? `${url}?format=wav` : url;
  return m('audio.whole', {
    key: source,
    src: source,
    controls: true,
    preload: 'none',
    'aria-label': recording.title,
    onerror: () => {
      if (state.isDecoded) state.isMute = true;
      else state.isDecoded = true;
    },
  });
}

function identity(state, one) {
  const work = one.work || {};
  return m(
    'section.panel',
    m('h2', 'Recording'),
    m(
      'dl.facts',
      m('dt', 'Version'),
      m('dd', one.version || 'full'),
      m('dt', 'Artist'),
      m('dd', one.artist || '–'),
      m('dt', 'ISRC'),
      m('dd', one.isrc || '–'),
      m('dt', 'Library'),
      m('dd', one.library || '–'),
      m('dt', 'Length'),
      m('dd', lasting(one.duration_ms)),
      m('dt', 'Work'),
      m('dd', [work.title, work.iswc].filter(Boolean).join(', ') || '–'),
    ),
    m('p'),
    sound(state, one),
  );
}

function shares({ contributions = [] }) {
  return m(
    'section.panel',
    m('h2', 'Who gets what'),
    contributions.length
      ? m(
          '.scroll-x',
          m(
            'table',
            m('caption.unseen', 'Shares'),
            m(
              'thead',
              m(
                'tr',
                ['Name', 'Role', 'IPI', 'Share'].map((head) => m('th', { scope: 'col' }, head)),
              ),
            ),
            m(
              'tbody',
              contributions.map((one) =>
                m(
                  'tr',
                  m(
                    'th',
                    { scope: 'row' },
                    one.kind === 'writer'
                      ? m('a', { href: path`/composers/${one.ipi || one.name}` }, one.name)
                      : one.name,
                  ),
                  m('td', one.role || one.kind),
                  m('td', one.ipi || '–'),
                  m(
                    'td.num',
                    one.share_percent === null || one.share_percent === undefined
                      ? '–'
                      : `${one.share_percent} %`,
                  ),
                ),
              ),
            ),
          ),
        )
      : m(
          'p.quiet',
          prose(
            'Nobody is on record. Import a table that names writers: ' +
              '`cuetrace catalog import FILE`',
          ),
        ),
  );
}

function family(one) {
  const others = (one.family || []).filter((other) => other.track_id !== one.track_id);
  return m(
    'section.panel',
    m('h2', 'Versions of the family'),
    others.length
      ? m(
          'ul.reasons',
          others.map((other) =>
            m(
              'li',
              other.title,
              ' ',
              m('span.chip', other.version || 'full'),
              other.kind && m('span.quiet.small-text', ` ${other.kind}`),
            ),
          ),
        )
      : m('p.quiet', 'This is the only version on record.'),
  );
}

const marks = {
  good: ['check', 'good'],
  ok: ['check', 'good'],
  pass: ['check', 'good'],
  warning: ['warn', ''],
  fail: ['cross', 'bad'],
  bad: ['cross', 'bad'],
};

function quality({ quality: checks = [] }) {
  return m(
    'section.panel',
    m('h2', 'Quality'),
    checks.length
      ? m(
          'ul.quality',
          checks.map((one) => {
            const [iconName, tone] = marks[one.verdict] || ['minus', ''];
            return m(
              'li',
              m('span', { class: tone }, icon(iconName)),
              m(
                'div',
                m('strong', one.check.replaceAll('_', ' ')),
                ` ${one.figure || ''} `,
                m('span.small-text', { class: tone }, one.verdict),
                m('.small-text.quiet', one.text),
              ),
            );
          }),
        )
      : m('p.quiet', prose('Not measured yet: `cuetrace catalog qc`')),
  );
}

function whereUsed(state) {
  return m(
    'section.panel.table-panel',
    { 'aria-label': 'Where it is used' },
    shownFrom(state.uses, 'Its uses', ({ items }) =>
      items.length === 0
        ? m('p.quiet', 'It has not been found in a video yet.')
        : m(
            'table.cards',
            m('caption.unseen', 'Where it is used'),
            m(
              'thead',
              m(
                'tr',
                ['Video', 'In, out', 'Standing'].map((head) => m('th', { scope: 'col' }, head)),
              ),
            ),
            m(
              'tbody',
              items.map((use) =>
                m(
                  'tr',
                  { key: use.id },
                  m(
                    'th.wide',
                    { scope: 'row' },
                    m(
                      'a',
                      {
                        href:
                          path`/videos/${use.video.id}` + `?use=${encodeURIComponent(use.id)}`,
                      },
                      videoName(use.video),
                    ),
                  ),
                  m(
                    'td.mono',
                    { 'data-label': 'In, out' },
                    m('span', `${clock(use.start_ms)} – ${clock(use.end_ms)}`),
                  ),
                  m('td', { 'data-label': 'Standing' }, useChip(use)),
                ),
              ),
            ),
          ),
    ),
  );
}

function show(state, one) {
  return [
    pageHead({
      title: one.title || one.id,
      crumbs: [['Catalogue', '/catalogue']],
      about: [
        (one.composers || []).join(', '),
        !isPlain(one.version) && one.version,
        count(one.uses, 'use'),
      ]
        .filter(Boolean)
        .join(' · '),
    }),
    m(
      '.stack',
      m('.columns', identity(state, one), shares(one), family(one), quality(one)),
      one.track_id && whereUsed(state),
    ),
  ];
}
