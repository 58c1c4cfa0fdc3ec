// However many rows a sheet has, applying it holds a page of them at a time: what one statement hands over does not grow with the file.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contactImportSql } from '../../../electron/features/partners/contact-import.queries.ts';
import { partnerImportSql } from '../../../electron/features/partners/partner-import.queries.ts';
import type { ImportKindSql } from '../../../electron/intake/import-kind.ts';
import type { Connection } from '../../../electron/store/connection.ts';
import { importText, planImport } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let program: TemporaryProgram;
beforeEach(async () => {
  program = await openTemporaryProgram();
});
afterEach(async () => {
  expect(program.incidents).toEqual([]);
  await program.close();
});

const mapping = {
  columns: [],
  defaults: {},
  dateOrder: 'iso' as const,
  values: {},
  conflicts: {},
  emptyCells: {},
  blanks: 'leave' as const,
};
const MAPPING = { ...mapping, updates: true, creates: true, complete: false, matchBy: null };
class EnoughSeen extends Error {}

/** The most rows, and the longest parameter, that one statement of applying took; nothing is written in the end. */
async function mostAtOnce(sql: ImportKindSql, importId: string): Promise<{ rows: number; written: number; statements: number }> {
  const { store } = program.program.context;
  const num = (await store.read.selectFrom('imports').select('num').where('id', '=', importId).executeTakeFirstOrThrow()).num;
  const most = { rows: 0, written: 0, statements: 0 };
  const seen = (parameters: readonly unknown[] = []) => {
    most.statements += 1;
    for (const one of parameters) most.written = Math.max(most.written, typeof one === 'string' ? one.length : 0);
  };
  const stagePath = `${store.folders.imports}/${importId}.stage`;
  const work = store.writeBulk(stagePath, async (connection) => {
    const watched: Connection = {
      ...connection,
      all: async <T>(statement: string, parameters?: readonly never[]) => {
        seen(parameters);
        const rows = await connection.all<T>(statement, parameters);
        most.rows = Math.max(most.rows, rows.length);
        return rows;
      },
      run: (statement, parameters) => {
        seen(parameters);
        return connection.run(statement, parameters);
      },
    };
    const services = { mapping: MAPPING, today: '2026-03-01', at: '2026-03-01T00:00:00Z', newId: () => crypto.randomUUID() };
    const row = { num, id: importId, policyVersion: null, firstSeq: null, lastSeq: null };
    await sql.apply(watched, row, { ...services, signal: new AbortController().signal, progress: () => undefined });
    throw new EnoughSeen();
  });
  await expect(work).rejects.toBeInstanceOf(EnoughSeen);
  return most;
}

/** Numbers of one length, so that rows are. */
const numbered = <T>(count: number, row: (n: string) => T) => Array.from({ length: count }, (_, n) => row(String(10_000 + n)));
const partners = (count: number, region: string) =>
  `name,region,domain,notes\n${numbered(count, (n) => `Partner ${n},${region},p${n}.example,${'x'.repeat(200)}`).join('\n')}\n`;
const contacts = (count: number) =>
  `partner,contact name,contact email\n${numbered(count, (n) => `Partner ${n},Person ${n},person@p${n}.example`).join('\n')}\n`;

/** What the sheets differ in is only how often such a page is written. */
async function expectPages(sql: ImportKindSql, small: string, large: string): Promise<void> {
  const few = await mostAtOnce(sql, small);
  const many = await mostAtOnce(sql, large);
  expect(many.statements).toBeGreaterThan(2 * few.statements);
  expect({ rows: many.rows, written: many.written }).toEqual({ rows: few.rows, written: few.written });
}

test('new and changed partners', async () => {
  const plan = (sheet: string) => planImport(program, 'partners', sheet);
  await expectPages(partnerImportSql, await plan(partners(1_200, 'Berlin')), await plan(partners(3_600, 'Berlin')));
  await importText(program, 'partners', partners(3_600, 'Berlin'));
  await expectPages(partnerImportSql, await plan(partners(1_200, 'Paris')), await plan(partners(3_600, 'Paris')));
});

test('contacts', async () => {
  await importText(program, 'partners', partners(3_600, 'Berlin'));
  const plan = (sheet: string) => planImport(program, 'contacts', sheet);
  await expectPages(contactImportSql, await plan(contacts(1_200)), await plan(contacts(3_600)));
});
