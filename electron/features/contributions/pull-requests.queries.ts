// States of pull requests as imports saw them: observed, never scored. Of several sightings the one with the latest change stands.
import type { ImportRow } from '../../intake/import-kind.ts';
import { forgottenAmong } from '../../intake/people/who.queries.ts';
import { fromJson, type SqlConnection } from '../../store/connection.ts';

const SAID = `external_key, repository, number, title, link, state, author_key, author_login, opened_at, updated_at, closed_at, merged_at,
  merge_commit, labels`;

export const PULL_REQUESTS_TABLE = `CREATE TABLE pull_requests (line INTEGER PRIMARY KEY, external_key TEXT NOT NULL, repository TEXT NOT NULL,
  number INTEGER NOT NULL, title TEXT NOT NULL, link TEXT NOT NULL, state TEXT NOT NULL, author_key TEXT NOT NULL, author_login TEXT NOT NULL,
  opened_at TEXT NOT NULL, updated_at TEXT NOT NULL, closed_at TEXT, merged_at TEXT, merge_commit TEXT, labels TEXT NOT NULL);`;
export const PULL_REQUESTS_INSERT = `INSERT INTO pull_requests (line, ${SAID}) ${fromJson(15)}`;

/** Of people who were forgotten after the requests were read, neither key nor login is kept. */
export async function forgetAuthors(connection: SqlConnection, stage: string): Promise<void> {
  const forgotten = await forgottenAmong(connection, `SELECT author_key AS key FROM ${stage}.pull_requests`);
  if (forgotten.length === 0) return;
  await connection.run(
    `UPDATE ${stage}.pull_requests SET author_key = v.value ->> 1, author_login = '' FROM jsonb_each(jsonb(?)) v WHERE author_key = v.value ->> 0`,
    [JSON.stringify(forgotten)],
  );
}

export async function keepSightings(connection: SqlConnection, { num }: Pick<ImportRow, 'num'>): Promise<void> {
  const { changes } = await connection.run(
    `INSERT OR REPLACE INTO pull_request_sightings (import_num, ${SAID}) SELECT ?, ${SAID} FROM stage.pull_requests ORDER BY line`,
    [num],
  );
  if (changes > 0) await showNewest(connection, `SELECT external_key FROM pull_request_sightings WHERE import_num = ${Number(num)}`);
}

export async function dropSightings(connection: SqlConnection, { num }: Pick<ImportRow, 'num'>): Promise<void> {
  await connection.run('CREATE TEMP TABLE unseen (external_key TEXT PRIMARY KEY) WITHOUT ROWID');
  try {
    await connection.run('INSERT INTO temp.unseen SELECT external_key FROM pull_request_sightings WHERE import_num = ?', [num]);
    await connection.run('DELETE FROM pull_request_sightings WHERE import_num = ?', [num]);
    await showNewest(connection, 'SELECT external_key FROM temp.unseen');
  } finally {
    await connection.run('DROP TABLE temp.unseen');
  }
}

async function showNewest(connection: SqlConnection, keys: string): Promise<void> {
  await connection.run(`DELETE FROM pull_requests WHERE external_key IN (${keys})`);
  const said = SAID.split(/,\s*/)
    .map((column) => `s.${column}`)
    .join(', ');
  await connection.run(
    `INSERT INTO pull_requests (${SAID}, author_num, import_id)
     SELECT ${said}, i.num, p.id FROM (
       SELECT *, row_number() OVER (PARTITION BY external_key ORDER BY julianday(updated_at) DESC, import_num DESC) AS place
       FROM pull_request_sightings WHERE external_key IN (${keys})) s
     JOIN imports p ON p.num = s.import_num LEFT JOIN identities i ON i.identity_key = s.author_key WHERE s.place = 1`,
  );
}
