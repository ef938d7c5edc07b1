// A player of plain sound: of the file as it is or, where the browser cannot decode that, of what
// the server makes of it.
const m = window.m;

/** attrs: url, label, span ({start_ms, end_ms} of what is to be heard; the whole without it). */
export const Sound = {
  oninit: ({ state }) => Object.assign(state, { isDecoded: false, isMute: false }),
  view({ attrs: { url, label, span }, state }) {
    if (state.isMute) return m('span.quiet', 'This browser cannot play the file.');
    const file = state.isDecoded ? `${url}?format=wav` : url;
    const source = span ? `${file}#t=${span.start_ms / 1000},${span.end_ms / 1000}` : file;
    return m(
      '.sound',
      m('audio', {
        key: source,
        src: source,
        controls: true,
        preload: 'none',
        'aria-label': label,
        onerror: () => {
          if (state.isDecoded) state.isMute = true;
          else state.isDecoded = true;
        },
      }),
    );
  },
};
