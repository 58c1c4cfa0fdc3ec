// Dates that the file leaves open go no further than the mapping until a person has said how they are read; what was said is kept.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Mapping } from '../../../shared/contract/imports.ts';
import { failureOf } from '../../support/crm.ts';
import { finished, stageText } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  await t.close();
});

const OPEN = 'email,kind,date\nann@x.example,code,03/04/2025\nben@x.example,code,05/06/2025\n';

async function inspected(sheet: string) {
  const stagedFileId = await stageText(t, sheet);
  return t.client.imports.inspect({ stagedFileId, kind: 'contributions' });
}

async function plan(sheet: string, adjust: Partial<Mapping> = {}) {
  const { stagedFileId, kind, reading, suggested } = await inspected(sheet);
  const { importId, jobId } = await t.client.imports.plan({
    commandId: randomUUID(),
    ...{ stagedFileId, kind, reading, mapping: { ...suggested, ...adjust } },
  });
  await finished(t, jobId);
  return importId;
}

const daysOf = async (importId: string) =>
  (await t.client.imports.changeSet({ importId })).items.map(({ values }) => values.find(({ field }) => field === 'day')?.value);

test('nothing is suggested, and without an order nothing is compared', async () => {
  const found = await inspected(OPEN);
  expect(found.suggested.dateOrder).toBeNull();
  expect(found.columns[2]?.dates?.samples.map(({ text }) => text)).toEqual(['03/04/2025', '05/06/2025']);
  expect(await failureOf(plan(OPEN))).toEqual({
    code: 'DATE_ORDER_OPEN',
    data: { text: '03/04/2025', dayFirst: '2025-04-03', monthFirst: '2025-03-04' },
  });
  expect((await t.client.imports.list({})).total).toBe(0);
});

test('the order that is chosen is the one the dates are read by, and stays with the change-set', async () => {
  const importId = await plan(OPEN, { dateOrder: 'month_first' });
  expect(await daysOf(importId)).toEqual(['2025-03-04', '2025-05-06']);
  expect((await t.client.imports.get({ importId })).mapping.dateOrder).toBe('month_first');
});

test('one value that decides is enough, however far down', async () => {
  const many = Array.from({ length: 300 }, () => 'ann@x.example,code,01/02/2025\n').join('');
  expect((await inspected(`email,kind,date\n${many}`)).suggested.dateOrder).toBeNull();
  expect((await inspected(`email,kind,date\n${many}ann@x.example,code,01/13/2025\n`)).suggested.dateOrder).toBe('month_first');
});

test('where there are no such dates, or they are not imported, nothing is asked', async () => {
  expect((await inspected(OPEN.replace(/0(\d)\/0(\d)\/2025/g, '2025-0$2-0$1'))).suggested.dateOrder).toBe('iso');
  expect((await inspected(OPEN.replace('date', 'ticket reference'))).suggested.dateOrder).toBe('iso');
  const importId = await plan(OPEN, { dateOrder: null, columns: [{ field: 'email', column: 0 }] });
  expect((await t.client.imports.get({ importId })).mapping.dateOrder).toBe('iso');
});

test('a kept mapping keeps the choice for the next file that leaves it open', async () => {
  const found = await inspected(OPEN);
  const headers = found.columns.map(({ header }) => header);
  const mapping: Mapping = { ...found.suggested, dateOrder: 'month_first' };
  await t.client.imports.saveMapping({ commandId: randomUUID(), kind: 'contributions', name: 'From the States', headers, mapping });
  const next = await inspected(OPEN.replace('03/04', '07/08'));
  expect(next.suggested.dateOrder).toBe('month_first');
  expect(next.saved.map((one) => one.mapping.dateOrder)).toEqual(['month_first']);
  expect(await daysOf(await plan(OPEN))).toEqual(['2025-03-04', '2025-05-06']);
});

test('a mapping that was kept without such dates does not decide how they are read', async () => {
  const iso = await inspected('email,kind,date\nann@x.example,code,2025-04-03\n');
  const headers = iso.columns.map(({ header }) => header);
  await t.client.imports.saveMapping({ commandId: randomUUID(), kind: 'contributions', name: 'ISO', headers, mapping: iso.suggested });
  expect((await inspected(OPEN)).suggested.dateOrder).toBeNull();
});
