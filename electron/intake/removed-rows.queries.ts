// Removals by hand of rows that their import took back since. They go with the rows: whoever took such a removal back later would bring
// again what nothing stands for any more.
import type { SqlConnection } from '../store/connection.ts';
import type { ImportRow } from './import-kind.ts';

const gone = (table: string, stands = '1') => `NOT EXISTS (SELECT 1 FROM ${table} n WHERE n.id = j.before ->> 'id' AND ${stands})`;

/** Removals by journal row `j` that hold until now, by table. A partner or an activity that its import left in the bin may come back. */
const REMOVALS = {
  partners: `j.after ->> 'deleted_at' IS NOT NULL AND ${gone('partners')}`,
  activities: `j.after ->> 'deleted_at' IS NOT NULL AND ${gone('activities')}`,
  affiliations: `j.after IS NULL AND j.before ->> 'source' = 'imported' AND ${gone('affiliations')} AND ${gone('resting_affiliations')}`,
  person_merges: `j.after ->> 'undone_at' IS NOT NULL AND ${gone('person_merges', 'n.undone_at IS NULL')}`,
} as const;

/** From now on they cannot be taken back. */
export async function dropRemovals(connection: SqlConnection, { id }: ImportRow): Promise<void> {
  const removals = Object.entries(REMOVALS).map(
    ([table, holds]) =>
      `SELECT c.id FROM journal j JOIN changes c ON c.id = j.change_id
       WHERE j.table_name = '${table}' AND c.state = 'done' AND j.before ->> 'import_id' = ?1 AND ${holds}`,
  );
  await connection.run(`UPDATE changes SET state = 'dropped' WHERE id IN (${removals.join(' UNION ALL ')})`, [id]);
}
