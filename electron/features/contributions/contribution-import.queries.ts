// Contributions on their way into the ledger. Set-based SQL throughout: a file may hold a million rows.
import { type ApplyServices, type ImportKindSql, type ImportRow, STATUS } from '../../intake/import-kind.ts';
import { linkByAccount } from '../../intake/people/account-links.queries.ts';
import { createIdentities } from '../../intake/people/who.queries.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection } from '../../store/connection.ts';
import { ENTRY_COLUMNS, entryAgain, headOf, reversalOf } from '../../store/ledger/entries.ts';
import { countedEntries } from '../../store/ledger/rollups.ts';
import { settleSums } from '../../store/ledger/settled-sums.ts';
import { keepArrivals } from './commit-arrivals.queries.ts';
import { goneEntries } from './contribution-gone.queries.ts';
import { pageOfContributions } from './contribution-page.queries.ts';
import { markUnchanged, planContributions, rulesFor, stageInserts, stageSchema } from './contribution-plan.queries.ts';
import { revertContributions } from './contribution-revert.queries.ts';
import { sumUpFrom } from './contribution-sums.queries.ts';
import { reverseReplaced } from './pull-request-commits.queries.ts';
import { keepSightings } from './pull-requests.queries.ts';

const LINES_PER_STEP = 50_000;

async function apply(
  connection: Connection,
  row: ImportRow,
  services: ApplyServices,
): Promise<{ firstSeq: number | null; lastSeq: number | null }> {
  services.progress('people', 0, null);
  await createIdentities(connection, row, services, {
    spoken: `SELECT who, status <> ${STATUS.unchanged} AS needed FROM stage.drafts WHERE ticked = 1 AND status IN (${STATUS.new}, ${STATUS.changed}, ${STATUS.unchanged})`,
  });
  throwIfCancelled(services.signal);
  const head = await headOf(connection);
  const wanted = `d.ticked = 1 AND d.status IN (${STATUS.new}, ${STATUS.changed})`;
  const some = await connection.get(`SELECT 1 FROM stage.drafts d WHERE d.status = ${STATUS.changed} AND d.ticked = 1 LIMIT 1`);
  if (some) {
    await connection.run(
      `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', { import_num: '?', source_line: 'd.line' })}
       FROM stage.drafts d JOIN ledger_entries e ON e.seq = d.previous_seq WHERE d.status = ${STATUS.changed} AND d.ticked = 1 ORDER BY d.line`,
      [row.num],
    );
  }
  await reverseReplaced(connection, row);
  const lastReversal = await headOf(connection);
  const { last = 0, total = 0 } =
    (await connection.get<{ last: number; total: number }>('SELECT max(line) AS last, count(*) AS total FROM stage.drafts')) ?? {};
  // When most of the ledger will be new, building its indexes once afterwards beats keeping them up row by row.
  const rebuild = total > head;
  if (rebuild) for (const { name } of LATE_INDEXES) await connection.run(`DROP INDEX ${name}`);
  for (let from = 0; from <= last; from += LINES_PER_STEP) {
    throwIfCancelled(services.signal);
    await connection.run(
      `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${DRAFT_AS_ENTRY} FROM stage.drafts d JOIN stage.who w ON w.who = d.who
       WHERE d.line BETWEEN ? AND ? AND ${wanted} ORDER BY d.line`,
      [row.num, from + 1, from + LINES_PER_STEP],
    );
    services.progress('writing', Math.min(from + LINES_PER_STEP, total), total);
  }
  if (rebuild) {
    for (const [index, { name, on }] of LATE_INDEXES.entries()) {
      throwIfCancelled(services.signal);
      services.progress('indexing', index, LATE_INDEXES.length);
      await connection.run(`CREATE ${name === 'ledger_by_key' ? 'UNIQUE ' : ''}INDEX ${name} ON ledger_entries (${on})`);
    }
  }
  // The new rows are summed from staging: reading them back through a long write-ahead log takes twice as long.
  const staged = `SELECT w.identity_num, d.day, d.kind, d.points, 1 AS sign, d.link IS NOT NULL AS linked FROM stage.drafts d JOIN stage.who w ON w.who = d.who
    WHERE d.rejected_because IS NULL AND ${wanted}`;
  const reversals = countedEntries(`e.seq BETWEEN ${head + 1} AND ${lastReversal}`);
  const written = await sumUpFrom(connection, head, services, lastReversal === head ? staged : `${staged} UNION ALL ${reversals}`);
  await keepSightings(connection, row);
  await keepArrivals(connection, row);
  await linkByAccount(connection, row, services);
  // Behind everything this import wrote, so that taking it back is about its own entries only.
  await settleSums(connection, services.at, { after: head });
  return written;
}

const DRAFT_AS_ENTRY = entryAgain('d', {
  revision: `CASE WHEN d.previous_seq IS NULL THEN 1
    ELSE (SELECT p.revision FROM ledger_entries p WHERE p.seq = d.previous_seq) + CASE d.status WHEN ${STATUS.changed} THEN 2 ELSE 1 END END`,
  state: `CASE WHEN d.rejected_because IS NULL THEN 'accepted' ELSE 'rejected' END`,
  accepted_by_hand: '0',
  reverses: 'NULL',
  identity_num: 'w.identity_num',
  reason: 'NULL',
  import_num: '?',
  source_line: 'd.line',
  recorded_at: 'NULL',
});

const LATE_INDEXES = [
  { name: 'ledger_by_key', on: 'external_key, revision' },
  { name: 'ledger_by_identity', on: 'identity_num, day' },
  { name: 'ledger_by_day', on: 'day' },
] as const;

export const contributionImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor,
  whileReading: markUnchanged,
  plan: planContributions,
  page: pageOfContributions,
  gone: goneEntries,
  apply,
  revert: revertContributions,
  topics: ['contributions', 'people', 'partners'],
};
