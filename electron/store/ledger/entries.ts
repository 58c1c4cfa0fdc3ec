// Ledger entries as set-based SQL writes them: their columns, how one is written again as another, how far the ledger reaches, and the sums
// that follow.
import type { SqlConnection } from '../connection.ts';
import { addCounted, countedEntries, recomputePeople } from './rollups.ts';

/** The columns that say what a contribution is; two rows that agree in all of them are the same. */
export const CONTENT_COLUMNS = [
  'kind',
  'source_kind',
  'since',
  'day',
  'title',
  'link',
  'quantity',
  'complexity',
  'impact',
  'quality',
] as const;

const COLUMNS = [
  'external_key',
  'revision',
  'state',
  'reverses',
  'identity_num',
  ...CONTENT_COLUMNS,
  'points',
  'policy_version',
  'rejected_because',
  'accepted_by_hand',
  'reason',
  'repository',
  'import_num',
  'source_line',
  'recorded_at',
] as const;
type Column = (typeof COLUMNS)[number];

export const ENTRY_COLUMNS = COLUMNS.join(', ');

/** Values for all columns: those named here, and the others as they are in `row`. */
export function entryAgain(row: string, otherwise: Partial<Record<Column, string>>): string {
  return COLUMNS.map((column) => otherwise[column] ?? `${row}.${column}`).join(', ');
}

/** What takes the entry in `row` back. */
export function reversalOf(row: string, otherwise: Partial<Record<Column, string>>): string {
  return entryAgain(row, {
    revision: `${row}.revision + 1`,
    state: `'reversal'`,
    reverses: `${row}.seq`,
    points: `-${row}.points`,
    reason: 'NULL',
    recorded_at: 'NULL',
    ...otherwise,
  });
}

/** Whether a person typed the entry in `row` or had a hand in it. Scoring anew is nobody's opinion, and leaves what a person said in place. */
export const isByHand = (row: string) => `(${row}.reason IS NOT NULL AND ${row}.reason <> 'rescored')`;

/** What an import brought that was itself taken back meanwhile does not come again, unless a person had a hand in it. */
export const comesFromStanding = (row: string) =>
  `(${isByHand(row)} OR NOT EXISTS (SELECT 1 FROM imports gone WHERE gone.num = ${row}.import_num AND gone.state = 'reverted'))`;

export async function headOf(connection: SqlConnection): Promise<number> {
  return (await connection.get<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM ledger_entries'))?.seq ?? 0;
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
