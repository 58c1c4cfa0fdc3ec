// Dates as people write them in spreadsheets. A date that does not exist is an error, never rolled over, never 1970.
import type { ColumnDates, Mapping } from '../../../shared/contract/imports.ts';
import { type Day, dayOf } from '../../../shared/values/day.ts';
import { readDayText } from '../../../shared/values/day-text.ts';

type DateOrder = Mapping['dateOrder'];

const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T\s].*)?$/;

const LONGEST_DATE = 40;
const SAMPLES = 3;
const NAMES_A_MONTH = /[a-z]{3}/i;
const TIME_BEHIND = /\s+\d{1,2}:\d{2}.*$/;

function plainly(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text.trim() : text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** Reads a cell as a day; undefined when it is none. Full-width digits are read too. */
export function readDay(text: string, order: DateOrder): Day | undefined {
  const plain = plainly(text);
  const yearFirst = YEAR_FIRST.exec(plain) ?? COMPACT.exec(plain);
  if (yearFirst) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const yearLast = YEAR_LAST.exec(plain);
  if (!yearLast) return NAMES_A_MONTH.test(plain) ? readDayText(plain.replace(TIME_BEHIND, '')) : undefined;
  if (order === 'iso' || order === null) return undefined;
  const [first, second] = [Number(yearLast[1]), Number(yearLast[2])];
  return order === 'day_first' ? dayOf(Number(yearLast[3]), second, first) : dayOf(Number(yearLast[3]), first, second);
}

/** Reads each different text once; columns repeat their days. */
export function createDayReader(order: DateOrder): (text: string) => Day | undefined {
  const known = new Map<string, Day | undefined>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found;
    const day = readDay(text, order);
    if (known.size < 20_000) known.set(text, day);
    return day;
  };
}

/** Looks at the values of a column, one after the other, for what they say of the order of day and month. */
export function createDateWatch(): { look(text: string): void; found(): ColumnDates | null } {
  const seen = { dayFirst: false, monthFirst: false, either: false };
  const samples: ColumnDates['samples'] = [];
  return {
    look: (text) => {
      if (text.length > LONGEST_DATE) return;
      const plain = plainly(text);
      const match = YEAR_LAST.exec(plain);
      if (!match) return;
      const [dayFirst, monthFirst] = [readDay(plain, 'day_first') ?? null, readDay(plain, 'month_first') ?? null];
      if (dayFirst === null && monthFirst === null) return;
      if (dayFirst === monthFirst) seen.either = true;
      else if (dayFirst === null) seen.monthFirst = true;
      else if (monthFirst === null) seen.dayFirst = true;
      if (dayFirst !== monthFirst && samples.length < SAMPLES && samples.every((one) => one.text !== text))
        samples.push({ text, dayFirst, monthFirst });
    },
    found: () => {
      if (seen.dayFirst !== seen.monthFirst) return { order: seen.dayFirst ? 'day_first' : 'month_first', samples };
      if (samples.length > 0) return { order: 'open', samples };
      return seen.either ? { order: 'either', samples } : null;
    },
  };
}

const TWO_DIGIT_YEAR =
  /^(?:\d{1,2}[-/. ]+(?:\d{1,2}|[a-z]{3,9}\.?)[-/. ,]+'?\d{2}|\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|[a-z]{3,9}\.?[- ]+\d{1,2}[-, ]+'?\d{2})(?:[T\s].*)?$/i;

/** Whether what is no date is so because its year has two digits, which can be read in several ways. */
export const hasTwoDigitYear = (text: string): boolean => TWO_DIGIT_YEAR.test(text.normalize('NFKC').trim());
