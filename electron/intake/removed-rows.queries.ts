// Rows that a person had removed before the import that brought them is taken back. They go with it: whoever takes the removal back later
// would bring them again although nothing stands for them any more.
import type { RevertResult } from '../../shared/contract/imports.ts';
import type { SqlConnection } from '../store/connection.ts';
import type { ImportRow } from './import-kind.ts';

const gone = (table: string, stands: string) => `NOT EXISTS (SELECT 1 FROM ${table} n WHERE n.id = j.before ->> 'id' AND ${stands})`;

/** What a person did to a row besides removing it; then it is theirs as well, and may come back. */
const changedByHand = (owner: string) => `EXISTS (SELECT 1 FROM journal o JOIN changes d ON d.id = o.change_id
  WHERE d.state = 'done' AND d.id <> c.id AND (o.table_name = j.table_name AND o.row_key = j.row_key
    OR j.before ->> 'id' IN (o.before ->> '${owner}', o.after ->> '${owner}')))`;

/** Removals by journal row `j` of change `c`, by table; they hold until now, and were all that a person did. */
const REMOVALS = {
  partners: `j.after ->> 'deleted_at' IS NOT NULL AND ${gone('partners', 'n.deleted_at IS NULL')} AND NOT ${changedByHand('partner_id')}`,
  activities: `j.after ->> 'deleted_at' IS NOT NULL AND ${gone('activities', 'n.deleted_at IS NULL')} AND NOT ${changedByHand('activity_id')}`,
  affiliations: `j.after IS NULL AND j.before ->> 'source' = 'imported' AND ${gone('affiliations', '1')} AND ${gone('resting_affiliations', '1')}`,
  person_merges: `j.after ->> 'undone_at' IS NOT NULL AND ${gone('person_merges', 'n.undone_at IS NULL')}`,
} as const;

/** From now on these removals cannot be taken back. Answers the result with the partners among them, of which a revert sees only those that stand. */
export async function takeAlongRemoved(connection: SqlConnection, { id }: ImportRow, result: RevertResult): Promise<RevertResult> {
  const removals = Object.entries(REMOVALS).map(
    ([table, holds]) =>
      `SELECT c.id AS change_id, j.table_name, j.before ->> 'id' AS row_id FROM journal j JOIN changes c ON c.id = j.change_id
       WHERE j.table_name = '${table}' AND c.state = 'done' AND j.before ->> 'import_id' = ?1 AND ${holds}`,
  );
  const removed = await connection.all<{ change_id: string; table_name: string; row_id: string }>(removals.join(' UNION ALL '), [id]);
  await connection.run(`UPDATE changes SET state = 'dropped' WHERE id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(removed.map(({ change_id }) => change_id)),
  ]);
  const partners = new Set(removed.filter(({ table_name }) => table_name === 'partners').map(({ row_id }) => row_id));
  return { ...result, reversed: result.reversed + partners.size };
}
