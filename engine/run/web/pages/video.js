// One video: what is in it, heard and looked at side by side with its references, and decided on.
import { get, Problem } from '../http.js';
import { count, day, lasting, videoName } from '../format.js';
import { icon } from '../icons.js';
import { Loaded } from '../load.js';
import { follow } from '../events.js';
import { useKeys } from '../keys.js';
import { path, query, setQuery } from '../router.js';
import { may, ownComposer } from '../session.js';
import { Deck } from '../parts/deck.js';
import { referenceSide, videoSide } from '../parts/deck_view.js';
import { decide, takeBack } from '../parts/decisions.js';
import { deskKeys } from '../parts/desk_keys.js';
import { exportMenu } from '../parts/exports.js';
import { lanesOf } from '../parts/lanes.js';
import { pageHead } from '../parts/page_head.js';
import { pageFrom } from '../parts/states.js';
import { Timeline } from '../parts/timeline.js';
import { UseCard } from '../parts/use_card.js';
import { isShown, usesTable } from '../parts/uses_table.js';
import { standingOf } from '../words.js';
import { VideoChanges } from './video_changes.js';
import { VideoFacts } from './video_facts.js';

const m = window.m;

/** What is shown and done on the page; the view below only draws it. */
class Desk {
  constructor(id) {
    this.id = id;
    this.page = new Loaded();
    this.wave = undefined;
    this.deck = new Deck();
    this.deck.onplace = (timeMs) => setQuery({ t: Math.round(timeMs) || '' });
    this.changed = 0;
  }

  async load() {
    const base = path`videos/${this.id}`;
    await this.page.from(async () => {
      const [video, uses, unknown] = await Promise.all([
        get(base),
        get(`${base}/uses`),
        // Whose token is for own works is told of nobody else's.
        ownComposer() ? { items: [] } : get(`${base}/unknown`),
      ]);
      return { video, uses: uses.items, unknown: unknown.items };
    });
    if (!this.page.value) return;
    const isFirst = this.deck.videoId !== this.id;
    this.deck.load(this.page.value.video);
    if (isFirst) this.openPlace();
    if (this.wave === undefined) this.loadWave(base);
    m.redraw();
  }

  async loadWave(base) {
    try {
      this.wave = await get(`${base}/waveform`);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.wave = null;
    }
    m.redraw();
  }

  /** As the URL says: a place, or the start of the use. */
  openPlace() {
    const use = this.chosen;
    const place = query('t') === '' ? (use ? use.start_ms : 0) : Number(query('t'));
    if (place > 0) this.deck.seek(place);
  }

  get uses() {
    const all = this.page.value ? this.page.value.uses : [];
    return [...all].sort((a, b) => a.start_ms - b.start_ms);
  }

  get chosen() {
    return this.uses.find((use) => use.id === query('use')) || null;
  }

  choose(use) {
    setQuery({ use: use.id }, { push: !query('use') });
    this.deck.seek(use.start_ms);
  }

  /** The use `way` (1 or -1) after the chosen one, or after the place, of those that are shown. */
  next(way) {
    const { chosen } = this;
    const uses = this.uses.filter((use) => use === chosen || isShown(standingOf(use)));
    if (!uses.length) return;
    let at = chosen
      ? uses.indexOf(chosen) + way
      : uses.findIndex((use) => use.start_ms >= this.deck.timeMs);
    if (at < 0 || at >= uses.length) at = way > 0 ? 0 : uses.length - 1;
    this.choose(uses[at]);
  }

  async decide(verdict, note = '') {
    const use = this.chosen;
    if (!use || !may('review')) return;
    const now = await decide(use, verdict, note, () => this.undo());
    if (!now) return;
    const { value } = this.page;
    value.uses = value.uses.map((one) => (one.id === now.id ? { ...one, ...now } : one));
    ++this.changed;
    m.redraw();
    this.load();
  }

  async undo() {
    if (may('review') && (await takeBack(this.id))) {
      ++this.changed;
      this.load();
    }
  }

  zoom(factor) {
    setQuery({ z: factor > 1 ? Math.min(64, factor) : '' });
  }
  get zoomFactor() {
    return Math.max(1, Math.min(64, Number(query('z')) || 1));
  }
}

export const Video = {
  oninit({ attrs, state }) {
    const desk = new Desk(attrs.video);
    state.desk = desk;
    desk.load();
    state.leaveKeys = useKeys('Video', deskKeys(desk));
    state.leaveEvents = follow(
      (kind, event) => event.video_id === desk.id,
      () => desk.load(),
    );
  },
  onremove({ state }) {
    state.leaveKeys();
    state.leaveEvents();
    state.desk.deck.close();
  },
  view: ({ state: { desk } }) =>
    pageFrom(
      desk.page,
      'The video',
      (page) => show(desk, page),
      () => desk.load(),
    ),
};

function head(desk, video) {
  const facts = [
    lasting(video.duration_ms),
    count(desk.uses.length, 'use'),
    `${lasting(video.music_ms || 0)} of music`,
    `scanned ${day(video.scanned_at)}`,
  ];
  return pageHead({
    title: videoName(video),
    crumbs: [['Videos', '/videos']],
    about: facts.join(' · '),
    actions: ownComposer() ? [] : sheetActions(desk),
  });
}

function sheetActions(desk) {
  const url = path`/v1/videos/${desk.id}/cue-sheet`;
  return [
    m('a.button', { href: path`/videos/${desk.id}/cue-sheet` }, icon('list'), 'Cue sheet'),
    exportMenu('Export', (format) => `${url}?format=${format}`),
  ];
}

function warnings(video) {
  if (!video.error && video.complete !== false) return null;
  return m(
    'p.panel.hint',
    { role: 'note' },
    icon('warn'),
    ' ',
    video.error || 'The file broke off: only what could be read was listened to.',
  );
}

function show(desk, { video, unknown }) {
  const { deck, chosen, uses } = desk;
  deck.choose(chosen);
  return [
    head(desk, video),
    warnings(video),
    m(
      '.deck',
      videoSide(deck),
      referenceSide(deck),
      m(UseCard, {
        use: chosen,
        ondecide: (verdict, note) => desk.decide(verdict, note),
        onundo: () => desk.undo(),
        onnext: uses.length > 0 && (() => desk.next(1)),
      }),
    ),
    m(
      '.stack',
      m(Timeline, {
        lanes: lanesOf(uses, unknown),
        durationMs: video.duration_ms || 1,
        wave: desk.wave,
        chosen: query('use'),
        zoom: desk.zoomFactor,
        now: () => deck.timeMs,
        loop: deck.isLooping && chosen,
        onseek: (ms) => deck.seek(ms),
        onzoom: (factor) => desk.zoom(factor),
        onchoose: (item) => (item.use ? desk.choose(item.use) : deck.seek(item.start_ms)),
      }),
      usesTable({
        uses,
        unknown,
        chosen,
        onchoose: (use) => desk.choose(use),
        onseek: (ms) => deck.seek(ms),
      }),
      m(VideoFacts, {
        video,
        onchanged: () => {
          ++desk.changed;
          desk.load();
        },
      }),
      !ownComposer() &&
        m(VideoChanges, { id: desk.id, changed: desk.changed, onundo: () => desk.undo() }),
    ),
  ];
}
