// Contributions in staging, in the plan, and on their way into the ledger and out again. Set-based SQL throughout: a file
// may hold a million rows.
import type { ChangeSetRow, RevertResult } from '../../../shared/contract/imports.ts';
import { ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import { type ApplyServices, DRAFT_COLUMNS, type ImportKindSql, type ImportRow, type Schemas } from '../../intake/import-kind.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection, SqlValue } from '../../store/connection.ts';
import { addToRollups, recomputePeople } from '../../store/rollups.ts';
import { affiliateByDomain } from '../people/domain-affiliations.queries.ts';

const STATUS = Object.fromEntries(ROW_STATUSES.map((status, index) => [status, index])) as Record<RowStatus, number>;
const LINES_PER_STEP = 50_000;

/** The columns that say what a contribution is; two rows that agree in all of them are the same. */
const CONTENT = ['kind', 'source_kind', 'day', 'title', 'link', 'quantity', 'complexity', 'impact', 'quality'] as const;
const sameContent = (a: string, b: string) => CONTENT.map((column) => `${a}.${column} IS ${b}.${column}`).join(' AND ');

const stageSchema = `
CREATE TABLE who (who INTEGER PRIMARY KEY, identity_key TEXT NOT NULL, email TEXT, email_domain TEXT, login TEXT, name TEXT,
  shown TEXT NOT NULL, name_key TEXT NOT NULL, is_bot INTEGER NOT NULL, identity_num INTEGER);
CREATE TABLE drafts (${DRAFT_COLUMNS}, external_key TEXT NOT NULL, who INTEGER NOT NULL, kind TEXT NOT NULL, source_kind TEXT, day TEXT,
  title TEXT NOT NULL, link TEXT, quantity INTEGER, complexity TEXT, impact TEXT, quality TEXT, points INTEGER NOT NULL, keyless INTEGER NOT NULL,
  previous_seq INTEGER);`;

const fromJson = (columns: number) =>
  `SELECT ${Array.from({ length: columns }, (_, index) => `value ->> ${index}`).join(', ')} FROM json_each(jsonb(?))`;

const stageInserts = {
  who: `INSERT INTO who (who, identity_key, email, email_domain, login, name, shown, name_key, is_bot) ${fromJson(9)}`,
  drafts: `INSERT INTO drafts (line, external_key, who, kind, source_kind, day, title, link, quantity, complexity, impact, quality, points, keyless) ${fromJson(14)}`,
};

async function plan(
  connection: Connection,
  { stage, workspace }: Schemas,
  services: Pick<ApplyServices, 'signal' | 'progress'>,
): Promise<void> {
  services.progress('comparing', 0, null);
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_key ON drafts (external_key)`);
  throwIfCancelled(services.signal);
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${stage}.repeats (external_key TEXT PRIMARY KEY, first_line INTEGER NOT NULL) WITHOUT ROWID`,
  );
  await connection.run(`DELETE FROM ${stage}.repeats`);
  await numberEqualKeylessRows(connection, stage);
  await connection.run(
    `INSERT INTO ${stage}.repeats SELECT external_key, min(line) FROM ${stage}.drafts INDEXED BY drafts_by_key GROUP BY external_key HAVING count(*) > 1`,
  );
  throwIfCancelled(services.signal);

  const known = await sheetIsKnown(connection, { stage, workspace });
  await connection.run(
    `UPDATE ${stage}.drafts SET status = ${STATUS.new}, previous_seq = NULL, reason_code = NULL WHERE status <> ${STATUS.new}`,
  );
  await resolveIdentities(connection, { stage, workspace });
  if (known) {
    services.progress('comparing', 1, null);
    await connection.run(`
      UPDATE ${stage}.drafts AS d SET
        previous_seq = e.seq,
        status = CASE
          WHEN e.state = 'reversal' THEN ${STATUS.new}
          WHEN ${sameContent('d', 'e')} AND e.identity_num IS (SELECT w.identity_num FROM ${stage}.who w WHERE w.who = d.who) THEN ${STATUS.unchanged}
          ELSE ${STATUS.changed} END
      FROM ${workspace}.ledger_entries e
      WHERE e.external_key = d.external_key
        AND e.revision = (SELECT max(n.revision) FROM ${workspace}.ledger_entries n WHERE n.external_key = d.external_key)`);
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
}

/** Rows without a key of their own are told apart by their content; equal ones by their occurrence, so that two are two. */
async function numberEqualKeylessRows(connection: Connection, stage: string): Promise<void> {
  await connection.run(`
    UPDATE ${stage}.drafts SET external_key = numbered.key || '#' || numbered.occurrence
    FROM (SELECT line, external_key AS key, row_number() OVER (PARTITION BY external_key ORDER BY line) AS occurrence
      FROM ${stage}.drafts WHERE keyless = 1 AND instr(external_key, '#') = 0 AND external_key IN
        (SELECT external_key FROM ${stage}.drafts INDEXED BY drafts_by_key WHERE keyless = 1 GROUP BY external_key HAVING count(*) > 1)) AS numbered
    WHERE numbered.line = drafts.line AND numbered.occurrence > 1`);
}

/** Whether the ledger holds any row of this sheet at all; a first import needs no comparing. */
async function sheetIsKnown(connection: Connection, { stage, workspace }: Schemas): Promise<boolean> {
  const sample = await connection.get<{ external_key: string }>(`SELECT external_key FROM ${stage}.drafts LIMIT 1`);
  if (!sample) return false;
  const prefix = sample.external_key.slice(0, sample.external_key.indexOf('/') + 1);
  const found = await connection.get(`SELECT 1 FROM ${workspace}.ledger_entries WHERE external_key >= ? AND external_key < ? LIMIT 1`, [
    prefix,
    `${prefix.slice(0, -1)}0`,
  ]);
  return found !== undefined;
}

/** Gives every writing of a person its identity where the workspace knows it; equal keys within the file become one number. */
async function resolveIdentities(connection: Connection, { stage, workspace }: Schemas): Promise<void> {
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.who_by_key ON who (identity_key)`);
  await connection.run(`CREATE TABLE IF NOT EXISTS ${stage}.same_who (who INTEGER PRIMARY KEY, first_who INTEGER NOT NULL)`);
  await connection.run(`DELETE FROM ${stage}.same_who`);
  await connection.run(`INSERT INTO ${stage}.same_who SELECT w.who, g.first_who FROM ${stage}.who w
    JOIN (SELECT identity_key, min(who) AS first_who FROM ${stage}.who GROUP BY identity_key HAVING count(*) > 1) g
      ON g.identity_key = w.identity_key AND g.first_who <> w.who`);
  await connection.run(`UPDATE ${stage}.drafts SET who = s.first_who FROM ${stage}.same_who s WHERE s.who = drafts.who`);
  await connection.run(`DELETE FROM ${stage}.who WHERE who IN (SELECT who FROM ${stage}.same_who)`);
  await connection.run(
    `UPDATE ${stage}.who SET identity_num = (SELECT i.num FROM ${workspace}.identities i WHERE i.identity_key = ${stage}.who.identity_key)`,
  );
}

async function createIdentities(connection: Connection, row: ImportRow, services: ApplyServices): Promise<void> {
  const needed = `w.identity_num IS NULL AND EXISTS (SELECT 1 FROM stage.drafts d WHERE d.who = w.who AND d.ticked = 1 AND d.status IN (${STATUS.new}, ${STATUS.changed}))`;
  await connection.run(`CREATE INDEX IF NOT EXISTS stage.drafts_by_who ON drafts (who)`);
  const before = (await connection.get<{ num: number }>('SELECT coalesce(max(num), 0) AS num FROM people'))?.num ?? 0;
  const people = await connection.all<{ who: number }>(`SELECT w.who FROM stage.who w WHERE ${needed} ORDER BY w.who`);
  if (people.length === 0) return;
  await connection.run(
    `CREATE TABLE stage.arrivals (who INTEGER PRIMARY KEY, num INTEGER NOT NULL, person_id TEXT NOT NULL, identity_id TEXT NOT NULL)`,
  );
  for (let at = 0; at < people.length; at += 5_000) {
    const rows = people.slice(at, at + 5_000).map(({ who }, index) => [who, before + at + index + 1, services.newId(), services.newId()]);
    await connection.run(`INSERT INTO stage.arrivals ${fromJson(4)}`, [JSON.stringify(rows)]);
  }
  await connection.run(
    `INSERT INTO people (num, id, name, name_key, is_bot, created_at)
     SELECT a.num, a.person_id, w.shown, w.name_key, w.is_bot, ? FROM stage.arrivals a JOIN stage.who w ON w.who = a.who ORDER BY a.num`,
    [services.at],
  );
  const firstIdentity = (await connection.get<{ num: number }>('SELECT coalesce(max(num), 0) AS num FROM identities'))?.num ?? 0;
  await connection.run(
    `INSERT INTO identities (num, id, source, identity_key, email, email_domain, login, name, person_num, import_id)
     SELECT a.num - ? + ?, a.identity_id, 'spreadsheet', w.identity_key, w.email, w.email_domain, w.login, w.name, a.num, ?
     FROM stage.arrivals a JOIN stage.who w ON w.who = a.who ORDER BY a.num`,
    [before, firstIdentity, row.id],
  );
  await connection.run(
    `UPDATE stage.who SET identity_num = (SELECT a.num - ? + ? FROM stage.arrivals a WHERE a.who = stage.who.who) WHERE who IN (SELECT who FROM stage.arrivals)`,
    [before, firstIdentity],
  );
  await affiliateByDomain(connection, `i.num > ${Number(firstIdentity)}`, services.newId);
}

const ENTRY_COLUMNS = `external_key, revision, state, reverses, identity_num, kind, source_kind, day, title, link, quantity,
  complexity, impact, quality, points, policy_version, rejected_because, import_num, source_line, recorded_at`;

async function apply(
  connection: Connection,
  row: ImportRow,
  services: ApplyServices,
): Promise<{ firstSeq: number | null; lastSeq: number | null }> {
  services.progress('people', 0, null);
  await createIdentities(connection, row, services);
  throwIfCancelled(services.signal);
  const head = await headOf(connection);
  const wanted = `d.ticked = 1 AND d.status IN (${STATUS.new}, ${STATUS.changed})`;
  const some = await connection.get(`SELECT 1 FROM stage.drafts d WHERE d.status = ${STATUS.changed} AND d.ticked = 1 LIMIT 1`);
  if (some) {
    await connection.run(
      `INSERT INTO ledger_entries (${ENTRY_COLUMNS})
       SELECT e.external_key, e.revision + 1, 'reversal', e.seq, e.identity_num, e.kind, e.source_kind, e.day, e.title, e.link, e.quantity,
         e.complexity, e.impact, e.quality, -e.points, e.policy_version, NULL, ?, d.line, NULL
       FROM stage.drafts d JOIN ledger_entries e ON e.seq = d.previous_seq WHERE d.status = ${STATUS.changed} AND d.ticked = 1 ORDER BY d.line`,
      [row.num],
    );
  }
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
         'accepted', NULL, w.identity_num, d.kind, d.source_kind, d.day, d.title, d.link, d.quantity,
         d.complexity, d.impact, d.quality, d.points, ?, NULL, ?, d.line, NULL
       FROM stage.drafts d JOIN stage.who w ON w.who = d.who
       WHERE d.line BETWEEN ? AND ? AND ${wanted} ORDER BY d.line`,
      [row.policyVersion, row.num, from + 1, from + LINES_PER_STEP],
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
  return finish(connection, head, services);
}

const LATE_INDEXES = [
  { name: 'ledger_by_key', on: 'external_key, revision' },
  { name: 'ledger_by_identity', on: 'identity_num, day' },
  { name: 'ledger_by_day', on: 'day' },
] as const;

async function headOf(connection: Connection): Promise<number> {
  return (await connection.get<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM ledger_entries'))?.seq ?? 0;
}

async function finish(
  connection: Connection,
  before: number,
  services: ApplyServices,
): Promise<{ firstSeq: number | null; lastSeq: number | null }> {
  const after = await headOf(connection);
  if (after === before) return { firstSeq: null, lastSeq: null };
  throwIfCancelled(services.signal);
  services.progress('summing', 0, null);
  await addToRollups(connection, before + 1, after);
  // A reversal can take away a first or last day, which a running sum cannot know.
  const touched = `SELECT DISTINCT i.person_num FROM ledger_entries e JOIN identities i ON i.num = e.identity_num
    WHERE e.seq > ${before} AND e.state = 'reversal'`;
  if (await connection.get(`${touched} LIMIT 1`)) await recomputePeople(connection, touched);
  return { firstSeq: before + 1, lastSeq: after };
}

async function revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  if (row.firstSeq === null || row.lastSeq === null) return { reversed: 0, kept: 0, failed: 0, rows: [] };
  const mine = `e.seq BETWEEN ${Number(row.firstSeq)} AND ${Number(row.lastSeq)} AND e.state = 'accepted'`;
  const overtaken = `EXISTS (SELECT 1 FROM ledger_entries n WHERE n.external_key = e.external_key AND n.revision > e.revision)`;
  const head = await headOf(connection);
  services.progress('reverting', 0, null);
  const { changes: reversed } = await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS})
     SELECT e.external_key, e.revision + 1, 'reversal', e.seq, e.identity_num, e.kind, e.source_kind, e.day, e.title, e.link, e.quantity,
       e.complexity, e.impact, e.quality, -e.points, e.policy_version, NULL, e.import_num, e.source_line, ?
     FROM ledger_entries e WHERE ${mine} AND NOT ${overtaken} ORDER BY e.seq`,
    [services.at],
  );
  throwIfCancelled(services.signal);
  // What the import had replaced stands again as it was.
  await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS})
     SELECT o.external_key, o.revision + 4, 'accepted', NULL, o.identity_num, o.kind, o.source_kind, o.day, o.title, o.link, o.quantity,
       o.complexity, o.impact, o.quality, o.points, o.policy_version, NULL, o.import_num, o.source_line, ?
     FROM ledger_entries r JOIN ledger_entries o ON o.seq = r.reverses
     WHERE r.seq BETWEEN ${Number(row.firstSeq)} AND ${Number(row.lastSeq)} AND r.state = 'reversal'
       AND EXISTS (SELECT 1 FROM ledger_entries u WHERE u.seq > ${head} AND u.external_key = r.external_key AND u.revision = r.revision + 2) ORDER BY r.seq`,
    [services.at],
  );
  const stays = `FROM ledger_entries e WHERE ${mine} AND ${overtaken} AND NOT EXISTS (SELECT 1 FROM ledger_entries u WHERE u.seq > ${head} AND u.reverses = e.seq)`;
  const keptCount = (await connection.get<{ count: number }>(`SELECT count(*) AS count ${stays}`))?.count ?? 0;
  const kept = await connection.all<{ label: string }>(`SELECT e.title || ' (' || coalesce(e.day, '?') || ')' AS label ${stays} LIMIT 500`);
  await finish(connection, head, services);
  return {
    reversed,
    kept: keptCount,
    failed: 0,
    rows: kept.map(({ label }) => ({ label, outcome: 'kept' as const, reason: 'changed_since' })),
  };
}

interface DraftRow extends Record<string, string | number | null> {
  line: number;
  status: number;
}

const SHOWN = ['key', 'email', 'login', 'name', ...CONTENT, 'points'] as const;

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
    `SELECT d.*, w.email, w.login, w.name, w.shown, ${old}, e.points AS old_points, i.email AS old_email, i.login AS old_login, i.name AS old_name
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
  return {
    line: row.line,
    status: ROW_STATUSES[row.status] ?? 'new',
    ticked: row.ticked === 1,
    label: text(row.title) || text(row.shown),
    reason: row.reason_code === null ? null : { code: text(row.reason_code), field: text(row.reason_field), value: text(row.reason_value) },
    values: SHOWN.map((field) => ({ field, value: shownValue(field) })).filter(({ value }) => value !== ''),
    changes: changed
      ? SHOWN.filter((field) => field !== 'key' && text(row[field]) !== text(row[`old_${field}`])).map((field) => ({
          field,
          old: text(row[`old_${field}`]),
          new: text(row[field]),
        }))
      : [],
  };
}

async function rulesFor(workspace: Connection): Promise<{ rules: unknown; policyVersion: number }> {
  const row = await workspace.get<{ version: number; body: string }>(
    `SELECT version, body FROM policies WHERE kind = 'points' ORDER BY version DESC LIMIT 1`,
  );
  if (!row) throw new Error('the workspace has no points policy');
  return { rules: JSON.parse(row.body), policyVersion: row.version };
}

export const contributionImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor,
  plan,
  page,
  apply,
  revert,
  topics: ['contributions', 'people', 'partners'],
};
