// A waveform as one path: loudest first where there are more peaks than the eye can tell.
const m = window.m;

const columnsMax = 2400;
const rangeDb = 40; // below the loudest; what is quieter is drawn as a line

/**
 * Levels in half decibels, 0..255, as parts of the loudest: squared, so that steps are seen.
 * What is silence throughout stays a line.
 */
export function shapeOf(levels) {
  const loudest = levels.reduce((most, level) => Math.max(most, level), 2 * rangeDb);
  return levels.map((level) => Math.max(0, 1 - (loudest - level) / 2 / rangeDb) ** 2);
}

/** The d of a path of bars in a box of columns x 100: of parts 0..1, the loudest of each column. */
export function wavePath(parts, columns) {
  const per = parts.length / columns;
  const bar = columns > 900 ? 1 : 0.75;
  let d = '';
  for (let column = 0; column < columns; ++column) {
    const from = Math.floor(column * per);
    const part = Math.max(
      ...parts.slice(from, Math.max(Math.floor((column + 1) * per), from + 1)),
    );
    const half = Math.max(0.8, part * 46);
    d += `M${column} ${(50 - half).toFixed(1)}h${bar}v${(2 * half).toFixed(1)}h-${bar}z`;
  }
  return d;
}

/** attrs: wave ({step_ms, peaks} or null), durationMs. */
export const Wave = {
  view({ attrs: { wave, durationMs }, state }) {
    if (!wave || !wave.peaks || !wave.peaks.length) {
      return m(
        '.wave-none',
        wave === undefined ? 'Loading the waveform…' : 'No waveform is kept',
      );
    }
    if (state.wave !== wave) {
      state.wave = wave;
      state.columns = Math.min(columnsMax, wave.peaks.length);
      state.d = wavePath(shapeOf(wave.peaks), state.columns);
    }
    const covered = Math.min(1, (wave.peaks.length * wave.step_ms) / Math.max(1, durationMs));
    const box = `0 0 ${state.columns / Math.max(covered, 0.01)} 100`;
    return m(
      'svg.wave',
      { viewBox: box, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      m('path', { d: state.d }),
    );
  },
};
