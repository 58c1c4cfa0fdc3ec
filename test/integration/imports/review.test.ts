// What a person decides in the review: how columns meet what is there, rows mended in place, rows taken although in conflict, and that
// going back to the columns loses nothing of it.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mapping } from '../../../shared/contract/imports.ts';
import { applyImport, finished, importText, planImport, revertImport, stageText } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  expect((await t.client.workspace.check({})).checks.filter((one) => one.problems > 0)).toEqual([]);
  await t.close();
});

const entries = async () =>
  (await t.client.contributions.list({ sort: { by: 'recorded', direction: 'ascending' } })).items.map(
    ({ kind, day, title, link, points }) => ({
      kind,
      day,
      title,
      link,
      points,
    }),
  );

describe('what columns and blanks do to an entry that is there', () => {
  const FIRST = 'id,email,kind,date,title,link,complexity\n1,a@x.example,code,2026-01-02,Old title,https://x.example/1,high\n';
  const first = { kind: 'code', day: '2026-01-02', title: 'Old title', link: 'https://x.example/1', points: 150 };
  const update = async (sheet: string, mapping: Partial<Mapping> = {}) => {
    await importText(t, 'contributions', FIRST);
    const result = await importText(t, 'contributions', sheet, () => mapping);
    const [entry, ...more] = await entries();
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
    expect((await entries()).map(({ title }) => title)).toEqual(['Early']);
    expect(await t.client.imports.get({ importId: waiting })).toMatchObject({ state: 'applied', changed: 0, unticked: 1 });
  });

  test('what the columns had unticked is ticked again when they say so', async () => {
    const stagedFileId = await stageText(t, FIRST);
    const found = await t.client.imports.inspect({ stagedFileId, kind: 'contributions' });
    const plan = async (creates: boolean, basedOn?: string) => {
      const { reading, suggested } = found;
      const mapping = { ...suggested, creates };
      const planned = await t.client.imports.plan({
        commandId: randomUUID(),
        stagedFileId,
        kind: 'contributions',
        reading,
        mapping,
        basedOn,
      });
      await finished(t, planned.jobId);
      return planned.importId;
    };
    const importId = await plan(true, await plan(false));
    expect(await t.client.imports.get({ importId })).toMatchObject({ created: 1, unticked: 0 });
  });

  test('an import that is taken back twice at once is taken back once', async () => {
    const { id: importId } = await importText(t, 'contributions', FIRST);
    const revert = () => t.client.imports.revert({ commandId: randomUUID(), importId });
    const started = await Promise.all([revert(), revert()]);
    const ended = await Promise.all(started.map(({ jobId }) => t.program.context.jobs.finished(jobId)));
    expect(ended.map((job) => job?.failure?.code ?? 'done').sort()).toEqual(['IMPORT_NOT_READY', 'done']);
    expect((await t.client.imports.get({ importId })).revert).toMatchObject({ reversed: 1, kept: 0 });
  });

  test('a merged change is reverted to what was there', async () => {
    const { result } = await update('id,email,kind,date,title\n1,a@x.example,review,,New title\n', { conflicts: { kind: 'keep' } });
    expect(await entries()).toEqual([{ ...first, title: 'New title' }]);
    expect(await revertImport(t, result.id)).toMatchObject({ reversed: 1, kept: 0, failed: 0 });
    expect(await entries()).toEqual([first]);
  });
});

test('the words of a pick-list can be given a meaning, and are listed with the one they have', async () => {
  const sheet = 'name,tier\nAcme,黄金\nBeta,Diamond\nGamma,Diamond\nDelta,gold\n';
  const stagedFileId = await stageText(t, sheet);
  const found = await t.client.imports.inspect({ stagedFileId, kind: 'partners' });
  const { items, complete } = await t.client.imports.values({
    stagedFileId,
    kind: 'partners',
    reading: found.reading,
    columns: found.suggested.columns,
  });
  expect(complete).toBe(true);
  expect(items).toEqual([
    { field: 'tier', text: 'Diamond', rows: 2, meaning: null },
    { field: 'tier', text: '黄金', rows: 1, meaning: 'gold' },
    { field: 'tier', text: 'gold', rows: 1, meaning: 'gold' },
  ]);
  const plain = await planImport(t, 'partners', sheet);
  expect((await t.client.imports.reasons({ importId: plain })).items).toEqual([
    { status: 'rejected', code: 'unknown_value', field: 'tier', value: 'Diamond', rows: 2 },
  ]);
  const result = await importText(t, 'partners', sheet, () => ({ values: { tier: { Diamond: 'platinum', gold: '' } } }));
  expect(result).toMatchObject({ created: 4, rejected: 0 });
  const tiers = (await t.client.partners.list({})).items.map(({ name, tier }) => [name, tier]).sort();
  expect(tiers).toEqual([
    ['Acme', 'gold'],
    ['Beta', 'platinum'],
    ['Delta', 'community'],
    ['Gamma', 'platinum'],
  ]);
});

describe('rows of a change-set', () => {
  const SHEET =
    'id,email,kind,date,title\n1,a@x.example,code,2026-02-31,Bad day\n2,b@x.example,code,2026-02-03,Good\n3,,review,2026-02-04,Nobody\n';

  test('are mended in place, whatever state they are in', async () => {
    const importId = await planImport(t, 'contributions', SHEET);
    expect(await t.client.imports.row({ importId, line: 2 })).toEqual({
      line: 2,
      header: ['id', 'email', 'kind', 'date', 'title'],
      cells: ['1', 'a@x.example', 'code', '2026-02-31', 'Bad day'],
    });
    const still = await t.client.imports.mend({ importId, line: 2, cells: ['1', 'a@x.example', 'code', '2026-02-30', 'Bad day'] });
    expect(still).toMatchObject({ rows: 3, created: 1, rejected: 2 });
    const mended = await t.client.imports.mend({ importId, line: 2, cells: ['1', 'a@x.example', 'code', '2026-02-28', 'Mended'] });
    expect(mended).toMatchObject({ rows: 3, created: 2, rejected: 1 });
    // A row that was accepted can be changed too, and a mended one again.
    expect((await t.client.imports.row({ importId, line: 3 })).cells[4]).toBe('Good');
    await t.client.imports.mend({ importId, line: 3, cells: ['2', 'b@x.example', 'review', '2026-02-03', 'Better'] });
    expect((await t.client.imports.row({ importId, line: 2 })).cells[4]).toBe('Mended');
    await applyImport(t, importId);
    expect((await entries()).map(({ kind, title }) => [kind, title])).toEqual([
      ['code', 'Mended'],
      ['review', 'Better'],
    ]);
    expect((await t.client.people.list({})).total).toBe(2);
  });

  test('equal rows without a key stay apart when one of them is mended', async () => {
    const row = 'a@x.example,code,2026-01-02,Same\n';
    const importId = await planImport(t, 'contributions', `email,kind,date,title\n${row}${row}a@x.example,code,2026-01-32,Same\n`);
    const mended = await t.client.imports.mend({ importId, line: 4, cells: ['a@x.example', 'code', '2026-01-02', 'Same'] });
    expect(mended).toMatchObject({ created: 3, unchanged: 0, conflicts: 0, rejected: 0 });
  });

  test('a row that says something else about a key can be taken instead of the first', async () => {
    const importId = await planImport(
      t,
      'contributions',
      'id,email,kind,title\n1,a@x.example,code,First\n1,a@x.example,code,First\n1,a@x.example,review,Last\n',
    );
    const { items } = await t.client.imports.changeSet({ importId, status: 'conflict' });
    expect(items).toMatchObject([{ line: 4, takeable: true, reasons: [{ code: 'key_repeated', value: '2' }] }]);
    expect(await t.client.imports.take({ importId, line: 4 })).toMatchObject({
      rows: 3,
      created: 1,
      unchanged: 0,
      conflicts: 0,
      rejected: 2,
    });
    const aside = await t.client.imports.changeSet({ importId, status: 'rejected' });
    expect(aside.items.map(({ line, reasons }) => [line, reasons[0]?.code, reasons[0]?.value])).toEqual([
      [2, 'set_aside', '4'],
      [3, 'set_aside', '4'],
    ]);
    await applyImport(t, importId);
    expect((await entries()).map(({ title }) => title)).toEqual(['Last']);
  });

  test('what a person corrected or reversed stays, unless the row is taken', async () => {
    const sheet = 'id,email,kind,title\n1,a@x.example,code,One\n2,b@x.example,code,Two\n';
    await importText(t, 'contributions', sheet);
    const [one, two] = (await t.client.contributions.list({ sort: { by: 'recorded', direction: 'ascending' } })).items;
    await t.client.contributions.reject({ commandId: randomUUID(), contributionId: one?.id ?? '', reason: 'not ours' });
    await t.client.contributions.reverse({ commandId: randomUUID(), contributionId: two?.id ?? '', reason: 'counted twice' });
    const importId = await planImport(t, 'contributions', sheet.replace('One', 'Other'));
    const { items } = await t.client.imports.changeSet({ importId, status: 'conflict' });
    expect(items.map(({ line, takeable, reasons }) => [line, takeable, reasons[0]?.code])).toEqual([
      [2, true, 'corrected_by_hand'],
      [3, true, 'reversed_by_hand'],
    ]);
    expect(await t.client.imports.take({ importId, line: 3 })).toMatchObject({ created: 1, conflicts: 1 });
    await applyImport(t, importId);
    expect((await entries()).map(({ title }) => title)).toEqual(['Two']);
  });

  test('going back to the columns keeps what was mended, taken and unticked', async () => {
    const sheet = `${SHEET}4,d@x.example,code,2026-02-05,First\n4,d@x.example,code,2026-02-05,Second\n5,e@x.example,code,2026-02-06,Unwanted\n`;
    const stagedFileId = await stageText(t, sheet);
    const found = await t.client.imports.inspect({ stagedFileId, kind: 'contributions' });
    const plan = async (basedOn?: string) => {
      const { reading, suggested: mapping } = found;
      const planned = await t.client.imports.plan({
        commandId: randomUUID(),
        stagedFileId,
        kind: 'contributions',
        reading,
        mapping,
        basedOn,
      });
      await finished(t, planned.jobId);
      return planned.importId;
    };
    const first = await plan();
    await t.client.imports.mend({ importId: first, line: 2, cells: ['1', 'a@x.example', 'code', '2026-02-28', 'Mended'] });
    await t.client.imports.take({ importId: first, line: 6 });
    await t.client.imports.tick({ importId: first, ticked: false, lines: [7] });
    const before = await t.client.imports.get({ importId: first });
    const second = await plan(first);
    const { created, changed, unchanged, conflicts, rejected, unticked, rows } = before;
    expect(await t.client.imports.get({ importId: second })).toMatchObject({
      rows,
      created,
      changed,
      unchanged,
      conflicts,
      rejected,
      unticked,
    });
    expect(await t.client.imports.get({ importId: first })).toMatchObject({ state: 'discarded' });
    await applyImport(t, second);
    expect((await entries()).map(({ title }) => title)).toEqual(['Mended', 'Good', 'Second']);
  });
});

test('a kept mapping is found again by the headers of the next file, in whatever order its columns stand', async () => {
  const sheet = 'Wer,Was,Wann\na@x.example,code,2026-01-02\n';
  const mapping = (columns: string[]): Partial<Mapping> => ({
    columns: [
      { field: 'email', column: columns.indexOf('Wer') },
      { field: 'kind', column: columns.indexOf('Was') },
      { field: 'day', column: columns.indexOf('Wann') },
    ],
    values: { kind: { programmieren: 'code' } },
    blanks: 'clear' as const,
  });
  const headers = ['Wer', 'Was', 'Wann'];
  const found = await t.client.imports.inspect({ stagedFileId: await stageText(t, sheet), kind: 'contributions' });
  expect(found.saved).toEqual([]);
  const kept = { ...found.suggested, ...mapping(headers) };
  const { mappingId } = await t.client.imports.saveMapping({
    commandId: randomUUID(),
    kind: 'contributions',
    name: 'Zeiterfassung',
    headers,
    mapping: kept,
  });
  const other = await stageText(t, 'Wann,Neu,Wer,Was\n2026-02-03,x,b@x.example,programmieren\n');
  const again = await t.client.imports.inspect({ stagedFileId: other, kind: 'contributions' });
  expect(again.saved.map(({ name }) => name)).toEqual(['Zeiterfassung']);
  expect(again.suggested).toEqual({ ...kept, ...mapping(['Wann', 'Neu', 'Wer', 'Was']) });
  expect((await t.client.imports.inspect({ stagedFileId: other, kind: 'partners' })).saved).toEqual([]);
  await t.client.imports.removeMapping({ commandId: randomUUID(), mappingId });
  expect((await t.client.imports.inspect({ stagedFileId: other, kind: 'contributions' })).saved).toEqual([]);
  await t.client.workspace.undo({ commandId: randomUUID() });
  expect((await t.client.imports.inspect({ stagedFileId: other, kind: 'contributions' })).saved).toHaveLength(1);
});

test('what is gone from a complete list is shown, and stays in the ledger', async () => {
  const sheet = 'id,email,kind,title\n1,a@x.example,code,One\n2,b@x.example,code,Two\n3,c@x.example,code,Three\n';
  await importText(t, 'contributions', sheet);
  const shorter = 'id,email,kind,title\n2,b@x.example,code,Two\n';
  const partial = await planImport(t, 'contributions', shorter);
  expect(await t.client.imports.gone({ importId: partial })).toEqual({ items: [], total: 0 });
  const importId = await planImport(t, 'contributions', shorter, () => ({ complete: true }));
  const { items, total } = await t.client.imports.gone({ importId, limit: 1 });
  expect(total).toBe(2);
  expect(items).toMatchObject([{ key: '1', title: 'One', person: 'a@x.example', day: null, points: 100 }]);
  expect((await t.client.contributions.list({})).total).toBe(3);
});

describe('what an empty cell says', () => {
  const SHEET =
    'title,name,login,kind,date\nacme/core,Ann,ann,code,2026-01-02\n,Bob,bob,review,\n,NA,nat,,2026-01-04\nacme/docs,Cy,cy,code,\n';
  const titles = async () =>
    (await t.client.contributions.list({ sort: { by: 'recorded', direction: 'ascending' } })).items.map((one) => one.title);

  test('nothing, unless the column repeats the cell above', async () => {
    await importText(t, 'contributions', SHEET, () => ({ emptyCells: { title: 'above' } }));
    expect(await titles()).toEqual(['acme/core', 'acme/core', 'acme/core', 'acme/docs']);
    const again = await importText(t, 'contributions', SHEET, () => ({ emptyCells: { title: 'above' } }));
    expect(again).toMatchObject({ created: 0, unchanged: 4 });
  });

  test('a mended row has what the row above it says', async () => {
    const importId = await planImport(t, 'contributions', SHEET.replace('2026-01-04', '2026-01-44'), () => ({
      emptyCells: { title: 'above' },
    }));
    const { cells } = await t.client.imports.row({ importId, line: 4 });
    expect(cells[0]).toBe('acme/core');
    await t.client.imports.mend({ importId, line: 4, cells: cells.with(4, '2026-01-04') });
    await applyImport(t, importId);
    expect((await titles()).filter((one) => one === 'acme/core').length).toBe(3);
  });

  test('somebody can be called NA where the column says so', async () => {
    await importText(t, 'contributions', SHEET, () => ({ emptyCells: { name: 'words' } }));
    expect((await t.client.people.list({})).items.map((one) => one.name).sort()).toEqual(['Ann', 'Bob', 'Cy', 'NA']);
  });
});
