// Periods: equal lengths before, and every day exactly once however a period is cut.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  firstDayOfMonth,
  lastDayOfMonth,
  monthOf,
} from '../../../shared/values/day.ts';
import {
  lastQuarterBefore,
  monthsOf,
  type Period,
  previousPeriod,
  samePeriodLastYear,
  splitIntoMonths,
  splitIntoYears,
} from '../../../shared/values/period.ts';

const FROM = dayNumber('1990-01-01' as Day);
const period = fc
  .tuple(fc.integer({ min: FROM, max: FROM + 20_000 }), fc.oneof(fc.nat({ max: 70 }), fc.nat({ max: 2_000 })))
  .map(([start, length]): Period => ({ from: dayFromNumber(start), to: dayFromNumber(start + length) }));
const wholeMonths = fc.tuple(fc.integer({ min: FROM, max: FROM + 20_000 }), fc.nat({ max: 40 })).map(([start, months]): Period => {
  const from = firstDayOfMonth(monthOf(dayFromNumber(start)));
  return { from, to: lastDayOfMonth(monthOf(addMonths(from, months))) };
});
const anyPeriod = fc.oneof(period, wholeMonths);

function daysOf({ from, to }: Period): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

const span = (first: string, last: string): Period => ({ from: `${first}-01` as Day, to: lastDayOfMonth(last) });

test('cut into years, months and edges, a period has every day exactly once', () => {
  const seen = { years: 0, edges: 0 };
  fc.assert(
    fc.property(anyPeriod, (whole) => {
      const { years, months, edges } = splitIntoYears(whole);
      const parts = [
        ...years.map(({ first, last }) => span(`${first}-01`, `${last}-12`)),
        ...months.map(({ first, last }) => span(first, last)),
        ...edges,
      ];
      expect(parts.flatMap(daysOf).toSorted()).toEqual(daysOf(whole));
      seen.years += years.length;
      seen.edges += edges.length;
    }),
    { numRuns: 500 },
  );
  expect(Math.min(seen.years, seen.edges)).toBeGreaterThan(20);
});

test('cut into months and edges too', () => {
  fc.assert(
    fc.property(anyPeriod, (whole) => {
      const { months, edges } = splitIntoMonths(whole);
      const parts = [...(months ? [span(months.first, months.last)] : []), ...edges];
      expect(parts.flatMap(daysOf).toSorted()).toEqual(daysOf(whole));
    }),
    { numRuns: 300 },
  );
});

test('the months of a period are those its days lie in', () => {
  fc.assert(
    fc.property(anyPeriod, (whole) => {
      expect(monthsOf(whole)).toEqual([...new Set(daysOf(whole).map((day) => monthOf(day as Day)))]);
    }),
  );
});

test('the period before ends the day before and is as long: in months when made of months, else in days', () => {
  fc.assert(
    fc.property(anyPeriod, (now) => {
      const before = previousPeriod(now);
      expect(addDays(before.to, 1)).toBe(now.from);
      const whole = now.from.endsWith('-01') && now.to === lastDayOfMonth(monthOf(now.to));
      if (whole) expect([before.from.slice(8), monthsOf(before).length]).toEqual(['01', monthsOf(now).length]);
      else expect(daysBetween(before.from, before.to)).toBe(daysBetween(now.from, now.to));
    }),
  );
});

test('a year earlier, whole months stay whole', () => {
  expect(samePeriodLastYear({ from: '2025-02-01' as Day, to: '2025-02-28' as Day })).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  expect(samePeriodLastYear({ from: '2024-02-10' as Day, to: '2024-02-29' as Day })).toEqual({ from: '2023-02-10', to: '2023-02-28' });
  fc.assert(fc.property(wholeMonths, (now) => monthsOf(samePeriodLastYear(now)).length === monthsOf(now).length));
});

test('the last quarter is whole, over, and follows the fiscal year', () => {
  expect(lastQuarterBefore('2026-03-15' as Day)).toEqual({ from: '2025-10-01', to: '2025-12-31' });
  expect(lastQuarterBefore('2026-04-01' as Day)).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  expect(lastQuarterBefore('2026-03-15' as Day, 2)).toEqual({ from: '2025-11-01', to: '2026-01-31' });
  fc.assert(
    fc.property(period, fc.integer({ min: 1, max: 12 }), ({ from: day }, start) => {
      const quarter = lastQuarterBefore(day, start);
      expect(monthsOf(quarter)).toHaveLength(3);
      expect(quarter.to < day && day <= lastDayOfMonth(monthOf(addMonths(quarter.from, 5)))).toBe(true);
      expect((Number(quarter.from.slice(5, 7)) - start + 12) % 3).toBe(0);
      expect([quarter.from.slice(8), quarter.to]).toEqual(['01', lastDayOfMonth(monthOf(quarter.to))]);
    }),
  );
});
