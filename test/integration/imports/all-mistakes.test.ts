// A row that is rejected names everything that is wrong with it, for every kind of rows, wherever it is shown.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stagingPath } from '../../../electron/intake/staging.queries.ts';
import { openConnection } from '../../../electron/store/connection.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { register } from '../../support/crm.ts';
import { applyImport, planImport } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
  await register(t, 'Acme');
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  await t.close();
});

const rejectedOf = async (importId: string) => (await t.client.imports.changeSet({ importId, status: 'rejected' })).items;

interface Case {
  readonly kind: ImportKind;
  readonly header: string;
  readonly row: string;
  readonly mistakes: readonly (readonly [code: string, field: string, value: string])[];
}

const CASES: readonly Case[] = [
  {
    kind: 'partners',
    header: 'name,type,tier,joined,website,areas,domain,contact,contact email',
    row: ',bakery,adamantium,2026-02-31,acme,baking; co-marketing; frying,gmail.com acme,Ann,ann',
    mistakes: [
      ['required', 'name', ''],
      ['unknown_value', 'type', 'bakery'],
      ['unknown_value', 'tier', 'adamantium'],
      ['not_a_day', 'joinedOn', '2026-02-31'],
      ['not_a_website', 'website', 'acme'],
      ['unknown_value', 'areas', 'baking'],
      ['unknown_value', 'areas', 'frying'],
      ['public_mail_domain', 'emailDomains', 'gmail.com'],
      ['not_a_domain', 'emailDomains', 'acme'],
      ['not_an_email', 'contactEmail', 'ann'],
    ],
  },
  {
    kind: 'contacts',
    header: 'name,email,phone,partner',
    row: ',,8.6E+12,',
    mistakes: [
      ['required', 'contactName', ''],
      ['shortened_number', 'phone', '8.6E+12'],
      ['required', 'partnerName', ''],
    ],
  },
  {
    kind: 'activities',
    header: 'date,kind,title,partner,area,evidence,due',
    row: '2026-02-31,seance,,,baking,see above,soon',
    mistakes: [
      ['required', 'title', ''],
      ['required', 'partners', ''],
      ['not_a_day', 'day', '2026-02-31'],
      ['not_a_day', 'followUpOn', 'soon'],
      ['unknown_value', 'kind', 'seance'],
      ['unknown_value', 'area', 'baking'],
      ['not_a_link', 'evidence', 'see above'],
    ],
  },
  {
    kind: 'contributions',
    header: 'email,kind,from,to,complexity,impact,quality,commits',
    row: 'ann,code,soon,later,hard,wide,nice,many',
    mistakes: [
      ['not_an_email', 'email', 'ann'],
      ['not_a_day', 'since', 'soon'],
      ['not_a_day', 'day', 'later'],
      ['unknown_value', 'complexity', 'hard'],
      ['unknown_value', 'impact', 'wide'],
      ['unknown_value', 'quality', 'nice'],
      ['not_a_count', 'quantity', 'many'],
    ],
  },
  {
    kind: 'people',
    header: 'email,company,from,until',
    row: 'ann,,soon,later',
    mistakes: [
      ['not_an_email', 'email', 'ann'],
      ['required', 'partner', ''],
      ['not_a_day', 'from', 'soon'],
      ['not_a_day', 'until', 'later'],
    ],
  },
  {
    kind: 'same_people',
    header: 'proper email,commit email',
    row: 'ann,noreply@github.com',
    mistakes: [
      ['placeholder_email', 'email', 'noreply@github.com'],
      ['not_an_email', 'properEmail', 'ann'],
    ],
  },
];

test.each(CASES)('$kind: on the review and in the file', async ({ kind, header, row, mistakes }) => {
  const importId = await planImport(t, kind, `${header}\n${row}\n`);
  expect(await t.client.imports.get({ importId })).toMatchObject({ rows: 1, rejected: 1 });
  const [rejected, ...others] = await rejectedOf(importId);
  expect(others).toEqual([]);
  expect(rejected?.reasons.map(({ code, field, value }) => [code, field, value])).toEqual(mistakes);

  const file = await t.client.imports.rejectedFile({ importId, language: 'en' });
  const saved = readFileSync(t.program.context.outgoingFiles.find(file.fileId)?.path ?? '', 'utf8');
  const [, cells = []] = Papa.parse<string[]>(saved.replace('\ufeff', '').trim()).data;
  const [reason = '', fields = '', values = ''] = cells.slice(-3);
  expect(reason.match(/[.…](?= |$)/g)).toHaveLength(mistakes.length);
  expect(values.split('; ')).toEqual(mistakes.map(([, , value]) => value).filter((value) => value !== ''));
  expect(fields.split('; ')).toHaveLength(new Set(mistakes.map(([, field]) => field)).size);
});

test('a row counts once however much is wrong with it, and stands under each of its reasons', async () => {
  const importId = await planImport(t, 'partners', 'name,tier,type\nA,adamantium,bakery\nB,adamantium,cloud\nC,gold,bakery\nD,gold,\n');
  expect(await t.client.imports.get({ importId })).toMatchObject({ rows: 4, created: 1, rejected: 3 });
  const { items } = await t.client.imports.reasons({ importId });
  expect(items.map(({ code, field, value, rows }) => [code, field, value, rows]).sort()).toEqual([
    ['unknown_value', 'tier', 'adamantium', 2],
    ['unknown_value', 'type', 'bakery', 2],
  ]);
});

test('names in one cell that are wrong in the same way are one reason of one row', async () => {
  const importId = await planImport(t, 'partners', 'name,domain\nA,one; two; three\n');
  expect((await rejectedOf(importId))[0]?.reasons.map(({ value }) => value)).toEqual(['one', 'two', 'three']);
  expect((await t.client.imports.reasons({ importId })).items).toEqual([
    { status: 'rejected', code: 'not_a_domain', field: 'emailDomains', value: '', rows: 1 },
  ]);
});

test('mending one of two mistakes leaves the other, mending both makes the row one to import', async () => {
  const importId = await planImport(t, 'partners', 'name,tier,joined\nBeta,adamantium,soon\n');
  await t.client.imports.mend({ importId, line: 2, cells: ['Beta', 'gold', 'soon'] });
  expect((await rejectedOf(importId)).flatMap(({ reasons }) => reasons)).toEqual([{ code: 'not_a_day', field: 'joinedOn', value: 'soon' }]);
  expect(await t.client.imports.mend({ importId, line: 2, cells: ['Beta', 'gold', '2026-01-01'] })).toMatchObject({
    created: 1,
    rejected: 0,
  });
});

test('a row that adds up the others is told to be left out, whatever else it says', async () => {
  const importId = await planImport(t, 'contributions', 'name,date,commits,quality\nTotal,all year,580,fine\n');
  expect((await rejectedOf(importId)).flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual(['total_row']);
});

test('change-sets that an older version planned can be reviewed, mended and imported', async () => {
  const importId = await planImport(t, 'partners', 'name,tier\nBeta,adamantium\nGamma,gold\nDelta,mithril\n');
  const stage = await openConnection(stagingPath(join(t.program.context.store.folders.imports), importId), 'write');
  await stage.run('ALTER TABLE rejected DROP COLUMN more');
  await stage.close();
  expect((await t.client.imports.reasons({ importId })).items).toHaveLength(2);
  expect((await rejectedOf(importId)).map(({ reasons }) => reasons[0]?.value)).toEqual(['adamantium', 'mithril']);
  expect(await t.client.imports.mend({ importId, line: 2, cells: ['Beta', 'silver'] })).toMatchObject({ created: 2, rejected: 1 });
  await applyImport(t, importId);
  const file = await t.client.imports.rejectedFile({ importId, language: 'en' });
  expect(readFileSync(t.program.context.outgoingFiles.find(file.fileId)?.path ?? '', 'utf8')).toContain('mithril');
});
