// Sums of commits of a sheet that the ledger has one by one: their review shows that they will not count.
import type { Mapping } from '../../../shared/contract/imports.ts';
import { ROW_STATUSES } from '../../../shared/vocabulary.ts';
import type { Schemas } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';
import { amongSums, hasCommits, isSumOfCommits } from '../../store/ledger/sums-of-commits.ts';
import { keepStated } from './contribution-merge.queries.ts';

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
