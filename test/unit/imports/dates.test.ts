import { expect, test } from 'vitest';
import { hasTwoDigitYear, readDay } from '../../../electron/intake/mapping/dates.ts';

test.each([
  '5-Mar-2026',
  '05-MAR-2026',
  '5 March 2026',
  '5. March 2026',
  'March 5 2026',
  'March 5, 2026',
  'Mar 5,2026',
  '5th March 2026',
  '5/Mar/2026',
  '5Mar2026',
  '5 Mar 2026 14:30',
  '５ Mar ２０２６',
])('“%s” is the fifth of March in any order of day and month', (text) => {
  for (const order of ['iso', 'day_first', 'month_first'] as const) expect(readDay(text, order)).toBe('2026-03-05');
});

test.each(['31 Feb 2026', '5 Mai 2026', 'March 2026', '5 Mar 26', 'Mar 5', 'Q1 2026', 'tomorrow'])('“%s” is no day', (text) => {
  expect(readDay(text, 'day_first')).toBeUndefined();
});

test('a year of two digits is told apart from what is no date at all', () => {
  for (const value of ['1/2/26', '01.02.26', '5-Mar-26', '26/1/2', "5 Mar '26", 'Mar 5, 26', '1/2/26 10:00'])
    expect([value, hasTwoDigitYear(value)]).toEqual([value, true]);
  for (const value of ['soon', '2026-13-01', '31/02/2026', '5 Mar', '12345'])
    expect([value, hasTwoDigitYear(value)]).toEqual([value, false]);
});
