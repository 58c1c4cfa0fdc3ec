// A sum of commits (`commits: 580`) and the same commits read one by one are never both scored, whichever came first: the commits count,
// and the sum is kept with 0 points until they are gone. What is decided follows from what stands in the ledger and from nothing else.
import type { Mapping } from '../../../shared/contract/imports.ts';
import { pointsPolicy } from '../../../shared/contract/policies.ts';
import { ROW_STATUSES } from '../../../shared/vocabulary.ts';
import type { Schemas } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';
import type { Store } from '../../store/database.ts';
import { amongSums, hasCommits, hasSums, isSumOfCommits, sumsInLedger } from '../../store/sums-of-commits.ts';
import { headOf, scoreAgain, sumUpAfter } from './contribution-entries.queries.ts';
import { keepStated } from './contribution-merge.queries.ts';
import { pointsSql } from './points.queries.ts';

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

const [NEW, CHANGED] = [ROW_STATUSES.indexOf('new'), ROW_STATUSES.indexOf('changed')];

/** Lets a review show what will not count, before anything is written. */
export async function foreseeSums(connection: SqlConnection, { stage, workspace }: Schemas, mapping: Mapping): Promise<void> {
  const given = mapping.columns.some(({ field }) => field === 'quantity') || mapping.defaults.quantity !== undefined;
  if (!given || !(await hasCommits(connection, workspace))) return;
  const select = `SELECT d.line AS id, i.person_num, d.since, d.day, d.repository, 0 AS rejected FROM ${stage}.drafts d
    JOIN ${stage}.who w ON w.who = d.who JOIN ${workspace}.identities i ON i.num = w.identity_num
    WHERE ${isSumOfCommits('d')} AND d.status IN (${NEW}, ${CHANGED}) AND d.rejected_because IS NULL`;
  await amongSums(connection, { select, workspace }, async (meetsCommits) => {
    const lines = `SELECT s.id FROM temp.sums s WHERE ${meetsCommits}`;
    await keepStated(connection, stage, lines);
    await connection.run(`UPDATE ${stage}.drafts SET points = 0, rejected_because = 'counted_from_git' WHERE line IN (${lines})`);
  });
}
