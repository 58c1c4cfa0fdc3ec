// What an import changed in rows that were there before: images before and after, under the import's id. Undo leaves them to the
// import's own revert.
import type { SqlConnection, SqlValue } from '../store/connection.ts';
import type { ApplyServices, ImportRow } from './import-kind.ts';
import type { RevertTally } from './revert-tally.ts';

const KEY_COLUMNS = {
  partners: ['id'],
  partner_domains: ['domain'],
  partner_tiers: ['id'],
  affiliations: ['id'],
  activities: ['id'],
  activity_partners: ['activity_id', 'partner_id'],
  activity_people: ['activity_id', 'written'],
} as const satisfies Record<string, readonly string[]>;
export type ImportJournaledTable = keyof typeof KEY_COLUMNS;

/** The value of the key column, or of each where a table has several. */
type Key = string | readonly string[];

export interface ImportJournal {
  around(table: ImportJournaledTable, key: Key, work: () => Promise<unknown>): Promise<void>;
  /** Writes what has come together since the last page of it; at the end. */
  close(): Promise<void>;
}

export interface ImportJournalEntry {
  readonly table: ImportJournaledTable;
  /** The first key column's value. */
  readonly key: string;
  readonly keys: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}

const ROWS_AT_ONCE = 500;

export function createImportJournal(connection: SqlConnection, row: ImportRow, services: Pick<ApplyServices, 'at'>): ImportJournal {
  let rows: SqlValue[][] = [];
  let opened = false;

  async function write(): Promise<void> {
    if (rows.length === 0) return;
    if (!opened) {
      await connection.run(
        `INSERT INTO changes (id, at, what, subject, state) SELECT id, ?, 'imports.apply', file_name, 'dropped' FROM imports WHERE id = ?`,
        [services.at, row.id],
      );
      opened = true;
    }
    await connection.run(
      `INSERT INTO journal (change_id, table_name, row_key, before, after)
       SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(jsonb(?))`,
      [row.id, JSON.stringify(rows)],
    );
    rows = [];
  }

  return {
    around: async (table, key, work) => {
      const before = await imageOf(connection, table, key);
      await work();
      rows.push([table, JSON.stringify([key].flat()), before, await imageOf(connection, table, key)]);
      if (rows.length >= ROWS_AT_ONCE) await write();
    },
    close: write,
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
    keys: JSON.parse(row_key) as string[],
    before,
    after,
  }));
}

const byKey = (table: ImportJournaledTable) => KEY_COLUMNS[table].map((column) => `${column} = ?`).join(' AND ');

export async function imageOf(connection: SqlConnection, table: ImportJournaledTable, key: Key): Promise<string | null> {
  const image = await connection.get(`SELECT * FROM ${table} WHERE ${byKey(table)}`, [key].flat());
  return image ? JSON.stringify(image) : null;
}

/** Gives a row back as it was before the import. A counter of edits never goes back. */
async function putBack(connection: SqlConnection, { table, keys, before }: ImportJournalEntry): Promise<void> {
  if (before === null) {
    await connection.run(`DELETE FROM ${table} WHERE ${byKey(table)}`, [...keys]);
    return;
  }
  const image = JSON.parse(before) as Record<string, SqlValue>;
  const columns = Object.keys(image);
  const values = columns.map((column) => (column === 'revision' ? Number(image[column]) + 2 : (image[column] ?? null)));
  const { changes } = await connection.run(
    `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${byKey(table)}`,
    [...values, ...keys],
  );
  if (changes > 0) return;
  await connection.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, values);
}

/** What a row says; how often it was edited is no part of it. */
function content(image: string | null): string | null {
  return image && JSON.stringify({ ...(JSON.parse(image) as object), revision: 0 });
}

/** Gives changed rows their former values back; what belongs to one owner goes back whole or not at all. */
export async function revertJournaled(
  connection: SqlConnection,
  row: ImportRow,
  tally: RevertTally,
  owner: {
    idOf(image: Record<string, string>): string;
    nameOf(ownerId: string): Promise<string | undefined>;
    givenBack?(entry: ImportJournalEntry): void;
  },
): Promise<void> {
  const entries = await importJournalOf(connection, row);
  const byOwner = Map.groupBy(entries, (entry) => owner.idOf(JSON.parse(entry.after ?? entry.before ?? '{}')));
  for (const [ownerId, mine] of byOwner) {
    const now = await Promise.all(mine.map(({ table, keys }) => imageOf(connection, table, keys)));
    if (now.some((image, index) => content(image) !== content(mine[index]?.after ?? null))) {
      tally.kept((await owner.nameOf(ownerId)) ?? ownerId, 'changed_since');
      continue;
    }
    for (const entry of mine) {
      owner.givenBack?.(entry);
      await putBack(connection, entry);
    }
    tally.reversed();
  }
}

/** Putting something into the bin says nothing against taking back what brought it. */
const INTO_BIN = ['partners.remove', 'activities.remove'];

/** Merging people changes whose an affiliation is, not where they work; taking that back asks for no partner that the affiliation has not by now. */
const MOVED = `(j.table_name <> 'affiliations' OR j.before ->> 'partner_id' IS NOT j.after ->> 'partner_id')`;

/**
 * SQL: the owners to whose rows something was done that still holds, by a person or by another import than the parameter's. An owner that
 * a row had before counts as well: it is needed again when that is taken back.
 */
export function changedOwners(tables: readonly ImportJournaledTable[], ownerColumn: string, importParameter: string): string {
  return `SELECT coalesce(i.value ->> '${ownerColumn}', i.value ->> 'id')
    FROM journal j JOIN changes c ON c.id = j.change_id LEFT JOIN imports m ON m.id = c.id JOIN json_each(json_array(json(j.before), json(j.after))) i
    WHERE j.table_name IN (${listed(tables)}) AND c.id <> ${importParameter} AND (c.state = 'done' OR m.state = 'applied')
      AND c.what NOT IN (${listed(INTO_BIN)}) AND i.value IS NOT NULL AND ${MOVED}`;
}

const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
