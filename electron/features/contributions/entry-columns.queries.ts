// The columns of a ledger entry in set-based SQL, and how one entry is written again as another.

const COLUMNS = [
  'external_key',
  'revision',
  'state',
  'reverses',
  'identity_num',
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
  'points',
  'policy_version',
  'rejected_because',
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
