// Keys without modifiers: pages say what theirs do, and '?' shows them all.
const m = window.m;

let groups = [];
let isHelpOpen = false;

/** Keys while a page is shown: [{keys: ['a'], what: 'accept', run}]. Returns how to end it. */
export function useKeys(title, bindings) {
  const group = { title, bindings };
  groups.push(group);
  return () => {
    groups = groups.filter((one) => one !== group);
  };
}

export function toggleHelp(open = !isHelpOpen) {
  isHelpOpen = open;
  m.redraw();
}

export const helpIsOpen = () => isHelpOpen;
export const keyGroups = () => groups;

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Space and Enter belong to the button or link that has the focus. */
function belongsToFocus(event) {
  const isPress = event.key === ' ' || event.key === 'Enter';
  return isPress && /^(BUTTON|A|SUMMARY|VIDEO|AUDIO)$/.test(event.target.tagName);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || belongsToFocus(event)) return;
  if (document.querySelector('dialog[open]')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === '?') {
    event.preventDefault();
    toggleHelp(true);
    return;
  }
  for (const group of [...groups].reverse()) {
    const binding = group.bindings.find((one) => one.keys.includes(key));
    if (!binding) continue;
    event.preventDefault();
    binding.run(event);
    m.redraw();
    return;
  }
}

export function listenForKeys() {
  document.addEventListener('keydown', onKey);
}
