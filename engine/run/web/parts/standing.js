// A standing as a chip: colour, pattern, icon and word, so that no one of them is needed.
import { icon } from '../icons.js';
import { standings, standingOf, stateWord, verdicts } from '../words.js';

const m = window.m;

export function standingChip(name, words = '') {
  const one = standings[name] || standings.unknown;
  return m(
    'span.chip.standing',
    { class: name, title: one.about },
    icon(one.icon),
    m('span.clip', words || one.word),
  );
}

/** Of a use: its state in words where the server tells it. */
export function useChip(use) {
  const name = standingOf(use);
  const told = ['licensed', 'violation', 'unlicensed'].includes(name) ? stateWord(use.state) : '';
  return standingChip(name, told);
}

export function verdictChip(decision) {
  if (!decision || !verdicts[decision.verdict]) return null;
  const one = verdicts[decision.verdict];
  return m('span.chip', { title: decision.note || one.about }, icon(one.icon), one.word);
}

export const swatch = (name) => m('span.swatch', { class: name, 'aria-hidden': 'true' });
