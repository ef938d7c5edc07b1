// The keys of a desk: playing, going from use to use, deciding.
import { may } from '../session.js';
import { verdicts } from '../words.js';

/** `desk`: {deck, next(way), decide(verdict), undo(), zoom?(factor), zoomFactor?}. */
export function deskKeys(desk) {
  const { deck } = desk;
  const playing = [
    { keys: ['k', ' '], what: 'play or pause', run: () => deck.toggle() },
    { keys: ['j'], what: 'five seconds back', run: () => deck.seek(deck.timeMs - 5000) },
    { keys: ['l'], what: 'five seconds on', run: () => deck.seek(deck.timeMs + 5000) },
    { keys: ['['], what: 'to the use before', run: () => desk.next(-1) },
    { keys: [']'], what: 'to the next use', run: () => desk.next(1) },
    { keys: ['1'], what: 'hear the video', run: () => deck.hear('video') },
    { keys: ['2'], what: 'hear the reference', run: () => deck.hear('reference') },
    { keys: ['3'], what: 'hear both', run: () => deck.hear('both') },
    {
      keys: ['o'],
      what: 'repeat the use',
      run: () => {
        deck.isLooping = !deck.isLooping;
      },
    },
  ];
  const zooming = desk.zoom
    ? [
        { keys: ['+', '='], what: 'zoom in', run: () => desk.zoom(desk.zoomFactor * 2) },
        { keys: ['-'], what: 'zoom out', run: () => desk.zoom(desk.zoomFactor / 2) },
      ]
    : [];
  if (!may('review')) return playing.concat(zooming);
  const deciding = Object.entries(verdicts).map(([verdict, one]) => ({
    keys: [one.key],
    what: `${one.act.toLowerCase()} the use`,
    run: () => desk.decide(verdict),
  }));
  return playing.concat(zooming, deciding, {
    keys: ['u'],
    what: 'take the last change back',
    run: () => desk.undo(),
  });
}
