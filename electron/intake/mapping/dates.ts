// Dates as people write them in spreadsheets. A date that does not exist is an error, never rolled over, never 1970.
import type { Mapping } from '../../../shared/contract/imports.ts';
import { type Day, dayOf } from '../../../shared/values/day.ts';
import { readDayText } from '../../../shared/values/day-text.ts';

type DateOrder = Mapping['dateOrder'];

const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T\s].*)?$/;

const NAMES_A_MONTH = /[a-z]{3}/i;
const TIME_BEHIND = /\s+\d{1,2}:\d{2}.*$/;

/** Reads a cell as a day; undefined when it is none. Full-width digits are read too. */
export function readDay(text: string, order: DateOrder): Day | undefined {
  const plain = /^[\x20-\x7e]*$/.test(text) ? text.trim() : text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const yearFirst = YEAR_FIRST.exec(plain) ?? COMPACT.exec(plain);
  if (yearFirst) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const yearLast = YEAR_LAST.exec(plain);
  if (!yearLast) return NAMES_A_MONTH.test(plain) ? readDayText(plain.replace(TIME_BEHIND, '')) : undefined;
  if (order === 'iso') return undefined;
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

/** Day or month first is only certain when some value has a part above 12; otherwise it is a question for the person. */
export function proveDateOrder(values: readonly string[]): { order: DateOrder; ambiguous: boolean } {
  let dayFirst = false;
  let monthFirst = false;
  let any = false;
  for (const value of values) {
    const match = YEAR_LAST.exec(value.normalize('NFKC').trim());
    if (!match) continue;
    any = true;
    if (Number(match[1]) > 12) dayFirst = true;
    if (Number(match[2]) > 12) monthFirst = true;
  }
  if (!any) return { order: 'iso', ambiguous: false };
  if (dayFirst !== monthFirst) return { order: dayFirst ? 'day_first' : 'month_first', ambiguous: false };
  return { order: 'day_first', ambiguous: true };
}

const TWO_DIGIT_YEAR =
  /^(?:\d{1,2}[-/. ]+(?:\d{1,2}|[a-z]{3,9}\.?)[-/. ,]+'?\d{2}|\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|[a-z]{3,9}\.?[- ]+\d{1,2}[-, ]+'?\d{2})(?:[T\s].*)?$/i;

/** Says of a rejected date what is wrong with it, where that can be told. */
export function withNearerReason<Reason extends { readonly code: string; readonly value: string }>(reason: Reason): Reason {
  return reason.code === 'not_a_day' && TWO_DIGIT_YEAR.test(reason.value.normalize('NFKC').trim())
    ? { ...reason, code: 'two_digit_year' }
    : reason;
}
