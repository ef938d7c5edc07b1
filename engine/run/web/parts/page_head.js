// The head of a page: the way to it, its name, what it is about, and what can be done with all.
const m = window.m;

/** `crumbs`: [[text, url], ...]. The title also becomes the window's. */
export function pageHead({ title, crumbs = [], about = null, actions = [] }) {
  document.title = `${title} – cuetrace`;
  return m(
    'header.page-head',
    m(
      'div',
      crumbs.length > 0 &&
        m(
          'nav.crumbs',
          { 'aria-label': 'The way here' },
          crumbs.map(([text, url]) => [m('a', { href: url }, text), ' / ']),
        ),
      m('h1', { tabindex: -1 }, title),
      about && m('p', about),
    ),
    m('.row', actions),
  );
}
