// The field that filters a list: its words stand in the URL.
import { icon } from '../icons.js';
import { query, setQuery } from '../router.js';
import { settled } from '../load.js';

const m = window.m;

const write = settled(250, (name, text) => setQuery({ [name]: text }));

export function searchField(label, name = 'words') {
  return m(
    'label.search',
    icon('search'),
    m('span.unseen', label),
    m('input', {
      type: 'search',
      placeholder: label,
      autocomplete: 'off',
      spellcheck: false,
      oncreate: ({ dom }) => {
        dom.value = query(name);
      },
      // The way back changes the words, too; who is typing is not interrupted.
      onupdate: ({ dom }) => {
        if (dom !== document.activeElement) dom.value = query(name);
      },
      oninput: (event) => {
        event.redraw = false;
        write(name, event.target.value);
      },
    }),
  );
}

/** A choice of few, in the URL too: [[value, word], ...]. */
export function choice(label, name, options) {
  return m(
    'label.row.tight',
    m('span.small-text.quiet', label),
    m(
      'select',
      {
        value: query(name),
        onchange: (event) => setQuery({ [name]: event.target.value }),
      },
      options.map(([value, word]) => m('option', { value }, word)),
    ),
  );
}
