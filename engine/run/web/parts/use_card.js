// All about one use: how it stands and why, the evidence, and what to decide.
import { clock, confidence, lasting, moment, videoName } from '../format.js';
import { icon } from '../icons.js';
import { path } from '../router.js';
import { may } from '../session.js';
import { levelWord, methodWord, verdicts, standingOf, standings } from '../words.js';
import { useChip, verdictChip } from './standing.js';

const m = window.m;

function evidenceMeter(evidence) {
  const expected = evidence.peaks_expected || 1;
  const found = Math.min(1, evidence.peaks_found / expected);
  const chance = Math.min(1, evidence.peaks_by_chance / expected);
  return [
    m(
      '.meter',
      {
        role: 'img',
        'aria-label':
          `${evidence.peaks_found} of ${expected} peaks of the track were ` +
          `found; chance would find ${Math.round(evidence.peaks_by_chance)}`,
      },
      m('i', { style: { width: `${found * 100}%` } }),
      m('.chance', { style: { left: `${chance * 100}%` } }),
    ),
    m(
      '.small-text.quiet',
      `${evidence.peaks_found} of ${evidence.peaks_expected} peaks found; ` +
        `the line is chance (${Math.round(evidence.peaks_by_chance)})`,
    ),
  ];
}

function alternatives(use) {
  if (!use.alternatives || !use.alternatives.length) return null;
  return [
    m('dt', 'Could also be'),
    m(
      'dd',
      use.alternatives.map((other) =>
        m(
          'div',
          other.title || other.track_id,
          other.version && ` (${other.version})`,
          other.confidence !== undefined && m('span.quiet', ` ${confidence(other.confidence)}`),
        ),
      ),
    ),
  ];
}

function figures(use) {
  return m(
    'dl.facts',
    m('dt', 'In the video'),
    m(
      'dd',
      `${clock(use.start_ms, { tenths: true })} to ` +
        `${clock(use.end_ms, { tenths: true })}, ${lasting(use.end_ms - use.start_ms)}`,
    ),
    m('dt', 'Confidence'),
    m('dd', confidence(use.confidence)),
    m('dt', 'Level'),
    m('dd', levelWord(use.level_db)),
    m('dt', 'Found by'),
    m('dd', methodWord(use.method)),
    use.licence_id && [
      m('dt', use.standing === 'licensed' ? 'Licence' : 'Nearest licence'),
      m('dd', use.licence_id),
    ],
    alternatives(use),
  );
}

function decisionOf(use) {
  const { decision } = use;
  if (!decision) return null;
  return m(
    '.row.tight.small-text',
    verdictChip(decision),
    m('span.quiet', [decision.by, decision.at && moment(decision.at)].filter(Boolean).join(', ')),
    decision.note && m('span', `“${decision.note}”`),
  );
}

/** attrs: use, ondecide(verdict, note), onundo(). */
const Decide = {
  oninit({ state }) {
    state.note = '';
  },
  view({ attrs: { use, ondecide, onundo }, state }) {
    const now = use.decision && use.decision.verdict;
    const pick = (verdict) => {
      ondecide(now === verdict ? 'none' : verdict, state.note);
      state.note = '';
    };
    return m(
      'div',
      { role: 'group', 'aria-label': 'Decide' },
      m(
        '.decide',
        Object.entries(verdicts).map(([verdict, one]) =>
          m(
            'button',
            {
              type: 'button',
              title: one.about,
              'aria-pressed': String(now === verdict),
              'aria-keyshortcuts': one.key,
              onclick: () => pick(verdict),
            },
            icon(one.icon),
            one.act,
            m('kbd', { 'aria-hidden': 'true' }, one.key.toUpperCase()),
          ),
        ),
      ),
      m(
        '.row.tight',
        { class: 'note-row' },
        m(
          'label.search',
          m('span.unseen', 'Note to the decision'),
          icon('list'),
          m('input', {
            placeholder: 'Note (optional)',
            value: state.note,
            maxlength: 500,
            oninput: (event) => {
              state.note = event.target.value;
            },
          }),
        ),
        m(
          'button.plain',
          { type: 'button', title: 'Take the last change back (U)', onclick: onundo },
          icon('undo'),
          'Undo',
        ),
      ),
    );
  },
};

function noneChosen({ onnext }) {
  return m(
    'section.panel.use-card',
    { 'aria-label': 'The use' },
    m('h2', onnext ? 'No use is chosen' : 'There is no use here'),
    onnext
      ? [
          m('p.quiet', 'Choose one on the timeline or in the list, or go to the next one.'),
          m(
            '.row',
            m(
              'button',
              { type: 'button', onclick: onnext, 'aria-keyshortcuts': ']' },
              'Next use',
              m('kbd', { 'aria-hidden': 'true' }, ']'),
            ),
          ),
        ]
      : m('p.quiet', 'What is found in this video later comes to the timeline by itself.'),
  );
}

/**
 * attrs: use, ondecide, onundo, onnext (goes to the next use; null where there is none), showsVideo
 * (names the video, where the use stands alone).
 */
export const UseCard = {
  view({ attrs }) {
    const { use } = attrs;
    if (!use) return noneChosen(attrs);
    const standing = standings[standingOf(use)];
    return m(
      'section.panel.use-card',
      { 'aria-label': 'The use' },
      m('.row.apart', useChip(use), m('span.mono.quiet', clock(use.start_ms))),
      attrs.showsVideo &&
        m(
          'a',
          {
            href: path`/videos/${use.video.id}?use=${use.id}`,
          },
          videoName(use.video),
        ),
      use.reasons && use.reasons.length
        ? m(
            'ul.reasons',
            use.reasons.map((reason) => m('li', reason)),
          )
        : m('p.quiet', standing.about),
      figures(use),
      use.evidence && m('div', evidenceMeter(use.evidence)),
      decisionOf(use),
      may('review')
        ? m(Decide, { key: use.id, ...attrs })
        : m('p.quiet.small-text', 'Your token may look, and not decide.'),
    );
  },
};
