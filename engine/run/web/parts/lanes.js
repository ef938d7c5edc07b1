// Where uses stand on a timeline: in the lane of their standing, in rows so that none is covered.
import { musicName } from '../format.js';
import { laneOrder, standingOf, standings } from '../words.js';

/** [{start_ms, end_ms, ...}] in rows: an item goes in the first row that is free there. */
export function inRows(items) {
  const ends = [];
  return [...items]
    .sort((a, b) => a.start_ms - b.start_ms || b.end_ms - a.end_ms)
    .map((item) => {
      let row = ends.findIndex((end) => end <= item.start_ms);
      if (row < 0) row = ends.length;
      ends[row] = item.end_ms;
      return { ...item, row };
    });
}

/** [{name, standing, rows, items}] of all uses and spans of unknown music, in their order. */
export function lanesOf(uses, unknown) {
  const items = uses
    .map((use) => ({
      id: use.id,
      start_ms: use.start_ms,
      end_ms: use.end_ms,
      standing: standingOf(use),
      use,
      label: musicName(use),
    }))
    .concat(
      unknown.map((span) => ({
        id: `${span.cluster}@${span.start_ms}`,
        start_ms: span.start_ms,
        end_ms: span.end_ms,
        standing: 'music',
        span,
        label: span.name || 'Unknown music',
      })),
    );
  return laneOrder
    .map((name) => {
      const placed = inRows(items.filter((item) => standings[item.standing].lane === name));
      const rows = placed.reduce((most, item) => Math.max(most, item.row + 1), 0);
      return { name, items: placed, rows, standing: placed.length ? placed[0].standing : '' };
    })
    .filter((lane) => lane.rows > 0);
}
