// How a period is read from a row with a quantity, and what a later row changes of it.
import { describe, expect, test } from 'vitest';
import { mergeContribution } from '../../../electron/features/contributions/contribution-merge.rules.ts';
import { createPeriodDrafter } from '../../../electron/features/contributions/period-drafts.ts';
import { readDay } from '../../../electron/intake/mapping/dates.ts';
import { createMistakes } from '../../../electron/intake/mapping/mistakes.ts';
import { readPeriod } from '../../../electron/intake/mapping/periods.ts';
import type { Mapping } from '../../../shared/contract/imports.ts';

const YEAR = ['2025-01-01', '2025-12-31'];
const FIRST_HALF = ['2025-01-01', '2025-06-30'];
const SECOND_HALF = ['2025-07-01', '2025-12-31'];
const THIRD_QUARTER = ['2025-07-01', '2025-09-30'];
const JULY = ['2025-07-01', '2025-07-31'];

describe('a period in one cell', () => {
  test.each([
    ...['2025', '2025年', ' ２０２５ '].map((text) => [text, YEAR] as const),
    ...['2025/H1', '2025-H1', '2025H1', 'H1 2025', '1H 2025', '2025年上半年', '上半年 2025'].map((text) => [text, FIRST_HALF] as const),
    ...['2025 h2', '2025年下半年', '2H2025'].map((text) => [text, SECOND_HALF] as const),
    ...['2025-Q3', '2025/Q3', '2025Q3', '2025 q3', 'Q3 2025', 'Q3/2025', 'Q3, 2025', '3Q2025', '２０２５－Ｑ３', '2025–Q3'].map(
      (text) => [text, THIRD_QUARTER] as const,
    ),
    ...['2025年第三季度', '2025年第3季度', '2025年三季度', '2025年3季度', '2025年Q3', '2025年第三季', '2025 第三季度'].map(
      (text) => [text, THIRD_QUARTER] as const,
    ),
    ...['2025-07', '2025/7', '2025.07', '202507', '07/2025', '7.2025', '2025年7月', '2025 年 7 月', '2025年07月', '2025年七月'].map(
      (text) => [text, JULY] as const,
    ),
    ...['Jul 2025', 'July 2025', 'JULY, 2025', '2025 Jul', 'jul-2025', 'Jul. 2025'].map((text) => [text, JULY] as const),
    ['Sept 2025', ['2025-09-01', '2025-09-30']] as const,
    ['2024-02', ['2024-02-01', '2024-02-29']] as const,
    ['2025年十二月', ['2025-12-01', '2025-12-31']] as const,
  ])('%s', (text, [from, to]) => {
    expect(readPeriod(text)).toEqual({ from, to });
  });

  test.each([
    '',
    '2025-13',
    '2025-00',
    '2025-Q5',
    'Q0 2025',
    'H3 2025',
    '580',
    '45123',
    '1825',
    'Q3',
    'July',
    'Mayor 2025',
    '2025 Mon',
    'FY2025',
  ])('“%s” is none', (text) => {
    expect(readPeriod(text)).toBeUndefined();
  });

  test('a day is a day and no period', () => {
    for (const text of ['2025-07-01', '20250701', '2025年7月1日', '01.07.2025']) {
      expect(readPeriod(text)).toBeUndefined();
      expect(readDay(text, 'day_first')).toBe('2025-07-01');
    }
  });
});

describe('the two cells of a period', () => {
  const periods = createPeriodDrafter((text) => readDay(text, 'day_first'));
  test.each([
    ['', '', null, null],
    ['', '2025-09-30', null, '2025-09-30'],
    ['2025-07-01', '', '2025-07-01', null],
    ['1.7.2025', '30.9.2025', '2025-07-01', '2025-09-30'],
    ['', '2025-Q3', '2025-07-01', '2025-09-30'],
    ['2025-Q3', '', '2025-07-01', '2025-09-30'],
    ['2025-07', '2025-09', '2025-07-01', '2025-09-30'],
    ['2025-Q3', '2025-10-02', '2025-07-01', '2025-10-02'],
    ['2025-06-15', '2025-Q3', '2025-06-15', '2025-09-30'],
    ['2025-09-30', '2025-09-30', '2025-09-30', '2025-09-30'],
  ])('“%s” and “%s”', (sinceText, dayText, since, day) => {
    const mistakes = createMistakes();
    expect(periods.of(sinceText, dayText, mistakes)).toEqual({ since, day });
    expect(mistakes.take()).toBeUndefined();
  });

  test.each([
    ['2025-10-01', '2025-Q3', 'since_after_day', 'since', '2025-10-01'],
    ['2025-07-02', '2025-07-01', 'since_after_day', 'since', '2025-07-02'],
    ['soon', '2025-07-01', 'not_a_day', 'since', 'soon'],
    ['2025-07-01', 'Sprint 34', 'not_a_day', 'day', 'Sprint 34'],
    ['', '2025-02-30', 'not_a_day', 'day', '2025-02-30'],
  ])('“%s” and “%s” are refused', (sinceText, dayText, code, field, value) => {
    const mistakes = createMistakes();
    periods.of(sinceText, dayText, mistakes);
    expect(mistakes.take()).toEqual([{ code, field, value }]);
  });

  test('both its ends are named when both are no dates', () => {
    const mistakes = createMistakes();
    periods.of('soon', 'later', mistakes);
    expect(mistakes.take()?.map(({ field, value }) => [field, value])).toEqual([
      ['since', 'soon'],
      ['day', 'later'],
    ]);
  });
});

describe('a later row', () => {
  const existing = {
    ...{ kind: 'code', sourceKind: null, since: '2025-07-01', day: '2025-09-30', title: 'Sum', link: null, quantity: 580 },
    ...{ complexity: null, impact: null, quality: null, repository: null, reverted: false },
  };
  const mapping = (fields: readonly string[], given: Partial<Mapping> = {}): Mapping => ({
    ...{ columns: fields.map((field, column) => ({ field, column })), defaults: {}, dateOrder: 'iso', values: {}, conflicts: {} },
    ...{ emptyCells: {}, blanks: 'leave', updates: true, creates: true, complete: false, matchBy: null, ...given },
  });
  const merged = (before: Partial<typeof existing>, stated: object, how: Mapping) => {
    const { since, day } = mergeContribution({ ...existing, ...before }, { ...existing, kindIsBlank: true, ...stated }, how);
    return [since, day];
  };
  const NOTHING = { since: null as unknown as string, day: null as unknown as string };
  const OTHER = { since: '2025-01-01', day: '2025-03-31' };

  test('replaces the period, fills it only where it is blank, or leaves it', () => {
    const how = (rule: 'replace' | 'fill' | 'keep') => mapping(['quantity', 'since', 'day'], { conflicts: { since: rule, day: rule } });
    expect(merged({}, OTHER, how('replace'))).toEqual(['2025-01-01', '2025-03-31']);
    expect(merged({}, OTHER, how('fill'))).toEqual(['2025-07-01', '2025-09-30']);
    expect(merged(NOTHING, OTHER, how('fill'))).toEqual(['2025-01-01', '2025-03-31']);
    expect(merged(NOTHING, OTHER, how('keep'))).toEqual([null, null]);
  });

  test('with a blank leaves or clears it', () => {
    expect(merged({}, { since: null }, mapping(['since', 'day']))).toEqual(['2025-07-01', '2025-09-30']);
    expect(merged({}, { since: null }, mapping(['since', 'day'], { blanks: 'clear' }))).toEqual([null, '2025-09-30']);
  });

  test('that names the period in one column changes both ends', () => {
    expect(merged({}, OTHER, mapping(['quantity', 'day']))).toEqual(['2025-01-01', '2025-03-31']);
    expect(merged({}, OTHER, mapping(['quantity', 'since']))).toEqual(['2025-01-01', '2025-03-31']);
    expect(merged({}, OTHER, mapping(['quantity', 'day'], { conflicts: { day: 'keep' } }))).toEqual(['2025-07-01', '2025-09-30']);
  });

  test('without columns for it changes nothing, and with a plain day only that', () => {
    expect(merged({}, OTHER, mapping(['quantity', 'title']))).toEqual(['2025-07-01', '2025-09-30']);
    expect(merged({}, { since: null, day: '2025-09-15' }, mapping(['quantity', 'day'], { blanks: 'clear' }))).toEqual([
      '2025-07-01',
      '2025-09-15',
    ]);
  });

  test('leaves no period that ends before it begins, and none without a quantity', () => {
    expect(merged({}, { since: null, day: '2025-06-01' }, mapping(['quantity', 'day']))).toEqual([null, '2025-06-01']);
    expect(merged({}, { quantity: null, since: null }, mapping(['quantity'], { blanks: 'clear' }))).toEqual([null, '2025-09-30']);
  });
});
