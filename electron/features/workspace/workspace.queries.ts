// What the workspace knows about itself: settings, counts, history.
import { sql } from 'kysely';
import { type HistoryEntry, type Settings, settings } from '../../../shared/contract/workspace.ts';
import type { Reader, Writer } from '../../store/database.ts';

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

export async function listHistory(
  reader: Reader,
  page: { offset: number; limit: number },
): Promise<{ items: HistoryEntry[]; total: number }> {
  const rows = await reader
    .selectFrom('changes as c')
    .select(['c.id', 'c.at', 'c.what', 'c.subject', 'c.state'])
    .select((eb) => eb.selectFrom('journal as j').select(sql<number>`count(*)`.as('rows')).whereRef('j.changeId', '=', 'c.id').as('rows'))
    .orderBy('c.seq', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  const { total } = await reader.selectFrom('changes').select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return {
    total,
    items: rows.map((row) => ({
      changeId: row.id,
      at: row.at,
      what: row.what,
      subject: row.subject,
      rows: row.rows ?? 0,
      undone: row.state === 'undone',
      undoable: row.state === 'done',
    })),
  };
}
