// An address that is no page.
import { empty } from '../parts/states.js';
import { pageHead } from '../parts/page_head.js';

const m = window.m;

export const NotFound = {
  view: () => [
    pageHead({ title: 'There is no such page' }),
    m(
      '.panel',
      empty(
        'question',
        'Nothing stands at this address',
        'It may be mistyped, or come from another version of cuetrace.',
        [m('a.button.main', { href: '/videos' }, 'To the videos')],
      ),
    ),
  ],
};
