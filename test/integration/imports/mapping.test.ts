// What a mapping says of a sheet's cells: words of a pick-list with a meaning, empty cells; and that it can be kept for the next file.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mapping } from '../../../shared/contract/imports.ts';
import { recordedEntries } from '../../support/crm.ts';
import { applyImport, importText, planImport, stageText } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(() => closeSound(t));

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

describe('what an empty cell says', () => {
  const SHEET =
    'title,name,login,kind,date\nacme/core,Ann,ann,code,2026-01-02\n,Bob,bob,review,\n,NA,nat,,2026-01-04\nacme/docs,Cy,cy,code,\n';
  const titles = async () => (await recordedEntries(t)).map(({ title }) => title);

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
