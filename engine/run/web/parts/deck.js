// Plays a video and, at the same place of it, the track that was found there. The video is the
// clock; where it cannot be played, a clock of its own runs, so that the reference can be heard.
import { path } from '../router.js';

const m = window.m;

const driftMax = 0.12; // seconds; what is less is not heard as an echo of another place

/** A media element, its source, and what the browser made of it. */
class Player {
  constructor() {
    this.reset('');
  }

  reset(url) {
    this.url = url;
    this.isDecoded = false; // by the server, as plain sound
    this.state = url ? 'waiting' : 'none'; // 'ready', 'failed'
  }

  get source() {
    return this.isDecoded ? this.url + '?format=wav' : this.url;
  }
  get isUsable() {
    return this.state !== 'none' && this.state !== 'failed';
  }

  /** What the browser cannot decode, the server may: once as it is, once as plain sound. */
  failed() {
    if (this.isDecoded) this.state = 'failed';
    else this.isDecoded = true;
    m.redraw();
  }

  ready() {
    this.state = 'ready';
    m.redraw();
  }
}

export class Deck {
  constructor() {
    this.video = new Player();
    this.reference = new Player();
    this.use = null;
    this.mode = 'video'; // what is heard: 'video', 'reference', 'both'
    this.isLooping = false;
    this.isPlaying = false;
    this.timeMs = 0;
    this.durationMs = 0;
    this.started = 0; // of the deck's own clock
    this.onplace = () => {}; // told when playing stops or jumps
    this.step = this.step.bind(this);
  }

  load(video) {
    if (this.videoId === video.id) return;
    this.pause();
    this.videoId = video.id;
    this.durationMs = video.duration_ms || 0;
    this.timeMs = 0;
    const url = path`/v1/videos/${video.id}/media`;
    this.video.reset(video.has_media ? url : '');
  }

  choose(use) {
    if (this.use === use) return;
    const recording = use && use.recording;
    const id = recording && recording.id;
    const known = this.use && this.use.recording && this.use.recording.id;
    this.use = use;
    if (id === known && this.reference.url) return;
    const hasMedia = id && recording.has_media !== false;
    this.reference.reset(hasMedia ? path`/v1/recordings/${id}/media` : '');
  }

  /** Where in the track the video is, in ms; null outside the use. */
  referenceMs(timeMs = this.timeMs) {
    const { use } = this;
    if (!use || timeMs < use.start_ms || timeMs > use.end_ms) return null;
    return use.track_start_ms + (timeMs - use.start_ms) * this.pace;
  }

  /** Track time over video time. */
  get pace() {
    const { use } = this;
    const length = use ? use.end_ms - use.start_ms : 0;
    return length > 0 ? (use.track_end_ms - use.track_start_ms) / length || 1 : 1;
  }

  seek(timeMs) {
    this.timeMs = Math.max(0, Math.min(timeMs, this.durationMs || timeMs));
    this.started = performance.now() - this.timeMs;
    if (this.videoElement && this.video.isUsable) {
      this.videoElement.currentTime = this.timeMs / 1000;
    }
    this.follow();
    this.onplace(this.timeMs);
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play() {
    if (this.durationMs && this.timeMs >= this.durationMs - 50) this.seek(0);
    this.isPlaying = true;
    this.started = performance.now() - this.timeMs;
    if (this.videoElement && this.video.isUsable) this.videoElement.play().catch(() => {});
    requestAnimationFrame(this.step);
  }

  pause() {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    if (this.videoElement) this.videoElement.pause();
    if (this.referenceElement) this.referenceElement.pause();
    this.onplace(this.timeMs);
  }

  hear(mode) {
    this.mode = mode;
    this.follow();
  }

  /** One frame of playing. */
  step() {
    if (!this.isPlaying) return;
    const isClock = this.videoElement && this.video.state === 'ready';
    this.timeMs = isClock
      ? this.videoElement.currentTime * 1000
      : performance.now() - this.started;
    if (this.isLooping && this.use && this.timeMs >= this.use.end_ms)
      this.seek(this.use.start_ms);
    if (this.durationMs && this.timeMs >= this.durationMs) {
      this.pause();
      m.redraw();
      return;
    }
    this.follow();
    requestAnimationFrame(this.step);
  }

  /** Brings sound and reference to where the video is. */
  follow() {
    const { videoElement, referenceElement } = this;
    if (videoElement) videoElement.muted = this.mode === 'reference';
    if (!referenceElement || !this.reference.isUsable) return;
    const place = this.referenceMs();
    const isHeard = this.isPlaying && this.mode !== 'video' && place !== null;
    if (place !== null && referenceElement.readyState > 0) {
      const drift = Math.abs(referenceElement.currentTime - place / 1000);
      if (drift > driftMax) referenceElement.currentTime = place / 1000;
    }
    if (isHeard && referenceElement.paused) {
      referenceElement.playbackRate = this.pace;
      referenceElement.preservesPitch = Math.abs(this.use.pitch_cents || 0) < 10;
      referenceElement.play().catch(() => {});
    } else if (!isHeard && !referenceElement.paused) {
      referenceElement.pause();
    }
  }

  close() {
    this.pause();
    this.videoElement = null;
    this.referenceElement = null;
  }
}
