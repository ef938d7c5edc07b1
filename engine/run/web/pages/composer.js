// One composer: uses over time, in which videos, of which versions; and the statements.
import { address, get } from '../http.js';
import { count, lasting, videoName } from '../format.js';
import { Loaded } from '../load.js';
import { path, query } from '../router.js';
import { ownComposer } from '../session.js';
import { monthsChart, rowBars } from '../parts/charts.js';
import { exportMenu } from '../parts/exports.js';
import { pageHead } from '../parts/page_head.js';
import { prose } from '../parts/prose.js';
import { choice } from '../parts/search.js';
import { empty, pageFrom, shownFrom } from '../parts/states.js';
import { statementView } from './statement.js';

const m = window.m;

export const Composer = {
  oninit({ attrs, state }) {
    state.base = path`composers/${attrs.composer}`;
    state.composer = new Loaded();
    state.statement = new Loaded();
    state.period = null;
    load(state);
  },
  view: ({ state }) =>
    pageFrom(
      state.composer,
      'The composer',
      (one) => show(state, one),
      () => load(state),
    ),
};

const load = (state) => state.composer.from(() => get(state.base));

function askStatement(state, period) {
  if (state.period === period) return;
  state.period = period;
  state.statement = new Loaded();
  if (period)
    state.statement.from(() => get(`${state.base}/statement`, { period, format: 'json' }));
}

function tiles(one) {
  return m(
    'dl.tiles',
    [
      ['Uses', one.uses],
      ['Videos', one.video_count ?? (one.videos || []).length],
      ['Music heard', lasting(one.music_ms)],
      ['Recordings', (one.recordings || []).length],
    ].map(([word, figure]) => m('div', m('dt', word), m('dd', figure))),
  );
}

const byLength = (a, b) => b.music_ms - a.music_ms;
const words = (one) => `${count(one.uses, 'use')}, ${lasting(one.music_ms)}`;

function share(title, list, label) {
  if (!list || !list.length) return null;
  const sorted = [...list].sort(byLength);
  return m(
    'section.panel',
    m('h2', title),
    rowBars(sorted.slice(0, 10).map((one) => [label(one), one.music_ms, words(one)])),
    sorted.length > 10 && m('p.quiet.small-text', `and ${sorted.length - 10} more`),
  );
}

function statements(state, one) {
  const periods = one.periods || [];
  if (!periods.length) {
    return m(
      'section.panel',
      m('h2', 'Statements'),
      m(
        'p.quiet',
        prose(
          'No period has been settled yet. Whoever keeps the books runs: ' +
            '`cuetrace royalty run --period 2026-Q3`',
        ),
      ),
    );
  }
  const period = query('period') || periods[0];
  askStatement(state, period);
  return m(
    'section.panel',
    m(
      '.row.apart',
      m('h2', 'Statement'),
      m(
        '.row',
        choice(
          'Period',
          'period',
          periods.map((name, i) => [i ? name : '', name]),
        ),
        exportMenu('Export', (format) => address(`${state.base}/statement`, { period, format })),
      ),
    ),
    shownFrom(state.statement, 'The statement', statementView, () => {
      state.period = null;
      askStatement(state, period);
    }),
  );
}

function show(state, one) {
  const crumbs = ownComposer() ? [] : [['Composers', '/composers']];
  return [
    pageHead({ title: one.name, crumbs, about: one.ipi ? `IPI ${one.ipi}` : 'no IPI on record' }),
    tiles(one),
    one.uses === 0
      ? m(
          '.panel',
          empty(
            'note',
            'No use has been found yet',
            'Uses come here within seconds of a scan that finds one.',
          ),
        )
      : m(
          '.stack',
          m('section.panel', m('h2', 'Uses by month'), monthsChart(one.months || [])),
          m(
            '.columns',
            share('Top videos', one.videos, (video) =>
              m('a', { href: path`/videos/${video.id}` }, videoName(video)),
            ),
            share('Top recordings', one.recordings, (recording) =>
              m(
                'a',
                {
                  href: path`/catalogue/${recording.id}`,
                },
                recording.name || recording.id,
              ),
            ),
            share('Versions', one.versions, (version) => version.version || 'full'),
          ),
          statements(state, one),
        ),
  ];
}
