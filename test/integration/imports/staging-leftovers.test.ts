// What is kept of a change-set when nothing but its rejected rows is of use any more.
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection } from '../../../electron/store/connection.ts';
import { applyImport, planImport, revertImport } from '../../support/importing.ts';
import { openTemporaryProgramAt, type TemporaryProgram } from '../../support/temporary-program.ts';

let folder = '';
let t: TemporaryProgram;
const open = async () => {
  t = await openTemporaryProgramAt(join(folder, 'test.trellis'));
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-leftovers-'));
  await open();
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const GOOD = 'id,email,kind,date,title\n1,ann@x.example,code,2026-01-05,One\n2,ben@x.example,review,2026-01-06,Two\n';
const WITH_BAD = `${GOOD}3,cai@x.example,code,2026-02-31,No such day\n`;

const staged = () => readdirSync(t.program.context.store.folders.imports).sort();
const stageOf = (importId: string) => join(t.program.context.store.folders.imports, `${importId}.stage`);

async function savedRejections(importId: string): Promise<string> {
  const { fileId } = await t.client.imports.rejectedFile({ importId, language: 'en' });
  return readFileSync(t.program.context.outgoingFiles.find(fileId)?.path ?? '', 'utf8');
}

test('nothing is left of an applied change-set without rejected rows, and it is taken back all the same', async () => {
  const importId = await planImport(t, 'contributions', GOOD);
  expect(staged()).toEqual([`${importId}.stage`]);
  await applyImport(t, importId);
  expect(staged()).toEqual([]);
  await revertImport(t, importId);
  expect((await t.client.contributions.list({})).total).toBe(0);
});

test('rejected rows stay savable as they were, and nothing else stays', async () => {
  const importId = await planImport(t, 'contributions', WITH_BAD);
  const before = await savedRejections(importId);
  expect(before).toContain('No such day');
  await applyImport(t, importId);
  expect(await savedRejections(importId)).toBe(before);
  expect(staged()).toEqual([`${importId}.stage`]);
  const connection = await openConnection(stageOf(importId), 'read');
  expect((await connection.all('SELECT name FROM sqlite_schema ORDER BY name')).map(({ name }) => name)).toEqual(['header', 'rejected']);
  await connection.close();
  await revertImport(t, importId);
  await t.close();
  await open();
  expect(await savedRejections(importId)).toBe(before);
});

test('the next start takes away what nobody needs and leaves what waits', async () => {
  const waiting = await planImport(t, 'contributions', WITH_BAD);
  const applied = await planImport(t, 'contributions', `${WITH_BAD}4,dan@x.example,code,2026-01-09,Four\n`);
  const whole = readFileSync(stageOf(applied));
  const before = await savedRejections(applied);
  await applyImport(t, applied);
  const { imports } = t.program.context.store.folders;
  // As after a stop just then: everything is still there, and half a copy.
  writeFileSync(stageOf(applied), whole);
  writeFileSync(`${stageOf(applied)}.kept`, 'half');
  const [longAgo, lately] = [randomUUID(), randomUUID()];
  for (const stranger of [longAgo, lately]) copyFileSync(stageOf(waiting), join(imports, `${stranger}.stage`));
  utimesSync(stageOf(longAgo), new Date('2020-01-01'), new Date('2020-01-01'));
  await t.close();
  await open();
  expect(staged()).toEqual([`${waiting}.stage`, `${applied}.stage`, `${lately}.stage`].sort());
  expect(readFileSync(stageOf(applied)).length).toBeLessThan(whole.length);
  expect(await savedRejections(applied)).toBe(before);
  expect((await t.client.imports.changeSet({ importId: waiting })).total).toBe(3);
});

test('a change-set whose file is gone is refused in a sentence, and writes nothing', async () => {
  const importId = await planImport(t, 'contributions', GOOD);
  rmSync(stageOf(importId));
  await expect(t.client.imports.changeSet({ importId })).rejects.toMatchObject({ code: 'FILE_GONE' });
  const { jobId } = await t.client.imports.apply({ commandId: randomUUID(), importId });
  expect(await t.program.context.jobs.finished(jobId)).toMatchObject({ state: 'failed', failure: { code: 'FILE_GONE' } });
  expect(existsSync(stageOf(importId))).toBe(false);
  expect((await t.client.contributions.list({})).total).toBe(0);
  await t.client.imports.discard({ commandId: randomUUID(), importId });
});

test('a change-set that waits again with a restored backup, of which only the rejected rows are left, is refused in a sentence', async () => {
  await applyImport(t, await planImport(t, 'contributions', GOOD));
  const importId = await planImport(t, 'contributions', WITH_BAD.replaceAll('ann@', 'eve@'));
  await applyImport(t, importId);
  const before = (await t.client.workspace.backups({})).items.find(({ reason }) => reason === 'before_import');
  await t.client.workspace.restore({ backupId: before?.id ?? '' });
  expect(await t.client.imports.get({ importId })).toMatchObject({ state: 'planned' });
  await expect(t.client.imports.changeSet({ importId })).rejects.toMatchObject({ code: 'FILE_GONE' });
  await expect(t.client.imports.tick({ importId, ticked: false, lines: [2] })).rejects.toMatchObject({
    code: 'FILE_GONE',
  });
  const { jobId } = await t.client.imports.apply({ commandId: randomUUID(), importId });
  expect(await t.program.context.jobs.finished(jobId)).toMatchObject({ state: 'failed', failure: { code: 'FILE_GONE' } });
  expect(await savedRejections(importId)).toContain('No such day');
  await t.client.imports.discard({ commandId: randomUUID(), importId });
  expect(staged()).toEqual([]);
});

test('asked to apply and to discard at once, one of the two happens whole and the other is refused', async () => {
  const importId = await planImport(t, 'contributions', GOOD);
  const [applied, discarded] = await Promise.allSettled([
    t.client.imports.apply({ commandId: randomUUID(), importId }),
    t.client.imports.discard({ commandId: randomUUID(), importId }),
  ]);
  const jobState = applied.status === 'fulfilled' ? (await t.program.context.jobs.finished(applied.value.jobId))?.state : 'refused';
  expect([jobState, discarded.status]).toEqual(jobState === 'done' ? ['done', 'rejected'] : ['refused', 'fulfilled']);
  expect((await t.client.imports.get({ importId })).state).toBe(jobState === 'done' ? 'applied' : 'discarded');
  expect((await t.client.contributions.list({})).total).toBe(jobState === 'done' ? 2 : 0);
  expect(staged()).toEqual([]);
});
