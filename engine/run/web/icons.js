// Icons as strokes on a 16 x 16 grid, in the colour of the text they stand by.
const m = window.m;

const paths = {
  check: 'M3 8.5l3.2 3.2L13 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  minus: 'M3.5 8h9',
  plus: 'M8 3.5v9M3.5 8h9',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2v3.6M6.2 8h3.6',
  question: 'M5.4 6a2.6 2.6 0 115 .6c-.5 1.2-2.4 1.4-2.4 3M8 12.6v.2',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2l7.5 4.8L5 12.8z',
  note: 'M6 12V4l7-1.5v8M6 12a2 2 0 11-4 0 2 2 0 014 0zM13 10.5a2 2 0 11-4 0 2 2 0 014 0z',
  shield: 'M8 2l5 2v4c0 3-2.2 5-5 6-2.8-1-5-3-5-6V4z',
  film: 'M2 3.5h12v9H2zM5 3.5v9M11 3.5v9M2 8h12',
  person: 'M8 8a2.6 2.6 0 100-5.2A2.6 2.6 0 008 8zM3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4',
  list: 'M3 4h10M3 8h10M3 12h6',
  book: 'M3 3h4.2L8 4l.8-1H13v9.5H9L8 13.5l-1-1H3zM8 4v9.5',
  broadcast:
    'M8 9.4a1.4 1.4 0 100-2.8 1.4 1.4 0 000 2.8zM5 11a4.2 4.2 0 010-6M11 5a4.2 4.2 0 010 ' +
    '6M3 13a7 7 0 010-10M13 3a7 7 0 010 10',
  clock: 'M8 14A6 6 0 108 2a6 6 0 000 12zM8 4.8V8l2.4 1.6',
  key: 'M5.5 12.5a3 3 0 110-6 3 3 0 010 6zM7.8 7.6L13 2.5M10.5 5l2 2',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  sun:
    'M8 11a3 3 0 100-6 3 3 0 000 6zM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 ' +
    '1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1',
  moon: 'M13 9.8A5.6 5.6 0 016.2 3 5.6 5.6 0 1013 9.8z',
  loop: 'M3 8a4 4 0 014-4h5M10 1.8L12.2 4 10 6.2M13 8a4 4 0 01-4 4H4M6 14.2L3.8 12 6 9.8',
  undo: 'M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 010 7H6',
  upload: 'M8 10.5v-7M5 6.2l3-3 3 3M3 11v2h10v-2',
  download: 'M8 3v7M5 7.5l3 3 3-3M3 11.5V13h10v-1.5',
  search: 'M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.4 10.4L14 14',
  warn: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11.4v.2',
  next: 'M6 3.5L10.5 8 6 12.5',
  back: 'M10 3.5L5.5 8 10 12.5',
  keyboard: 'M1.5 4h13v8h-13zM4 6.7h.2M6.6 6.7h.2M9.2 6.7h.2M11.8 6.7h.2M4.5 9.6h7',
  stack: 'M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3',
  out: 'M6.5 3H3v10h3.5M7 8h7M11.5 5.5L14 8l-2.5 2.5',
};

/** Seen only: what it means stands beside it, or in the label of what holds it. */
export function icon(name, attrs = {}) {
  return m(
    'svg.icon',
    { viewBox: '0 0 16 16', 'aria-hidden': 'true', ...attrs },
    m('path', { d: paths[name] || paths.question }),
  );
}
