// The feed of the ledger, shared by what is on the page. A page that nobody looks at lets go of its
// connection, of which browsers have six for a host, and fetches anew when it is seen again.

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
  'live.lost',
  'live.resumed',
  'live.ended',
  'live.cue_opened',
  'live.cue_extended',
  'live.cue_closed',
];
const quietMs = 200;

const followers = new Set();
let source = null;

function hear(event) {
  const told = JSON.parse(event.data);
  for (const follower of followers) follower.hear(event.type, told);
}

function open() {
  if (source || document.hidden) return;
  source = new window.EventSource('/v1/events');
  for (const kind of kinds) source.addEventListener(kind, hear);
}

function close() {
  if (source) source.close();
  source = null;
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    close();
  } else if (followers.size > 0) {
    open();
    for (const follower of followers) follower.act();
  }
});

/**
 * Runs `act` once after events for which `concerns(kind, event)` is true; a scan tells of many at
 * once. Returns how to end it.
 */
export function follow(concerns, act) {
  let timer = 0;
  const follower = {
    act,
    hear(kind, event) {
      if (!concerns(kind, event)) return;
      clearTimeout(timer);
      timer = setTimeout(act, quietMs);
    },
  };
  followers.add(follower);
  open();
  return () => {
    clearTimeout(timer);
    followers.delete(follower);
    if (followers.size === 0) close();
  };
}
