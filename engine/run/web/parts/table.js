// A list of things as a table, said column by column; on a narrow page each row becomes a card, in
// which every cell carries the head of its column.
import { moreButton, shownFrom } from './states.js';

const m = window.m;

function headCell({ head, isAmount }) {
  return m(
    'th',
    { scope: 'col', class: isAmount ? 'num' : undefined },
    head || m('span.unseen', 'Act'),
  );
}

function cell(column, item) {
  const { head, of, look = '', isName, isAmount, title } = column;
  if (isName) return m('th.wide', { scope: 'row' }, of(item));
  return m(
    'td',
    {
      class: [look, isAmount ? 'num' : ''].join(' ').trim() || undefined,
      'data-label': head || undefined,
      title: title && title(item),
    },
    of(item),
  );
}

/**
 * A cell of which `of` gives nothing has a dash, and is left out of a card.
 * `columns`: [{head, of(item), look, isName, isAmount, title(item)}]: `of` gives what a cell shows,
 * `look` its classes; the cell of the column that `isName` heads its row; one without a head holds
 * what can be done. `rowOf(item)` gives the attributes of a row.
 */
export function table(caption, columns, items, rowOf = ({ id }) => ({ key: id })) {
  return m(
    'table.cards',
    m('caption.unseen', caption),
    m('thead', m('tr', columns.map(headCell))),
    m(
      'tbody',
      items.map((item) =>
        m(
          'tr',
          rowOf(item),
          columns.map((column) => cell(column, item)),
        ),
      ),
    ),
  );
}

/**
 * A LoadedList in a panel: what `show` makes of its items, or of none what `nothing` says; below it
 * the way to more.
 */
export function listPanel(list, what, show, nothing) {
  return shownFrom(
    list,
    what,
    ({ items }) =>
      m('.panel.table-panel', items.length ? show(items) : nothing(), moreButton(list)),
    () => list.reload(),
  );
}
