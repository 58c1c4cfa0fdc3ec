// Charts as SVG text, without a browser. Deterministic, and every word in it is escaped.
import { escapeMarkup } from '../renderers/markup.ts';
import { type BarChart, CHART_COLOURS, type Chart, type StackedMonths } from './chart.ts';

const WIDTH = 720;
const ROW = 28;
const FONT = `font-family="Inter, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" font-size="12"`;

export function chartSvg(chart: Chart): string {
  return chart.kind === 'bars' ? barsSvg(chart) : stackedSvg(chart);
}

function frame(title: string, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeMarkup(title)}" ${FONT} fill="currentColor">${body}</svg>`;
}

/** Chinese letters are about twice as wide as Latin ones. */
function shorten(text: string, widest: number): string {
  let width = 0;
  let kept = '';
  for (const letter of text) {
    width += /[\u2e80-\uffff]/.test(letter) ? 2 : 1;
    if (width > widest) return `${kept}…`;
    kept += letter;
  }
  return text;
}

function barsSvg({ title, bars }: BarChart): string {
  const left = 190;
  const room = WIDTH - left - 90;
  const most = Math.max(1, ...bars.map((bar) => Math.max(bar.value, bar.earlier ?? 0)));
  const rows = bars.map((bar, index) => {
    const y = index * ROW + 4;
    const length = (value: number) => ((value / most) * room).toFixed(1);
    const earlier =
      bar.earlier === null ? '' : `<rect x="${left}" y="${y + 15}" width="${length(bar.earlier)}" height="4" rx="1" fill="${CHART_COLOURS[6]}" />`;
    return `<text x="${left - 10}" y="${y + 13}" text-anchor="end">${escapeMarkup(shorten(bar.label, 26))}</text>
      <rect x="${left}" y="${y + 2}" width="${length(bar.value)}" height="12" rx="2" fill="${CHART_COLOURS[0]}" />${earlier}
      <text x="${left + Number(length(bar.value)) + 6}" y="${y + 13}">${bar.value}</text>`;
  });
  return frame(title, bars.length * ROW + 8, rows.join(''));
}

/** A round number at or above the highest column, for the axis. */
function axisTop(most: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 2.5, 5, 10].map((step) => step * magnitude).find((top) => top >= most) ?? most;
}

function stackedSvg({ title, months, series }: StackedMonths): string {
  const [left, top, height] = [48, 12, 220];
  const slot = (WIDTH - left - 8) / Math.max(1, months.length);
  const totals = months.map((_, index) => series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0));
  const highest = axisTop(Math.max(1, ...totals));
  const grid = [0, 0.5, 1].map((share) => {
    const y = (top + height * (1 - share)).toFixed(1);
    return `<line x1="${left}" x2="${WIDTH - 8}" y1="${y}" y2="${y}" stroke="currentColor" stroke-opacity="0.15" /><text x="${left - 6}" y="${Number(y) + 4}" text-anchor="end">${highest * share}</text>`;
  });
  const columns = months.map((month, index) => {
    let base = top + height;
    const parts = series.map((one, order) => {
      const tall = ((one.values[index] ?? 0) / highest) * height;
      base -= tall;
      return tall === 0
        ? ''
        : `<rect x="${(left + slot * index + slot * 0.15).toFixed(1)}" y="${base.toFixed(1)}" width="${(slot * 0.7).toFixed(1)}" height="${tall.toFixed(1)}" fill="${CHART_COLOURS[order % CHART_COLOURS.length]}" />`;
    });
    const label = `<text x="${(left + slot * (index + 0.5)).toFixed(1)}" y="${top + height + 16}" text-anchor="middle">${escapeMarkup(month.slice(2))}</text>`;
    return parts.join('') + label;
  });
  let x = left;
  const legend = series.map((one, order) => {
    const text = `<rect x="${x}" y="${top + height + 30}" width="10" height="10" rx="2" fill="${CHART_COLOURS[order % CHART_COLOURS.length]}" /><text x="${x + 15}" y="${top + height + 39}">${escapeMarkup(one.label)}</text>`;
    x += 32 + [...one.label].reduce((width, letter) => width + (/[\u2e80-\uffff]/.test(letter) ? 12 : 6.6), 0);
    return text;
  });
  return frame(title, top + height + 48, grid.join('') + columns.join('') + legend.join(''));
}
