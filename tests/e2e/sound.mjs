// Music that tests make for themselves: seeded, so that every run hears the same. Chords, a melody
// and a drum that never repeat; two seeds have nothing in common.
import fs from 'node:fs';

export const rateHz = 22050;

/** Numbers in [0, 1) that a seed determines (mulberry32). */
function dice(seed) {
  let state = (seed * 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const frequencyHz = (pitch) => 440 * 2 ** ((pitch - 69) / 12);

/** A sine that dies away, after an attack of 5 ms; turned on sample by sample, which is quick. */
function addPartial(sound, from, to, step, loudness) {
  const [turnSine, turnCosine] = [Math.sin(step), Math.cos(step)];
  const decay = Math.exp(-3 / rateHz);
  const attack = 200 / rateHz;
  let sine = 0;
  let cosine = loudness;
  for (let i = from; i < to; ++i) {
    sound[i] += Math.min(1, (i - from) * attack) * sine;
    const turned = (sine * turnCosine + cosine * turnSine) * decay;
    cosine = (cosine * turnCosine - sine * turnSine) * decay;
    sine = turned;
  }
}

function addNote(sound, startS, lengthS, pitch, gain) {
  const from = Math.floor(startS * rateHz);
  const to = Math.min(sound.length, from + Math.floor(lengthS * rateHz));
  for (let partial = 1; partial <= 5; ++partial) {
    const step = (2 * Math.PI * frequencyHz(pitch) * partial) / rateHz;
    if (step > Math.PI * 0.9) break;
    addPartial(sound, from, to, step, gain / partial);
  }
}

function addDrum(sound, startS, roll) {
  const from = Math.floor(startS * rateHz);
  const to = Math.min(sound.length, from + Math.floor(0.12 * rateHz));
  for (let i = from; i < to; ++i) {
    sound[i] += 0.12 * (roll() * 2 - 1) * Math.exp((-40 * (i - from)) / rateHz);
  }
}

/** Mono samples, full scale 1. */
export function music(seed, seconds) {
  const roll = dice(seed);
  const sound = new Float32Array(Math.floor(seconds * rateHz));
  const beatS = 60 / (85 + roll() * 65);
  let root = 48 + Math.floor(roll() * 12);
  for (let at = 0; at < seconds; at += beatS) {
    if (roll() < 0.2) root = 48 + Math.floor(roll() * 12);
    for (const interval of [0, roll() < 0.5 ? 3 : 4, 7])
      addNote(sound, at, beatS, root + interval, 0.07);
    addNote(sound, at, beatS / 2, root + 12 + Math.floor(roll() * 12), 0.13);
    addNote(sound, at + beatS / 2, beatS / 2, root + 12 + Math.floor(roll() * 12), 0.11);
    addDrum(sound, at, roll);
  }
  return sound;
}

/** Silence of that length with `parts` in it: [{sound, fromS, lengthS, atS}]. */
export function arranged(seconds, parts) {
  const whole = new Float32Array(Math.floor(seconds * rateHz));
  for (const { sound, fromS, lengthS, atS } of parts) {
    const from = Math.floor(fromS * rateHz);
    const piece = sound.subarray(from, from + Math.floor(lengthS * rateHz));
    const at = Math.floor(atS * rateHz);
    for (let i = 0; i < piece.length && at + i < whole.length; ++i) whole[at + i] += piece[i];
  }
  return whole;
}

/** 16-bit mono WAV. */
export function writeWav(path, sound) {
  const bytes = Buffer.alloc(44 + sound.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + sound.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rateHz, 24);
  bytes.writeUInt32LE(rateHz * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(sound.length * 2, 40);
  for (let i = 0; i < sound.length; ++i) {
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sound[i])) * 32767), 44 + i * 2);
  }
  fs.writeFileSync(path, bytes);
}
