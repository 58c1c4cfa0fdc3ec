// What the columns and blank cells of a sheet do to an entry that is there.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Mapping } from '../../../shared/contract/imports.ts';
import { recordedEntries } from '../../support/crm.ts';
import { applyImport, importText, planImport, planStaged, revertImport, stageText } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(() => closeSound(t));

const FIRST = 'id,email,kind,date,title,link,complexity\n1,a@x.example,code,2026-01-02,Old title,https://x.example/1,high\n';
const first = { kind: 'code', day: '2026-01-02', title: 'Old title', link: 'https://x.example/1', points: 150 };
const update = async (sheet: string, mapping: Partial<Mapping> = {}) => {
  await importText(t, 'contributions', FIRST);
  const result = await importText(t, 'contributions', sheet, () => mapping);
  const [entry, ...more] = await recordedEntries(t);
  expect(more).toEqual([]);
  return { result, entry };
};

test('blank cells and columns that the sheet has not leave what is there', async () => {
  const { result, entry } = await update('id,email,kind,date,title,link\n1,a@x.example,,,New title,\n');
  expect(result).toMatchObject({ changed: 1 });
  expect(entry).toEqual({ ...first, title: 'New title' });
});

test('a sheet that says nothing new changes nothing', async () => {
  const { result } = await update('id,email,kind,date,title\n1,a@x.example,code,,\n');
  expect(result).toMatchObject({ changed: 0, unchanged: 1 });
});

test('blank cells clear when they are said to, and points follow', async () => {
  const { entry } = await update('id,email,kind,date,title,link,complexity\n1,a@x.example,code,2026-01-02,Old title,,\n', {
    blanks: 'clear',
  });
  expect(entry).toEqual({ ...first, link: null, points: 100 });
});

test('a column can fill only what is blank, or stay out altogether', async () => {
  const sheet = 'id,email,kind,date,title,link,complexity,impact\n1,a@x.example,review,2026-03-04,New,https://x.example/2,low,project\n';
  const { entry } = await update(sheet, {
    conflicts: { title: 'fill', impact: 'fill', kind: 'keep', day: 'keep', link: 'replace', complexity: 'keep' },
  });
  // 100 × 1.5 × 1.25 with the impact that was blank before.
  expect(entry).toEqual({ ...first, link: 'https://x.example/2', points: 187 });
});

test('the repository is a column like any other: shown, replaced, kept, and left alone by a sheet that has none', async () => {
  const repository = async () => {
    const [entry] = (await t.client.contributions.list({})).items;
    return (await t.client.contributions.get({ contributionId: entry?.id ?? '' })).repository;
  };
  const sheet = (name: string) => `id,email,kind,date,title,repository\n1,a@x.example,code,2026-01-02,Old title,${name}\n`;
  await importText(t, 'contributions', sheet('acme/engine'));
  expect(await repository()).toBe('acme/engine');

  const kept = await importText(t, 'contributions', sheet('acme/site'), () => ({ conflicts: { repository: 'keep' } }));
  expect(kept).toMatchObject({ changed: 0, unchanged: 1 });
  await importText(t, 'contributions', 'id,email,kind,date,title\n1,a@x.example,code,2026-01-02,New title\n');
  expect(await repository()).toBe('acme/engine');

  const importId = await planImport(t, 'contributions', sheet('acme/site'), () => ({ conflicts: { title: 'keep' } }));
  const { items } = await t.client.imports.changeSet({ importId, status: 'changed' });
  expect(items.map(({ changes }) => changes)).toEqual([[{ field: 'repository', old: 'acme/engine', new: 'acme/site' }]]);
  await applyImport(t, importId);
  expect(await repository()).toBe('acme/site');
  await revertImport(t, importId);
  expect(await repository()).toBe('acme/engine');
});

test('updates and new rows can be left unticked', async () => {
  await importText(t, 'contributions', FIRST);
  const sheet = 'id,email,kind,date,title\n1,a@x.example,code,,Changed\n2,b@x.example,code,,New one\n';
  const onlyNew = await planImport(t, 'contributions', sheet, () => ({ updates: false }));
  expect(await t.client.imports.get({ importId: onlyNew })).toMatchObject({ created: 1, changed: 0, unticked: 1 });
  const onlyChanges = await planImport(t, 'contributions', sheet, () => ({ creates: false }));
  expect(await t.client.imports.get({ importId: onlyChanges })).toMatchObject({ created: 0, changed: 1, unticked: 1 });
});

test('an entry keeps its repository when a later sheet names none', async () => {
  await importText(t, 'contributions', 'id,email,kind,date,title,repository\n1,a@x.example,code,2026-01-02,Old,acme/tool\n');
  await importText(t, 'contributions', 'id,email,kind,date,title\n1,a@x.example,code,2026-01-02,New\n');
  const { items } = await t.client.contributions.list({});
  const entry = await t.client.contributions.get({ contributionId: items[0]?.id ?? '' });
  expect([entry.title, entry.repository]).toEqual(['New', 'acme/tool']);
});

test('a row that only turns out to be a change after the review is not written when changes were not asked for', async () => {
  const waiting = await planImport(t, 'contributions', 'id,email,kind,date,title\n1,a@x.example,code,2026-01-02,Late\n', () => ({
    updates: false,
  }));
  await importText(t, 'contributions', 'id,email,kind,date,title\n1,a@x.example,code,2026-01-02,Early\n');
  await applyImport(t, waiting);
  expect((await recordedEntries(t)).map(({ title }) => title)).toEqual(['Early']);
  expect(await t.client.imports.get({ importId: waiting })).toMatchObject({ state: 'applied', changed: 0, unticked: 1 });
});

test('what the columns had unticked is ticked again when they say so', async () => {
  const stagedFileId = await stageText(t, FIRST);
  const found = await t.client.imports.inspect({ stagedFileId, kind: 'contributions' });
  const plan = (creates: boolean, basedOn?: string) => {
    const { reading, suggested } = found;
    return planStaged(t, { stagedFileId, kind: 'contributions', reading, mapping: { ...suggested, creates }, basedOn });
  };
  const importId = await plan(true, await plan(false));
  expect(await t.client.imports.get({ importId })).toMatchObject({ created: 1, unticked: 0 });
});

test('a merged change is reverted to what was there', async () => {
  const { result } = await update('id,email,kind,date,title\n1,a@x.example,review,,New title\n', { conflicts: { kind: 'keep' } });
  expect(await recordedEntries(t)).toEqual([{ ...first, title: 'New title' }]);
  expect(await revertImport(t, result.id)).toMatchObject({ reversed: 1, kept: 0, failed: 0 });
  expect(await recordedEntries(t)).toEqual([first]);
});
