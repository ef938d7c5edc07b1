// The rows of a cue sheet: cells to write in, cells to read, and below a row what is wrong with it.
import { icon } from '../icons.js';
import { findingText } from '../words.js';

const m = window.m;

/** The words of each axis of a use, as the cue sheet writes them. */
const axes = {
  function: [
    'unknown',
    'background',
    'feature',
    'theme',
    'logo',
    'bumper',
    'dance',
    'promo',
    'paid_programming',
  ],
  perception: ['unknown', 'visual', 'source', 'background'],
  vocality: ['unknown', 'vocal', 'instrumental'],
  position: ['unknown', 'none', 'opening', 'main', 'closing', 'segment', 'title'],
  origin: ['unknown', 'commissioned', 'library', 'commercial', 'live', 'video', 'public_domain'],
};
const widths = {
  strike: 'xs',
  order: 's',
  merge_into: 's',
  in: 'm',
  out: 'm',
  title: 'l',
  ...Object.fromEntries(Object.keys(axes).map((axis) => [axis, 'a'])),
  notes: 'l',
};
/** What comes first, in this order, and what comes last; the rest stands between. */
const first = ['cue', 'strike', 'in', 'out', 'duration_s', 'title', 'writers'];
const last = ['notes', 'merge_into', 'order'];
/** What is done to a cue, rather than said of it. */
const deeds = ['strike', 'merge_into', 'order'];
const heads = {
  in: 'In',
  out: 'Out',
  merge_into: 'Merge into',
  strike: 'Strike',
  order: 'Order',
  duration_s: 'Seconds',
  cue: 'Cue',
};
/** What is read and not written. */
const shown = ['cue', 'duration_s', 'track', 'writers', 'candidate', 'confidence'];

const word = (column) =>
  heads[column] || column[0].toUpperCase() + column.slice(1).replace('_', ' ');

function input(editor, row, column, error) {
  const value = editor.cell(row, column);
  const id = `${row.id}-${column}`;
  const label = `${word(column)} of cue ${row.cue || row.title}`;
  const common = {
    id,
    'aria-label': label,
    'aria-invalid': error ? 'true' : false,
    'aria-describedby': error ? `${row.id}-found` : false,
  };
  if (column === 'strike') {
    return m('input', {
      ...common,
      type: 'checkbox',
      checked: value === 'yes',
      onchange: (event) => editor.write(row, column, event.target.checked ? 'yes' : ''),
    });
  }
  const words = axes[column];
  if (words) {
    const options = words.includes(value) ? words : [value, ...words];
    return m(
      'select',
      { ...common, value, onchange: (event) => editor.write(row, column, event.target.value) },
      options.map((one) => m('option', { value: one }, one.replaceAll('_', ' '))),
    );
  }
  return m('input', {
    ...common,
    value,
    spellcheck: false,
    autocomplete: 'off',
    oninput: (event) => editor.write(row, column, event.target.value),
  });
}

function cell(editor, row, column, { errors, told }) {
  const classes = [
    `w-${widths[column] || 'm'} c-${column}`,
    editor.isCellEdited(row, column) ? 'edited' : '',
    told.some((one) => one.field === column) ? 'wanting' : '',
  ];
  return m(
    'td',
    { key: column, class: classes.join(' '), 'data-label': word(column) },
    input(
      editor,
      row,
      column,
      errors.find((one) => one.column === column),
    ),
  );
}

function findings(row, { errors, told }, columns) {
  const texts = errors
    .map((one) => one.detail)
    .concat(told.map((one) => findingText(one, columns)));
  if (!texts.length) return null;
  return m(
    'tr.finding',
    { key: `${row.id}-found` },
    m(
      'td.found-cell',
      { colspan: columns.length },
      m(
        '.found',
        { id: `${row.id}-found`, role: errors.length ? 'alert' : false },
        texts.map((text) => m('span', icon('warn'), ' ', text)),
      ),
    ),
  );
}

/** What is known against a row: of what was typed, and of the sheet as it is. */
function against(editor, sheet, row) {
  return {
    errors: editor.errorsOf(row),
    told: sheet.findings.filter((one) => one.cue && String(one.cue) === String(row.cue)),
  };
}

/** Columns in their order, and those of them to write in; where none is, what is said is read. */
function columnsOf(editor, { columns, editable }) {
  const said = editor.mayEdit ? editable : editable.filter((column) => !deeds.includes(column));
  const isThere = (column) => columns.includes(column) && column !== 'id';
  const isBetween = (column) => !first.includes(column) && !last.includes(column);
  const all = [...said.filter(isBetween), ...last, ...shown.filter(isBetween)];
  const ordered = [...first, ...all].filter(
    (column) => isThere(column) && (said.includes(column) || shown.includes(column)),
  );
  return { columns: ordered, editable: editor.mayEdit ? editable : [] };
}

function readCell(row, column) {
  const text = row[column] ?? '';
  return m(
    'td.read',
    { key: column, class: `c-${column}`, 'data-label': word(column) },
    axes[column] ? text.replaceAll('_', ' ') : text,
  );
}

/** `editor`: as pages/cue_sheet.js has it; `sheet`: {columns, editable, rows, findings}. */
export function sheetGrid(editor, sheet) {
  const { columns, editable } = columnsOf(editor, sheet);
  return m(
    'table.sheet',
    m('caption.unseen', 'Cues'),
    m(
      'thead',
      m(
        'tr',
        columns.map((column) =>
          m('th', { key: column, scope: 'col', class: `c-${column}` }, word(column)),
        ),
      ),
    ),
    m(
      'tbody',
      sheet.rows.flatMap((row) => {
        const wrong = against(editor, sheet, row);
        const isStruck = editor.cell(row, 'strike') === 'yes';
        return [
          m(
            'tr',
            { key: row.id, class: isStruck ? 'struck' : '' },
            columns.map((column) =>
              editable.includes(column)
                ? cell(editor, row, column, wrong)
                : readCell(row, column),
            ),
          ),
          findings(row, wrong, columns),
        ].filter(Boolean);
      }),
    ),
  );
}
