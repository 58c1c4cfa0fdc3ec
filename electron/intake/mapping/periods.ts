// Periods as people write them in one cell of a spreadsheet: a month, a quarter, a half or a whole year, in English and Chinese.
import { type Day, dayOf, daysInMonth } from '../../../shared/values/day.ts';
import type { Period } from '../../../shared/values/period.ts';

const YEAR = '(?<year>(?:19|20|21)\\d{2})';
/** Between a year and what stands beside it. */
const GAP = '(?:\\s*[-/.,]\\s*|\\s*)';
const MONTH = '(?<month>0?[1-9]|1[0-2])';
const MONTH_NAME = '(?<name>[a-z]{3,9})\\.?';
const QUARTER = '(?:q\\s?(?<q>[1-4])|(?<q>[1-4])q|第?(?<q>[1-4一二三四])季度?)';
const HALF = '(?:h\\s?(?<h>[12])|(?<h>[12])h|(?<h>[上下])半年)';

const SHAPES: readonly RegExp[] = [
  `${YEAR}年?`,
  `${YEAR}(?:\\s*[-/.]\\s*${MONTH}|\\s*年\\s*${MONTH}\\s*月|\\s*年\\s*(?<numeral>[一二三四五六七八九十]{1,2})月)`,
  `${YEAR}(?<month>0[1-9]|1[0-2])`,
  `${MONTH}\\s*[-/.]\\s*${YEAR}`,
  `${YEAR}${GAP}${MONTH_NAME}`,
  `${MONTH_NAME}${GAP}${YEAR}`,
  `${YEAR}年?${GAP}${QUARTER}`,
  `${QUARTER}${GAP}${YEAR}年?`,
  `${YEAR}年?${GAP}${HALF}`,
  `${HALF}${GAP}${YEAR}年?`,
].map((shape) => new RegExp(`^${shape}$`));

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const HALVES = ['上', '下'];

/** Reads a cell as a period; undefined when it is none. Full-width digits and dashes of any length are read too. */
export function readPeriod(text: string): Period | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  for (const shape of SHAPES) {
    const found = shape.exec(plain)?.groups;
    if (!found) continue;
    const months = monthsIn(found);
    if (months) return periodOf(Number(found.year), months);
  }
  return undefined;
}

/** First and last month that the parts of a text mean. */
function monthsIn({ month, name, numeral, q, h }: Record<string, string | undefined>): readonly [number, number] | undefined {
  if (q) return part(3, NUMERALS.indexOf(q) + 1 || Number(q));
  if (h) return part(6, HALVES.indexOf(h) + 1 || Number(h));
  if (month) return part(1, Number(month));
  if (numeral) return NUMERALS.includes(numeral) ? part(1, NUMERALS.indexOf(numeral) + 1) : undefined;
  if (name === undefined) return [1, 12];
  const place = MONTH_NAMES.findIndex((one) => one === name || one.slice(0, 3) === name || (name === 'sept' && one === 'september'));
  return place < 0 ? undefined : part(1, place + 1);
}

function part(months: number, number: number): readonly [number, number] {
  return [(number - 1) * months + 1, number * months];
}

function periodOf(year: number, [first, last]: readonly [number, number]): Period {
  return { from: dayOf(year, first, 1) as Day, to: dayOf(year, last, daysInMonth(year, last)) as Day };
}

/** Reads each different text once; columns repeat their periods. */
export function createPeriodReader(): (text: string) => Period | undefined {
  const known = new Map<string, Period | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const period = readPeriod(text);
    if (known.size < 20_000) known.set(text, period);
    return period;
  };
}
