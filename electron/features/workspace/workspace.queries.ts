// What the workspace knows about itself: counts, history.
import { sql } from 'kysely';
import type { HistoryEntry } from '../../../shared/contract/workspace.ts';
import type { Reader, Store } from '../../store/database.ts';

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
        OR EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = h.num) OR EXISTS (SELECT 1 FROM resting_affiliations r WHERE r.person_num = h.num))) AS people,
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
        m.created + m.changed FROM imports m WHERE m.applied_at IS NOT NULL
      UNION ALL SELECT 'policy-' || version, published_at, 'policies.publish', 'v' || version, 'dropped', NULL, 1 FROM policies WHERE version > 1
      UNION ALL SELECT 'rescoring-' || num, at, 'policies.recompute', 'v' || version, 'dropped', NULL, 0 FROM rescorings)
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
