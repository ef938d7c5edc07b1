// The feed of the ledger, shared by all pages: the browser resumes it by itself after a break.
const m = window.m;

let source = null;
const listeners = new Set();
const state = { isOpen: false, last: null };

const kinds = [
  'scan.finished',
  'use.found',
  'use.lost',
  'review.found',
  'review.lost',
  'fact.changed',
  'cue.changed',
  'decision.changed',
  'cue_sheet.issued',
  'cue_sheet.submitted',
  'cue_sheet.approved',
  'cue_sheet.rejected',
  'cue_sheet.revised',
  'unknown.named',
  'live.started',
  'live.opened',
  'live.extended',
  'live.closed',
  'live.stopped',
  'live.problem',
  'job',
];

function hear(event) {
  let told;
  try {
    told = JSON.parse(event.data);
  } catch {
    return;
  }
  state.last = { kind: event.type, ...told };
  for (const listener of listeners) listener(event.type, told);
}

function open() {
  if (source || !window.EventSource) return;
  source = new window.EventSource('/v1/events');
  source.onopen = () => {
    state.isOpen = true;
    m.redraw();
  };
  source.onerror = () => {
    state.isOpen = false;
    m.redraw();
  };
  for (const kind of kinds) source.addEventListener(kind, hear);
}

/** `listener(kind, event)` for everything that happens from now on. Returns how to end it. */
export function follow(listener) {
  listeners.add(listener);
  open();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && source) {
      source.close();
      source = null;
      state.isOpen = false;
    }
  };
}

export const isFollowing = () => state.isOpen;
