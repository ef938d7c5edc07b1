// What is too uncertain to claim, one use after the other, decided by keyboard.
import { get } from '../http.js';
import { clock, confidence, count, musicName, videoName } from '../format.js';
import { follow } from '../events.js';
import { useKeys } from '../keys.js';
import { LoadedList } from '../load.js';
import { path, query, setQuery } from '../router.js';
import { may } from '../session.js';
import { Deck } from '../parts/deck.js';
import { referenceSide, videoSide } from '../parts/deck_view.js';
import { decide, takeBack } from '../parts/decisions.js';
import { deskKeys } from '../parts/desk_keys.js';
import { pageHead } from '../parts/page_head.js';
import { empty, moreButton, shownFrom } from '../parts/states.js';
import { UseCard } from '../parts/use_card.js';

const m = window.m;

class Queue {
  constructor() {
    this.list = new LoadedList((cursor) => get('review', { cursor, limit: 100 }));
    this.deck = new Deck();
    this.videos = new Map();
    this.decided = []; // videos in which something was decided here, the last at the end
    this.list.reload();
  }

  get uses() {
    return this.list.items;
  }
  get chosen() {
    return this.uses.find((use) => use.id === query('use')) || this.uses[0] || null;
  }

  choose(use) {
    setQuery({ use: use.id });
    this.deck.pause();
  }

  next(way) {
    const at = this.uses.indexOf(this.chosen) + way;
    if (at >= 0 && at < this.uses.length) this.choose(this.uses[at]);
  }

  /** Puts the chosen use on the deck; its video is asked for once. */
  prepare() {
    const use = this.chosen;
    if (!use || this.prepared === use.id) return;
    this.prepared = use.id;
    this.deck.choose(use);
    const { id } = use.video;
    if (!this.videos.has(id)) {
      this.videos.set(
        id,
        get(path`videos/${id}`).catch(() => ({ id })),
      );
    }
    this.videos.get(id).then((video) => {
      if (this.prepared !== use.id) return;
      this.deck.load(video);
      this.deck.seek(use.start_ms);
      m.redraw();
    });
  }

  async decide(verdict, note = '') {
    const use = this.chosen;
    if (!use || !may('review')) return;
    const at = this.uses.indexOf(use);
    const now = await decide(use, verdict, note, () => this.undo());
    if (!now) return;
    this.decided.push(use.video.id);
    const { value } = this.list;
    value.items = value.items.filter((one) => one.id !== use.id);
    const following = value.items[Math.min(at, value.items.length - 1)];
    if (following) this.choose(following);
    m.redraw();
  }

  async undo() {
    const videoId = this.decided.pop() || (this.chosen && this.chosen.video.id);
    if (videoId && may('review') && (await takeBack(videoId))) this.list.reload();
  }
}

export const Review = {
  oninit({ state }) {
    const queue = new Queue();
    state.queue = queue;
    state.leaveKeys = useKeys('Review', deskKeys(queue));
    state.leaveEvents = follow(
      (kind) => kind.startsWith('review.') || kind === 'scan.finished',
      () => queue.list.reload(),
    );
  },
  onremove({ state }) {
    state.leaveKeys();
    state.leaveEvents();
    state.queue.deck.close();
  },
  view({ state: { queue } }) {
    const number = queue.uses.length;
    return [
      pageHead({
        title: 'Review',
        about: number
          ? `${count(number, 'use')}${queue.list.hasMore ? ' and more' : ''} too uncertain to ` +
            'claim. Listen, then decide; the next one follows.'
          : 'Uses that are too uncertain to claim.',
      }),
      shownFrom(
        queue.list,
        'The queue',
        () => (number ? show(queue) : nothing()),
        () => queue.list.reload(),
      ),
    ];
  },
};

function nothing() {
  return m(
    '.panel',
    empty(
      'check',
      'Nothing waits for review',
      'Uncertain uses of new scans come here by themselves. What was decided is kept.',
      [m('a.button', { href: '/videos' }, 'To the videos')],
    ),
  );
}

function show(queue) {
  queue.prepare();
  const { chosen, deck } = queue;
  return m(
    '.queue',
    m(
      'section.panel.list',
      { 'aria-label': 'Queue' },
      m(
        'ol',
        queue.uses.map((use) => item(use, use === chosen)),
      ),
      moreButton(queue.list),
    ),
    m(
      '.deck',
      videoSide(deck),
      referenceSide(deck),
      m(UseCard, {
        use: chosen,
        showsVideo: true,
        ondecide: (verdict, note) => queue.decide(verdict, note),
        onundo: () => queue.undo(),
      }),
    ),
  );
}

function item(use, isChosen) {
  const url = path`/review?use=${use.id}`;
  return m(
    'li',
    { key: use.id },
    m(
      'a',
      { href: url, 'aria-current': isChosen ? 'true' : false },
      m(
        '.row.apart',
        m('strong.clip', musicName(use)),
        m('span.small-text', confidence(use.confidence)),
      ),
      m('.small-text.quiet.clip', `${clock(use.start_ms)} in ${videoName(use.video)}`),
    ),
  );
}
