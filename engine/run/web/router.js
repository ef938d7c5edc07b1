// Every state is a URL: the path names the page, the query its filters, selection and place.
const m = window.m;

let table = [];
let current = null;
let mayLeave = () => true;

/** [['/videos/:video', pageComponent], ...]; the first that fits is shown. */
export function setRoutes(routes) {
  table = routes.map(([path, page]) => {
    const names = [];
    const source = path.replace(/:(\w+)/g, (_, name) => {
      names.push(name);
      return '([^/]+)';
    });
    return { path, names, pattern: new RegExp(`^${source}/?$`), page };
  });
  window.addEventListener('popstate', resolve);
  document.addEventListener('click', followLink);
  resolve();
}

function resolve() {
  const { pathname, search } = window.location;
  const query = Object.fromEntries(new URLSearchParams(search));
  for (const { path, names, pattern, page } of table) {
    const match = pattern.exec(pathname);
    if (!match) continue;
    const params = {};
    names.forEach((name, i) => {
      params[name] = decodeURIComponent(match[i + 1]);
    });
    current = { path, page, params, query, key: path + JSON.stringify(params) };
    break;
  }
  m.redraw();
}

/** {path, page, params, query, key}; the key changes when another page has to be made. */
export const route = () => current;
export const query = (name) => (current && current.query[name]) || '';

/** Asked before another page is shown; answers whether it may be. Returns how to end it. */
export function guardLeaving(question) {
  mayLeave = question;
  return () => {
    mayLeave = () => true;
  };
}

export function go(url, { replace = false } = {}) {
  const before = window.location.pathname;
  const isOther = new URL(url, window.location.href).pathname !== before;
  if (isOther && !mayLeave()) return;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', url);
  resolve();
  if (window.location.pathname !== before) {
    window.scrollTo(0, 0);
    window.requestAnimationFrame(focusPage);
  }
}

/** Changes some of the query, leaves the rest; empty values go. `push` makes it a step back. */
export function setQuery(changes, { push = false } = {}) {
  const words = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value === null || value === undefined) words.delete(name);
    else words.set(name, String(value));
  }
  const text = words.toString();
  const url = window.location.pathname + (text ? '?' + text : '');
  if (url !== window.location.pathname + window.location.search) go(url, { replace: !push });
}

/** A path with its parts encoded: path`/videos/${id}`. */
export function path(strings, ...parts) {
  return String.raw({ raw: strings }, ...parts.map((part) => encodeURIComponent(part)));
}

/** Who listens to the page instead of looking at it is told that it is another one. */
function focusPage() {
  const heading = document.querySelector('main h1');
  if (heading) heading.focus({ preventScroll: true });
}

function followLink(event) {
  const link = event.target.closest && event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute('download') || link.origin !== window.location.origin)
    return;
  if (link.pathname.startsWith('/v1/') || link.getAttribute('href').startsWith('#')) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
