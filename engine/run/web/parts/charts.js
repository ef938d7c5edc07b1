// Charts as SVG and as rows of bars: in the colours of the page, and readable without seeing them.
import { lasting } from '../format.js';

const m = window.m;

const height = 170;
const floor = 146;

const monthFormat = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: '2-digit',
  timeZone: 'UTC',
});

function monthName(month) {
  const date = new Date(`${month}-01T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? month : monthFormat.format(date);
}

const nextMonth = (month) => {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
};

/** The months with those between them in which nothing was used. */
export function withoutGaps(months) {
  const all = [];
  for (const one of months) {
    let month = all.length ? nextMonth(all.at(-1).month) : one.month;
    for (; month < one.month; month = nextMonth(month)) {
      all.push({ month, uses: 0, music_ms: 0 });
    }
    all.push(one);
  }
  return all;
}

/** Uses by month as columns. `used`: [{month: "2026-10", uses, music_ms}], in order. */
export function monthsChart(used) {
  const months = withoutGaps(used);
  const width = window.innerWidth < 720 ? 320 : 960;
  const most = Math.max(1, ...months.map((one) => one.uses));
  const step = width / Math.max(months.length, 6);
  const every = Math.ceil((months.length * 56) / width);
  const label = months.map((one) => `${monthName(one.month)}: ${one.uses}`).join(', ');
  return m(
    'svg.chart',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `Uses by month. ${label}` },
    m('line.axis', { x1: 0, x2: width, y1: floor + 0.5, y2: floor + 0.5 }),
    months.map((one, i) => {
      const tall = one.uses ? Math.max(2, (one.uses / most) * 118) : 0;
      const middle = (i + 0.5) * step;
      return m(
        'g',
        m('title', `${monthName(one.month)}: ${one.uses} uses, ${lasting(one.music_ms)}`),
        m('rect.bar', {
          x: middle - Math.min(step * 0.36, 26),
          width: Math.min(step * 0.72, 52),
          y: floor - tall,
          height: tall,
          rx: 2,
        }),
        one.uses > 0 &&
          m('text', { x: middle, y: floor - tall - 5, 'text-anchor': 'middle' }, one.uses),
        i % every === 0 &&
          m('text', { x: middle, y: floor + 16, 'text-anchor': 'middle' }, monthName(one.month)),
      );
    }),
  );
}

/** Rows of [label, amount, words] above their bars; the words carry what the bars show. */
export function rowBars(rows) {
  const most = Math.max(1, ...rows.map(([, amount]) => amount));
  return m(
    '.bars',
    rows.map(([label, amount, words]) => [
      m('.label', label),
      m('.num.small-text', words),
      m(
        '.track',
        { 'aria-hidden': 'true' },
        m('i', { style: { width: `${(100 * amount) / most}%` } }),
      ),
    ]),
  );
}
