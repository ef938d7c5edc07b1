// Months in which nothing was used are months, too.
import assert from 'node:assert/strict';
import test from 'node:test';

globalThis.window = {};
const { withoutGaps } = await import('../../../../engine/run/web/parts/charts.js');

test('months between two with uses are there, with none', () => {
  const used = [
    { month: '2025-11', uses: 2, music_ms: 5 },
    { month: '2026-02', uses: 1, music_ms: 3 },
  ];
  assert.deepEqual(
    withoutGaps(used).map(({ month, uses }) => [month, uses]),
    [
      ['2025-11', 2],
      ['2025-12', 0],
      ['2026-01', 0],
      ['2026-02', 1],
    ],
  );
});

test('months in a row stay as they are', () => {
  const used = ['2026-01', '2026-02'].map((month) => ({ month, uses: 1, music_ms: 1 }));
  assert.deepEqual(withoutGaps(used), used);
  assert.deepEqual(withoutGaps([]), []);
});
