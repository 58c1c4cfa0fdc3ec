// What a person sees and decides in the review: rows mended in place, rows taken although in conflict, what is gone from a complete list,
// and that going back to the columns loses nothing of it.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordedEntries } from '../../support/crm.ts';
import { applyImport, importText, planImport, planStaged, stageText } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(() => closeSound(t));

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
    expect((await recordedEntries(t)).map(({ kind, title }) => [kind, title])).toEqual([
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
    expect((await recordedEntries(t)).map(({ title }) => title)).toEqual(['Last']);
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
    expect((await recordedEntries(t)).map(({ title }) => title)).toEqual(['Two']);
  });

  test('going back to the columns keeps what was mended, taken and unticked', async () => {
    const sheet = `${SHEET}4,d@x.example,code,2026-02-05,First\n4,d@x.example,code,2026-02-05,Second\n5,e@x.example,code,2026-02-06,Unwanted\n`;
    const stagedFileId = await stageText(t, sheet);
    const found = await t.client.imports.inspect({ stagedFileId, kind: 'contributions' });
    const plan = (basedOn?: string) =>
      planStaged(t, { stagedFileId, kind: 'contributions', reading: found.reading, mapping: found.suggested, basedOn });
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
    expect((await recordedEntries(t)).map(({ title }) => title)).toEqual(['Mended', 'Good', 'Second']);
  });
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
