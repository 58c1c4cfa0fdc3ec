// The period of a row with a quantity, from its cell for the first day and its cell for the date. Either may name a whole period.
import { type Day, firstDayOfMonth, lastDayOfMonth, monthOf } from '../../../shared/values/day.ts';
import type { Period } from '../../../shared/values/period.ts';
import { headerKey } from '../../intake/mapping/fields.ts';
import type { Mistakes } from '../../intake/mapping/mistakes.ts';
import { createPeriodReader } from '../../intake/mapping/periods.ts';

interface DraftPeriod {
  readonly since: Day | null;
  readonly day: Day | null;
}

const NO_PERIOD: DraftPeriod = { since: null, day: null };

/** Workbooks keep a month as one of its days; under these headers that day means the month. */
const MONTH_HEADERS = new Set(['month', '月份']);

export interface PeriodDrafter {
  /** The period of a row with a quantity. */
  of(sinceText: string, dayText: string, mistakes: Mistakes): DraftPeriod;
  /** Notes what the cells of a row without one say beyond its one date `day`; undefined where its cell is none. */
  refuse(sinceText: string, dayText: string, day: Day | null | undefined, mistakes: Mistakes): void;
}

export function createPeriodDrafter(readDay: (text: string) => Day | undefined, sinceHeader = ''): PeriodDrafter {
  const readPeriod = createPeriodReader();
  const read = (text: string): Period | Day | null | undefined => (text === '' ? null : (readDay(text) ?? readPeriod(text)));
  const inMonths = MONTH_HEADERS.has(headerKey(sinceHeader));
  const readSince = (text: string) => {
    const found = read(text);
    return inMonths && typeof found === 'string' ? monthAround(found) : found;
  };
  return {
    of: (sinceText, dayText, mistakes) => {
      const [begin, end] = [readSince(sinceText), read(dayText)];
      if (begin === undefined) mistakes.add('not_a_day', 'since', sinceText);
      if (end === undefined) mistakes.add('not_a_day', 'day', dayText);
      if (begin === undefined || end === undefined) return NO_PERIOD;
      const since = typeof begin === 'string' ? begin : (begin ?? wholePeriod(end))?.from;
      const day = typeof end === 'string' ? end : (end ?? wholePeriod(begin))?.to;
      if (since && day && since > day) mistakes.add('since_after_day', 'since', sinceText);
      return { since: since ?? null, day: day ?? null };
    },
    refuse: (sinceText, dayText, day, mistakes) => {
      if (day === undefined) mistakes.add(readPeriod(dayText) ? 'period_without_quantity' : 'not_a_day', 'day', dayText);
      const begin = readSince(sinceText);
      if (begin === undefined) mistakes.add('not_a_day', 'since', sinceText);
      // The month of a date says nothing new.
      else if (day !== undefined && begin && !isAround(day, begin)) mistakes.add('period_without_quantity', 'since', sinceText);
    },
  };
}

function isAround(day: Day | null, begin: Period | Day): boolean {
  if (day === null) return false;
  return typeof begin === 'string' ? begin === day : begin.from <= day && day <= begin.to;
}

function wholePeriod(read: Period | Day | null): Period | undefined {
  return typeof read === 'string' ? undefined : (read ?? undefined);
}

function monthAround(day: Day): Period {
  const month = monthOf(day);
  return { from: firstDayOfMonth(month), to: lastDayOfMonth(month) };
}
