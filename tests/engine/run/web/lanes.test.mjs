import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inRows, lanesOf } from '../../../../engine/run/web/parts/lanes.js';

const rowsOf = (spans) =>
  inRows(spans.map(([start_ms, end_ms]) => ({ start_ms, end_ms }))).map(({ row }) => row);

test('what overlaps stands in rows, what follows goes in the first that is free', () => {
  assert.deepEqual(
    rowsOf([
      [0, 10],
      [10, 20],
      [20, 30],
    ]),
    [0, 0, 0],
  );
  assert.deepEqual(
    rowsOf([
      [0, 10],
      [5, 20],
      [10, 15],
      [16, 30],
    ]),
    [0, 1, 0, 0],
  );
  assert.deepEqual(
    rowsOf([
      [0, 30],
      [0, 10],
      [2, 4],
      [11, 12],
    ]),
    [0, 1, 2, 1],
  );
});

const use = (id, more) => ({ id, start_ms: 0, end_ms: 10, track_id: 't', ...more });

test('a use stands in the lane of its standing, whatever people have decided', () => {
  const lanes = lanesOf(
    [
      use('a', { standing: 'licensed' }),
      use('b', { standing: 'violation' }),
      use('c', { standing: 'unlicensed' }),
      use('d', { review: true, standing: null }),
      use('e', { standing: 'licensed', decision: { verdict: 'rejected' } }),
      use('f', { review: true, standing: 'licensed', decision: { verdict: 'accepted' } }),
    ],
    [{ cluster: 'u', start_ms: 0, end_ms: 5, name: '' }],
  );
  assert.deepEqual(
    lanes.map(({ name, rows, items }) => [name, rows, items.map(({ id }) => id).join()]),
    [
      ['Licensed', 2, 'a,f'],
      ['Not licensed', 2, 'b,c'],
      ['For review', 1, 'd'],
      ['Rejected', 1, 'e'],
      ['Unknown music', 1, 'u@0'],
    ],
  );
});
