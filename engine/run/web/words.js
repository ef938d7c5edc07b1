// The words of licences and reviews as the UI says them, in one place.

/** Lanes of the timeline, top down; each standing is a colour, a pattern, an icon and a word. */
export const standings = {
  licensed: {
    word: 'Licensed',
    icon: 'check',
    lane: 'Licensed',
    about: 'A licence on record covers the use.',
  },
  violation: {
    word: 'Violation',
    icon: 'cross',
    lane: 'Not licensed',
    about: 'There is a licence, and the use breaks one of its terms.',
  },
  unlicensed: {
    word: 'Unlicensed',
    icon: 'cross',
    lane: 'Not licensed',
    about: 'No licence on record covers the use.',
  },
  review: {
    word: 'For review',
    icon: 'eye',
    lane: 'For review',
    about: 'Too uncertain to claim; a person decides.',
  },
  unknown: {
    word: 'Not known',
    icon: 'question',
    lane: 'Not known',
    about: 'What is on record does not tell whether it is licensed.',
  },
  frozen: {
    word: 'Frozen',
    icon: 'pause',
    lane: 'Frozen',
    about: 'Disputed, or two claims collide: nothing is paid until people agree.',
  },
  rejected: {
    word: 'Rejected',
    icon: 'minus',
    lane: 'Rejected',
    about: 'People have said that this is not that music.',
  },
  music: {
    word: 'Unknown music',
    icon: 'note',
    lane: 'Unknown music',
    about: 'Music that is nobody’s in the catalogue.',
  },
};

export const laneOrder = [
  'Licensed',
  'Not licensed',
  'For review',
  'Not known',
  'Frozen',
  'Rejected',
  'Unknown music',
];

/** Which of the standings a use has on screen. */
export function standingOf(use) {
  const verdict = use.decision && use.decision.verdict;
  if (verdict === 'rejected') return 'rejected';
  if (use.review && verdict !== 'accepted' && verdict !== 'whitelisted') {
    return verdict === 'disputed' ? 'frozen' : 'review';
  }
  return standings[use.standing] ? use.standing : 'unknown';
}

/** "VIOLATION_EXPIRED" -> "Violation: expired". */
export function stateWord(state) {
  if (!state) return '';
  const words = state.toLowerCase().split('_');
  const first = words[0][0].toUpperCase() + words[0].slice(1);
  if (words.length === 1) return first;
  const isPair = ['licensed', 'violation'].includes(words[0]);
  return isPair
    ? `${first}: ${words.slice(1).join(' ')}`
    : `${first} ${words.slice(1).join(' ')}`;
}

export const verdicts = {
  accepted: {
    word: 'Accepted',
    act: 'Accept',
    key: 'a',
    icon: 'check',
    about: 'It is this music.',
  },
  rejected: {
    word: 'Rejected',
    act: 'Reject',
    key: 'r',
    icon: 'cross',
    about: 'It is not this music: no claim, no cue.',
  },
  disputed: {
    word: 'Disputed',
    act: 'Dispute',
    key: 'd',
    icon: 'pause',
    about: 'Somebody contests it: frozen until settled.',
  },
  whitelisted: {
    word: 'Whitelisted',
    act: 'Whitelist',
    key: 'w',
    icon: 'shield',
    about: 'It is this music, and nothing is claimed for it.',
  },
};

const methods = {
  chromaprint: 'Chromaprint (nearly alone)',
  landmark: 'landmarks (peaks of the spectrum)',
};
export const methodWord = (method) => methods[method] || method;

/** How loud the music is against everything else; what stands nearly alone has 30 dB. */
export function levelWord(db) {
  if (db >= 30) return '30 dB or more above the rest';
  return `${Math.abs(Math.round(db))} dB ${db < 0 ? 'below' : 'above'} the rest`;
}

/** "played 3 % faster, 0.5 semitones up"; '' when as it is. */
export function playedWords(use) {
  const words = [];
  const speed = use.speed || 1;
  if (Math.abs(speed - 1) >= 0.002) {
    const change = Math.abs((speed - 1) * 100).toFixed(1);
    words.push(`${change} % ${speed > 1 ? 'faster' : 'slower'}`);
  }
  if (Math.abs(use.pitch_cents || 0) >= 10) {
    const semitones = Math.abs(use.pitch_cents / 100).toFixed(1);
    words.push(`${semitones} semitones ${use.pitch_cents > 0 ? 'up' : 'down'}`);
  }
  return words.length ? 'played ' + words.join(', ') : '';
}

export const isPlain = (version) => !version || version === 'full';

/** What a writer or publisher did for a work, by the designation of CISAC. */
export const roles = {
  C: 'composer',
  A: 'author of the words',
  CA: 'composer and author',
  AR: 'arranger',
  AD: 'adapter of the words',
  TR: 'translator',
  SA: 'sub-author',
  SR: 'sub-arranger',
  PA: 'income participant',
  E: 'publisher',
  AM: 'administrator',
  SE: 'sub-publisher',
};

/** The video that a job has scanned, once it is known. */
export const videoOf = (job) => job.video_id || (job.result && job.result.video_id) || '';

const properNames = {
  akas: 'Also known as',
  episode_akas: 'Episode also known as',
  eidr: 'EIDR',
  isan: 'ISAN',
};

/** "writer_society" -> "Writer society". */
export function fieldWord(name) {
  if (properNames[name]) return properNames[name];
  const text = name.replaceAll('_', ' ');
  return text[0].toUpperCase() + text.slice(1);
}

/** What is wrong with a cue sheet; how to mend it, unless that is to write into a cell here. */
export function findingText({ field, message, remedy }, columns = []) {
  const what = field ? `${fieldWord(field)}: ${message}` : message;
  return remedy && !columns.includes(field) ? `${what}; ${remedy}` : what;
}
