// The cue sheet of a video as a grid: edit, see what is missing, take it on its way, take it away.
import { get, getTagged, send } from '../http.js';
import { announce, announceProblem } from '../announce.js';
import { count, videoName } from '../format.js';
import { icon } from '../icons.js';
import { Loaded } from '../load.js';
import { guardLeaving, path } from '../router.js';
import { may } from '../session.js';
import { Dialog } from '../parts/dialog.js';
import { exportMenu } from '../parts/exports.js';
import { findingText } from '../words.js';
import { pageHead } from '../parts/page_head.js';
import { rowErrors } from '../parts/row_errors.js';
import { sheetGrid } from '../parts/sheet_grid.js';
import { empty, pageFrom } from '../parts/states.js';

const m = window.m;

/** The sheet as read, and what has been typed since. */
class Editor {
  constructor(videoId) {
    this.videoId = videoId;
    this.base = path`videos/${videoId}`;
    this.sheet = new Loaded();
    this.video = null;
    this.edited = new Map(); // row id -> {column: text}
    this.errors = [];
    this.isConflict = false;
    this.isBusy = false;
    this.load();
  }

  async load() {
    const asked = await this.sheet.from(async () => {
      const [{ value, etag }, video] = await Promise.all([
        getTagged(`${this.base}/cue-sheet/rows`),
        get(this.base),
      ]);
      this.video = video;
      return { ...value, etag };
    });
    if (asked) this.isConflict = false;
  }

  get mayEdit() {
    return may('review') && this.sheet.value && this.sheet.value.editable_now;
  }
  get isEdited() {
    return this.edited.size > 0;
  }

  cell(row, column) {
    const edited = this.edited.get(row.id);
    return edited && column in edited ? edited[column] : (row[column] ?? '');
  }

  isCellEdited(row, column) {
    const edited = this.edited.get(row.id);
    return Boolean(edited && column in edited);
  }

  write(row, column, text) {
    const edited = this.edited.get(row.id) || {};
    if (text === (row[column] ?? '')) delete edited[column];
    else edited[column] = text;
    if (Object.keys(edited).length) this.edited.set(row.id, edited);
    else this.edited.delete(row.id);
  }

  forget() {
    this.edited.clear();
    this.errors = [];
  }

  /** What the server says against a row of those that were sent: [{column, detail}]. */
  errorsOf(row) {
    const number = [...this.edited.keys()].indexOf(row.id);
    return number < 0 ? [] : this.errors.filter((one) => one.row === number);
  }

  async save() {
    if (!this.isEdited || this.isBusy) return;
    this.isBusy = true;
    const { rows: before, etag } = this.sheet.value;
    const rows = [...this.edited].map(([id, cells]) => ({
      ...before.find((row) => row.id === id),
      ...cells,
    }));
    try {
      await send(
        'PATCH',
        `${this.base}/cue-sheet/rows`,
        { rows },
        { headers: { 'If-Match': etag } },
      );
      await this.load();
      this.forget();
      announce('The cue sheet has been kept', { tone: 'good' });
    } catch (problem) {
      this.errors = rowErrors(problem.detail || '');
      this.isConflict = problem.isConflict;
      announceProblem(problem, 'Not kept');
    }
    this.isBusy = false;
    m.redraw();
  }

  async move(state, note) {
    try {
      await send('POST', `${this.base}/cue-sheet/state`, { state, note });
      announce(`The cue sheet is ${state}`, { tone: 'good' });
      await this.load();
    } catch (problem) {
      announceProblem(problem, 'Not changed');
    }
  }
}

export const CueSheet = {
  oninit({ attrs, state }) {
    state.editor = new Editor(attrs.video);
    state.asks = null;
    const { editor } = state;
    const beforeUnload = (event) => {
      if (editor.isEdited) event.preventDefault();
    };
    window.addEventListener('beforeunload', beforeUnload);
    const release = guardLeaving(
      () => !editor.isEdited || window.confirm('Leave without keeping what you have changed?'),
    );
    state.leave = () => {
      window.removeEventListener('beforeunload', beforeUnload);
      release();
    };
  },
  onremove: ({ state }) => state.leave(),
  view: ({ state }) =>
    pageFrom(
      state.editor.sheet,
      'The cue sheet',
      (sheet) => show(state, sheet),
      () => state.editor.load(),
    ),
};

const way = ['draft', 'issued', 'submitted', 'approved'];
const moves = {
  draft: [['issued', 'Issue']],
  issued: [['submitted', 'Mark as submitted']],
  submitted: [
    ['approved', 'Approve'],
    ['rejected', 'Reject'],
    ['revised', 'Revise'],
  ],
  approved: [['revised', 'Revise']],
  rejected: [['revised', 'Revise']],
};

function flow(now) {
  const words = way.includes(now) || !now ? way : way.concat(now);
  return m(
    'ol.flow',
    { 'aria-label': 'State of the cue sheet' },
    words.map((state) =>
      m('li', { key: state, 'aria-current': state === (now || 'draft') ? 'step' : false }, state),
    ),
  );
}

/** Why the sheet cannot be moved now; '' when it can. */
function hindrance(editor, sheet, next) {
  if (editor.isEdited) return 'Keep or drop your changes first';
  if (next !== 'issued' || !sheet.findings.length) return '';
  return `${count(sheet.findings.length, 'thing')} to mend before it can be issued`;
}

function moveButtons(state, sheet) {
  if (!may('review')) return null;
  return (moves[sheet.state] || []).map(([next, word]) =>
    m(
      'button',
      {
        type: 'button',
        disabled: hindrance(state.editor, sheet, next) !== '',
        title: hindrance(state.editor, sheet, next),
        onclick: () => {
          state.asks = { next, word, note: '' };
        },
      },
      word,
    ),
  );
}

function conflictNote(editor) {
  if (!editor.isConflict) return null;
  return m(
    'section.panel.hint',
    { role: 'alert' },
    m('h2', 'Somebody else has changed this sheet'),
    m(
      'p',
      'Your changes are still here and not kept. Load the sheet as it is now: your cells stay ' +
        'marked, and you can look at them once more before you keep them.',
    ),
    m('button', { type: 'button', onclick: () => editor.load() }, 'Load the sheet as it is now'),
  );
}

/** What is missing of the video as a whole, and the place to say it. */
function general(sheet, videoId) {
  const all = sheet.findings.filter((one) => !one.cue);
  if (!all.length) return null;
  const isOfVideo = (one) => (one.remedy || '').includes('cuetrace video set');
  return m(
    'section.panel.stack',
    m('h2', 'To mend before it can be filed'),
    m(
      'ul.reasons',
      all.map((one) => m('li', findingText(isOfVideo(one) ? { ...one, remedy: '' } : one))),
    ),
    all.some(isOfVideo) &&
      m(
        '.row',
        m(
          'a.button',
          { href: path`/videos/${videoId}?facts=shown` },
          'Say what is not known of the video',
        ),
      ),
  );
}

function saveBar(editor) {
  if (!editor.isEdited) return null;
  const cells = [...editor.edited.values()].reduce(
    (sum, row) => sum + Object.keys(row).length,
    0,
  );
  return m(
    '.panel.save-bar',
    { role: 'region', 'aria-label': 'Changes not kept yet' },
    m('span', `${count(cells, 'cell')} changed`),
    m(
      '.row',
      m('button', { type: 'button', onclick: () => editor.forget() }, 'Drop'),
      m(
        'button.main',
        { type: 'button', disabled: editor.isBusy, onclick: () => editor.save() },
        editor.isBusy ? 'Keeping…' : 'Keep changes',
      ),
    ),
  );
}

function moveDialog(state) {
  const { asks, editor } = state;
  if (!asks) return null;
  const close = () => {
    state.asks = null;
  };
  return m(
    Dialog,
    { title: `${asks.word} the cue sheet`, onclose: close },
    m(
      'form.stack',
      {
        onsubmit: (event) => {
          event.preventDefault();
          editor.move(asks.next, asks.note);
          event.target.closest('dialog').close();
        },
      },
      m(
        'label.field',
        'Note (optional)',
        m('textarea', {
          rows: 3,
          value: asks.note,
          oninput: (event) => {
            asks.note = event.target.value;
          },
        }),
      ),
      m('.row', m('button.main', { type: 'submit' }, asks.word)),
    ),
  );
}

function summary({ rows, revision, findings, state }) {
  const wrong = state === 'draft' && findings.length;
  return [
    count(rows.length, 'cue'),
    revision && `revision ${revision}`,
    wrong && `${count(findings.length, 'thing')} to mend before it can be issued`,
  ]
    .filter(Boolean)
    .join(', ');
}

function show(state, sheet) {
  const { editor } = state;
  const { videoId } = editor;
  return [
    pageHead({
      title: 'Cue sheet',
      crumbs: [
        ['Videos', '/videos'],
        [videoName(editor.video), path`/videos/${videoId}`],
      ],
      about: summary(sheet),
      actions: [
        flow(sheet.state),
        moveButtons(state, sheet),
        m('button', { type: 'button', onclick: () => window.print() }, 'Print'),
        exportMenu('Export', (format) => path`/v1/videos/${videoId}/cue-sheet?format=${format}`),
      ],
    }),
    conflictNote(editor),
    !sheet.editable_now &&
      m(
        'p.panel',
        { role: 'note' },
        icon('key'),
        ` This sheet is ${sheet.state}: it is shown as it was issued. Revise it to change it.`,
      ),
    m(
      '.stack',
      general(sheet, videoId),
      m(
        '.panel.table-panel',
        sheet.rows.length ? m('.scroll-x', sheetGrid(editor, sheet)) : nothing(videoId),
      ),
    ),
    saveBar(editor),
    moveDialog(state),
  ];
}

function nothing(videoId) {
  return empty(
    'list',
    'There is no cue in this sheet',
    'Nothing was found in the video, or all of it was rejected.',
    [m('a.button', { href: path`/videos/${videoId}` }, 'To the video')],
  );
}
