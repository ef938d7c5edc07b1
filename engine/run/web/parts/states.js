// What stands where nothing is yet: loading, empty, or a problem with its way out.
import { icon } from '../icons.js';
import { pageHead } from './page_head.js';
import { prose } from './prose.js';

const m = window.m;

export const loading = (what) => m('p.loading', { role: 'status' }, `Loading ${what}…`);

/** `next`: what to do, as text or links. */
export function empty(iconName, title, next, actions = []) {
  return m('.empty', icon(iconName), m('h2', title), m('p', prose(next)), m('.row', actions));
}

const waysOut = {
  0: 'The page goes on by itself once the server answers.',
  401: 'Your session has ended. Sign in again with your token.',
  403: 'Your token does not allow this. Whoever made it can make one that does.',
  404: 'It may have been removed, or the address is not whole.',
  412: 'Somebody else has changed it in the meantime. Load it again, then repeat your change.',
  429: 'Too many requests; wait a moment.',
  503: 'The server is busy or stopping; try again in a moment.',
};

function trouble(problem, what, retry) {
  const title = `${what} cannot be shown`;
  return m(
    'section.panel.trouble',
    { role: 'alert' },
    m('h2', title),
    m('p', problem.detail || problem.title || problem.message),
    waysOut[problem.status] && m('p.quiet', waysOut[problem.status]),
    m(
      '.row',
      problem.status === 404
        ? m('a.button', { href: '/' }, 'To the first page')
        : retry && m('button', { type: 'button', onclick: retry }, 'Try again'),
      problem.status === 401 && m('a.button', { href: '/' }, 'Sign in'),
    ),
  );
}

/** The right one of loading, problem, and what `show` makes of the value. */
export function shownFrom(loaded, what, show, retry) {
  if (loaded.problem && loaded.value === null) return trouble(loaded.problem, what, retry);
  if (loaded.value === null) return loading(what.toLowerCase());
  return show(loaded.value);
}

/** As `shownFrom`, of a whole page: it has its head before its value has come. */
export function pageFrom(loaded, what, show, retry) {
  if (loaded.value !== null) return show(loaded.value);
  return [pageHead({ title: what }), shownFrom(loaded, what, show, retry)];
}

/** Below a list that has more. */
export function moreButton(list) {
  if (list.problem) return m('p.bad', { role: 'alert' }, list.problem.message);
  if (!list.hasMore) return null;
  return m(
    '.row',
    m(
      'button',
      { type: 'button', disabled: list.isLoading, onclick: () => list.more() },
      list.isLoading ? 'Loading…' : 'Show more',
    ),
  );
}
