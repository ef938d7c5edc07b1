// A waveform as one path: loudest first where there are more peaks than the eye can tell.
const m = window.m;

const columnsMax = 2400;

/** The d of a path in a box of columns x 100, for peaks 0..255. */
export function wavePath(peaks, columns) {
  const per = peaks.length / columns;
  const top = [];
  const bottom = [];
  for (let column = 0; column < columns; ++column) {
    const end = Math.max(Math.floor((column + 1) * per), Math.floor(column * per) + 1);
    let peak = 0;
    for (let i = Math.floor(column * per); i < end && i < peaks.length; ++i) {
      peak = Math.max(peak, peaks[i]);
    }
    const half = Math.max(0.7, (peak / 255) * 48);
    top.push(`${column} ${(50 - half).toFixed(1)}`);
    bottom.push(`${column} ${(50 + half).toFixed(1)}`);
  }
  return `M${top.join('L')}L${bottom.reverse().join('L')}Z`;
}

/** attrs: wave ({step_ms, peaks} or null), durationMs. */
export const Wave = {
  view({ attrs: { wave, durationMs }, state }) {
    if (!wave || !wave.peaks || !wave.peaks.length) {
      return m('.wave-none', wave === undefined ? 'Loading the waveform…' : 'No waveform is kept');
    }
    if (state.wave !== wave) {
      state.wave = wave;
      state.columns = Math.min(columnsMax, wave.peaks.length);
      state.d = wavePath(wave.peaks, state.columns);
    }
    const covered = Math.min(1, (wave.peaks.length * wave.step_ms) / Math.max(1, durationMs));
    const box = `0 0 ${state.columns / Math.max(covered, 0.01)} 100`;
    return m('svg.wave', { viewBox: box, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      m('path', { d: state.d }));
  },
};
