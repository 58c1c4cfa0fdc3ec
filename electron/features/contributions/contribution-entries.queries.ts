// Ledger entries as set-based SQL writes them: their columns, how far the ledger reaches, and the sums that follow.
import type { ApplyServices } from '../../intake/import-kind.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection, SqlConnection } from '../../store/connection.ts';
import { addCounted, countedEntries, recomputePeople } from '../../store/rollups.ts';
import { ENTRY_COLUMNS, entryAgain, reversalOf } from './entry-columns.queries.ts';

export async function headOf(connection: SqlConnection): Promise<number> {
  return (await connection.get<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM ledger_entries'))?.seq ?? 0;
}

/** Entries written after `before`, and what they add to the sums where that can be read elsewhere. */
export async function sumUpFrom(
  connection: Connection,
  before: number,
  services: ApplyServices,
  counted = countedEntries(`e.seq > ${before}`),
): Promise<{ firstSeq: number | null; lastSeq: number | null }> {
  const after = await headOf(connection);
  if (after === before) return { firstSeq: null, lastSeq: null };
  throwIfCancelled(services.signal);
  services.progress('summing', 0, null);
  await addCounted(connection, counted);
  // A reversal can take away a first or last day, which a running sum cannot know.
  const touched = `SELECT DISTINCT i.person_num FROM ledger_entries e JOIN identities i ON i.num = e.identity_num
    WHERE e.seq > ${before} AND e.state = 'reversal'`;
  if (await connection.get(`${touched} LIMIT 1`)) await recomputePeople(connection, touched);
  return { firstSeq: before + 1, lastSeq: after };
}

/**
 * Takes entries back and writes them again with other points. `scores` is a table of seq, points, the policy's version, and why they are
 * rejected. `reason` is SQL for what the new entries say of it, by default what the old ones said.
 */
export async function scoreAgain(
  connection: SqlConnection,
  scores: string,
  at: string,
  reason: { ofReversal: string; ofEntry: string } = { ofReversal: 'NULL', ofEntry: 'e.reason' },
): Promise<void> {
  await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', { reason: reason.ofReversal, recorded_at: '?' })}
     FROM ${scores} c JOIN ledger_entries e ON e.seq = c.seq ORDER BY e.seq`,
    [at],
  );
  const again = entryAgain('e', {
    revision: 'e.revision + 2',
    state: `CASE WHEN c.why IS NULL THEN 'accepted' ELSE 'rejected' END`,
    points: 'c.points',
    policy_version: 'c.policy_version',
    rejected_because: 'c.why',
    reason: reason.ofEntry,
    recorded_at: '?',
  });
  await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${again} FROM ${scores} c JOIN ledger_entries e ON e.seq = c.seq ORDER BY e.seq`,
    [at],
  );
}

/** Lets every sum follow entries written after `head`, some of which take others back. */
export async function sumUpAfter(connection: SqlConnection, head: number): Promise<void> {
  await addCounted(connection, countedEntries(`e.seq > ${head}`));
  await recomputePeople(
    connection,
    `SELECT DISTINCT i.person_num FROM ledger_entries e JOIN identities i ON i.num = e.identity_num WHERE e.seq > ${head}`,
  );
}
