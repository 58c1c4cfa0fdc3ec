// What a person does to single rows of a change-set: mend their cells, or take one that is in conflict. The staging file keeps it, and a
// later change-set of the same file takes it over.
import type { Mapping, Reading, ReasonGroup } from '../../shared/contract/imports.ts';
import { ROW_STATUSES, type RowStatus } from '../../shared/vocabulary.ts';
import type { Connection, SqlConnection } from '../store/connection.ts';
import type { DraftRules, ImportKindSql, Rejection } from './import-kind.ts';
import { cellsFromAbove } from './mapping/cells-above.ts';
import { readRows } from './readers/index.ts';
import type { ReadApart } from './readers/reader.ts';
import { rejectedRow } from './rejected-row.ts';
import { REJECTED_INSERT } from './rejected-rows.queries.ts';

export interface Mending {
  readonly stage: Connection;
  readonly sql: ImportKindSql;
  readonly rules: DraftRules;
  readonly reading: Reading;
  readonly mapping: Mapping;
  readonly today: string;
  readonly readApart: ReadApart;
}

/** Rows that say something else about what an earlier line is about; `reason_value` names that line. */
const REPEATS: ReadonlySet<string> = new Set([
  'key_repeated',
  'name_repeated',
  'affiliation_repeated',
  'partner_repeated',
  'contact_repeated',
]);
/** Rows against which stands what a person did, or what counts the same already. */
const OVERRULED: ReadonlySet<string> = new Set([
  'corrected_by_hand',
  'reversed_by_hand',
  'removed_by_hand',
  'scored_as_pull_request',
  'commit_corrected_by_hand',
]);

/** Whether a person can take a row although it is in conflict. */
export function isTakeable(code: string | null): boolean {
  return code !== null && (REPEATS.has(code) || OVERRULED.has(code));
}

const statusNumber = (status: RowStatus) => ROW_STATUSES.indexOf(status);

export async function headerOf(stage: Connection): Promise<string[]> {
  return JSON.parse((await stage.get<{ cells: string }>('SELECT cells FROM header'))?.cells ?? '[]') as string[];
}

/** The cells of single rows as the person mended them, else as the file has them. */
export async function rawRows(
  { stage, reading, mapping, readApart }: Mending,
  path: string,
  lines: readonly number[],
): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  const known = await stage.all<{ line: number; cells: string }>(
    'SELECT line, cells FROM mended WHERE line IN (SELECT value FROM json_each(?1)) UNION SELECT line, cells FROM rejected WHERE line IN (SELECT value FROM json_each(?1))',
    [JSON.stringify(lines)],
  );
  for (const { line, cells } of known) found.set(line, JSON.parse(cells) as string[]);
  const missing = new Set(lines.filter((line) => !found.has(line)));
  if (missing.size === 0) return found;
  for await (const rows of cellsFromAbove(readRows(path, reading, readApart), mapping)) {
    for (const { line, cells } of rows) if (missing.delete(line)) found.set(line, cells);
    if (missing.size === 0) break;
  }
  return found;
}

/** Reads rows anew with other cells; what stood for their lines goes. */
export async function draftAgain(mending: Mending, rows: ReadonlyMap<number, readonly string[]>): Promise<void> {
  const { stage, sql, rules, reading, mapping, today } = mending;
  const people = await stage.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'who'");
  const last = people ? await stage.get<{ last: number }>('SELECT coalesce(max(who), 0) AS last FROM who') : undefined;
  const { rules: fromWorkspace } = await sql.rulesFor(stage, today);
  const drafter = rules.createDrafter({
    headers: await headerOf(stage),
    format: reading.format,
    mapping,
    rules: last ? { ...(fromWorkspace as object), numberedTo: last.last } : fromWorkspace,
  });
  for (const [line, cells] of rows) {
    for (const { name } of await tablesByLine(stage)) await stage.run(`DELETE FROM ${name} WHERE line = ?`, [line]);
    await stage.run('INSERT INTO mended (line, cells) VALUES (?, ?)', [line, JSON.stringify(cells)]);
    const mistakes = drafter.add(line, cells);
    if (mistakes) await reject(stage, line, mistakes, cells);
  }
  for (const [table, drafted] of Object.entries(drafter.take()))
    if (drafted.length > 0) await stage.run(sql.stageInserts[table] ?? '', [JSON.stringify(drafted)]);
}

function tablesByLine(stage: Connection): Promise<{ name: string }[]> {
  return stage.all(`SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND c.name = 'line'`);
}

export async function reject(stage: SqlConnection, line: number, mistakes: readonly Rejection[], cells: readonly string[]): Promise<void> {
  await stage.run(REJECTED_INSERT, [JSON.stringify([rejectedRow(line, mistakes, cells)])]);
}

/**
 * One step towards taking a row: marks it to be taken over what a person did, or sets the line that stands in its way aside.
 * `blocking` is that line, `done` says that nothing stands in its way.
 */
export async function stepToTake(stage: Connection, line: number): Promise<'done' | 'marked' | { blocking: number }> {
  const row = await stage.get<{ reason_code: string | null; reason_value: string | null }>(
    `SELECT reason_code, reason_value FROM drafts WHERE line = ? AND status = ${statusNumber('conflict')}`,
    [line],
  );
  if (!row || !isTakeable(row.reason_code)) return 'done';
  if (REPEATS.has(row.reason_code ?? '')) return { blocking: Number(row.reason_value) };
  const { changes } = await stage.run('INSERT OR IGNORE INTO taken (line) VALUES (?)', [line]);
  return changes === 0 ? 'done' : 'marked';
}

export async function setAside(stage: Connection, line: number, cells: readonly string[], insteadOf: number): Promise<void> {
  await stage.run('DELETE FROM drafts WHERE line = ?', [line]);
  await stage.run('INSERT OR IGNORE INTO set_aside (line, for_line) VALUES (?, ?)', [line, insteadOf]);
  await reject(stage, line, [{ code: 'set_aside', field: '', value: String(insteadOf) }], cells);
}

/** What a person did in an earlier change-set of the same file, attached as `earlier`: rows mended, taken, set aside, unticked. */
export async function carryOver(mending: Mending): Promise<void> {
  const { stage } = mending;
  const mended = await stage.all<{ line: number; cells: string }>('SELECT line, cells FROM earlier.mended');
  await draftAgain(mending, new Map(mended.map(({ line, cells }) => [line, JSON.parse(cells) as string[]])));
  await stage.run('INSERT OR IGNORE INTO taken SELECT line FROM earlier.taken');
  const aside = await stage.all<{ line: number; for_line: number; cells: string }>(
    'SELECT s.line, s.for_line, r.cells FROM earlier.set_aside s JOIN earlier.rejected r ON r.line = s.line JOIN drafts d ON d.line = s.line',
  );
  for (const { line, for_line, cells } of aside) await setAside(stage, line, JSON.parse(cells) as string[], for_line);
  // What the mapping had unticked is for the next mapping to decide.
  await stage.run(
    `UPDATE drafts SET ticked = 0 WHERE line IN
       (SELECT e.line FROM earlier.drafts e WHERE e.ticked = 0 AND e.status NOT IN (SELECT status FROM earlier.unwanted))`,
  );
}

const MOST_REASONS = 200;
/** Reasons whose value is worth telling apart: many rows share it. */
const SHARED_VALUES = ['unknown_value', 'not_a_partner', 'area_not_of_type', 'domain_of_nobody'];

/** A row with several mistakes stands under each of them, once. */
export async function reasonGroups(stage: Connection): Promise<ReasonGroup[]> {
  const value = (column: string, code: string) =>
    `CASE WHEN ${code} IN (${SHARED_VALUES.map((one) => `'${one}'`).join(', ')}) THEN coalesce(${column}, '') ELSE '' END`;
  const groups = await stage.all<{ status: 'conflict' | 'rejected'; code: string; field: string; value: string; rows: number }>(
    `SELECT 'rejected' AS status, code, field, ${value('value', 'code')} AS value, count(DISTINCT line) AS rows FROM (
       SELECT line, code, field, value FROM rejected
       UNION ALL SELECT r.line, m.value ->> 0, m.value ->> 1, m.value ->> 2 FROM rejected r, json_each(r.more) m) GROUP BY 2, 3, 4
     UNION ALL
     SELECT 'conflict', reason_code, coalesce(reason_field, ''), ${value('reason_value', 'reason_code')}, count(*) FROM drafts
       WHERE status = ${statusNumber('conflict')} AND reason_code IS NOT NULL GROUP BY 2, 3, 4
     ORDER BY rows DESC LIMIT ${MOST_REASONS}`,
  );
  return groups;
}
