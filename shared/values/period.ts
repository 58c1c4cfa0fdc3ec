// A period runs from a first day to a last day, both inclusive: what a person means by "July to September".
import { addDays, addMonths, type Day, dayOf, daysBetween, firstDayOfMonth, lastDayOfMonth, type Month, monthOf } from './day.ts';

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

function wholeMonths(period: Period): number | undefined {
  if (period.from !== firstDayOfMonth(monthOf(period.from)) || period.to !== lastDayOfMonth(monthOf(period.to))) return undefined;
  return numberOfMonth(period.to) - numberOfMonth(period.from) + 1;
}

function numberOfMonth(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The months a period touches, in order. */
export function monthsOf(period: Period): Month[] {
  const months: Month[] = [];
  const last = numberOfMonth(period.to);
  for (let number = numberOfMonth(period.from); number <= last; number += 1) {
    months.push(`${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`);
  }
  return months;
}

/** The period of equal length just before: in months when the period is made of whole months, otherwise in days. */
export function previousPeriod(period: Period): Period {
  const months = wholeMonths(period);
  const to = addDays(period.from, -1);
  if (months !== undefined) return { from: addMonths(period.from, -months), to };
  return { from: addDays(period.from, -(daysBetween(period.from, period.to) + 1)), to };
}

/** The same days a year earlier; whole months stay whole (29 February). */
export function samePeriodLastYear(period: Period): Period {
  const to = addMonths(period.to, -12);
  return { from: addMonths(period.from, -12), to: wholeMonths(period) === undefined ? to : lastDayOfMonth(monthOf(to)) };
}

/** Whole months inside a period, and what is left at either edge: sums of months cover the first, only edges need single days. */
export function splitIntoMonths(period: Period): { months: { first: Month; last: Month } | null; edges: Period[] } {
  const startsWhole = period.from === firstDayOfMonth(monthOf(period.from));
  const endsWhole = period.to === lastDayOfMonth(monthOf(period.to));
  const first = startsWhole ? monthOf(period.from) : monthOf(addMonths(firstDayOfMonth(monthOf(period.from)), 1));
  const last = endsWhole ? monthOf(period.to) : monthOf(addMonths(firstDayOfMonth(monthOf(period.to)), -1));
  if (first > last) return { months: null, edges: [period] };
  const edges: Period[] = [];
  if (!startsWhole) edges.push({ from: period.from, to: lastDayOfMonth(monthOf(period.from)) });
  if (!endsWhole) edges.push({ from: firstDayOfMonth(monthOf(period.to)), to: period.to });
  return { months: { first, last }, edges };
}

type MonthSpan = { first: Month; last: Month };

/** The same with whole calendar years taken out of the middle: sums of years, then of months, then single days. */
export function splitIntoYears(period: Period): { years: { first: string; last: string }[]; months: MonthSpan[]; edges: Period[] } {
  const { months, edges } = splitIntoMonths(period);
  if (!months) return { years: [], months: [], edges };
  const yearOf = (month: Month) => Number(month.slice(0, 4));
  const first = months.first.endsWith('-01') ? yearOf(months.first) : yearOf(months.first) + 1;
  const last = months.last.endsWith('-12') ? yearOf(months.last) : yearOf(months.last) - 1;
  if (first > last) return { years: [], months: [months], edges };
  const text = (year: number) => String(year).padStart(4, '0');
  const spans: MonthSpan[] = [];
  if (yearOf(months.first) < first) spans.push({ first: months.first, last: `${text(first - 1)}-12` });
  if (yearOf(months.last) > last) spans.push({ first: `${text(last + 1)}-01`, last: months.last });
  return { years: [{ first: text(first), last: text(last) }], months: spans, edges };
}

/** The last whole quarter before a day; quarters follow the fiscal year's first month (1–12). */
export function lastQuarterBefore(day: Day, fiscalYearStart = 1): Period {
  const offset = (Number(day.slice(5, 7)) - fiscalYearStart + 12) % 3;
  const thisQuarter = addMonths(dayOf(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1) as Day, -offset);
  return { from: addMonths(thisQuarter, -3), to: addDays(thisQuarter, -1) };
}
