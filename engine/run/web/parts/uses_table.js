// The uses of a video as a table: the timeline in words, for reading and for screen readers.
import { byWhom, confidence, lasting, musicName, span } from '../format.js';
import { path, query, setQuery } from '../router.js';
import { isPlain, standingOf, standings } from '../words.js';
import { choice } from './search.js';
import { empty } from './states.js';
import { standingChip, useChip, verdictChip } from './standing.js';
import { table } from './table.js';

const m = window.m;

/** What the table shows of a use, and of a place of unknown music. */
const rowOfUse = (use, chosen, onchoose) => ({
  ...use,
  isChosen: chosen !== null && chosen.id === use.id,
  name: musicName(use),
  version: use.recording && !isPlain(use.recording.version) && use.recording.version,
  by: byWhom(use.recording),
  standing: useChip(use),
  confidence: confidence(use.confidence),
  decided: verdictChip(use.decision),
  onpress: () => onchoose(use),
});

const rowOfUnknown = (place, onseek) => ({
  ...place,
  id: `${place.cluster}@${place.start_ms}`,
  name: place.name || 'Unknown music',
  by: place.cluster && m('a', { href: path`/unknown/${place.cluster}` }, 'where else it is'),
  standing: standingChip('music'),
  onpress: () => onseek(place.start_ms),
});

const columns = [
  { head: 'In, out', look: 'mono nowrap', of: span },
  {
    head: 'Music',
    isName: true,
    of: ({ name, version, onpress }) => [
      m('button.small.plain.link', { type: 'button', onclick: onpress }, name),
      version && m('span.chip', version),
    ],
  },
  { head: 'By', of: ({ by }) => by },
  { head: 'Length', look: 'nowrap', of: (row) => lasting(row.end_ms - row.start_ms) },
  { head: 'Standing', of: ({ standing }) => standing },
  { head: 'Confidence', of: (row) => row.confidence },
  { head: 'Decided', of: ({ decided }) => decided },
];

/** The standings that there are, with how many: [[name, "Violation (2)"], ...]. */
function standingChoices(uses, unknown) {
  const numbers = new Map();
  const add = (name) => numbers.set(name, (numbers.get(name) || 0) + 1);
  uses.forEach((use) => add(standingOf(use)));
  unknown.forEach(() => add('music'));
  return Object.keys(standings)
    .filter((name) => numbers.has(name) || query('show') === name)
    .map((name) => [name, `${standings[name].word} (${numbers.get(name) || 0})`]);
}

/** Whether a use of that standing is among those that the URL asks to be shown. */
export const isShown = (standing) => !query('show') || query('show') === standing;

const nothing = () =>
  query('show')
    ? empty('note', 'Nothing here stands as that any more', 'Other uses may be there.', [
        m('button', { type: 'button', onclick: () => setQuery({ show: '' }) }, 'Show all'),
      ])
    : empty(
        'note',
        'No music of the catalogue was found',
        'When tracks are added later, ' +
          '`cuetrace rematch` finds them here without the video being read again.',
      );

/** All uses and places of unknown music; which of them are shown, the URL says. */
export function usesTable({ uses, unknown, chosen, onchoose, onseek }) {
  const rows = uses
    .filter((use) => isShown(standingOf(use)))
    .map((use) => rowOfUse(use, chosen, onchoose))
    .concat(unknown.filter(() => isShown('music')).map((place) => rowOfUnknown(place, onseek)))
    .sort((a, b) => a.start_ms - b.start_ms);
  const choices = standingChoices(uses, unknown);
  return m(
    'section.panel.table-panel',
    { 'aria-label': 'Uses' },
    (choices.length > 1 || query('show')) &&
      m('.row', choice('Show', 'show', [['', 'All'], ...choices])),
    rows.length === 0
      ? nothing()
      : table('Uses in this video', columns, rows, ({ id, isChosen }) => ({
          key: id,
          class: isChosen ? 'chosen' : undefined,
        })),
  );
}
