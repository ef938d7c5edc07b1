import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, confidence, lasting, videoName } from '../../../../engine/run/web/format.js';

test('places are written as people read them', () => {
  assert.equal(clock(0), '0:00');
  assert.equal(clock(75_250), '1:15');
  assert.equal(clock(75_250, { tenths: true }), '1:15.2');
  assert.equal(clock(3_675_990), '1:01:15');
  assert.equal(clock(null), '–');
});

test('lengths keep the digits that matter', () => {
  assert.equal(lasting(1700), '1.7 s');
  assert.equal(lasting(11_664), '12 s');
  assert.equal(lasting(75_250), '1 min 15 s');
  assert.equal(lasting(119_700), '2 min 00 s');
  assert.equal(lasting(4_000_000), '1 h 06 min');
});

test('certainty is never said to be whole', () => {
  assert.equal(confidence(0.9999), '> 99 %');
  assert.equal(confidence(0.785), '79 %');
});

test('a video has its name, or its file’s', () => {
  assert.equal(videoName({ name: 'Bread', location: '/a/b.mp4' }), 'Bread');
  assert.equal(videoName({ location: 'https://x.example/a%20b.mp4' }), 'a b.mp4');
});
