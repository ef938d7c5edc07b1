// A royalty statement, line by line, each with the reason for its amount.
import { clock } from '../format.js';
import { table } from '../parts/table.js';

const m = window.m;

/** Amounts are exact to the millionth; the eye gets cents, the exact sum is in "why". */
const cents = (amount, currency) => `${/^-?\d+(\.\d{1,2})?/.exec(amount)[0]} ${currency}`;

function total(account) {
  const amount = account.payable ? account.payable.amount : account.due;
  const currency = account.payable ? account.payable.currency : account.currency;
  return m(
    'div',
    m('dt', account.payable ? 'Payable' : 'Due'),
    m('dd', amount, ' ', m('small', currency)),
  );
}

function movements(account) {
  const rows = [
    ['Carried in', account.carried_in],
    ['Earned', account.earned],
    ['Fees', account.fees],
    ['Reserved', account.reserved],
    ['Released', account.released],
    ['Withheld', account.withheld],
    ['Carried out', account.carried_out],
  ].filter(([, amount]) => amount && Number(amount) !== 0);
  return m(
    'dl.facts',
    rows.map(([word, amount]) => [m('dt', word), m('dd', cents(amount, account.currency))]),
  );
}

function whereHeard({ use }) {
  return use.video ? `${clock(use.in_ms)} to ${clock(use.out_ms)} in ${use.video}` : '';
}

const columns = [
  {
    head: 'Use, and why this amount',
    isName: true,
    of: (one) => [one.use.track || one.rate || 'Fee', m('.why', one.why)],
  },
  { head: 'Where', of: whereHeard },
  { head: 'Licence', look: 'nowrap', of: (one) => one.licence || one.state },
  { head: 'Gross', isAmount: true, of: (one) => cents(one.gross, one.currency) },
  { head: 'Yours', isAmount: true, of: (one) => m('strong', cents(one.net, one.currency)) },
];

function held(list) {
  if (!list || !list.length) return null;
  return m(
    'details',
    m('summary', `${list.length} held back`),
    m(
      'ul.reasons',
      list.map((one) =>
        m('li', `${one.use.track || 'A use'}: ${cents(one.amount, one.currency)}, ${one.reason}`),
      ),
    ),
  );
}

export function statementView(statement) {
  if (!statement || !statement.lines) return m('p.quiet', 'Nothing was earned in this period.');
  return [
    m(
      'p.quiet',
      `${statement.statement}, rate card ${statement.rate_card}`,
      statement.final === false && ' · not final: the period is still open',
    ),
    m('dl.tiles', statement.accounts.map(total)),
    statement.accounts.map(movements),
    table('Lines of the statement', columns, statement.lines, (one) => ({ key: one.line_id })),
    held(statement.held),
  ];
}
