// Which columns of a sheet say a period, and under which keys rows are known: what a sheet said before there were periods stays the same.
import { expect, test } from 'vitest';
import { contributionDraftRules } from '../../../electron/features/contributions/contribution-drafts.ts';
import { CONTRIBUTION_FIELDS } from '../../../electron/features/contributions/contribution-fields.ts';
import { DEFAULT_POINTS_POLICY } from '../../../electron/features/policies/default-points-policy.ts';
import { suggestMapping } from '../../../electron/intake/mapping/fields.ts';

const headersOf = (header: string) => header.split(',');

function fieldsOf(header: string): Record<string, string> {
  const headers = headersOf(header);
  const { columns } = suggestMapping(CONTRIBUTION_FIELDS, headers, []);
  return Object.fromEntries(columns.map(({ field, column }) => [field, headers[column] ?? '']));
}

/** The draft of one row, or why there is none. */
function draftOf(header: string, row: string) {
  const headers = headersOf(header);
  const cells = row.split(',');
  const versions = [{ version: 1, effectiveFrom: null, publishedAt: '', policy: DEFAULT_POINTS_POLICY }];
  const rules = { versions, today: '2026-01-01', botNames: [], erased: [], salt: '' };
  const mapping = suggestMapping(CONTRIBUTION_FIELDS, headers, [cells]);
  const drafter = contributionDraftRules.createDrafter({ format: 'delimited', headers, mapping, rules });
  const refused = drafter.add(2, cells);
  if (refused) return { refused };
  const draft = drafter.take().drafts?.[0] ?? [];
  return { key: draft[1], day: draft[5], quantity: draft[8], since: draft[18] ?? null, columns: draft.length };
}

test.each([
  ['login,commits,from,to', { since: 'from', day: 'to' }],
  ['login,commits,start date,end date', { since: 'start date', day: 'end date' }],
  ['login,commits,Period start,Date', { since: 'Period start', day: 'Date' }],
  ['login,commits,period', { since: 'period', day: undefined }],
  ['login,commits,Quarter,date', { since: 'Quarter', day: 'date' }],
  ['账号,提交数,季度', { since: '季度', day: undefined }],
  ['账号,提交数,开始日期,结束日期', { since: '开始日期', day: '结束日期' }],
  ['账号,数量,起始日期,截止日期', { since: '起始日期', day: '截止日期' }],
])('beside a quantity, %s', (header, expected) => {
  const { since, day, quantity } = fieldsOf(header);
  expect({ since, day }).toEqual(expected);
  expect(quantity).toBe(headersOf(header)[1]);
});

test.each([
  ['login,title,start date', { since: undefined, day: 'start date' }],
  ['login,title,from,to', { since: undefined, day: undefined }],
  ['login,title,month', { since: undefined, day: undefined }],
  ['login,from email,commits,date', { since: undefined, day: 'date' }],
])('without one, or as a part of other words, %s stays what it was', (header, expected) => {
  const { since, day } = fieldsOf(header);
  expect({ since, day }).toEqual(expected);
});

// Keys as they were before an entry could have a period.
test.each([
  ['email,kind,date,title,commits', 'ann@acme.example,code,2025-09-30,Sum,580', 'csv:c887032e/row:e94c97f6f0e0ff7c35534f84'],
  ['email,kind,date,title,commits', 'ann@acme.example,code,,Sum,580', 'csv:c887032e/row:2d2aa78e751b130463653232'],
  ['email,kind,date,title', 'ann@acme.example,code,2025-09-30,One', 'csv:c887032e/row:d23573b21afbf0d071b23a8b'],
  ['login,start date,title', 'ann,2025-09-30,One', 'csv:36adc6c4/row:6c1aa7f976c8f0be5d8310b9'],
  ['login,month,title', 'ann,2025-09,One', 'csv:64a2af3f/row:62eccf9a5ff64eda2fe859cf'],
  ['login,period,commits', 'ann,,580', 'csv:64a2af3f/row:70409d50ff87ff789b23527e'],
  ['姓名,日期,标题,数量', '王小明,2025年9月30日,合计,12', 'csv:54056f56/row:18ea2e861bb7d95cf7d6c527'],
])('%s: a row without a period keeps its key', (header, row, key) => {
  expect(draftOf(header, row)).toMatchObject({ key, since: null, columns: 18 });
});

test('rows that differ in their period alone are two', () => {
  const header = 'login,commits,from,to';
  const keys = ['2025-07-01', '2025-08-01', ''].map((from) => draftOf(header, `ann,580,${from},2025-09-30`).key);
  expect(new Set(keys).size).toBe(3);
});

test('a period in the date’s cell is read beside a quantity, and is no date without one', () => {
  const header = 'login,date,commits';
  expect(draftOf(header, 'ann,2025-Q3,580')).toMatchObject({ since: '2025-07-01', day: '2025-09-30', quantity: 580 });
  expect(draftOf(header, 'ann,2025年第三季度,580')).toMatchObject({ since: '2025-07-01', day: '2025-09-30' });
  expect(draftOf(header, 'ann,2025-09-30,580')).toMatchObject({ since: null, day: '2025-09-30' });
  for (const cell of ['2025-07', '2025-Q3', '2025'])
    expect(draftOf(header, `ann,${cell},`)).toEqual({ refused: [{ code: 'period_without_quantity', field: 'day', value: cell }] });
  expect(draftOf(header, 'ann,soon,')).toEqual({ refused: [{ code: 'not_a_day', field: 'day', value: 'soon' }] });
});

test('a day under a header that says months is its month, as workbooks keep them', () => {
  for (const header of ['login,commits,Month', '账号,提交数,月份'])
    expect(draftOf(header, 'ann,580,2025-07-01')).toMatchObject({ since: '2025-07-01', day: '2025-07-31' });
  expect(draftOf('login,commits,from', 'ann,580,2025-07-01')).toMatchObject({ since: '2025-07-01', day: null });
});

test('a period in a row without a quantity is never dropped in silence', () => {
  const refused = (code: string, value: string) => ({ refused: [{ code, field: 'since', value }] });
  for (const [since, day] of [
    ['2025-07-01', '2025-09-30'],
    ['2025-07-01', ''],
    ['2025-Q2', '2025-09-30'],
    ['2025-Q3', ''],
  ])
    expect(draftOf('login,date,commits,from', `ann,${day},,${since}`)).toEqual(refused('period_without_quantity', since ?? ''));
  expect(draftOf('login,date,commits,month', 'ann,2025-09-30,,Sprint 34')).toEqual(refused('not_a_day', 'Sprint 34'));
});

test('a month, quarter or year around the date of a single contribution only repeats it', () => {
  const alone = draftOf('login,date,commits', 'ann,2025-09-30,');
  for (const since of ['2025-09', '2025-Q3', '2025', '2025-09-30', ''])
    expect(draftOf('login,date,commits,period', `ann,2025-09-30,,${since}`)).toEqual(alone);
  // As workbooks keep a month.
  expect(draftOf('login,date,commits,month', 'ann,2025-09-30,,2025-09-01')).toEqual(alone);
});

test('a period that cannot be right is refused', () => {
  expect(draftOf('login,date,commits,month', 'ann,2025-09-30,7,Sprint 34')).toEqual({
    refused: [{ code: 'not_a_day', field: 'since', value: 'Sprint 34' }],
  });
  expect(draftOf('login,date,commits,from', 'ann,2025-09-30,7,2025-10-01')).toEqual({
    refused: [{ code: 'since_after_day', field: 'since', value: '2025-10-01' }],
  });
});

test.each([
  ['login,title,from,to', 'from, to'],
  ['login,title,Quarter', 'Quarter'],
  ['账号,标题,季度', '季度'],
  ['账号,标题,开始日期,结束日期', '结束日期'],
  ['login,title,start date,end date', 'end date'],
  ['login,date,title,month,year', undefined],
  ['login,title,start date', undefined],
  ['login,title,to', undefined],
  ['login,commits,from,to', undefined],
])('of %s a person is told that %s is left out', (header, told) => {
  const headers = headersOf(header);
  const notices = contributionDraftRules.notices?.(headers, suggestMapping(CONTRIBUTION_FIELDS, headers, [])) ?? [];
  expect(notices).toEqual(told === undefined ? [] : [{ code: 'period_without_quantity', value: told }]);
});

test.each(['Total', 'TOTAL:', 'Grand total', 'Subtotal', '合计', '总计'])('a row named %s adds up the others and is nobody', (name) => {
  const refused = [{ code: 'total_row', field: 'name', value: name }];
  expect(draftOf('name,email,commits,quarter', `${name},,744,`)).toEqual({ refused });
  // An address filled in from the row above does not make it somebody.
  expect(draftOf('name,email,commits,quarter', `${name},ann@acme.example,744,`)).toEqual({ refused });
  expect(draftOf('name,date', `${name},2026-01-02`)).toEqual({ refused });
});

test('somebody whose name only contains such a word, or who has an address of their own, is a person', () => {
  expect(draftOf('name,commits', 'Tom Total,3')).toMatchObject({ quantity: 3 });
  expect(draftOf('name,email,date', 'Total,total@acme.example,2026-01-02')).toMatchObject({ day: '2026-01-02' });
});
