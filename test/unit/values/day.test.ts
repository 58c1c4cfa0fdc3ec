// Days against the calendar of the JavaScript engine.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  dayFromNumber,
  dayInZone,
  dayNumber,
  dayOf,
  daysBetween,
  daysInMonth,
  firstDayOfMonth,
  isDay,
  lastDayOfMonth,
  monthOf,
  parseDay,
} from '../../../shared/values/day.ts';

const LAST = dayNumber('9999-12-31' as Day);
export const anyDay = fc.nat({ max: LAST }).map(dayFromNumber);

/** The engine's own count of days, independent of ours. */
function engineDay(number: number): string {
  const date = new Date(0);
  date.setUTCFullYear(1, 0, 1);
  return new Date(date.getTime() + number * 86_400_000).toISOString().slice(0, 10);
}

test('day numbers agree with the engine’s calendar', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: LAST }),
      (number) => dayFromNumber(number) === engineDay(number) && dayNumber(dayFromNumber(number)) === number,
    ),
    { numRuns: 3_000 },
  );
  expect([dayFromNumber(0), dayFromNumber(LAST)]).toEqual(['0001-01-01', '9999-12-31']);
});

test('days compare as text the way they follow each other', () => {
  fc.assert(fc.property(anyDay, anyDay, (a, b) => a < b === dayNumber(a) < dayNumber(b)));
});

describe('reading', () => {
  test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => expect(parseDay(text)).toBe(text));
  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-1-1',
    '24-01-01',
    '0000-01-01',
    '2024-01-01T00:00',
    ' 2024-01-01',
    '２０２４-01-01',
    '',
  ])('%j is none', (text) => expect(parseDay(text)).toBeUndefined());
  test('whatever reads as a day is written the same, whatever does not is left alone', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.nat(9999), fc.nat(15), fc.nat(35))
        .map(([y, m, d]) => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        const date = new Date(`${candidate}T00:00:00Z`);
        const real =
          /^\d{4}-\d\d-\d\d$/.test(candidate) &&
          !candidate.startsWith('0000') &&
          !Number.isNaN(date.getTime()) &&
          date.toISOString().startsWith(candidate);
        expect(isDay(candidate)).toBe(real);
      }),
      { numRuns: 2_000 },
    );
  });
  test('parts that are no whole numbers of a calendar are no day', () => {
    expect(dayOf(2024, 2, 30)).toBeUndefined();
    expect(dayOf(Number.NaN, 1, 1)).toBeUndefined();
    expect(dayOf(10_000, 1, 1)).toBeUndefined();
  });
});

test('adding days and counting them are inverse', () => {
  fc.assert(fc.property(anyDay, anyDay, (a, b) => addDays(a, daysBetween(a, b)) === b));
});

test('adding months keeps the day of the month or takes the last one', () => {
  expect([
    addMonths('2024-01-31' as Day, 1),
    addMonths('2023-01-31' as Day, 1),
    addMonths('2024-03-31' as Day, -1),
    addMonths('2024-02-29' as Day, 12),
  ]).toEqual(['2024-02-29', '2023-02-28', '2024-02-29', '2025-02-28']);
  fc.assert(
    fc.property(
      fc.integer({ min: 200 * 366, max: 9_000 * 365 }).map(dayFromNumber),
      fc.integer({ min: -1_200, max: 1_200 }),
      (day, months) => {
        const moved = addMonths(day, months);
        const count = (one: Day) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7));
        expect(count(moved) - count(day)).toBe(months);
        const length = daysInMonth(Number(moved.slice(0, 4)), Number(moved.slice(5, 7)));
        expect(Number(moved.slice(8))).toBe(Math.min(Number(day.slice(8)), length));
      },
    ),
  );
});

test('the calendar ends, and nothing falls off its ends', () => {
  expect([addDays('9999-12-31' as Day, 1), addDays('0001-01-01' as Day, -1)]).toEqual(['9999-12-31', '0001-01-01']);
  expect(isDay(addMonths('9999-12-31' as Day, 5))).toBe(true);
  expect(isDay(addMonths('0001-01-31' as Day, -5))).toBe(true);
});

test('a month runs from its first to its last day', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const month = monthOf(day);
      expect(firstDayOfMonth(month) <= day && day <= lastDayOfMonth(month)).toBe(true);
      if (month !== '9999-12') expect(monthOf(addDays(lastDayOfMonth(month), 1))).not.toBe(month);
    }),
  );
});

test('the day of a moment depends on where one is', () => {
  const moment = Date.parse('2026-01-01T03:00:00Z');
  expect([dayInZone(moment, 'America/New_York'), dayInZone(moment, 'UTC'), dayInZone(moment, 'Asia/Shanghai')]).toEqual([
    '2025-12-31',
    '2026-01-01',
    '2026-01-01',
  ]);
});
