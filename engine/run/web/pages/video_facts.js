// What no sound shows: the production, and where and when the video was published.
import { send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { path, query, setQuery } from '../router.js';
import { may } from '../session.js';
import { fieldWord } from '../words.js';

const m = window.m;

function errorOf(state, name) {
  const error = state.errors.find((one) => (one.pointer || '').split('/').pop() === name);
  return error ? error.detail : '';
}

function field(one, state, facts) {
  const value = state.edited[one.name] ?? facts[one.name] ?? '';
  const error = errorOf(state, one.name);
  const id = `fact-${one.name}-error`;
  return m(
    'div',
    { key: one.name },
    m(
      'label.field',
      { class: error ? 'error' : '' },
      fieldWord(one.name),
      m('input', {
        value,
        title: one.about,
        placeholder: one.expected || '',
        disabled: !may('review'),
        'aria-invalid': error ? 'true' : false,
        'aria-describedby': error ? id : false,
        oninput: (event) => {
          state.edited[one.name] = event.target.value;
        },
      }),
    ),
    error && m('span.bad.small-text', { id }, error),
  );
}

async function save(event, state, { video, onchanged }) {
  event.preventDefault();
  const facts = {};
  for (const [name, value] of Object.entries(state.edited)) facts[name] = value.trim() || null;
  state.isBusy = true;
  try {
    await send('PATCH', path`videos/${video.id}/facts`, facts);
    Object.assign(state, { edited: {}, errors: [] });
    announce('What is said of the video has been kept', { tone: 'good' });
    onchanged();
  } catch (problem) {
    state.errors = problem.errors || [];
    announceProblem(problem, 'Not kept');
  }
  state.isBusy = false;
  m.redraw();
}

function group(title, fields, state, facts) {
  if (!fields.length) return null;
  return m(
    'fieldset.plain',
    m('legend', title),
    m(
      '.facts-form',
      fields.map((one) => field(one, state, facts)),
    ),
  );
}

/** attrs: video (with facts and fields), onchanged(). */
export const VideoFacts = {
  oninit: ({ state }) => Object.assign(state, { edited: {}, errors: [], isBusy: false }),
  view({ attrs, state }) {
    const { facts = {}, fields = [] } = attrs.video;
    if (!fields.length) return null;
    const said = fields.filter((one) => facts[one.name]).length;
    const isEdited = Object.keys(state.edited).length > 0;
    return m(
      'details.panel',
      {
        open: query('facts') === 'shown',
        ontoggle: (event) => setQuery({ facts: event.target.open ? 'shown' : '' }),
      },
      m(
        'summary',
        m('span.h2', 'Said of this video'),
        m('span.quiet', ` ${said} of ${fields.length} fields; licences and cue sheets read them`),
      ),
      m(
        'form.stack',
        { onsubmit: (event) => save(event, state, attrs) },
        group(
          'Published',
          fields.filter((one) => !one.production),
          state,
          facts,
        ),
        group(
          'Production',
          fields.filter((one) => one.production),
          state,
          facts,
        ),
        may('review') &&
          m(
            '.row',
            m(
              'button.main',
              { type: 'submit', disabled: !isEdited || state.isBusy },
              state.isBusy ? 'Keeping…' : 'Keep',
            ),
            isEdited &&
              m(
                'button',
                {
                  type: 'button',
                  onclick: () => Object.assign(state, { edited: {}, errors: [] }),
                },
                'Leave as it was',
              ),
          ),
      ),
    );
  },
};
