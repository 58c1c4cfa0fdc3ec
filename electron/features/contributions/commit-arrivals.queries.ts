// With which commit others came in, as imports of clones saw it. It belongs to the import and goes with it.
import type { ImportRow } from '../../intake/import-kind.ts';
import { fromJson, type SqlConnection } from '../../store/connection.ts';

export const ARRIVALS_TABLE = 'CREATE TABLE commit_arrivals (sha TEXT PRIMARY KEY, arrived_with TEXT NOT NULL) WITHOUT ROWID;';
export const ARRIVALS_INSERT = `INSERT OR IGNORE INTO commit_arrivals (sha, arrived_with) ${fromJson(2)}`;

export async function keepArrivals(connection: SqlConnection, { num }: Pick<ImportRow, 'num'>): Promise<void> {
  await connection.run(
    'INSERT OR IGNORE INTO commit_arrivals (sha, import_num, arrived_with) SELECT sha, ?, arrived_with FROM stage.commit_arrivals',
    [num],
  );
}

export async function dropArrivals(connection: SqlConnection, { num }: Pick<ImportRow, 'num'>): Promise<void> {
  await connection.run('DELETE FROM commit_arrivals WHERE import_num = ?', [num]);
}
