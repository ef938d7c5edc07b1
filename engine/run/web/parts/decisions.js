// What people decide on uses, and taking it back.
import { send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { musicName } from '../format.js';
import { path } from '../router.js';
import { verdicts } from '../words.js';

/** The use as it is then; null when that failed, which has been said. `undo` runs on request. */
export async function decide(use, verdict, note, undo) {
  try {
    const now = await send('PUT', path`uses/${use.id}/decision`, {
      verdict,
      note,
    });
    const title = musicName(use);
    const word = verdict === 'none' ? 'undecided again' : verdicts[verdict].word.toLowerCase();
    announce(`${title}: ${word}`, {
      tone: 'good',
      action: undo && { word: 'Undo', run: undo },
    });
    return now || { ...use, decision: verdict === 'none' ? null : { verdict, note } };
  } catch (problem) {
    announceProblem(problem, 'Not decided');
    return null;
  }
}

/** Takes the last change of a video back. Whether there was one. */
export async function takeBack(videoId) {
  try {
    const { taken_back: number } = await send('POST', path`videos/${videoId}/undo`);
    announce(number ? 'The last change was taken back' : 'There is nothing to take back');
    return Boolean(number);
  } catch (problem) {
    announceProblem(problem, 'Not taken back');
    return false;
  }
}
