// Charts as SVG text, without a browser. Deterministic, and every word in it is escaped.
import { escapeMarkup } from '../renderers/markup.ts';
import { type BarChart, CHART_COLOURS, type Chart, type LineMonths, type StackedMonths } from './chart.ts';

const WIDTH = 720;
const ROW = 28;
const FONT = `font-family="Inter, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" font-size="12"`;
const EARLIER = CHART_COLOURS[6];
const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function chartSvg(chart: Chart): string {
  if (chart.kind === 'bars') return barsSvg(chart);
  return chart.kind === 'line_months' ? lineSvg(chart) : stackedSvg(chart);
}

function frame(title: string, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeMarkup(title)}" ${FONT} fill="currentColor">${body}</svg>`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escapeMarkup(words)}</text>`;
}

function box(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" />`;
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}

/** Chinese letters are about twice as wide as Latin ones. */
function widthOf(letter: string): number {
  return /[\u1100-\u11ff\u2e80-\uffef]|[^\0-\uffff]/.test(letter) ? 2 : 1;
}

function shorten(words: string, widest: number): string {
  let width = 0;
  let kept = '';
  for (const letter of words) {
    width += widthOf(letter);
    if (width > widest) return `${kept}…`;
    kept += letter;
  }
  return words;
}

const LEGEND_ROW = 20;

/** Coloured squares with their words, in as many rows as they need, and the height of those rows. */
function legend(left: number, top: number, entries: readonly { label: string; colour: string }[]): { body: string; height: number } {
  let [x, y] = [left, top];
  const parts = entries.map(({ label, colour }) => {
    const shown = shorten(label, 40);
    const width = 34 + [...shown].reduce((sum, letter) => sum + widthOf(letter) * 6.5, 0);
    if (x > left && x + width > WIDTH) [x, y] = [left, y + LEGEND_ROW];
    const part = box(x, y, 10, 10, colour) + text(x + 15, y + 9, shown);
    x += width;
    return part;
  });
  return { body: parts.join(''), height: entries.length === 0 ? 0 : y - top + LEGEND_ROW };
}

function barsSvg({ title, bars, legend: words }: BarChart): string {
  const left = 190;
  const room = WIDTH - left - 90;
  const compared = bars.some((bar) => bar.earlier !== null);
  const key = compared
    ? legend(left, 2, [
        // Bars with colours of their own are the thick ones, whatever their colour.
        { label: words.value, colour: bars.some((bar) => bar.colour) ? 'currentColor' : CHART_COLOURS[0] },
        { label: words.earlier, colour: EARLIER },
      ])
    : { body: '', height: 0 };
  const most = Math.max(1, ...bars.map((bar) => Math.max(bar.value, bar.earlier ?? 0)));
  const lengthOf = (value: number) => (Math.max(0, value) / most) * room;
  const rows = bars.map((bar, index) => {
    const y = index * ROW + key.height + 4;
    const longest = Math.max(lengthOf(bar.value), lengthOf(bar.earlier ?? 0));
    return (
      text(left - 10, y + 13, shorten(bar.label, 26), 'end') +
      box(left, y + 2, lengthOf(bar.value), 12, bar.colour ?? CHART_COLOURS[0]) +
      (bar.earlier === null ? '' : box(left, y + 15, lengthOf(bar.earlier), 4, EARLIER)) +
      text(left + longest + 6, y + 13, GROUPED.format(bar.value))
    );
  });
  return frame(title, bars.length * ROW + key.height + 8, key.body + rows.join(''));
}

/** A round number at or above the highest value whose half is a whole number, for the axis. */
function axisTop(most: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const steps = magnitude === 1 ? [2, 4, 6, 8, 10] : [1, 2, 3, 4, 5, 6, 8, 10];
  return steps.map((step) => step * magnitude).find((top) => top >= most) ?? most;
}

const PLOT = { left: 64, top: 12, height: 220, right: WIDTH - 8 } as const;

/** The axes under a chart by month, and where its columns and values go. */
function monthPlot(months: readonly string[], most: number) {
  const { left, top, height, right } = PLOT;
  const highest = axisTop(most);
  const slot = (right - left) / Math.max(1, months.length);
  const yOf = (value: number) => top + height * (1 - Math.max(0, value) / highest);
  const grid = [0, highest / 2, highest].map(
    (value) =>
      `<line x1="${left}" x2="${right}" y1="${round(yOf(value))}" y2="${round(yOf(value))}" stroke="currentColor" stroke-opacity="0.15" />` +
      text(left - 6, yOf(value) + 4, GROUPED.format(value), 'end'),
  );
  // With many months only some are named, so that no two names touch.
  const every = Math.ceil(48 / slot);
  const names = months.map((month, index) =>
    index % every === 0 ? text(left + slot * (index + 0.5), top + height + 16, shorten(month, 7), 'middle') : '',
  );
  return { slot, yOf, axes: grid.join('') + names.join(''), xOf: (index: number) => left + slot * index, below: top + height + 30 };
}

function colourOf(order: number): string {
  return CHART_COLOURS[order % CHART_COLOURS.length] ?? EARLIER;
}

function stackedSvg({ title, months, series }: StackedMonths): string {
  const totals = months.map((_, index) => series.reduce((sum, one) => sum + Math.max(0, one.values[index] ?? 0), 0));
  const plot = monthPlot(months, Math.max(1, ...totals));
  const columns = months.map((_, index) => {
    let under = 0;
    return series.map((one, order) => {
      const value = Math.max(0, one.values[index] ?? 0);
      under += value;
      return value === 0
        ? ''
        : box(plot.xOf(index + 0.15), plot.yOf(under), plot.slot * 0.7, plot.yOf(under - value) - plot.yOf(under), colourOf(order));
    });
  });
  const key = legend(
    PLOT.left,
    plot.below,
    series.map(({ label }, order) => ({ label, colour: colourOf(order) })),
  );
  return frame(title, plot.below + key.height, plot.axes + columns.flat().join('') + key.body);
}

function lineSvg({ title, months, values }: LineMonths): string {
  const plot = monthPlot(months, Math.max(1, ...values));
  const points = months.map((_, index) => [round(plot.xOf(index + 0.5)), round(plot.yOf(values[index] ?? 0))] as const);
  const line = `<polyline points="${points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${CHART_COLOURS[0]}" stroke-width="2" stroke-linejoin="round" />`;
  const dots = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${CHART_COLOURS[0]}" />`);
  return frame(title, plot.below, plot.axes + (points.length > 1 ? line : '') + dots.join(''));
}
