// Contributions of a sheet in staging: their keys, and what each would change in the ledger. Set-based SQL: a file may hold a million rows.
import { DRAFT_COLUMNS, type PlanServices, type Schemas, STATUS } from '../../intake/import-kind.ts';
import { resolveIdentities, WHO_INSERT, WHO_TABLE, whoRules } from '../../intake/people/who.queries.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { type Connection, fromJson } from '../../store/connection.ts';
import { CONTENT_COLUMNS, isByHand } from '../../store/ledger/entries.ts';
import { pointsVersionsIn } from '../../store/points-policies.ts';
import { ARRIVALS_INSERT, ARRIVALS_TABLE } from './commit-arrivals.queries.ts';
import type { ContributionRules } from './contribution-drafts.ts';
import { keyRange } from './contribution-gone.queries.ts';
import { mergeChangedRows, restoreStated, STATED_TABLE } from './contribution-merge.queries.ts';
import { foreseeSums } from './foreseen-sums.queries.ts';
import { keepApart, REPLACED_TABLE } from './pull-request-commits.queries.ts';
import { forgetAuthors, PULL_REQUESTS_INSERT, PULL_REQUESTS_TABLE } from './pull-requests.queries.ts';

/** Repositories that are gathered change their names, and rows without a key are known without theirs. */
const sameContent = (a: string, b: string) =>
  `${CONTENT_COLUMNS.map((column) => `${a}.${column} IS ${b}.${column}`).join(' AND ')}
    AND (${a}.repository IS ${b}.repository OR ${a}.keyless = 1 OR substr(${a}.external_key, 1, 4) <> 'csv:')
    AND (${a}.rejected_because IS 'reverted') = (${b}.rejected_because IS 'reverted')`;

export const stageSchema = `
${WHO_TABLE}
CREATE TABLE drafts (${DRAFT_COLUMNS}, external_key TEXT NOT NULL, who INTEGER NOT NULL, kind TEXT NOT NULL, source_kind TEXT, day TEXT,
  title TEXT NOT NULL, link TEXT, quantity INTEGER, complexity TEXT, impact TEXT, quality TEXT, points INTEGER NOT NULL, keyless INTEGER NOT NULL,
  policy_version INTEGER NOT NULL, rejected_because TEXT, repository TEXT, blank_kind INTEGER NOT NULL, since TEXT, earlier_key TEXT, previous_seq INTEGER);
${STATED_TABLE}
${REPLACED_TABLE}
${PULL_REQUESTS_TABLE}
${ARRIVALS_TABLE}`;

export const stageInserts = {
  who: WHO_INSERT,
  pull_requests: PULL_REQUESTS_INSERT,
  commit_arrivals: ARRIVALS_INSERT,
  drafts: `INSERT INTO drafts (line, external_key, who, kind, source_kind, day, title, link, quantity, complexity, impact, quality, points, keyless, policy_version, rejected_because, repository, blank_kind, since, earlier_key) ${fromJson(20)}`,
};

/** The newest revision under a draft's key. */
const newestOf = (workspace: string) =>
  `(SELECT n.seq FROM ${workspace}.ledger_entries n WHERE n.external_key = d.external_key ORDER BY n.revision DESC LIMIT 1)`;
const samePerson = (stage: string) => `e.identity_num IS (SELECT w.identity_num FROM ${stage}.who w WHERE w.who = d.who)`;

/**
 * Looks at rows as they are read, while more are being read: what says the same as the ledger needs no second look. Of a sheet that the
 * ledger does not know nothing is looked up.
 */
export function markUnchanged(connection: Connection, { stage, workspace }: Schemas): () => Promise<void> {
  let known: boolean | undefined;
  let [line, who] = [0, 0];
  return async () => {
    const last = await connection.get<{ line: number | null; who: number | null }>(
      `SELECT (SELECT max(line) FROM ${stage}.drafts) AS line, (SELECT max(who) FROM ${stage}.who) AS who`,
    );
    if (last?.line == null || last.who == null) return;
    known ??= await sheetIsKnown(connection, { stage, workspace });
    if (!known) return;
    if (last.who > who)
      await connection.run(
        `UPDATE ${stage}.who AS w SET identity_num = (SELECT i.num FROM ${workspace}.identities i WHERE i.identity_key = w.identity_key) WHERE who > ?`,
        [who],
      );
    await connection.run(
      `UPDATE ${stage}.drafts AS d SET previous_seq = e.seq, status = ${STATUS.unchanged} FROM ${workspace}.ledger_entries e
       WHERE d.line > ? AND e.seq = ${newestOf(workspace)} AND e.state <> 'reversal' AND ${sameContent('d', 'e')} AND ${samePerson(stage)}`,
      [line],
    );
    [line, who] = [last.line, last.who];
  };
}

export async function planContributions(connection: Connection, { stage, workspace }: Schemas, services: PlanServices): Promise<void> {
  services.progress('comparing', 0, null);
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_key ON drafts (external_key)`);
  throwIfCancelled(services.signal);
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${stage}.repeats (external_key TEXT PRIMARY KEY, first_line INTEGER NOT NULL) WITHOUT ROWID`,
  );
  await connection.run(`DELETE FROM ${stage}.repeats`);
  const again = await connection.get(`SELECT 1 FROM ${stage}.planned_on`);
  if (again)
    await connection.run(
      `UPDATE ${stage}.drafts SET external_key = substr(external_key, 1, instr(external_key, '#') - 1) WHERE keyless = 1 AND instr(external_key, '#') > 0`,
    );
  if (services.mapping.defaults.kind) await keepEarlierKeys(connection, { stage, workspace });
  await numberEqualKeylessRows(connection, stage);
  await connection.run(
    `INSERT INTO ${stage}.repeats SELECT external_key, min(line) FROM ${stage}.drafts INDEXED BY drafts_by_key GROUP BY external_key HAVING count(*) > 1`,
  );
  throwIfCancelled(services.signal);

  await restoreStated(connection, stage);
  const known = await sheetIsKnown(connection, { stage, workspace });
  // What was read just now knows at most that it is unchanged.
  if (again)
    await connection.run(
      `UPDATE ${stage}.drafts SET status = ${STATUS.new}, previous_seq = NULL, reason_code = NULL, reason_field = NULL, reason_value = NULL WHERE status <> ${STATUS.new}`,
    );
  await resolveIdentities(connection, { stage, workspace }, 'drafts', ['who']);
  if (again) await forgetAuthors(connection, stage);
  if (known) {
    const TAKEN = `d.line IN (SELECT line FROM ${stage}.taken)`;
    services.progress('comparing', 1, null);
    await connection.run(`
      UPDATE ${stage}.drafts AS d SET
        previous_seq = e.seq,
        status = CASE
          WHEN e.state = 'reversal' AND (e.reason IS NULL OR ${TAKEN}) THEN ${STATUS.new}
          WHEN e.state = 'reversal' THEN ${STATUS.conflict}
          WHEN ${sameContent('d', 'e')} AND ${samePerson(stage)} THEN ${STATUS.unchanged}
          WHEN ${isByHand('e')} AND NOT ${TAKEN} THEN ${STATUS.conflict}
          ELSE ${STATUS.changed} END
      FROM ${workspace}.ledger_entries e
      WHERE d.previous_seq IS NULL AND e.seq = ${newestOf(workspace)}`);
    await connection.run(`
      UPDATE ${stage}.drafts SET reason_field = 'key', reason_value = '', reason_code =
        (SELECT CASE e.state WHEN 'reversal' THEN 'reversed_by_hand' ELSE 'corrected_by_hand' END FROM ${workspace}.ledger_entries e WHERE e.seq = previous_seq)
      WHERE status = ${STATUS.conflict}`);
    throwIfCancelled(services.signal);
  }
  // Of a key that stands twice in one file the first row counts: an equal later one is unchanged, a different one a conflict.
  await connection.run(`
    UPDATE ${stage}.drafts AS d SET
      status = CASE WHEN ${sameContent('d', 'f')} AND d.who = f.who THEN ${STATUS.unchanged} ELSE ${STATUS.conflict} END,
      reason_code = CASE WHEN ${sameContent('d', 'f')} AND d.who = f.who THEN NULL ELSE 'key_repeated' END,
      reason_field = 'key', reason_value = CAST(r.first_line AS TEXT)
    FROM ${stage}.repeats r JOIN ${stage}.drafts f ON f.line = r.first_line
    WHERE r.external_key = d.external_key AND d.line <> r.first_line`);
  await keepApart(connection, { stage, workspace });
  if (known) {
    const { rules } = await rulesFor(connection, services.today);
    await mergeChangedRows(connection, { stage, workspace }, { ...services, versions: rules.versions, status: STATUS });
  }
  await foreseeSums(connection, { stage, workspace }, services.mapping);
}

/** Rows whose kind is given for all of them were once known by it too; those that the ledger knows so stay known so. */
async function keepEarlierKeys(connection: Connection, { stage, workspace }: Schemas): Promise<void> {
  const inLedger = (key: string) => `EXISTS (SELECT 1 FROM ${workspace}.ledger_entries e WHERE e.external_key = ${key})`;
  await connection.run(
    `UPDATE ${stage}.drafts AS d SET external_key = earlier_key
     WHERE d.earlier_key IS NOT NULL AND NOT ${inLedger('d.external_key')} AND ${inLedger('d.earlier_key')}`,
  );
}

/** Rows without a key of their own are told apart by their content; equal ones by their occurrence, so that two are two. */
async function numberEqualKeylessRows(connection: Connection, stage: string): Promise<void> {
  if (!(await connection.get(`SELECT 1 FROM ${stage}.drafts WHERE keyless = 1 LIMIT 1`))) return;
  await connection.run(`
    UPDATE ${stage}.drafts SET external_key = numbered.key || '#' || numbered.occurrence, status = ${STATUS.new}, previous_seq = NULL
    FROM (SELECT line, external_key AS key, row_number() OVER (PARTITION BY external_key ORDER BY line) AS occurrence
      FROM ${stage}.drafts WHERE keyless = 1 AND instr(external_key, '#') = 0 AND external_key IN
        (SELECT external_key FROM ${stage}.drafts INDEXED BY drafts_by_key WHERE keyless = 1 GROUP BY external_key HAVING count(*) > 1)) AS numbered
    WHERE numbered.line = drafts.line AND numbered.occurrence > 1`);
}

/** Whether the ledger holds any row of this sheet at all; a first import needs no comparing. */
async function sheetIsKnown(connection: Connection, { stage, workspace }: Schemas): Promise<boolean> {
  const range = await keyRange(connection, stage);
  const found =
    range &&
    (await connection.get(`SELECT 1 FROM ${workspace}.ledger_entries WHERE external_key >= ? AND external_key < ? LIMIT 1`, range));
  return found !== undefined;
}

export async function rulesFor(workspace: Connection, today: string): Promise<{ rules: ContributionRules; policyVersion: number | null }> {
  const versions = await pointsVersionsIn(workspace);
  return { rules: { versions, today, ...(await whoRules(workspace)) }, policyVersion: versions.at(-1)?.version ?? null };
}
