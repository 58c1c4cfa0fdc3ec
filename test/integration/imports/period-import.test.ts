// Periods of sums on their way from a sheet into the ledger and out again: review, list, entry, exports, templates.
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryFields } from '../../../shared/contract/contributions.ts';
import { command, failureOf, importSheet } from '../../support/crm.ts';
import { importText, planImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

const SHEET = 'id,login,kind,title,commits,period\n1,ann,code,Third quarter,580,2025-Q3\n';
const listed = async () => (await t.client.contributions.list({})).items.map(({ title, since, day }) => [title, since, day]);

test('a period is shown in review, list, entry and history, and the same sheet again changes nothing', async () => {
  const planned = await planImport(t, 'contributions', SHEET);
  expect((await t.client.imports.changeSet({ importId: planned })).items[0]?.values).toEqual(
    expect.arrayContaining([
      { field: 'since', value: '2025-07-01' },
      { field: 'day', value: '2025-09-30' },
    ]),
  );
  await importSheet(t, 'contributions', SHEET);
  expect(await listed()).toEqual([['Third quarter', '2025-07-01', '2025-09-30']]);
  const [entry] = (await t.client.contributions.list({})).items;
  expect(await t.client.contributions.get({ contributionId: entry?.id ?? '' })).toMatchObject({ since: '2025-07-01', quantity: 580 });
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
});

test('a changed period replaces the old one visibly, and taking that back gives it back', async () => {
  await importSheet(t, 'contributions', SHEET);
  const planned = await planImport(t, 'contributions', SHEET.replace('2025-Q3', '2025-H2'));
  expect((await t.client.imports.changeSet({ importId: planned })).items[0]?.changes).toEqual([
    { field: 'day', old: '2025-09-30', new: '2025-12-31' },
  ]);
  const earlier = await importSheet(t, 'contributions', SHEET.replace('2025-Q3', '2025'));
  expect(await listed()).toEqual([['Third quarter', '2025-01-01', '2025-12-31']]);
  await revertImport(t, earlier);
  expect(await listed()).toEqual([['Third quarter', '2025-07-01', '2025-09-30']]);
});

test('every step of an entry by hand keeps its period', async () => {
  await importSheet(t, 'contributions', SHEET);
  let contributionId = (await t.client.contributions.list({})).items[0]?.id ?? '';
  const step = async (taken: Promise<{ contributionId: string }>) => {
    ({ contributionId } = await taken);
    return (await t.client.contributions.get({ contributionId })).since;
  };
  const { client } = t;
  expect(await step(client.contributions.reject({ ...command(), contributionId, reason: 'twice' }))).toBe('2025-07-01');
  expect(await step(client.contributions.accept({ ...command(), contributionId, reason: 'once' }))).toBe('2025-07-01');
  const before = contributionId;
  expect(await step(client.contributions.reverse({ ...command(), contributionId, reason: 'gone' }))).toBe('2025-07-01');
  expect(await step(client.contributions.restore({ ...command(), contributionId: before, reason: 'back' }))).toBe('2025-07-01');
});

test('rows that cannot be right are rejected with their reason', async () => {
  const rows = ['1,ann,code,A,580,2025-10-01,2025-09-30', '2,ann,code,B,580,soon,2025-09-30', '3,ann,code,C,580,2025-07-01,Sprint 34'];
  const planned = await planImport(t, 'contributions', `id,login,kind,title,commits,from,to\n${rows.join('\n')}\n`);
  const { items } = await t.client.imports.changeSet({ importId: planned, status: 'rejected' });
  expect(items.flatMap(({ reasons }) => reasons)).toEqual([
    { code: 'since_after_day', field: 'since', value: '2025-10-01' },
    { code: 'not_a_day', field: 'since', value: 'soon' },
    { code: 'not_a_day', field: 'day', value: 'Sprint 34' },
  ]);
});

test('the exported list says where a period starts, in both languages', async () => {
  await importSheet(t, 'contributions', SHEET);
  for (const [language, header] of [['en', 'Period start'] as const, ['zh-CN', '开始日期'] as const]) {
    const { fileId } = await t.client.contributions.exportList({ language });
    const text = await readFile(t.program.context.outgoingFiles.find(fileId)?.path ?? '', 'utf8');
    const [head, row] = text.trim().split(/\r?\n/);
    expect(head?.split(',').at(-1)).toBe(header);
    expect(row).toMatch(/^2025-09-30,.*,2025-07-01$/);
  }
});

test('a sum of nothing earns nothing: its row is rejected with what to do, and by hand it is refused', async () => {
  const planned = await planImport(
    t,
    'contributions',
    'login,kind,title,commits,period\nann,code,None,0,2025-Q3\nben,code,Less,-5,2025-Q3\ncy,code,Half,1.5,2025-Q3\ndee,code,One,1,2025-Q3\n',
  );
  const { items } = await t.client.imports.changeSet({ importId: planned });
  const inOrder = items.toSorted((a, b) => a.line - b.line);
  expect(inOrder.map(({ status, reasons: [reason] }) => [status, reason?.code ?? null, reason?.value ?? null])).toEqual([
    ['rejected', 'below_one', '0'],
    ['rejected', 'below_one', '-5'],
    ['rejected', 'not_a_count', '1.5'],
    ['new', null, null],
  ]);
  await importSheet(t, 'contributions', SHEET);
  const [{ id, person, since, day, kind, title, link } = failed()] = (await t.client.contributions.list({})).items;
  const none = {
    kind,
    since,
    day,
    title,
    link,
    complexity: null,
    impact: null,
    quality: null,
    quantity: 0,
    repository: null,
  } as EntryFields;
  expect((await failureOf(t.client.contributions.correct({ ...command(), contributionId: id, entry: none, reason: 'none' }))).code).toBe(
    'BAD_REQUEST',
  );
  expect((await failureOf(t.client.contributions.add({ ...command(), personId: person.id, entry: none }))).code).toBe('BAD_REQUEST');
});

function failed(): never {
  throw new Error('the ledger is empty');
}
