// Rejected rows go out as a file with a reason for each, and come back mended: for every kind of rows.
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { register } from '../../support/crm.ts';
import { importText, planImport } from '../../support/importing.ts';
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

interface Case {
  readonly kind: ImportKind;
  readonly sheet: string;
  /** The bad cell and what a person writes instead. */
  readonly mend: readonly [bad: string, good: string];
  readonly reason: string;
}

const CASES: readonly Case[] = [
  {
    kind: 'partners',
    sheet: 'name,tier,notes\nBeta,adamantium,=1+1\n',
    mend: ['adamantium', 'gold'],
    reason: '“adamantium” is not a known value for Tier',
  },
  {
    kind: 'contacts',
    sheet: 'name,email,phone,partner\nAnn,ann,+49 30 1234,Acme\n',
    mend: ['ann', 'ann@acme.example'],
    reason: '“ann” in Contact email is not an email address;',
  },
  {
    kind: 'activities',
    sheet: 'date,kind,title,partner\n2026-03-01,seance,- Kick-off,Acme\n',
    mend: ['seance', 'meeting'],
    reason: 'known are: Meeting, Event,',
  },
  {
    kind: 'contributions',
    sheet: 'email,kind,date,title\na@x.example,code,2026-02-31,@mention\n',
    mend: ['2026-02-31', '2026-02-28'],
    reason: '“2026-02-31” in Date is not a date;',
  },
  {
    kind: 'people',
    sheet: 'email,company,from\na@x.example,Acme,soon\n',
    mend: ['soon', '2026-01-01'],
    reason: '“soon” in From is not a date;',
  },
  {
    kind: 'same_people',
    sheet: 'proper email,commit email\na@x.example,b\n',
    mend: ['b', 'b@x.example'],
    reason: '“b” in Commit email is not an email address;',
  },
];

test.each(CASES)('$kind', async ({ kind, sheet, mend: [bad, good], reason }) => {
  const importId = await planImport(t, kind, sheet);
  expect(await t.client.imports.get({ importId })).toMatchObject({ rows: 1, rejected: 1 });
  const file = await t.client.imports.rejectedFile({ importId, language: 'en' });
  const saved = readFileSync(t.program.context.outgoingFiles.find(file.fileId)?.path ?? '', 'utf8');
  const [header = [], row = []] = Papa.parse<string[]>(saved.replace('\ufeff', '').trim()).data;
  expect(header.slice(-4)).toEqual(['_line', '_reason', '_field', '_value']);
  expect(row.at(-4)).toBe('2');
  expect(row.at(-3)).toContain(reason);

  const mended = `\ufeff${Papa.unparse([header, row.map((cell, index) => (index < header.length - 4 && cell === bad ? good : cell))])}\n`;
  const back = await planImport(t, kind, mended);
  const { mapping } = await t.client.imports.get({ importId: back });
  expect(mapping.columns.every(({ column }) => column < header.length - 4)).toBe(true);
  // What was guarded on its way out is what it was.
  const written = Papa.parse<string[]>(sheet.trim()).data[1] ?? [];
  const { cells } = await t.client.imports.row({ importId: back, line: 2 });
  expect(cells.slice(0, header.length - 4)).toEqual(written.map((cell) => (cell === bad ? good : cell)));
  expect(await importText(t, kind, mended)).toMatchObject({ created: 1, rejected: 0, conflicts: 0 });
  // And it is the very row of the sheet it came from.
  const whole = sheet.replace(bad, good);
  expect(await importText(t, kind, whole)).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
});
