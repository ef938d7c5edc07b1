// One piece of unknown music: where it is heard, and its name.
import { get, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { clock, count, lasting, videoName } from '../format.js';
import { Loaded } from '../load.js';
import { path } from '../router.js';
import { may } from '../session.js';
import { pageHead } from '../parts/page_head.js';
import { prose } from '../parts/prose.js';
import { pageFrom } from '../parts/states.js';

const m = window.m;

export const UnknownCluster = {
  oninit({ attrs, state }) {
    state.id = attrs.cluster;
    state.cluster = new Loaded();
    state.name = null;
    load(state);
  },
  view: ({ state }) =>
    pageFrom(
      state.cluster,
      'The music',
      (cluster) => show(state, cluster),
      () => load(state),
    ),
};

const load = (state) => state.cluster.from(() => get(`unknown/${encodeURIComponent(state.id)}`));

async function keep(event, state, places) {
  event.preventDefault();
  try {
    await send('PUT', `unknown/${encodeURIComponent(state.id)}/name`, {
      name: state.name.trim(),
    });
    announce(`Named in ${count(places, 'place')}`, { tone: 'good' });
    state.name = null;
    await load(state);
  } catch (problem) {
    announceProblem(problem, 'Not named');
  }
}

function naming(state, cluster) {
  if (!may('review')) return null;
  const name = state.name ?? cluster.name ?? '';
  return m(
    'form.panel',
    { onsubmit: (event) => keep(event, state, cluster.places) },
    m(
      '.row',
      m(
        'label.field.grow',
        'Name of this music',
        m('input', {
          value: name,
          placeholder: 'Title, or what it is: “Station ident, low strings”',
          maxlength: 200,
          required: true,
          oninput: (event) => {
            state.name = event.target.value;
          },
        }),
      ),
      m(
        'button.main',
        { type: 'submit', disabled: state.name === null || !name.trim() },
        `Name it in ${count(cluster.places, 'place')}`,
      ),
    ),
    m(
      'p.quiet.small-text',
      prose(
        'If you have its audio, add it to the catalogue: `cuetrace catalog add FILE ' +
          '--rematch` finds it in all these videos as a use.',
      ),
    ),
  );
}

function summary(cluster) {
  const videos = new Set(cluster.where.map((one) => one.video.id)).size;
  const places = `${count(cluster.places, 'place')} in ${count(videos, 'video')}`;
  return `${places}, ${lasting(cluster.duration_ms)} in all`;
}

function show(state, cluster) {
  return [
    pageHead({
      title: cluster.name || 'Music without a name',
      crumbs: [['Unknown music', '/unknown']],
      about: summary(cluster),
    }),
    m(
      '.stack',
      naming(state, cluster),
      m(
        '.panel.table-panel',
        m(
          'table.cards',
          m('caption.unseen', 'Where it is heard'),
          m(
            'thead',
            m(
              'tr',
              ['Video', 'In, out', 'Length'].map((head) => m('th', { scope: 'col' }, head)),
            ),
          ),
          m(
            'tbody',
            cluster.where.map((one) =>
              m(
                'tr',
                m(
                  'th.wide',
                  { scope: 'row' },
                  m(
                    'a',
                    {
                      href: path`/videos/${one.video.id}` + `?t=${one.start_ms}`,
                    },
                    videoName(one.video),
                  ),
                ),
                m(
                  'td.mono.nowrap',
                  { 'data-label': 'In, out' },
                  m('span', `${clock(one.start_ms)} – ${clock(one.end_ms)}`),
                ),
                m('td', { 'data-label': 'Length' }, lasting(one.end_ms - one.start_ms)),
              ),
            ),
          ),
        ),
      ),
    ),
  ];
}
