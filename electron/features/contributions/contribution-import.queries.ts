// Contributions in staging, in the plan, and on their way into the ledger and out again. Set-based SQL throughout: a file
// may hold a million rows.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { pointsPolicy } from '../../../shared/contract/policies.ts';
import { ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import {
  type ApplyServices,
  DRAFT_COLUMNS,
  type ImportKindSql,
  type ImportRow,
  type PlanServices,
  type Schemas,
} from '../../intake/import-kind.ts';
import { isTakeable } from '../../intake/row-mending.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { type Connection, fromJson, type SqlValue } from '../../store/connection.ts';
import { countedEntries } from '../../store/rollups.ts';
import { linkByAccount } from '../people/account-links.queries.ts';
import { createIdentities, resolveIdentities, WHO_INSERT, WHO_TABLE, whoRules } from '../people/who.queries.ts';
import type { ContributionRules } from './contribution-drafts.ts';
import { goneEntries, keyRange } from './contribution-gone.queries.ts';
import { mergeChangedRows, restoreStated, STATED_TABLE } from './contribution-merge.queries.ts';
import { revert } from './contribution-revert.queries.ts';
import { ENTRY_COLUMNS, finish, headOf } from './import-entries.queries.ts';
import { keepApart, REPLACED_TABLE, reverseReplaced } from './pull-request-commits.queries.ts';
import { keepSightings, PULL_REQUESTS_INSERT, PULL_REQUESTS_TABLE } from './pull-requests.queries.ts';

const STATUS = Object.fromEntries(ROW_STATUSES.map((status, index) => [status, index])) as Record<RowStatus, number>;
const LINES_PER_STEP = 50_000;

/** The columns that say what a contribution is; two rows that agree in all of them are the same. */
const CONTENT = ['kind', 'source_kind', 'day', 'title', 'link', 'quantity', 'complexity', 'impact', 'quality'] as const;
const sameContent = (a: string, b: string) =>
  `${CONTENT.map((column) => `${a}.${column} IS ${b}.${column}`).join(' AND ')}
    AND (${a}.rejected_because IS 'reverted') = (${b}.rejected_because IS 'reverted')`;

const stageSchema = `
${WHO_TABLE}
CREATE TABLE drafts (${DRAFT_COLUMNS}, external_key TEXT NOT NULL, who INTEGER NOT NULL, kind TEXT NOT NULL, source_kind TEXT, day TEXT,
  title TEXT NOT NULL, link TEXT, quantity INTEGER, complexity TEXT, impact TEXT, quality TEXT, points INTEGER NOT NULL, keyless INTEGER NOT NULL,
  policy_version INTEGER NOT NULL, rejected_because TEXT, repository TEXT, previous_seq INTEGER);
${STATED_TABLE}
${REPLACED_TABLE}
${PULL_REQUESTS_TABLE}`;

/** What a person said or did to an entry is never overwritten by a sheet. */
const BY_HAND = `e.reason IS NOT NULL AND e.reason <> 'rescored'`;

const stageInserts = {
  who: WHO_INSERT,
  pull_requests: PULL_REQUESTS_INSERT,
  drafts: `INSERT INTO drafts (line, external_key, who, kind, source_kind, day, title, link, quantity, complexity, impact, quality, points, keyless, policy_version, rejected_because, repository) ${fromJson(17)}`,
};

async function plan(connection: Connection, { stage, workspace }: Schemas, services: PlanServices): Promise<void> {
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
  await numberEqualKeylessRows(connection, stage);
  await connection.run(
    `INSERT INTO ${stage}.repeats SELECT external_key, min(line) FROM ${stage}.drafts INDEXED BY drafts_by_key GROUP BY external_key HAVING count(*) > 1`,
  );
  throwIfCancelled(services.signal);

  await restoreStated(connection, stage);
  const known = await sheetIsKnown(connection, { stage, workspace });
  await connection.run(
    `UPDATE ${stage}.drafts SET status = ${STATUS.new}, previous_seq = NULL, reason_code = NULL, reason_field = NULL, reason_value = NULL WHERE status <> ${STATUS.new}`,
  );
  await resolveIdentities(connection, { stage, workspace }, 'drafts', ['who']);
  if (known) {
    const TAKEN = `d.line IN (SELECT line FROM ${stage}.taken)`;
    services.progress('comparing', 1, null);
    // The plus keeps the way from the sheet to the ledger: a sheet of ten rows must not walk through a million entries.
    await connection.run(`
      UPDATE ${stage}.drafts AS d SET
        previous_seq = e.seq,
        status = CASE
          WHEN e.state = 'reversal' AND (e.reason IS NULL OR ${TAKEN}) THEN ${STATUS.new}
          WHEN e.state = 'reversal' THEN ${STATUS.conflict}
          WHEN ${sameContent('d', 'e')} AND e.identity_num IS (SELECT w.identity_num FROM ${stage}.who w WHERE w.who = d.who) THEN ${STATUS.unchanged}
          WHEN ${BY_HAND} AND NOT ${TAKEN} THEN ${STATUS.conflict}
          ELSE ${STATUS.changed} END
      FROM ${workspace}.ledger_entries e
      WHERE e.external_key = +d.external_key
        AND e.revision = (SELECT max(n.revision) FROM ${workspace}.ledger_entries n WHERE n.external_key = d.external_key)`);
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
  if (!known) return;
  const { rules } = await rulesFor(connection, services.today);
  await mergeChangedRows(connection, { stage, workspace }, { ...services, versions: rules.versions, status: STATUS });
}

/** Rows without a key of their own are told apart by their content; equal ones by their occurrence, so that two are two. */
async function numberEqualKeylessRows(connection: Connection, stage: string): Promise<void> {
  if (!(await connection.get(`SELECT 1 FROM ${stage}.drafts WHERE keyless = 1 LIMIT 1`))) return;
  await connection.run(`
    UPDATE ${stage}.drafts SET external_key = numbered.key || '#' || numbered.occurrence
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

async function apply(
  connection: Connection,
  row: ImportRow,
  services: ApplyServices,
): Promise<{ firstSeq: number | null; lastSeq: number | null }> {
  services.progress('people', 0, null);
  await createIdentities(
    connection,
    row.id,
    services,
    `SELECT who FROM stage.drafts WHERE ticked = 1 AND status IN (${STATUS.new}, ${STATUS.changed})`,
  );
  throwIfCancelled(services.signal);
  const head = await headOf(connection);
  const wanted = `d.ticked = 1 AND d.status IN (${STATUS.new}, ${STATUS.changed})`;
  const some = await connection.get(`SELECT 1 FROM stage.drafts d WHERE d.status = ${STATUS.changed} AND d.ticked = 1 LIMIT 1`);
  if (some) {
    await connection.run(
      `INSERT INTO ledger_entries (${ENTRY_COLUMNS})
       SELECT e.external_key, e.revision + 1, 'reversal', e.seq, e.identity_num, e.kind, e.source_kind, e.day, e.title, e.link, e.quantity,
         e.complexity, e.impact, e.quality, -e.points, e.policy_version, e.rejected_because, NULL, e.repository, ?, d.line, NULL
       FROM stage.drafts d JOIN ledger_entries e ON e.seq = d.previous_seq WHERE d.status = ${STATUS.changed} AND d.ticked = 1 ORDER BY d.line`,
      [row.num],
    );
  }
  await reverseReplaced(connection, row, ENTRY_COLUMNS);
  const lastReversal = await headOf(connection);
  const { last = 0, total = 0 } =
    (await connection.get<{ last: number; total: number }>('SELECT max(line) AS last, count(*) AS total FROM stage.drafts')) ?? {};
  // When most of the ledger will be new, building its indexes once afterwards beats keeping them up row by row.
  const rebuild = total > head;
  if (rebuild) for (const { name } of LATE_INDEXES) await connection.run(`DROP INDEX ${name}`);
  for (let from = 0; from <= last; from += LINES_PER_STEP) {
    throwIfCancelled(services.signal);
    await connection.run(
      `INSERT INTO ledger_entries (${ENTRY_COLUMNS})
       SELECT d.external_key, CASE WHEN d.previous_seq IS NULL THEN 1
           ELSE (SELECT p.revision FROM ledger_entries p WHERE p.seq = d.previous_seq) + CASE d.status WHEN ${STATUS.changed} THEN 2 ELSE 1 END END,
         CASE WHEN d.rejected_because IS NULL THEN 'accepted' ELSE 'rejected' END, NULL, w.identity_num, d.kind, d.source_kind, d.day, d.title,
         d.link, d.quantity, d.complexity, d.impact, d.quality, d.points, d.policy_version, d.rejected_because, NULL, d.repository, ?, d.line, NULL
       FROM stage.drafts d JOIN stage.who w ON w.who = d.who
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
  const written = await finish(connection, head, services, lastReversal === head ? staged : `${staged} UNION ALL ${reversals}`);
  await keepSightings(connection, row);
  await linkByAccount(connection, row.id, services);
  return written;
}

const LATE_INDEXES = [
  { name: 'ledger_by_key', on: 'external_key, revision' },
  { name: 'ledger_by_identity', on: 'identity_num, day' },
  { name: 'ledger_by_day', on: 'day' },
] as const;

interface DraftRow extends Record<string, string | number | null> {
  line: number;
  status: number;
}

const SHOWN = ['key', 'email', 'login', 'name', ...CONTENT, 'points'] as const;
/** Keys that Trellis made itself say the least. */
const SHOWN_GATHERED = ['name', 'kind', 'day', 'points', 'email', 'login', 'title', 'link', 'source_kind', 'key'] as const;

async function page(
  stage: Connection,
  query: { status: RowStatus | undefined; search: string; offset: number; limit: number },
): Promise<{ items: ChangeSetRow[]; total: number }> {
  const conditions = ['1'];
  const parameters: SqlValue[] = [];
  if (query.status) conditions.push(`d.status = ${STATUS[query.status]}`);
  if (query.search !== '') {
    conditions.push(
      `(d.title LIKE ?1 ESCAPE '\\' OR w.shown LIKE ?1 ESCAPE '\\' OR w.email LIKE ?1 ESCAPE '\\' OR d.external_key LIKE ?1 ESCAPE '\\')`,
    );
    parameters.push(`%${query.search.replace(/[\\%_]/g, '\\$&')}%`);
  }
  const from = `FROM drafts d JOIN who w ON w.who = d.who LEFT JOIN workspace.ledger_entries e ON e.seq = d.previous_seq AND e.state <> 'reversal'
    LEFT JOIN workspace.identities i ON i.num = e.identity_num WHERE ${conditions.join(' AND ')}`;
  const counted = await stage.get<{ total: number }>(
    query.search === '' ? `SELECT count(*) AS total FROM drafts d WHERE ${conditions.join(' AND ')}` : `SELECT count(*) AS total ${from}`,
    parameters,
  );
  const old = CONTENT.map((column) => `e.${column} AS old_${column}`).join(', ');
  const rows = await stage.all<DraftRow>(
    `SELECT d.*, w.email, w.login, w.name, w.shown, ${old}, (SELECT count(*) FROM replaced r WHERE r.line = d.line) AS replaced, e.points AS old_points, i.email AS old_email, i.login AS old_login, i.name AS old_name
     ${from} ORDER BY d.line LIMIT ${Number(query.limit)} OFFSET ${Number(query.offset)}`,
    parameters,
  );
  return { total: counted?.total ?? 0, items: rows.map(toChangeSetRow) };
}

function toChangeSetRow(row: DraftRow): ChangeSetRow {
  const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  const shownValue = (field: string) => {
    if (field !== 'key') return text(row[field]);
    return row.keyless === 1 ? '' : text(row.external_key).slice(text(row.external_key).indexOf('/') + 1);
  };
  const changed = ROW_STATUSES[row.status] === 'changed';
  const shown = text(row.external_key).startsWith('csv:') ? SHOWN : SHOWN_GATHERED;
  return {
    line: row.line,
    status: ROW_STATUSES[row.status] ?? 'new',
    ticked: row.ticked === 1,
    takeable: isTakeable(row.reason_code === null ? null : text(row.reason_code)),
    label: text(row.title) || text(row.shown),
    reason: row.reason_code === null ? null : { code: text(row.reason_code), field: text(row.reason_field), value: text(row.reason_value) },
    values: shown.map((field) => ({ field, value: shownValue(field) })).filter(({ value }) => value !== ''),
    changes: changed
      ? SHOWN.filter((field) => field !== 'key' && text(row[field]) !== text(row[`old_${field}`])).map((field) => ({
          field,
          old: text(row[`old_${field}`]),
          new: text(row[field]),
        }))
      : takenPlace(Number(row.replaced)),
  };
}

/** A pull request takes the place of commits that counted alone so far. */
function takenPlace(commits: number): ChangeSetRow['changes'] {
  return commits === 0 ? [] : [{ field: 'commits', old: String(commits), new: '0' }];
}

async function rulesFor(workspace: Connection, today: string): Promise<{ rules: ContributionRules; policyVersion: number | null }> {
  const rows = await workspace.all<{ version: number; effective_from: string | null; published_at: string; body: string }>(
    `SELECT version, effective_from, published_at, body FROM policies WHERE kind = 'points' ORDER BY version`,
  );
  const versions = rows.map(({ version, effective_from, published_at, body }) => ({
    version,
    effectiveFrom: effective_from,
    publishedAt: published_at,
    policy: pointsPolicy.parse(JSON.parse(body)),
  }));
  return { rules: { versions, today, ...(await whoRules(workspace)) }, policyVersion: versions.at(-1)?.version ?? null };
}

export const contributionImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor,
  plan,
  page,
  gone: goneEntries,
  apply,
  revert,
  topics: ['contributions', 'people', 'partners'],
};
