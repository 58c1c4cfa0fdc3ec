// A day is a calendar date written YYYY-MM-DD. It has no time and no zone, and compares as text.

declare const dayBrand: unique symbol;
export type Day = string & { readonly [dayBrand]: true };
/** A calendar month written YYYY-MM. */
export type Month = string;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day for a year, month (1–12) and day of month, or undefined when the calendar has no such day. Years 1–9999. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | undefined {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12)) return undefined;
  if (!(dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month))) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}` as Day;
}

/** Reads exactly YYYY-MM-DD; anything else, and any day the calendar lacks, is undefined. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

export function isDay(text: string): text is Day {
  return parseDay(text) !== undefined;
}

/** Days since 0001-01-01, which is day 0. */
export function dayNumber(day: Day): number {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const inYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0);
  return before * 365 + leapDays + inYear + Number(day.slice(8, 10)) - 1;
}

const LAST_DAY_NUMBER = dayNumber('9999-12-31' as Day);

/** The inverse of {@link dayNumber}; numbers outside the calendar mean its first or last day. */
export function dayFromNumber(asked: number): Day {
  const number = Math.min(Math.max(asked, 0), LAST_DAY_NUMBER);
  let year = Math.floor(number / 365.2425) + 1;
  const firstOf = (y: number) => dayNumber(dayOf(y, 1, 1) as Day);
  while (year < 9999 && firstOf(year + 1) <= number) year += 1;
  while (firstOf(year) > number) year -= 1;
  let rest = number - firstOf(year);
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return dayOf(year, month, rest + 1) as Day;
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

const FIRST_MONTH = 12;
const LAST_MONTH = 9999 * 12 + 11;

/** The same day of another month, or that month's last day when it is shorter. The calendar ends with the years 1 and 9999. */
export function addMonths(day: Day, months: number): Day {
  const asked = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const count = Math.min(Math.max(asked, FIRST_MONTH), LAST_MONTH);
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return dayOf(year, month, Math.min(Number(day.slice(8, 10)), daysInMonth(year, month))) as Day;
}

/** Number of days from the first day to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function firstDayOfMonth(month: Month): Day {
  return `${month}-01` as Day;
}

export function lastDayOfMonth(month: Month): Day {
  return `${month}-${daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))}` as Day;
}

/** The day it is at this moment in a time zone, by default the program's own. */
export function dayInZone(epochMs: number, timeZone?: string): Day {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = new Map(format.formatToParts(epochMs).map((part) => [part.type, part.value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}` as Day;
}
