// What an import says people are called. An identity is known by its key; its name and login are whatever the imports that stand say, so a
// sheet with addresses only may come before or after one that knows the names.
import type { SqlConnection } from '../../store/connection.ts';
import { followSayings } from '../../store/people/names.ts';
import type { ImportRow } from '../import-kind.ts';

/** Keeps what the import says of everybody in `stage.spoken`. What a source says properly, as a `.mailmap` does, goes before the rest. */
export async function keepSayings(connection: SqlConnection, row: Pick<ImportRow, 'num'>, proper: boolean): Promise<void> {
  const spoken = `stage.spoken p JOIN stage.who w ON w.who = p.who JOIN identities i ON i.num = w.identity_num`;
  // What an identity was made with by hand or by the demo program was said too.
  await connection.run(
    `INSERT OR IGNORE INTO identity_sayings (identity_num, import_num, name, login) SELECT i.num, 0, i.name, i.login FROM ${spoken} WHERE i.import_id IS NULL`,
  );
  await connection.run(
    `INSERT OR REPLACE INTO identity_sayings (identity_num, import_num, name, login, proper) SELECT i.num, ?, w.name, w.login, ? FROM ${spoken} ORDER BY i.num`,
    [row.num, proper ? 1 : 0],
  );
  await followSayings(
    connection,
    `SELECT i.num FROM ${spoken} WHERE (w.name IS NOT NULL AND w.name IS NOT i.name) OR (w.login IS NOT NULL AND w.login IS NOT i.login)`,
  );
}

/** Forgets what an import said; what the others say holds again. */
export async function dropSayings(connection: SqlConnection, row: Pick<ImportRow, 'num'>): Promise<void> {
  await connection.run('CREATE TEMP TABLE unsaid (num INTEGER PRIMARY KEY)');
  try {
    await connection.run('INSERT INTO temp.unsaid SELECT identity_num FROM identity_sayings WHERE import_num = ?', [row.num]);
    await connection.run('DELETE FROM identity_sayings WHERE import_num = ?', [row.num]);
    await followSayings(connection, 'SELECT num FROM temp.unsaid');
  } finally {
    await connection.run('DROP TABLE temp.unsaid');
  }
}
