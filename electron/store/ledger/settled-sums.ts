// A sum of commits (`commits: 580`) and the same commits read one by one are never both scored, whichever came first: the commits count,
// and the sum is kept with 0 points until they are gone. What is decided follows from what stands in the ledger and from nothing else.
import { pointsPolicy } from '../../../shared/contract/policies.ts';
import type { SqlConnection } from '../connection.ts';
import type { Store } from '../database.ts';
import { headOf, scoreAgain, sumUpAfter } from './entries.ts';
import { pointsSql } from './points-sql.ts';
import { amongSums, hasCommits, hasSums, sumsInLedger } from './sums-of-commits.ts';

/** Whose sums are looked at: people by number, or everybody of whom something was written after an entry. */
export type Settled = { readonly people: readonly number[] } | { readonly after: number };

/** Puts every sum right that counts beside its commits, or no longer has to stand back for them. */
export async function settleSums(connection: SqlConnection, at: string, settled: Settled): Promise<void> {
  if (!((await hasSums(connection, 'main')) && (await hasCommits(connection, 'main')))) return;
  const people =
    'people' in settled
      ? `SELECT value AS person_num FROM json_each('${JSON.stringify(settled.people.map(Number))}')`
      : `SELECT DISTINCT i.person_num FROM (SELECT DISTINCT identity_num FROM ledger_entries NOT INDEXED WHERE seq > ${Number(settled.after)}) n
           JOIN identities i ON i.num = n.identity_num`;
  await connection.run(
    'CREATE TEMP TABLE settled (seq INTEGER PRIMARY KEY, points INTEGER NOT NULL, policy_version INTEGER NOT NULL, why TEXT)',
  );
  try {
    const { changes } = await amongSums(connection, sumsInLedger(people), (meetsCommits) =>
      connection.run(
        `INSERT INTO temp.settled SELECT s.id, 0, e.policy_version, CASE WHEN s.rejected THEN NULL ELSE 'counted_from_git' END
         FROM temp.sums s JOIN ledger_entries e ON e.seq = s.id WHERE s.rejected <> ${meetsCommits}`,
      ),
    );
    if (changes === 0) return;
    await scoreReleased(connection);
    const head = await headOf(connection);
    await scoreAgain(connection, 'temp.settled', at);
    await sumUpAfter(connection, head);
  } finally {
    await connection.run('DROP TABLE temp.settled');
  }
}

/** Once after a workspace was brought here by a program that let sums count beside their commits. */
export async function settleEarlierSums(store: Store, at: string): Promise<void> {
  const mark = await store.read.selectFrom('workspaceMeta').select('value').where('key', '=', 'sums_to_settle').executeTakeFirst();
  if (!mark) return;
  await store.writeBulk(null, async (connection) => {
    await settleSums(connection, at, { after: 0 });
    await connection.run(`DELETE FROM workspace_meta WHERE key = 'sums_to_settle'`);
  });
}

/** A sum that counts again does so by the version that it was entered under. */
async function scoreReleased(connection: SqlConnection): Promise<void> {
  const versions = await connection.all<{ version: number; body: string }>(
    `SELECT version, body FROM policies WHERE kind = 'points' AND version IN (SELECT policy_version FROM temp.settled WHERE why IS NULL)`,
  );
  for (const { version, body } of versions) {
    await connection.run(
      `UPDATE temp.settled SET points = ${pointsSql(pointsPolicy.parse(JSON.parse(body)))} FROM ledger_entries e
       WHERE e.seq = settled.seq AND settled.why IS NULL AND settled.policy_version = ${version}`,
    );
  }
}
