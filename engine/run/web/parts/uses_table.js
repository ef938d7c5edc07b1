// The uses of a video as a table: the timeline in words, for reading and for screen readers.
import { clock, confidence, lasting } from '../format.js';
import { path } from '../router.js';
import { isPlain } from '../words.js';
import { empty } from './states.js';
import { standingChip, useChip, verdictChip } from './standing.js';

const m = window.m;

function useRow(use, chosen, onchoose) {
  const recording = use.recording || {};
  return m(
    'tr',
    { key: use.id, class: chosen && chosen.id === use.id ? 'chosen' : '' },
    m(
      'td.nowrap.mono',
      { 'data-label': 'In, out' },
      m('span', `${clock(use.start_ms)} – ${clock(use.end_ms)}`),
    ),
    m(
      'th.wide',
      { scope: 'row' },
      m(
        'button.small.plain.link',
        {
          type: 'button',
          onclick: () => onchoose(use),
        },
        recording.title || use.track_id,
      ),
      !isPlain(recording.version) && m('span.chip', recording.version),
    ),
    m(
      'td',
      { 'data-label': 'By' },
      (recording.composers || []).join(', ') || recording.artist || '–',
    ),
    m('td', { 'data-label': 'Length' }, lasting(use.end_ms - use.start_ms)),
    m('td', { 'data-label': 'Standing' }, useChip(use)),
    m('td', { 'data-label': 'Confidence' }, confidence(use.confidence)),
    m('td', { 'data-label': 'Decided' }, verdictChip(use.decision) || m('span.quiet', '–')),
  );
}

function unknownRow(span, onseek) {
  return m(
    'tr',
    { key: `${span.cluster}@${span.start_ms}` },
    m(
      'td.nowrap.mono',
      { 'data-label': 'In, out' },
      m('span', `${clock(span.start_ms)} – ${clock(span.end_ms)}`),
    ),
    m(
      'th.wide',
      { scope: 'row' },
      m(
        'button.small.plain.link',
        {
          type: 'button',
          onclick: () => onseek(span.start_ms),
        },
        span.name || 'Unknown music',
      ),
    ),
    m(
      'td',
      { 'data-label': 'By' },
      span.cluster ? m('a', { href: path`/unknown/${span.cluster}` }, 'where else it is') : '–',
    ),
    m('td', { 'data-label': 'Length' }, lasting(span.end_ms - span.start_ms)),
    m('td', { 'data-label': 'Standing' }, standingChip('music')),
    m('td', { 'data-label': 'Confidence' }, '–'),
    m('td', { 'data-label': 'Decided' }, '–'),
  );
}

export function usesTable({ uses, unknown, chosen, onchoose, onseek }) {
  const rows = uses
    .map((use) => ({ at: use.start_ms, row: useRow(use, chosen, onchoose) }))
    .concat(unknown.map((span) => ({ at: span.start_ms, row: unknownRow(span, onseek) })))
    .sort((a, b) => a.at - b.at);
  return m(
    'section.panel.table-panel',
    { 'aria-label': 'Uses' },
    rows.length === 0
      ? empty(
          'note',
          'No music of the catalogue was found',
          'When tracks are added later, ' +
            '`cuetrace rematch` finds them here without the video being read again.',
        )
      : m(
          'table.cards',
          m('caption.unseen', 'Uses in this video'),
          m(
            'thead',
            m(
              'tr',
              ['In, out', 'Music', 'By', 'Length', 'Standing', 'Confidence', 'Decided'].map(
                (head) => m('th', { scope: 'col' }, head),
              ),
            ),
          ),
          m(
            'tbody',
            rows.map(({ row }) => row),
          ),
        ),
  );
}
