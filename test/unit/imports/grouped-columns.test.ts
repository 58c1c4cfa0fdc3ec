import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupedColumns } from '../../../electron/intake/mapping/grouped-columns.rules.ts';

const grouped = (cells: string[]) =>
  groupedColumns(
    2,
    cells.map((cell, row) => [cell, `row ${row}`]),
  )[0];

test('a value in the first row of each group and nothing below it looks grouped', () => {
  expect(grouped(['Acme', '', '', 'Beta', '', 'Gamma', '', ''])).toBe(true);
  expect(grouped(['Acme', '', 'Beta', '', 'Gamma', 'Delta', '', ''])).toBe(true);
});

test.each([
  ['every row filled', ['Acme', 'Beta', 'Gamma', 'Delta', 'Eps']],
  ['nothing above the first rows', ['', 'Acme', '', '', 'Beta', '']],
  ['one value alone', ['Acme', '', '', '', '']],
  ['a few gaps', ['Acme', '', 'Beta', 'Gamma', 'Delta', '', 'Eps', 'Zeta']],
  ['the same word again and again', ['high', '', 'low', '', '', 'low', '', 'high']],
  ['a dash, which says that there is nothing', ['Acme', '-', '-', 'Beta', '-']],
  ['too few rows to tell', ['Acme', '', '']],
  ['nothing at all', ['', '', '', '', '']],
])('%s does not', (_, cells) => {
  expect(grouped(cells)).toBe(false);
});

test('empty rows between the groups neither make nor hide them', () => {
  const row = (...cells: string[]) => cells;
  const rows = [row('Acme', 'a'), row('', 'b'), row('', ''), row('Beta', 'c'), row('', 'd'), row(' ', ' ')];
  expect(groupedColumns(3, rows)).toEqual([true, false, false]);
  expect(groupedColumns(1, [row('Acme', 'a'), row('', ''), row('Beta', 'b'), row('', ''), row('Gamma', 'c'), row('Delta', 'd')])).toEqual([
    false,
  ]);
});

test('groups of two and more rows under names of their own are always found', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 40 }), (sizes) => {
      expect(grouped(sizes.flatMap((size, group) => [`group ${group}`, ...Array<string>(size).fill('')]))).toBe(true);
    }),
  );
});
