import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.window = {};
const { shapeOf, wavePath } = await import('../../../../engine/run/web/parts/wave.js');

test('levels in half decibels become parts of the loudest', () => {
  const [loudest, half, silence] = shapeOf([200, 160, 0]);
  assert.equal(loudest, 1);
  assert.equal(half, 0.25); // 20 dB below, of a range of 40, squared
  assert.equal(silence, 0);
});

test('a column shows the loudest of what it stands for', () => {
  const bars = (d) => [...d.matchAll(/v([\d.]+)/g)].map(([, height]) => Number(height));
  assert.deepEqual(bars(wavePath([0, 1, 0, 0], 2)), [92, 1.6]);
  assert.equal(bars(wavePath(new Array(5000).fill(0.5), 2400)).length, 2400);
});

test('silence throughout is a line', () => {
  assert.deepEqual(shapeOf([0, 0, 1]).map(Math.round), [0, 0, 0]);
});
