// Entries that stand again as they were: when the import that had replaced them is taken back, or what a person did to them. If the
// ledger was scored anew meanwhile, they come back as that would have left them, so that it does not matter which came first.
import type { SqlConnection } from '../connection.ts';
import { pointsVersionsIn } from '../points-policies.ts';
import { ENTRY_COLUMNS, entryAgain } from './entries.ts';
import { pointsSql, quoted, rejectionSql } from './points-sql.ts';

/**
 * Whether scoring anew writes an entry again, in terms of what it was (`old_points`, `old_why`, `old_version`) and what the version says
 * (`points`, `why`). What stands back for its commits is written as well, so that it goes by this version when they are taken back.
 */
export const changesByScoring = (version: number) =>
  `(points <> old_points OR (why IS NULL) <> (old_why IS NULL)
    OR (old_why = 'counted_from_git' AND (why IS NOT old_why OR old_version <> ${Number(version)})))`;

/** Notes that whatever stands is about to be scored anew. */
export async function noteRescoring(
  connection: SqlConnection,
  { version, at, from }: { version: number; at: string; from?: string },
): Promise<void> {
  await connection.run(
    `INSERT INTO rescorings (at, head_seq, version, from_day) SELECT ?, coalesce(max(seq), 0), ?, ? FROM ledger_entries`,
    [at, version, from ?? null],
  );
}

/**
 * Writes entries again. `given` is SQL that yields their seq and the revision under which they come back; a reason that is not named
 * stays what it was.
 */
export async function giveBack(connection: SqlConnection, given: string, { at, reason }: { at: string; reason?: string }): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE given_back (seq INTEGER PRIMARY KEY, revision INTEGER NOT NULL, old_points INTEGER NOT NULL, old_why TEXT,
       old_version INTEGER NOT NULL)`,
  );
  try {
    await connection.run(
      `INSERT INTO temp.given_back SELECT e.seq, g.revision, e.points, e.rejected_because, e.policy_version
       FROM (${given}) g JOIN ledger_entries e ON e.seq = g.seq`,
    );
    await scoreAsMeanwhile(connection);
    const again = entryAgain('e', {
      revision: 'g.revision',
      state: `CASE WHEN g.old_why IS NULL THEN 'accepted' ELSE 'rejected' END`,
      points: 'g.old_points',
      policy_version: 'g.old_version',
      rejected_because: 'g.old_why',
      reason:
        reason === undefined ? `CASE WHEN g.old_version = e.policy_version THEN e.reason ELSE coalesce(e.reason, 'rescored') END` : '?',
      recorded_at: '?',
    });
    await connection.run(
      `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${again} FROM temp.given_back g JOIN ledger_entries e ON e.seq = g.seq ORDER BY g.seq`,
      reason === undefined ? [at] : [reason, at],
    );
  } finally {
    await connection.run('DROP TABLE temp.given_back');
  }
}

/** Every time that the ledger was scored anew after an entry was written, one after the other. */
async function scoreAsMeanwhile(connection: SqlConnection): Promise<void> {
  const meanwhile = await connection.all<{ head_seq: number; version: number; from_day: string | null }>(
    'SELECT head_seq, version, from_day FROM rescorings WHERE head_seq >= (SELECT min(seq) FROM temp.given_back) ORDER BY num',
  );
  if (meanwhile.length === 0) return;
  const policies = new Map((await pointsVersionsIn(connection)).map(({ version, policy }) => [version, policy]));
  for (const { head_seq, version, from_day } of meanwhile) {
    const policy = policies.get(version);
    if (!policy) continue;
    const stood = `e.seq <= ${Number(head_seq)}${from_day === null ? '' : ` AND e.day >= ${quoted(from_day)}`}`;
    await connection.run(
      `UPDATE temp.given_back AS g SET old_points = x.points, old_why = x.why, old_version = ${Number(version)}
       FROM (SELECT * FROM (SELECT seq, why, CASE WHEN why IS NULL THEN score ELSE 0 END AS points, old_points, old_why, old_version
           FROM (SELECT b.*, ${rejectionSql(policy)} AS why, ${pointsSql(policy)} AS score
             FROM temp.given_back b JOIN ledger_entries e ON e.seq = b.seq WHERE ${stood}))
         WHERE ${changesByScoring(version)}) x
       WHERE x.seq = g.seq`,
    );
  }
}
