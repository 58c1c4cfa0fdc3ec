import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../../shared/values/day.ts';
import { readDayText } from '../../../shared/values/day-text.ts';

test.each([
  ['2026-03-31', '2026-03-31'],
  [' 2026/3/31 ', '2026-03-31'],
  ['2026.3.1', '2026-03-01'],
  ['2026年3月31日', '2026-03-31'],
  ['２０２６年３月１日', '2026-03-01'],
  ['Mar 31, 2026', '2026-03-31'],
  ['march 31 2026', '2026-03-31'],
  ['Sept. 1, 2026', '2026-09-01'],
  ['31 Mar 2026', '2026-03-31'],
  ['1. September 2026', '2026-09-01'],
])('%s is a day', (text, day) => {
  expect(readDayText(text)).toBe(day);
});

test.each(['', '03/04/2026', '2026-02-30', '2026-13-01', 'tomorrow', 'Foo 3, 2026', '31 Feb 2026', '2026-3', '26-03-31'])(
  '“%s” is none',
  (text) => {
    expect(readDayText(text)).toBeUndefined();
  },
);

test('every day is read back as it is shown in either language', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), fc.constantFrom('en', 'zh-CN'), (days, language) => {
      const day = addDays('1900-01-01' as Day, days);
      const shown = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
      expect(readDayText(shown)).toBe(day);
    }),
  );
});
