// The timeline of a video: waveform, lanes by standing, playhead, zoom. A click seeks; a block is a
// button, and the arrow keys go from block to block.
import { clock, confidence, lasting } from '../format.js';
import { icon } from '../icons.js';
import { standings, stateWord } from '../words.js';
import { swatch } from './standing.js';
import { Wave } from './wave.js';

const m = window.m;

const rowHeight = 33;
const zoomMax = 64;
const rulerSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

function ruler(durationMs, zoom) {
  const marks = (window.innerWidth < 720 ? 4 : 10) * zoom;
  const seconds = durationMs / 1000;
  const step = rulerSteps.find((one) => seconds / one <= marks) || rulerSteps.at(-1);
  const places = [];
  for (let at = 0; at < seconds - step * 0.4; at += step) places.push(at);
  return m(
    '.ruler',
    { 'aria-hidden': 'true' },
    places.map((at) =>
      m('span', { style: { left: `${(100 * at) / seconds}%` } }, clock(at * 1000)),
    ),
  );
}

function labelOf(item) {
  const standing = standings[item.standing].word;
  return `${item.label}, ${standing}, ${clock(item.start_ms)} to ${clock(item.end_ms)}`;
}

function block(item, attrs, state) {
  const part = (ms) => `${(100 * ms) / attrs.durationMs}%`;
  const isChosen = attrs.chosen === item.id;
  const field = window.innerWidth - (window.innerWidth < 720 ? 60 : 360);
  const wide = ((item.end_ms - item.start_ms) / attrs.durationMs) * attrs.zoom * field;
  const size = wide < 26 ? 'tiny' : wide < 62 ? 'short' : '';
  const show = (event) => {
    state.tip = { item, box: event.target.getBoundingClientRect() };
  };
  // A block that is taken away while it has the focus says so in the midst of a redraw.
  const hide = (event) => {
    event.redraw = false;
    setTimeout(() => {
      if (state.tip && state.tip.item.id === item.id) state.tip = null;
      m.redraw();
    });
  };
  return m(
    'button.block',
    {
      key: item.id,
      type: 'button',
      'data-item': item.id,
      class: [item.standing, isChosen ? 'chosen' : '', size].join(' '),
      style: {
        left: part(item.start_ms),
        width: part(item.end_ms - item.start_ms),
        top: `${3 + item.row * rowHeight}px`,
      },
      tabindex: item.id === state.tabStop ? 0 : -1,
      'aria-label': labelOf(item),
      'aria-current': isChosen ? 'true' : false,
      onclick: (event) => {
        event.stopPropagation();
        attrs.onchoose(item);
      },
      onmouseenter: show,
      onmouseleave: hide,
      onfocus: show,
      onblur: hide,
    },
    icon(standings[item.standing].icon),
    m('span.clip', item.label),
  );
}

function lane(one, attrs, state) {
  return m(
    '.lane',
    { key: one.name, style: { height: `${one.rows * rowHeight + 3}px` } },
    one.items.map((item) => block(item, attrs, state)),
  );
}

function laneNames(lanes, waveHeight) {
  return m(
    '.lane-names',
    { 'aria-hidden': 'true' },
    m('.wave-name', { style: { height: `${waveHeight}px` } }, m('span.word', 'Sound')),
    lanes.map((one) =>
      m(
        'div',
        {
          key: one.name,
          title: one.name,
          style: { height: `${one.rows * rowHeight + 3}px` },
        },
        swatch(one.standing),
        m('span.word', one.name),
      ),
    ),
  );
}

function tip({ item, box }) {
  const { use } = item;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - 330));
  const below = box.bottom + 8;
  const style =
    below < window.innerHeight - 150
      ? { left: `${left}px`, top: `${below}px` }
      : { left: `${left}px`, bottom: `${window.innerHeight - box.top + 8}px` };
  return m(
    '.tip',
    { role: 'tooltip', style },
    m('strong', item.label),
    m(
      'div',
      `${standings[item.standing].word}${use && use.state ? ` · ${stateWord(use.state)}` : ''}`,
    ),
    m(
      'div',
      `${clock(item.start_ms)} to ${clock(item.end_ms)}, ` + lasting(item.end_ms - item.start_ms),
    ),
    use &&
      m(
        '.quiet',
        `confidence ${confidence(use.confidence)}` +
          (use.evidence
            ? `, ${use.evidence.peaks_found} of ${use.evidence.peaks_expected} peaks`
            : ''),
      ),
    use && use.reasons && use.reasons[0] && m('div', use.reasons[0]),
  );
}

/** Left and right go from block to block in time. */
function onArrow(event, ordered, state) {
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const at = ordered.findIndex((item) => item.id === event.target.dataset.item);
  if (!way || at < 0) return;
  event.preventDefault();
  const item = ordered[Math.max(0, Math.min(ordered.length - 1, at + way))];
  state.tabStop = item.id;
  const blocks = [...event.currentTarget.querySelectorAll('.block')];
  const dom = blocks.find((one) => one.dataset.item === item.id);
  if (dom) dom.focus();
}

function zoomButtons({ zoom, onzoom }) {
  return m(
    '.joined',
    { role: 'group', 'aria-label': 'Zoom' },
    m(
      'button.small',
      {
        type: 'button',
        'aria-label': 'Zoom out',
        title: 'Zoom out (-)',
        disabled: zoom <= 1,
        onclick: () => onzoom(zoom / 2),
      },
      icon('minus'),
    ),
    m(
      'button.small',
      { type: 'button', disabled: zoom <= 1, onclick: () => onzoom(1) },
      `${zoom}×`,
    ),
    m(
      'button.small',
      {
        type: 'button',
        'aria-label': 'Zoom in',
        title: 'Zoom in (+)',
        disabled: zoom >= zoomMax,
        onclick: () => onzoom(zoom * 2),
      },
      icon('plus'),
    ),
  );
}

/** On wide pages the names of the lanes say it, unless one has several standings. */
function legend(lanes) {
  const present = new Set(lanes.flatMap((one) => one.items.map((item) => item.standing)));
  return m(
    '.legend',
    { class: present.size > lanes.length ? 'mixed' : undefined },
    [...present].map((name) => m('span', { key: name }, swatch(name), standings[name].word)),
  );
}

/** Moves the playhead by frames, and keeps it in sight while it moves. */
function startPlayhead({ dom, attrs, state }) {
  state.attrs = attrs;
  const scroll = dom.querySelector('.lane-scroll');
  const head = dom.querySelector('.playhead');
  let last = -1;
  const tick = () => {
    const { now, durationMs, zoom } = state.attrs;
    const part = Math.min(1, now() / Math.max(1, durationMs));
    if (part !== last || state.seenZoom !== zoom) {
      head.style.left = `${part * 100}%`;
      const x = part * scroll.scrollWidth;
      const isOut = x < scroll.scrollLeft || x > scroll.scrollLeft + scroll.clientWidth - 24;
      if (isOut || state.seenZoom !== zoom) scroll.scrollLeft = x - scroll.clientWidth / 3;
      state.seenZoom = zoom;
    }
    last = part;
    state.frame = requestAnimationFrame(tick);
  };
  tick();
}

/**
 * attrs: lanes (lanesOf), durationMs, wave, chosen (id), zoom, loop ({start_ms, end_ms} or null),
 * now() in ms, onseek(ms), onchoose(item), onzoom(factor).
 */
export const Timeline = {
  oncreate: startPlayhead,
  onremove: ({ state }) => cancelAnimationFrame(state.frame),

  view({ attrs, state }) {
    state.attrs = attrs;
    const { lanes, durationMs, zoom, loop } = attrs;
    const ordered = lanes.flatMap((one) => one.items).sort((a, b) => a.start_ms - b.start_ms);
    const has = (id) => ordered.some((item) => item.id === id);
    if (has(attrs.chosen)) state.tabStop = attrs.chosen;
    else if (!has(state.tabStop)) state.tabStop = ordered.length ? ordered[0].id : '';
    const seek = (event) => {
      const box = event.currentTarget.getBoundingClientRect();
      attrs.onseek(((event.clientX - box.left) / box.width) * durationMs);
    };
    return m(
      'section.panel.timeline',
      { 'aria-label': 'Timeline' },
      m(
        '.timeline-head',
        m('h2', 'Timeline'),
        m('span.small-text.quiet', lasting(durationMs)),
        zoomButtons(attrs),
      ),
      m(
        '.lanes',
        laneNames(lanes, 56),
        m(
          '.lane-scroll',
          m(
            '.lane-field',
            {
              role: 'group',
              'aria-label': 'Uses in order; arrow keys go from one to the next',
              style: { width: `${zoom * 100}%` },
              onclick: seek,
              onkeydown: (event) => onArrow(event, ordered, state),
            },
            ruler(durationMs, zoom),
            m(Wave, { wave: attrs.wave, durationMs }),
            lanes.map((one) => lane(one, attrs, state)),
            m('.loop-span', {
              style: loop
                ? {
                    display: 'block',
                    left: `${(100 * loop.start_ms) / durationMs}%`,
                    width: `${(100 * (loop.end_ms - loop.start_ms)) / durationMs}%`,
                  }
                : { display: 'none' },
            }),
            m('.playhead'),
          ),
        ),
      ),
      legend(lanes),
      state.tip && tip(state.tip),
    );
  },
};
