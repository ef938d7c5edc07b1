// How far something is; without a value where nobody can tell.
const m = window.m;

export function progressBar(label, done, all) {
  return m('progress', {
    'aria-label': label,
    max: all || 1,
    ...(all ? { value: Math.min(done, all) } : {}),
  });
}
