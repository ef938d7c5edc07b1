// One recording: who gets what of it, its versions, whether it is any good, and where it is used.
import { get } from '../http.js';
import { count, lasting, span, videoName } from '../format.js';
import { icon } from '../icons.js';
import { Loaded } from '../load.js';
import { path } from '../router.js';
import { isPlain, roles } from '../words.js';
import { pageHead } from '../parts/page_head.js';
import { prose } from '../parts/prose.js';
import { Sound } from '../parts/sound.js';
import { pageFrom, shownFrom } from '../parts/states.js';
import { useChip } from '../parts/standing.js';
import { table } from '../parts/table.js';

const m = window.m;

export const Recording = {
  oninit({ attrs, state }) {
    state.id = attrs.recording;
    state.recording = new Loaded();
    state.uses = new Loaded();
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
  const recording = await state.recording.from(() => get(path`recordings/${state.id}`));
  if (recording && recording.track_id) {
    await state.uses.from(() => get('uses', { track: recording.track_id, limit: 50 }));
  }
}

function sound(recording) {
  if (recording.has_media === false || !recording.track_id) {
    return m('p.quiet', 'Its audio is not here, only its fingerprint.');
  }
  const url = path`/v1/recordings/${recording.id}/media`;
  return m(Sound, { url, label: recording.title });
}

function identity(one) {
  const work = one.work || {};
  return m(
    'section.panel.stack',
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
    sound(one),
  );
}

function shareOf(one) {
  const { share_percent: share } = one;
  const about = [
    roles[one.role] || one.role || one.kind,
    one.ipi && `IPI ${one.ipi}`,
    one.society,
  ];
  const isWriter = one.kind === 'writer';
  return m(
    '.offer',
    m(
      'div',
      isWriter ? m('a', { href: path`/composers/${one.ipi || one.name}` }, one.name) : one.name,
      m('.small-text.quiet', about.filter(Boolean).join(', ')),
    ),
    m('strong.nowrap', share === null || share === undefined ? '–' : `${share} %`),
  );
}

function shares({ contributions = [] }) {
  return m(
    'section.panel',
    m('h2', 'Who gets what'),
    contributions.length
      ? contributions.map(shareOf)
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
  const others = one.family || [];
  return m(
    'section.panel',
    m('h2', 'Versions of the family'),
    others.length
      ? m(
          'ul.reasons',
          others.map((other) =>
            m(
              'li',
              m('a', { href: path`/catalogue/${other.id}` }, other.title),
              ' ',
              m('span.chip', other.version || 'full'),
              other.kind && m('span.quiet.small-text', ` ${other.kind}`),
            ),
          ),
        )
      : m('p.quiet', 'This is the only version on record.'),
  );
}

const marks = { error: ['cross', 'bad'], warning: ['warn', ''], note: ['minus', 'quiet'] };

function finding(one) {
  const [iconName, tone] = marks[one.level] || marks.note;
  return m(
    'li',
    m('span', { class: tone }, icon(iconName)),
    m(
      'div',
      m('strong', one.rule.replaceAll(/[-_]/g, ' ')),
      ` ${one.level}: ${one.found}`,
      one.wanted && `, wanted ${one.wanted}`,
      m('.small-text.quiet', one.remedy),
    ),
  );
}

function measures(measured) {
  const hundredths = (value, unit) =>
    value === null ? '–' : `${(value / 100).toFixed(1)} ${unit}`;
  const { tempo, key } = measured;
  return m(
    'dl.facts.in-line',
    m('dt', 'Loudness'),
    m('dd', hundredths(measured.integrated_centi_lufs, 'LUFS')),
    m('dt', 'Range'),
    m('dd', hundredths(measured.range_centi_lu, 'LU')),
    m('dt', 'True peak'),
    m('dd', hundredths(measured.true_peak_centi_db, 'dBTP')),
    tempo && [m('dt', 'Tempo'), m('dd', hundredths(tempo.centi_bpm, 'BPM'))],
    key && [m('dt', 'Key'), m('dd', key.name)],
  );
}

function quality(one) {
  const { tracks = [], works = [] } = one.quality || {};
  const [track] = tracks;
  const findings = [...tracks, ...works].flatMap((checked) => checked.findings);
  return m(
    'section.panel',
    m('h2', 'Quality'),
    track && track.measured
      ? measures(track.measured)
      : m('p.quiet', prose('The sound is not measured yet: `cuetrace catalog qc`')),
    findings.length
      ? m('ul.quality', findings.map(finding))
      : m('p', m('span.good', icon('check')), ' Nothing to mend.'),
  );
}

const usedIn = [
  {
    head: 'Video',
    isName: true,
    of: ({ id, video }) =>
      m('a', { href: path`/videos/${video.id}?use=${id}` }, videoName(video)),
  },
  { head: 'In, out', look: 'mono', of: span },
  { head: 'Standing', of: useChip },
];

function whereUsed(state) {
  return m(
    'section.panel.table-panel',
    { 'aria-label': 'Where it is used' },
    shownFrom(state.uses, 'Its uses', ({ items }) =>
      items.length === 0
        ? m('p.quiet', 'It has not been found in a video yet.')
        : table('Where it is used', usedIn, items),
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
        state.uses.value && count(state.uses.value.items.length, 'use'),
      ]
        .filter(Boolean)
        .join(' · '),
    }),
    m(
      '.stack',
      m('.columns', identity(one), shares(one), family(one)),
      quality(one),
      one.track_id && whereUsed(state),
    ),
  ];
}
