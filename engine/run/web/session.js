// Who is looking, and what they may do.
import { get, send, Problem } from './http.js';

const state = { me: null, asked: false, problem: null };

export const me = () => state.me;
export const isKnown = () => state.asked;
export const sessionProblem = () => state.problem;

/** Whether the token has a scope: "read", "ingest", "review", "admin". */
export function may(scope) {
  return Boolean(
    state.me && state.me.scopes && (state.me.scopes[scope] || state.me.scopes.admin),
  );
}

/** The composer whose works alone the token may see; '' when it sees all. */
export function ownComposer() {
  const composer = state.me && state.me.scopes && state.me.scopes.composer;
  return (composer && composer.id) || composer || '';
}

/** The link printed at the first start carries a token behind '#', which no server is sent. */
function tokenOfAddress() {
  const match = /[#&]token=([^&]+)/.exec(window.location.hash);
  if (!match) return '';
  const { pathname, search } = window.location;
  window.history.replaceState(null, '', pathname + search);
  return decodeURIComponent(match[1]);
}

export async function startSession() {
  const token = tokenOfAddress();
  try {
    if (token) await send('POST', 'session', { token });
    state.me = await get('me');
    state.problem = null;
  } catch (problem) {
    state.me = null;
    const isSignedOut = problem instanceof Problem && problem.status === 401;
    state.problem = isSignedOut && !token ? null : problem;
  }
  state.asked = true;
}

export async function signIn(token) {
  await send('POST', 'session', { token: token.trim() });
  await startSession();
}

export async function signOut() {
  await send('DELETE', 'session').catch(() => null);
  state.me = null;
}
