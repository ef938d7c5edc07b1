// Signing in with a token; nobody has a password here.
import { icon } from '../icons.js';
import { go } from '../router.js';
import { sessionProblem, signIn } from '../session.js';

const m = window.m;

export const SignIn = {
  oninit({ state }) {
    state.token = '';
    state.problem = sessionProblem();
    state.isBusy = false;
  },

  view({ state }) {
    document.title = 'Sign in – cuetrace';
    return m(
      '.sign-in',
      m(
        '.panel',
        m(
          '.row',
          m('img', { src: '/icon.svg', alt: '', width: 30, height: 30 }),
          m('h1', { tabindex: -1 }, 'Sign in to cuetrace'),
        ),
        m(
          'p.quiet',
          'With a token: the first start of ',
          m('code', 'cuetrace serve'),
          ' prints a link that holds one; ',
          m('code', 'cuetrace token make NAME'),
          ' makes more.',
        ),
        m(
          'form',
          { onsubmit: (event) => submit(event, state) },
          m(
            'label.field',
            'Token',
            m('input', {
              type: 'password',
              required: true,
              placeholder: 'ctk_…',
              autocomplete: 'current-password',
              'aria-invalid': state.problem ? 'true' : false,
              'aria-describedby': 'sign-in-problem',
              oninput: (event) => {
                state.token = event.target.value;
              },
            }),
          ),
          m('p.bad#sign-in-problem', { role: 'alert' }, state.problem && words(state.problem)),
          m(
            'button.main',
            { type: 'submit', disabled: state.isBusy },
            icon('key'),
            state.isBusy ? 'Signing in…' : 'Sign in',
          ),
        ),
      ),
    );
  },
};

function words(problem) {
  if (problem.status !== 401) return problem.detail || problem.title || problem.message;
  return 'This token is not valid: mistyped, revoked, or past its end. Ask for a new one.';
}

async function submit(event, state) {
  event.preventDefault();
  state.isBusy = true;
  state.problem = null;
  try {
    await signIn(state.token);
    state.problem = sessionProblem();
    go(window.location.pathname + window.location.search, { replace: true });
  } catch (problem) {
    state.problem = problem;
  }
  state.isBusy = false;
  m.redraw();
}
