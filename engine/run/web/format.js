// Times, dates and amounts as people read them.

const two = (number) => String(number).padStart(2, '0');

/** 75250 -> "1:15"; 3675250 -> "1:01:15"; with tenths "1:15.2". */
export function clock(ms, { tenths = false } = {}) {
  if (ms === null || ms === undefined) return '–';
  const whole = Math.max(0, Math.floor(ms / 100) / 10);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const seconds = two(Math.floor(whole % 60));
  const rest = tenths ? '.' + Math.floor((ms % 1000) / 100) : '';
  return (hours ? `${hours}:${two(minutes)}` : String(minutes)) + `:${seconds}${rest}`;
}

/** 11664 -> "11.7 s", 75250 -> "1 min 15 s", 4000000 -> "1 h 06 min". */
export function lasting(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms === 0) return '0 s';
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} min`;
}

export const percent = (part) => `${Math.round(part * 100)} %`;

export function confidence(value) {
  return value >= 0.995 ? '> 99 %' : percent(value);
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const timeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

function formatted(format, text) {
  const date = new Date(text);
  return text && !Number.isNaN(date.getTime()) ? format.format(date) : '–';
}

export const day = (text) => formatted(dateFormat, text);
export const moment = (text) => formatted(timeFormat, text);

/** "3 minutes ago", for what has just happened; the date for what is older than a day. */
export function ago(text) {
  const seconds = (Date.now() - new Date(text).getTime()) / 1000;
  if (!text || Number.isNaN(seconds)) return '–';
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h ago`;
  return day(text);
}

/** "4.2 s": how long something has lasted that began at `text`. */
export const lastingSince = (text) => lasting(Math.max(0, Date.now() - new Date(text).getTime()));

export function bytes(count) {
  if (count < 1e6) return `${Math.max(1, Math.round(count / 1e3))} kB`;
  return count < 1e9 ? `${(count / 1e6).toFixed(1)} MB` : `${(count / 1e9).toFixed(2)} GB`;
}

export const number = (value) => Number(value || 0).toLocaleString('en-GB');

export const count = (value, one, many = one + 's') =>
  `${number(value)} ${value === 1 ? one : many}`;

/** The music of a use by its title, else by its track. */
export const musicName = ({ recording, track_id: track }) =>
  (recording && recording.title) || track;

/** Whose a recording is: its composers, else its artist. */
export const byWhom = (recording) =>
  ((recording && recording.composers) || []).join(', ') || (recording && recording.artist) || '';

/** "0:12 – 0:40". */
export const span = ({ start_ms: from, end_ms: to }) => `${clock(from)} – ${clock(to)}`;

/** What a video is called: its title, else the last part of where it is. */
export function videoName(video) {
  if (!video) return '';
  if (video.name || video.title) return video.name || video.title;
  const location = video.location || video.id || '';
  return decodeURIComponent(
    location
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .pop() || location,
  );
}
