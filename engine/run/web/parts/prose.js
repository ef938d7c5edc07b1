// Texts with commands in them: what stands between backquotes is set as code.
const m = window.m;

export function prose(text) {
  if (typeof text !== 'string') return text;
  return text.split('`').map((part, i) => (i % 2 ? m('code', part) : part));
}
