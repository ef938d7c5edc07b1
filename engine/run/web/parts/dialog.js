// A dialog of the browser's own: it keeps the focus, closes with Escape, and gives the focus back.
import { icon } from '../icons.js';

const m = window.m;

/** attrs: title, onclose. Shown while it is in the page. */
export const Dialog = {
  oncreate({ dom, attrs }) {
    dom.showModal();
    dom.addEventListener('close', () => {
      attrs.onclose();
      m.redraw();
    });
  },
  view: ({ attrs, children }) =>
    m(
      'dialog',
      { 'aria-labelledby': 'dialog-title' },
      m(
        'header',
        m('h2#dialog-title', attrs.title),
        m(
          'button.plain.square',
          {
            type: 'button',
            'aria-label': 'Close',
            onclick: (event) => event.target.closest('dialog').close(),
          },
          icon('cross'),
        ),
      ),
      m('.body', children),
    ),
};

/** Asks before what cannot be taken back: {title, about, word, onyes, onclose}. */
export function confirmation({ title, about, word, onyes, onclose }) {
  return m(
    Dialog,
    { title, onclose },
    m('p', about),
    m(
      '.row',
      m(
        'button.main',
        {
          type: 'button',
          onclick: (event) => {
            event.target.closest('dialog').close();
            onyes();
          },
        },
        word,
      ),
    ),
  );
}
