// `check`: does the workspace keep its promises? SQLite's own integrity, references, and the program's invariants.
import { type Connection, openConnection } from './connection.ts';
import { rollupDifferences } from './ledger/rollups.ts';
import { misplacedSums } from './ledger/sums-of-commits.ts';
import { MISPLACED_AFFILIATIONS } from './people/removed-partners.ts';

export interface CheckOutcome {
  ok: boolean;
  checks: { name: string; problems: number; examples: string[] }[];
}

const EXPECTED_DAYS = `SELECT l.partner_id, a.day, a.id FROM activity_partners l JOIN activities a ON a.id = l.activity_id WHERE a.deleted_at IS NULL`;
const KEPT_DAYS = 'SELECT partner_id, day, activity_id FROM partner_activity_days';
const ACTIVITY_DAYS = `SELECT 'partner ' || partner_id || ' ' || day AS problem FROM (SELECT * FROM (${EXPECTED_DAYS} EXCEPT ${KEPT_DAYS}) UNION SELECT * FROM (${KEPT_DAYS} EXCEPT ${EXPECTED_DAYS}))`;

/** Columns that are kept of rows that the ledger does not have. A segment has four bytes of days for each row. */
const BEYOND_THE_LEDGER = `SELECT 'segment ' || segment AS problem FROM ledger_segments WHERE (segment + 1) * (length(days) / 4) > (SELECT coalesce(max(seq), 0) FROM ledger_entries)`;

export async function checkWorkspace(path: string): Promise<CheckOutcome> {
  const connection = await openConnection(path, 'read');
  try {
    const checks = [
      await counted('integrity', async () =>
        (await connection.all<{ integrity_check: string }>('PRAGMA integrity_check'))
          .map((row) => row.integrity_check)
          .filter((text) => text !== 'ok'),
      ),
      await counted('references', async () =>
        (await connection.all<{ table: string; rowid: number }>('PRAGMA foreign_key_check')).map((row) => `${row.table} ${row.rowid}`),
      ),
      await counted('rollups', async () => (await rollupDifferences(connection)).map((row) => row.problem)),
      await counted('reversals', () =>
        problems(
          connection,
          `SELECT 'entry ' || reverses AS problem FROM ledger_entries WHERE reverses IS NOT NULL GROUP BY reverses HAVING count(*) > 1`,
        ),
      ),
      await counted('sums', async () => (await misplacedSums(connection)).map((row) => row.problem)),
      await counted('columns', () => problems(connection, BEYOND_THE_LEDGER)),
      await counted('affiliations', () => problems(connection, MISPLACED_AFFILIATIONS)),
      await counted('activity_days', () => problems(connection, ACTIVITY_DAYS)),
      await counted('tiers', () =>
        problems(
          connection,
          `SELECT p.name AS problem FROM partners p WHERE (SELECT count(*) FROM partner_tiers t WHERE t.partner_id = p.id AND t.valid_to IS NULL) <> 1`,
        ),
      ),
    ];
    return { ok: checks.every((one) => one.problems === 0), checks };
  } finally {
    await connection.close();
  }
}

async function problems(connection: Connection, statement: string): Promise<string[]> {
  return (await connection.all<{ problem: string }>(statement)).map((row) => row.problem);
}

async function counted(name: string, find: () => Promise<string[]>): Promise<CheckOutcome['checks'][number]> {
  const found = await find();
  return { name, problems: found.length, examples: found.slice(0, 5) };
}
