// Says what has happened: to those who look, in a corner; to those who listen, by aria-live.
const m = window.m;

const shown = [];
let made = 0;

/** `tone`: "good", "bad" or "". What is bad stays until it is taken away. */
export function announce(text, { tone = '', action = null } = {}) {
  const note = { id: ++made, text, tone, action };
  // What an earlier note offers to undo is not the last thing any more.
  for (const earlier of shown.filter((one) => one.action)) forget(earlier);
  shown.push(note);
  if (shown.length > 3) shown.shift();
  document.getElementById('announcer').textContent = text;
  if (tone !== 'bad') setTimeout(() => forget(note), action ? 9000 : 5000);
  m.redraw();
}

export function announceProblem(problem, what) {
  const detail = problem.detail || problem.title || problem.message;
  announce(`${what}: ${detail}`, { tone: 'bad' });
}

function forget(note) {
  const at = shown.indexOf(note);
  if (at >= 0) shown.splice(at, 1);
  m.redraw();
}

/** The corner. */
export const Notes = {
  view: () =>
    m(
      '.notes',
      shown.map((note) =>
        m(
          '.note',
          { key: note.id, class: note.tone },
          m('span', note.text),
          note.action &&
            m(
              'button.small',
              {
                type: 'button',
                onclick: () => {
                  forget(note);
                  note.action.run();
                },
              },
              note.action.word,
            ),
          m(
            'button.small.plain',
            { type: 'button', 'aria-label': 'Dismiss', onclick: () => forget(note) },
            '×',
          ),
        ),
      ),
    ),
};
