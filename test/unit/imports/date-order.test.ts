// In which order dates like 03/04/2026 are read: what values prove, what a person said, and what nobody may take for said.
import { describe, expect, test } from 'vitest';
import { datesOfColumns, decidedOrder } from '../../../electron/intake/date-order.ts';
import { createDateWatch } from '../../../electron/intake/mapping/dates.ts';
import type { SourceRow } from '../../../electron/intake/readers/reader.ts';
import { type ColumnDates, mapping as mappingSchema } from '../../../shared/contract/imports.ts';
import { orderAfterMapping, provenOrder, withDateOrder } from '../../../shared/date-order.ts';

function datesIn(...texts: readonly string[]): ColumnDates | null {
  const watch = createDateWatch();
  for (const text of texts) watch.look(text);
  return watch.found();
}

const OPEN = datesIn('03/04/2025', '05/06/2025');
const [DAY_FIRST, MONTH_FIRST, EITHER, NONE] = [
  datesIn('25/03/2025'),
  datesIn('03/25/2025'),
  datesIn('04.04.2025'),
  datesIn('2025-04-03', 'soon'),
];

describe('the values of a column', () => {
  test.each([
    [['03/04/2025', '25/03/2025'], 'day_first'],
    [['3.4.2025 10:00', '３.２５.２０２５'], 'month_first'],
    [['03/04/2025', '05/06/2025'], 'open'],
    [['25/03/2025', '03/25/2025'], 'open'],
    [['04/04/2025', '12-12-2025'], 'either'],
    [['2025-04-03', '2025年4月3日', '', '31/31/2025', 'version 3.4.2025'], undefined],
  ])('%j prove %s', (texts, order) => {
    expect(datesIn(...texts)?.order).toBe(order);
  });

  test('show what the first of them would become under either order', () => {
    expect(datesIn('04/04/2025', '03/04/2025', '03/04/2025', '05/06/2025', '25/12/2025')).toEqual({
      order: 'day_first',
      samples: [
        { text: '03/04/2025', dayFirst: '2025-04-03', monthFirst: '2025-03-04' },
        { text: '05/06/2025', dayFirst: '2025-06-05', monthFirst: '2025-05-06' },
        { text: '25/12/2025', dayFirst: '2025-12-25', monthFirst: null },
      ],
    });
  });
});

test.each([
  [[], 'iso'],
  [[NONE], 'iso'],
  [[OPEN], null],
  [[OPEN, NONE], null],
  [[OPEN, DAY_FIRST], 'day_first'],
  [[MONTH_FIRST, EITHER], 'month_first'],
  [[DAY_FIRST, MONTH_FIRST], null],
  [[EITHER, NONE], 'day_first'],
  [[EITHER, OPEN], null],
] as const)('columns of one file, case %#, decide %s', (columns, order) => {
  expect(provenOrder(columns)).toBe(order);
});

const fields = ['day', 'followUpOn', 'title'].map((field) => ({ field, required: false, choices: null, isDay: field !== 'title' }));
const column = (index: number, dates: ColumnDates | null) => ({
  index,
  header: '',
  samples: [],
  hasEmpty: false,
  looksGrouped: false,
  dates,
});
const inspection = { fields, columns: [OPEN, DAY_FIRST, OPEN, NONE].map((dates, index) => column(index, dates)) };
const mapping = (dateOrder: 'iso' | 'day_first' | 'month_first' | null, columns: Record<string, number>) =>
  mappingSchema.parse({ dateOrder, columns: Object.entries(columns).map(([field, at]) => ({ field, column: at })) });

describe('a kept mapping', () => {
  test.each([
    ['what a person chose stays chosen where the file leaves it open', 'month_first', { day: 0 }, 'month_first'],
    ['what the file proves is stronger', 'month_first', { day: 0, followUpOn: 1 }, 'day_first'],
    ['one of a file without such dates has said nothing of them', 'iso', { day: 0 }, null],
    ['and nothing is said where there are none', 'iso', { day: 3 }, 'iso'],
  ] as const)('%s', (_, kept, columns, order) => {
    expect(withDateOrder(inspection, mapping(kept, columns)).dateOrder).toBe(order);
  });
});

describe('when other columns are mapped', () => {
  const remapped = (before: ReturnType<typeof mapping>, columns: Record<string, number>) =>
    orderAfterMapping(inspection, before, mapping(null, columns).columns);
  test('a column that leaves it open is asked about', () => {
    expect(remapped(mapping('iso', { day: 3 }), { day: 0 })).toBeNull();
  });
  test('what another column proved is not taken for chosen', () => {
    expect(remapped(mapping('day_first', { day: 1 }), { day: 0 })).toBeNull();
  });
  test('what a person chose stays, also when a column that proves nothing joins or a title is mapped', () => {
    expect(remapped(mapping('month_first', { day: 0 }), { day: 0, followUpOn: 2 })).toBe('month_first');
    expect(remapped(mapping('month_first', { day: 0 }), { day: 0, title: 3 })).toBe('month_first');
  });
  test('a column that proves it decides', () => {
    expect(remapped(mapping(null, { day: 0 }), { day: 0, followUpOn: 1 })).toBe('day_first');
  });
});

describe('when the first rows leave it open', () => {
  async function* rows(...columns: readonly string[][]): AsyncGenerator<SourceRow[]> {
    yield [{ line: 1, cells: ['Date', 'Due'] }];
    for (const [index, cells] of columns.entries()) yield [{ line: index + 2, cells }];
  }
  const first = [['03/04/2025', '01/01/2025']];

  test('the rows that follow are looked at, until they prove it', async () => {
    let read = 0;
    async function* long() {
      for await (const batch of rows(...first, ['05/06/2025', '05/06/2025'], ['25/06/2025', '06/25/2025'], ['07/08/2025', ''])) {
        read += 1;
        yield batch;
      }
    }
    const found = await datesOfColumns(2, first, long);
    expect(found.map((one) => one?.order)).toEqual(['day_first', 'month_first']);
    expect(read).toBe(4);
  });

  test('days that mean the same either way do not hide later ones that do not', async () => {
    const found = await datesOfColumns(2, first, () => rows(...first, ['03/04/2025', '05/06/2025']));
    expect(found.map((one) => one?.order)).toEqual(['open', 'open']);
  });

  test('a mapping that says nothing is decided by the file, or refused with a date that shows why', async () => {
    const dates = [{ field: 'day', required: false, isDay: true, synonyms: [] }];
    const unsaid = mapping(null, { day: 0 });
    expect(await decidedOrder(dates, unsaid, () => rows(...first, ['25/06/2025', '']))).toBe('day_first');
    expect(await decidedOrder(dates, unsaid, () => rows(['2025-06-25', '']))).toBe('iso');
    expect(await decidedOrder(dates, mapping('month_first', { day: 0 }), () => rows(...first))).toBe('month_first');
    await expect(decidedOrder(dates, unsaid, () => rows(...first))).rejects.toMatchObject({
      code: 'DATE_ORDER_OPEN',
      data: { text: '03/04/2025', dayFirst: '2025-04-03', monthFirst: '2025-03-04' },
    });
  });
});
