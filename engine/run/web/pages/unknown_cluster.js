// One piece of unknown music: where it is heard, and its name.
import { get, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { count, lasting, span, videoName } from '../format.js';
import { Loaded } from '../load.js';
import { path } from '../router.js';
import { may } from '../session.js';
import { pageHead } from '../parts/page_head.js';
import { prose } from '../parts/prose.js';
import { Sound } from '../parts/sound.js';
import { pageFrom } from '../parts/states.js';
import { table } from '../parts/table.js';

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

const load = (state) => state.cluster.from(() => get(path`unknown/${state.id}`));

async function keep(event, state, places) {
  event.preventDefault();
  try {
    await send('PUT', path`unknown/${state.id}/name`, {
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
    'form.panel.stack',
    { onsubmit: (event) => keep(event, state, cluster.places) },
    m(
      '.row.low',
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

const columns = [
  {
    head: 'Video',
    isName: true,
    of: (one) =>
      m('a', { href: path`/videos/${one.video.id}?t=${one.start_ms}` }, videoName(one.video)),
  },
  { head: 'In, out', look: 'mono nowrap', of: span },
  { head: 'Length', look: 'nowrap', of: (one) => lasting(one.end_ms - one.start_ms) },
  {
    head: 'Hear it',
    of: (one) =>
      m(Sound, {
        url: path`/v1/videos/${one.video.id}/media`,
        label: `${videoName(one.video)}, ${span(one)}`,
        span: one,
      }),
  },
];

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
        table('Where it is heard', columns, cluster.where, () => ({})),
      ),
    ),
  ];
}
