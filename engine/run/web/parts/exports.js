// A menu of files to take away, in every format there is.
import { icon } from '../icons.js';

const m = window.m;

const formats = [
  ['xlsx', 'Excel (XLSX)'],
  ['csv', 'CSV'],
  ['pdf', 'PDF'],
  ['html', 'Web page (HTML)'],
  ['json', 'JSON'],
];

/** `url(format)` gives the address of the file. */
export function exportMenu(word, url) {
  return m(
    'details.menu',
    {
      oncreate: ({ dom }) => closeOutside(dom),
      onremove: ({ dom }) => document.removeEventListener('click', dom.closeOutside),
      onkeydown: (event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary').focus();
      },
    },
    m('summary.button', icon('download'), word),
    m(
      'ul',
      formats.map(([format, name]) => m('li', m('a', { href: url(format), download: '' }, name))),
    ),
  );
}

function closeOutside(dom) {
  dom.closeOutside = (event) => {
    if (dom.open && (!dom.contains(event.target) || event.target.closest('a'))) dom.open = false;
  };
  document.addEventListener('click', dom.closeOutside);
}
