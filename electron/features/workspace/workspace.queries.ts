// What the workspace knows about itself: settings, counts, history.
import { sql } from 'kysely';
import { type HistoryEntry, type Settings, settings } from '../../../shared/contract/workspace.ts';
import type { Reader, Store, Writer } from '../../store/database.ts';

const DEFAULT_SETTINGS: Settings = { programName: 'Ecosystem program', fiscalYearStart: 1, language: null };

export async function readSettings(reader: Reader): Promise<Settings> {
  const row = await reader.selectFrom('workspaceMeta').select('value').where('key', '=', 'settings').executeTakeFirst();
  return row ? settings.parse(JSON.parse(row.value)) : DEFAULT_SETTINGS;
}

export async function writeSettings(writer: Writer, value: Settings): Promise<void> {
  await writer
    .insertInto('workspaceMeta')
    .values({ key: 'settings', value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) }))
    .execute();
}

/** Grows with whatever is written; everything that this process writes goes through the one writer. */
export async function changesByThisProcess(store: Store): Promise<number> {
  return store.writeBulk(
    null,
    async (connection) => (await connection.get<{ changes: number }>('SELECT total_changes() AS changes'))?.changes ?? 0,
  );
}

/** As backups count themselves. */
export async function countRows(reader: Reader): Promise<{ partners: number; contributions: number }> {
  const { rows } = await sql<{ partners: number; contributions: number }>`
    SELECT (SELECT count(*) FROM partners WHERE deleted_at IS NULL) AS partners, (SELECT count(*) FROM ledger_entries) AS contributions`.execute(
    reader,
  );
  return rows[0] ?? { partners: 0, contributions: 0 };
}

export async function countEverything(reader: Reader) {
  const { rows } = await sql<{ partners: number; people: number; contributions: number; activities: number; imports: number }>`
    SELECT (SELECT count(*) FROM partners WHERE deleted_at IS NULL) AS partners,
      (SELECT count(*) FROM people h WHERE h.is_bot = 0 AND (EXISTS (SELECT 1 FROM person_totals t WHERE t.person_num = h.num AND t.entries > 0)
        OR EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = h.num))) AS people,
      (SELECT coalesce(sum(entries), 0) FROM person_totals) AS contributions,
      (SELECT count(*) FROM activities WHERE deleted_at IS NULL) AS activities,
      (SELECT count(*) FROM imports WHERE state IN ('applied', 'reverted', 'planned')) AS imports`.execute(reader);
  return rows[0] ?? { partners: 0, people: 0, contributions: 0, activities: 0, imports: 0 };
}

interface HistoryRow {
  id: string;
  at: string;
  what: string;
  subject: string;
  state: string;
  undoneOrder: number | null;
  rows: number;
  total: number;
}

export async function listHistory(
  reader: Reader,
  page: { offset: number; limit: number },
): Promise<{ items: HistoryEntry[]; total: number }> {
  const { rows } = await sql<HistoryRow>`
    WITH everything AS (
      SELECT c.id, c.at, c.what, c.subject, c.state, c.undone_order, (SELECT count(*) FROM journal j WHERE j.change_id = c.id) AS rows FROM changes c
        WHERE c.what <> 'imports.apply'
      UNION ALL SELECT m.id, m.applied_at, CASE m.state WHEN 'reverted' THEN 'imports.reverted' ELSE 'imports.apply' END, m.file_name, 'dropped', NULL,
        m.created + m.changed FROM imports m WHERE m.applied_at IS NOT NULL)
    SELECT *, (SELECT count(*) FROM everything) AS total FROM everything ORDER BY at DESC, id DESC LIMIT ${page.limit} OFFSET ${page.offset}`.execute(
    reader,
  );
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map((row) => ({
      changeId: row.id,
      at: row.at,
      what: row.what,
      subject: row.subject,
      rows: row.rows ?? 0,
      // What was undone can no longer be done again once something else was done, but stays undone.
      undone: row.undoneOrder !== null,
      undoable: row.state === 'done',
    })),
  };
}
