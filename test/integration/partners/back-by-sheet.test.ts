// A partner that a sheet brings back from the bin has the mail domains again that it was removed with, and the review says so.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Mapping } from '../../../shared/contract/imports.ts';
import { command, partnerInput, register } from '../../support/crm.ts';
import { applyImport, planImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

async function binned(name: string, emailDomains: string[]): Promise<string> {
  const partnerId = await register(t, name, { emailDomains });
  await t.client.partners.remove({ ...command(), partnerId });
  return partnerId;
}

/** Plans a sheet and takes its rows about partners in the bin. */
async function taking(sheet: string, mapping: Partial<Mapping> = {}): Promise<string> {
  const importId = await planImport(t, 'partners', sheet, () => mapping);
  const { items } = await t.client.imports.changeSet({ importId, status: 'conflict' });
  for (const { line, reasons } of items) if (reasons[0]?.code === 'removed_by_hand') await t.client.imports.take({ importId, line });
  return importId;
}

async function reviewed(importId: string) {
  const { items } = await t.client.imports.changeSet({ importId });
  return items.map(({ label, status, reasons, changes }) => [
    label,
    reasons[0] ? `${reasons[0].code} ${reasons[0].value}` : status,
    changes.flatMap(({ field, new: value }) => (field === 'emailDomains' ? value : [])).join(),
  ]);
}

async function domains(): Promise<Record<string, string[]>> {
  const { items } = await t.client.partners.list({});
  const all = await Promise.all(items.map(({ id }) => t.client.partners.get({ partnerId: id })));
  return Object.fromEntries(all.map(({ name, emailDomains }) => [name, emailDomains]));
}

test('a later row that has a domain which comes back is a conflict', async () => {
  await binned('Old', ['old.example']);
  const importId = await taking('name,domain\nOld,\nNew Co,old.example\n');
  expect(await reviewed(importId)).toEqual([
    ['Old', 'changed', 'old.example'],
    ['New Co', 'domain_taken old.example', ''],
  ]);
  await applyImport(t, importId);
  expect(await domains()).toEqual({ Old: ['old.example'] });
  await revertImport(t, importId);
  expect(await domains()).toEqual({});
});

test('a domain that an earlier row or somebody else has by now does not come back', async () => {
  await binned('Old', ['old.example', 'older.example', 'oldest.example']);
  await register(t, 'Heir', { emailDomains: ['older.example'] });
  const importId = await taking('name,domain\nNew Co,old.example\nOld,\n');
  expect(await reviewed(importId)).toEqual([
    ['New Co', 'new', ''],
    ['Old', 'changed', 'oldest.example'],
  ]);
  await applyImport(t, importId);
  expect(await domains()).toEqual({ Heir: ['older.example'], 'New Co': ['old.example'], Old: ['oldest.example'] });
});

test('domains that come back are those the partner was last removed with, and the row is about what it was then', async () => {
  const partnerId = await register(t, 'Old', { emailDomains: ['given-up.example', 'old.example'] });
  const first = await t.client.partners.remove({ ...command(), partnerId });
  await t.client.workspace.undo({ ...command(), changeId: first.changeId });
  await t.client.partners.remove({ ...command(), partnerId });
  await applyImport(t, await taking('name\nOld\n'));
  const { revision } = await t.client.partners.get({ partnerId });
  await t.client.partners.edit({ ...command(), partnerId, revision, fields: partnerInput('Old', { emailDomains: ['old.example'] }) });
  await t.client.partners.remove({ ...command(), partnerId });
  const importId = await taking('name,domain\nOld,new.example\n', { conflicts: { emailDomains: 'fill' } });
  expect(await reviewed(importId)).toEqual([['Old', 'changed', 'old.example']]);
  await applyImport(t, importId);
  expect(await domains()).toEqual({ Old: ['old.example'] });
});

test('domains that come back join those of the row', async () => {
  await binned('Old', ['old.example']);
  const importId = await taking('name,domain\nOld,new.example\n');
  expect(await reviewed(importId)).toEqual([['Old', 'changed', 'old.example, new.example']]);
  await applyImport(t, importId);
  expect(await domains()).toEqual({ Old: ['new.example', 'old.example'] });
});
