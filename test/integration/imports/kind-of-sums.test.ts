// A sheet of sums without a kind: sums of commits are code, so they meet the commits read from git. Rows stay known by what they say.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stagingPath } from '../../../electron/intake/staging.queries.ts';
import { openConnection } from '../../../electron/store/connection.ts';
import { applyImport, importText, planImport } from '../../support/importing.ts';
import { importCommits, standingSums } from '../../support/sums.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
  await t.close();
});

const SHEET =
  'email,title,commits,quarter\nann@acme.example,Sum,580,2025-Q3\nann@acme.example,Sum,580,2025-Q3\nben@acme.example,Sum,7,2025-Q3\n';
const kinds = async () => (await t.client.contributions.list({})).items.map(({ kind }) => kind);

test('sums of commits are code, and stand back for the commits themselves', async () => {
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ created: 3 });
  expect(await kinds()).toEqual(['code', 'code', 'code']);
  await importCommits(t, [{ id: 'a', day: '2025-08-01' }]);
  expect((await standingSums(t)).map(({ why }) => why).sort()).toEqual(['counted_from_git', 'counted_from_git', null]);
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
});

test('the person can say that they are something else', async () => {
  await importText(t, 'contributions', SHEET, () => ({ defaults: { kind: 'documentation' } }));
  expect(await kinds()).toEqual(['documentation', 'documentation', 'documentation']);
  await importText(t, 'contributions', SHEET.replace('commits', 'count').replaceAll('acme', 'beta'));
  expect((await kinds()).filter((kind) => kind === 'other')).toHaveLength(3);
});

test('rows that came in under another kind, or none, are the same rows', async () => {
  await importText(t, 'contributions', SHEET, () => ({ defaults: {} }));
  expect(await kinds()).toEqual(['other', 'other', 'other']);
  const importId = await planImport(t, 'contributions', SHEET);
  const { items } = await t.client.imports.changeSet({ importId });
  expect(items.map(({ status, changes }) => [status, changes.find(({ field }) => field === 'kind')])).toEqual(
    Array.from({ length: 3 }, () => ['changed', { field: 'kind', old: 'other', new: 'code' }]),
  );
  await applyImport(t, importId);
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
});

test('rows whose keys were once made of the kind given for all of them too are known by those', async () => {
  const importId = await planImport(t, 'contributions', SHEET);
  const stage = await openConnection(stagingPath(join(t.program.context.store.folders.imports), importId), 'write');
  await stage.run("UPDATE drafts SET external_key = earlier_key || CASE WHEN instr(external_key, '#') THEN '#2' ELSE '' END");
  await stage.close();
  await applyImport(t, importId);
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
});
