// Uses without a licence: what they lack, which licence comes nearest, and what would cover them.
import { get, address } from '../http.js';
import { clock, count, lasting, musicName, videoName } from '../format.js';
import { LoadedList } from '../load.js';
import { path, query } from '../router.js';
import { standings, stateWord } from '../words.js';
import { exportMenu } from '../parts/exports.js';
import { pageHead } from '../parts/page_head.js';
import { empty, moreButton, shownFrom } from '../parts/states.js';
import { standingChip, swatch } from '../parts/standing.js';

const m = window.m;

const queue = ['violation', 'unlicensed', 'unknown', 'frozen', 'licensed'];

export const Unlicensed = {
  oninit({ state }) {
    state.list = new LoadedList((cursor) =>
      get('audit', {
        standing: standing(),
        state: query('state'),
        cursor,
        limit: 50,
      }),
    );
  },
  view({ state }) {
    state.list.reloadFor(`${standing()} ${query('state')}`);
    return [
      pageHead({
        title: 'Unlicensed',
        about: 'Uses that no licence covers, which one comes nearest, and what it lacks.',
        actions: [exportMenu('Audit', (format) => address('reports/audit', { format }))],
      }),
      shownFrom(
        state.list,
        'The audit',
        (value) => [
          summary(value.summary || []),
          value.items.length
            ? m('.stack', value.items.map(card), moreButton(state.list))
            : nothing(value),
        ],
        () => state.list.reload(),
      ),
    ];
  },
};

const standing = () => query('standing') || 'violation';

function summary(tiles) {
  const of = (name) => tiles.find((one) => one.standing === name);
  return m(
    'dl.tiles',
    queue.filter(of).map((name) =>
      m(
        'div',
        { key: name },
        m(
          'dt',
          swatch(name),
          m(
            'a',
            {
              href: `/unlicensed?standing=${name}`,
              'aria-current': standing() === name ? 'true' : false,
            },
            standings[name].word,
          ),
        ),
        m('dd', of(name).uses, ' ', m('small', `${lasting(of(name).music_ms)} of music`)),
      ),
    ),
  );
}

function nothing(value) {
  const other = (value.summary || []).find(
    (one) =>
      one.standing !== standing() &&
      ['violation', 'unlicensed'].includes(one.standing) &&
      one.uses > 0,
  );
  return m(
    '.panel',
    other
      ? empty(
          'check',
          `No use stands as “${standings[standing()].word.toLowerCase()}”`,
          'There are others to look at.',
          [
            m(
              'a.button',
              { href: `/unlicensed?standing=${other.standing}` },
              `${count(other.uses, 'use')}: ${standings[other.standing].word.toLowerCase()}`,
            ),
          ],
        )
      : empty(
          'check',
          'Nothing to license here',
          'Either every use is covered, or no licence and no place ' +
            'of publication is on record yet: `cuetrace license add FILE`, ' +
            '`cuetrace video set --file FILE`.',
          [m('a.button', { href: '/videos' }, 'To the videos')],
        ),
  );
}

function nearest(item) {
  if (!item.licence_id) return m('p.quiet', 'No licence on record comes near.');
  return m(
    'p',
    item.standing === 'licensed' ? 'Covered by ' : 'Nearest is ',
    m('strong', item.licence_id),
    item.licensee && `, of ${item.licensee}`,
  );
}

/** Reasons begin with the licence that comes nearest, which stands above them. */
const isOfNearest = (text, item) => Boolean(item.licence_id) && text.includes(item.licence_id);

const offerWords = ({ reckoned, provided = [] }) =>
  [reckoned, ...provided].filter(Boolean).join('; ');

function offers(item) {
  if (!item.offers || !item.offers.length) return null;
  return m(
    'div',
    m('h3', 'Would cover it'),
    item.offers.map((offer) =>
      m(
        '.offer',
        m('div', m('div', offer.name), m('.small-text.quiet', offerWords(offer))),
        m('strong.nowrap', offer.fee),
      ),
    ),
  );
}

function card(item) {
  const { use } = item;
  const recording = use.recording || {};
  return m(
    'article.panel',
    { key: use.id, 'aria-label': musicName(use) },
    m(
      '.row.apart',
      m(
        'h2.clip',
        m(
          'a',
          {
            href: path`/videos/${use.video.id}?use=${use.id}`,
          },
          musicName(use),
        ),
      ),
      standingChip(item.standing, stateWord(item.state)),
    ),
    m(
      'p.quiet',
      `${(recording.composers || []).join(', ') || 'composer not on record'} · `,
      `${clock(use.start_ms)} to ${clock(use.end_ms)} in ${videoName(use.video)}`,
    ),
    m(
      '.columns',
      m(
        'div',
        nearest(item),
        m(
          'ul.reasons',
          item.reasons.filter((text) => !isOfNearest(text, item)).map((text) => m('li', text)),
        ),
      ),
      offers(item),
    ),
  );
}
