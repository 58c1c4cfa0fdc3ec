// What an import of contributions wrote to the ledger, added to the sums.
import type { ApplyServices } from '../../intake/import-kind.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection } from '../../store/connection.ts';
import { headOf } from '../../store/ledger/entries.ts';
import { addCounted, countedEntries, recomputePeople } from '../../store/ledger/rollups.ts';

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
