// The keys of the page that is shown.
import { Dialog } from './dialog.js';
import { keyGroups, helpIsOpen, toggleHelp } from '../keys.js';

const m = window.m;

const names = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

const keyName = (key) => names[key] || (key.length === 1 ? key.toUpperCase() : key);

function groupList(group) {
  return m(
    'section',
    m('h3', group.title),
    m(
      'dl.key-list',
      group.bindings.map((binding) => [
        m(
          'dt',
          binding.keys.map((key) => [m('kbd', keyName(key)), ' ']),
        ),
        m('dd', binding.what),
      ]),
    ),
  );
}

export const Help = {
  view: () =>
    helpIsOpen() &&
    m(
      Dialog,
      { title: 'Keys', onclose: () => toggleHelp(false) },
      keyGroups().length
        ? keyGroups().map(groupList)
        : m('p', 'This page has no keys of its own.'),
      m(
        'section',
        m('h3', 'Everywhere'),
        m(
          'dl.key-list',
          m('dt', m('kbd', '?')),
          m('dd', 'this list'),
          m('dt', m('kbd', 'Tab')),
          m('dd', 'to the next thing; Enter opens or presses it'),
          m('dt', m('kbd', 'Esc')),
          m('dd', 'closes what is open'),
        ),
      ),
    ),
};
