// A secret that is shown once, to be copied now.
import { announce } from '../announce.js';

const m = window.m;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce('Copied');
  } catch {
    announce('This browser does not let pages copy; select the secret and copy it yourself', {
      tone: 'bad',
    });
  }
}

/** `onkept` is called when people say that they have it. */
export function secretNote({ title, about, secret, onkept }) {
  return m(
    'section.panel.hint.stack',
    { role: 'status', 'aria-label': title },
    m('h2', title),
    m('p', about),
    m('.secret', { tabindex: 0 }, secret),
    m(
      '.row',
      m('button', { type: 'button', onclick: () => copy(secret) }, 'Copy'),
      m('button', { type: 'button', onclick: onkept }, 'I have it'),
    ),
  );
}
