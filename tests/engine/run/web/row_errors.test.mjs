import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowErrors } from '../../../../engine/run/web/parts/row_errors.js';

test('errors of a sheet go to their rows and columns', () => {
  assert.deepEqual(
    rowErrors(
      "line 1: in: '10:x' is no time; write 10:00:01:05; line 3: the cue ends before it starts",
    ),
    [
      { row: 0, column: 'in', detail: "'10:x' is no time; write 10:00:01:05" },
      { row: 2, column: '', detail: 'the cue ends before it starts' },
    ],
  );
  assert.deepEqual(rowErrors('the sheet is submitted'), []);
});
