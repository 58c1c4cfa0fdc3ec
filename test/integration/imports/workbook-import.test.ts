// A workbook on its way through an import: cells with errors, a row read again, and an import that is stopped while it is read.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importText, planImport, stageText } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';
import { sheetXml, workbookFile } from '../../support/workbook-file.ts';

let program: TemporaryProgram;
beforeEach(async () => {
  program = await openTemporaryProgram();
});
afterEach(async () => {
  expect(program.incidents).toEqual([]);
  await program.close();
});

const ERROR = '<row><c t="inlineStr"><is><t>Beta</t></is></c><c t="e"><v>#REF!</v></c></row></sheetData>';
const partners = workbookFile({
  sheets: [
    {
      name: 'S',
      xml: sheetXml([
        ['Partner', 'Tier'],
        ['Acme', 'Gold'],
      ]).replace('</sheetData>', ERROR),
    },
  ],
});

test('a row with an error in a column that is imported is rejected, and mended; in another column it does not matter', async () => {
  const importId = await planImport(program, 'partners', partners);
  const rejected = await program.client.imports.changeSet({ importId, status: 'rejected' });
  expect(rejected.items).toMatchObject([{ line: 3, reasons: [{ code: 'error_cell', field: 'tier', value: '#REF!' }] }]);
  expect(await program.client.imports.row({ importId, line: 2 })).toMatchObject({ cells: ['Acme', 'Gold'] });
  expect(await program.client.imports.mend({ importId, line: 3, cells: ['Beta', 'Silver'] })).toMatchObject({ created: 2, rejected: 0 });
  const names = await importText(program, 'partners', partners, ({ suggested }) => ({
    columns: suggested.columns.filter(({ field }) => field === 'name'),
  }));
  expect(names).toMatchObject({ created: 2, rejected: 0 });
});

test('beside a cell with an error everything else that is wrong with the row is named, and of that cell nothing more', async () => {
  const two = '<row><c t="e"><v>#DIV/0!</v></c><c t="e"><v>#REF!</v></c><c t="inlineStr"><is><t>soon</t></is></c></row></sheetData>';
  const xml = sheetXml([['Partner', 'Tier', 'Joined on']]).replace('</sheetData>', two);
  const importId = await planImport(program, 'partners', workbookFile({ sheets: [{ name: 'S', xml }] }));
  const { items } = await program.client.imports.changeSet({ importId, status: 'rejected' });
  expect(items.map(({ reasons }) => reasons.map(({ code, field, value }) => [code, field, value]))).toEqual([
    [
      ['error_cell', 'name', '#DIV/0!'],
      ['error_cell', 'tier', '#REF!'],
      ['not_a_day', 'joinedOn', 'soon'],
    ],
  ]);
});

test('an import that is stopped while a workbook is read leaves nothing behind', async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => [`Partner ${at}`, 'Gold']);
  const stagedFileId = await stageText(program, workbookFile({ sheets: [{ name: 'S', xml: sheetXml([['Partner', 'Tier'], ...rows]) }] }));
  const { reading, suggested: mapping } = await program.client.imports.inspect({ stagedFileId, kind: 'partners' });
  const { importId, jobId } = await program.client.imports.plan({
    commandId: randomUUID(),
    stagedFileId,
    kind: 'partners',
    reading,
    mapping,
  });
  await program.client.jobs.cancel({ jobId });
  expect((await program.program.context.jobs.finished(jobId))?.state).toBe('cancelled');
  expect(await program.client.imports.get({ importId })).toMatchObject({ state: 'discarded' });
});
