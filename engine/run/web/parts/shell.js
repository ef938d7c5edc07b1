// The frame around every page: where one can go, who one is, and what has happened.
import { icon } from '../icons.js';
import { Notes } from '../announce.js';
import { toggleHelp } from '../keys.js';
import { route, go, path } from '../router.js';
import { me, may, ownComposer, isKnown, signOut } from '../session.js';
import { SignIn } from '../pages/sign_in.js';
import { Help } from './help.js';
import { ThemeButton } from './theme.js';

const m = window.m;

let isMenuOpen = false;

const groups = [
  {
    title: 'Work',
    links: [
      ['/videos', 'film', 'Videos'],
      ['/review', 'eye', 'Review'],
      ['/unlicensed', 'warn', 'Unlicensed'],
      ['/unknown', 'question', 'Unknown music'],
    ],
  },
  {
    title: 'Library',
    links: [
      ['/catalogue', 'book', 'Catalogue'],
      ['/composers', 'person', 'Composers'],
    ],
  },
  {
    title: 'Running',
    links: [
      ['/live', 'broadcast', 'Live'],
      ['/jobs', 'clock', 'Jobs'],
    ],
  },
  { title: 'Settings', scope: 'admin', links: [['/tokens', 'key', 'Tokens']] },
];

function groupsForMe() {
  const own = ownComposer();
  if (!own) return groups.filter((group) => !group.scope || may(group.scope));
  return [
    {
      title: 'My music',
      links: [
        [path`/composers/${own}`, 'person', 'My works'],
        ['/videos', 'film', 'Videos'],
      ],
    },
  ];
}

const isCurrent = (url) => {
  const here = window.location.pathname;
  return here === url || here.startsWith(url + '/');
};

function navigation() {
  return groupsForMe().map((group) => [
    m('h2', group.title),
    m(
      'ul',
      group.links.map(([url, iconName, word]) =>
        m(
          'li',
          m(
            'a',
            {
              href: url,
              'aria-current': isCurrent(url) ? 'page' : false,
              onclick: () => {
                isMenuOpen = false;
              },
            },
            icon(iconName),
            word,
          ),
        ),
      ),
    ),
  ]);
}

async function leave() {
  await signOut();
  go('/');
}

function foot() {
  return m(
    '.foot',
    m(
      '.row',
      m('span', me().name),
      m('button.small.plain', { type: 'button', onclick: leave }, icon('out'), 'Sign out'),
    ),
    m(
      '.row',
      m('span', `cuetrace ${me().version || ''}`),
      m(
        '.row.tight',
        m(
          'button.small.plain.square',
          {
            type: 'button',
            title: 'Keys (?)',
            'aria-label': 'Show the keys of this page',
            onclick: () => toggleHelp(true),
          },
          icon('keyboard'),
        ),
        m(ThemeButton),
      ),
    ),
  );
}

const brand = () =>
  m(
    'a.brand',
    { href: '/' },
    m('img', { src: '/icon.svg', alt: '', width: 24, height: 24 }),
    'cuetrace',
  );

function topbar() {
  return m(
    '.topbar',
    brand(),
    m(ThemeButton),
    m(
      'button',
      {
        type: 'button',
        'aria-expanded': String(isMenuOpen),
        'aria-controls': 'navigation',
        onclick: () => {
          isMenuOpen = !isMenuOpen;
        },
      },
      icon('menu'),
      'Menu',
    ),
  );
}

function page() {
  const here = route();
  return m('main#page', { tabindex: -1 }, m(here.page, { key: here.key, ...here.params }));
}

export const Shell = {
  view() {
    if (!isKnown()) return m('p.boot', 'Loading cuetrace…');
    if (!me()) return m('main#page', m(SignIn), m(Notes));
    return [
      m('a.skip', { href: '#page', onclick: skip }, 'Skip to the page'),
      m(
        '.frame',
        topbar(),
        m(
          'nav.rail#navigation',
          { 'aria-label': 'Pages', class: isMenuOpen ? 'open' : '' },
          brand(),
          navigation(),
          foot(),
        ),
        page(),
      ),
      m(Help),
      m(Notes),
    ];
  },
};

function skip(event) {
  event.preventDefault();
  document.getElementById('page').focus();
}
