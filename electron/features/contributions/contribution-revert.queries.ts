// An import of contributions on its way out of the ledger again: what still stands of it is reversed, and what it had replaced stands again.
import type { RevertResult } from '../../../shared/contract/imports.ts';
import type { ApplyServices, ImportRow } from '../../intake/import-kind.ts';
import { unlinkImport } from '../../intake/people/account-links.queries.ts';
import { dropSayings } from '../../intake/people/sayings.queries.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection } from '../../store/connection.ts';
import { comesFromStanding, ENTRY_COLUMNS, headOf, isByHand, reversalOf } from '../../store/ledger/entries.ts';
import { giveBack } from '../../store/ledger/given-back.ts';
import { settleSums } from '../../store/ledger/settled-sums.ts';
import { dropArrivals } from './commit-arrivals.queries.ts';
import { sumUpFrom } from './contribution-sums.queries.ts';
import { restoreReplaced } from './pull-request-commits.queries.ts';
import { dropSightings } from './pull-requests.queries.ts';

/**
 * SQL: what the import had replaced, and so stands again. What an import brought that was itself taken back meanwhile does not; then it is
 * what that one had replaced.
 */
const whatStoodBefore = (row: ImportRow, head: number) => `
  WITH RECURSIVE back (seq, revision) AS (
    SELECT r.reverses, u.revision + 1 FROM ledger_entries r
      JOIN ledger_entries u ON u.external_key = r.external_key AND u.seq > ${head} AND u.state = 'reversal'
      WHERE r.seq BETWEEN ${Number(row.firstSeq)} AND ${Number(row.lastSeq)} AND r.state = 'reversal'
    UNION
    SELECT r.reverses, b.revision FROM back b JOIN ledger_entries o ON o.seq = b.seq AND NOT ${comesFromStanding('o')}
      JOIN imports g ON g.num = o.import_num
      JOIN ledger_entries r ON r.external_key = o.external_key AND r.state = 'reversal' AND r.seq BETWEEN g.first_seq AND g.last_seq)
  SELECT o.seq, b.revision FROM back b JOIN ledger_entries o ON o.seq = b.seq WHERE ${comesFromStanding('o')}`;

export async function revertContributions(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  await dropSightings(connection, row);
  await dropArrivals(connection, row);
  await unlinkImport(connection, row, services);
  await dropSayings(connection, row);
  if (row.firstSeq === null || row.lastSeq === null) return { reversed: 0, kept: 0, failed: 0, rows: [] };
  const head = await headOf(connection);
  services.progress('reverting', 0, null);
  await connection.run('CREATE TEMP TABLE reverted (seq INTEGER PRIMARY KEY, standing_seq INTEGER)');
  try {
    // What stands for each row now; scoring anew is no edit, anything else a person or a later import did is, unless it was taken back.
    await connection.run(
      `INSERT INTO temp.reverted SELECT e.seq, (SELECT l.seq FROM ledger_entries l WHERE l.external_key = e.external_key AND l.state <> 'reversal'
           AND l.import_num = e.import_num AND NOT ${isByHand('l')}
           AND l.revision = (SELECT max(n.revision) FROM ledger_entries n WHERE n.external_key = e.external_key))
       FROM ledger_entries e WHERE e.seq BETWEEN ${Number(row.firstSeq)} AND ${Number(row.lastSeq)} AND e.state <> 'reversal'`,
    );
    throwIfCancelled(services.signal);
    const { changes: reversed } = await connection.run(
      `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', { recorded_at: '?' })}
       FROM temp.reverted v JOIN ledger_entries e ON e.seq = v.standing_seq ORDER BY v.seq`,
      [services.at],
    );
    throwIfCancelled(services.signal);
    await giveBack(connection, whatStoodBefore(row, head), services);
    await restoreReplaced(connection, row, services.at);
    const stays = 'FROM temp.reverted v JOIN ledger_entries e ON e.seq = v.seq WHERE v.standing_seq IS NULL';
    const keptCount = (await connection.get<{ count: number }>(`SELECT count(*) AS count ${stays}`))?.count ?? 0;
    const kept = await connection.all<{ label: string }>(
      `SELECT e.title || ' (' || coalesce(e.day, '?') || ')' AS label ${stays} LIMIT 500`,
    );
    await sumUpFrom(connection, head, services);
    await settleSums(connection, services.at, { after: head });
    return {
      reversed,
      kept: keptCount,
      failed: 0,
      rows: kept.map(({ label }) => ({ label, outcome: 'kept' as const, reason: 'changed_since' })),
    };
  } finally {
    await connection.run('DROP TABLE temp.reverted');
  }
}
