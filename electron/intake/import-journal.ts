// What an import changed in rows that were there before: images before and after, under the import's id. Undo leaves them to the
// import's own revert.
import type { SqlConnection, SqlValue } from '../store/connection.ts';
import type { ApplyServices, ImportRow } from './import-kind.ts';

const KEY_COLUMNS = { partners: 'id', partner_domains: 'domain', partner_tiers: 'id', affiliations: 'id' } as const;
export type ImportJournaledTable = keyof typeof KEY_COLUMNS;

export interface ImportJournal {
  around(table: ImportJournaledTable, key: string, work: () => Promise<unknown>): Promise<void>;
  /** Writes what came together; once, at the end. */
  close(): Promise<void>;
}

export interface ImportJournalEntry {
  readonly table: ImportJournaledTable;
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function createImportJournal(connection: SqlConnection, row: ImportRow, services: Pick<ApplyServices, 'at'>): ImportJournal {
  const rows: SqlValue[][] = [];
  return {
    around: async (table, key, work) => {
      const before = await imageOf(connection, table, key);
      await work();
      rows.push([table, JSON.stringify([key]), before, await imageOf(connection, table, key)]);
    },
    close: async () => {
      if (rows.length === 0) return;
      await connection.run(
        `INSERT INTO changes (id, at, what, subject, state) SELECT id, ?, 'imports.apply', file_name, 'dropped' FROM imports WHERE id = ?`,
        [services.at, row.id],
      );
      await connection.run(
        `INSERT INTO journal (change_id, table_name, row_key, before, after)
         SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(jsonb(?))`,
        [row.id, JSON.stringify(rows)],
      );
    },
  };
}

/** Newest first. */
export async function importJournalOf(connection: SqlConnection, row: ImportRow): Promise<ImportJournalEntry[]> {
  const entries = await connection.all<{ table_name: ImportJournaledTable; row_key: string; before: string | null; after: string | null }>(
    'SELECT table_name, row_key, before, after FROM journal WHERE change_id = ? ORDER BY seq DESC',
    [row.id],
  );
  return entries.map(({ table_name, row_key, before, after }) => ({
    table: table_name,
    key: (JSON.parse(row_key) as [string])[0],
    before,
    after,
  }));
}

export async function imageOf(connection: SqlConnection, table: ImportJournaledTable, key: string): Promise<string | null> {
  const image = await connection.get(`SELECT * FROM ${table} WHERE ${KEY_COLUMNS[table]} = ?`, [key]);
  return image ? JSON.stringify(image) : null;
}

/** Gives a row back as it was before the import. A counter of edits never goes back. */
export async function putBack(connection: SqlConnection, { table, key, before }: ImportJournalEntry): Promise<void> {
  if (before === null) {
    await connection.run(`DELETE FROM ${table} WHERE ${KEY_COLUMNS[table]} = ?`, [key]);
    return;
  }
  const image = JSON.parse(before) as Record<string, SqlValue>;
  const columns = Object.keys(image);
  const values = columns.map((column) => (column === 'revision' ? Number(image[column]) + 2 : (image[column] ?? null)));
  await connection.run(`UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${KEY_COLUMNS[table]} = ?`, [
    ...values,
    key,
  ]);
}
