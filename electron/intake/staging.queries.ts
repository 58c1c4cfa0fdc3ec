// A change-set lives in a throw-away SQLite file of its own until it is applied or discarded. The workspace is only attached
// for reading meanwhile, so nothing of it can change by planning.
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeSetRow } from '../../shared/contract/imports.ts';
import { ROW_STATUSES, type RowStatus } from '../../shared/vocabulary.ts';
import { type Connection, openConnection, readOnlyUri, type SqlValue } from '../store/connection.ts';
import { containing } from '../store/like.ts';
import type { ImportKindSql } from './import-kind.ts';
import { ImportRefused } from './import-refused.ts';
import { isTakeable } from './row-mending.queries.ts';

/** What is asked for even after a change-set is applied. */
export const REJECTED = `CREATE TABLE rejected (line INTEGER PRIMARY KEY, code TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, cells TEXT NOT NULL,
  more TEXT);
CREATE TABLE header (cells TEXT NOT NULL);`;
const MADE_BY_HAND = `CREATE TABLE planned_on (head TEXT NOT NULL);
CREATE TABLE unwanted (status INTEGER PRIMARY KEY);
CREATE TABLE mended (line INTEGER PRIMARY KEY, cells TEXT NOT NULL);
CREATE TABLE taken (line INTEGER PRIMARY KEY);
CREATE TABLE set_aside (line INTEGER PRIMARY KEY, for_line INTEGER NOT NULL);`;
// A crash throws the file away, so nothing has to be safe in it.
const FAST =
  'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -8000; PRAGMA locking_mode = NORMAL;';

export function stagingPath(folder: string, importId: string): string {
  return join(folder, `${importId}.stage`);
}

export async function createStaging(path: string, kind: ImportKindSql, workspacePath: string): Promise<Connection> {
  await removeStaging(path);
  const connection = await openConnection(path, 'create');
  await connection.script(`PRAGMA page_size = 8192; ${FAST} ${REJECTED} ${MADE_BY_HAND} ${kind.stageSchema}`);
  await connection.run('ATTACH ? AS workspace', [readOnlyUri(workspacePath)]);
  return connection;
}

/** Whether all of a change-set is there: of one that was applied nothing but its rejected rows is. */
export async function isWhole(path: string): Promise<boolean> {
  try {
    const connection = await openConnection(path, 'read');
    try {
      return (await connection.get("SELECT 1 FROM sqlite_schema WHERE name = 'drafts'")) !== undefined;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

/** A backup may know of a change-set that was applied or has gone since. */
export async function refuseUnlessWhole(path: string): Promise<void> {
  if (!(await isWhole(path))) throw new ImportRefused('FILE_GONE', { name: '' });
}

export async function withStaging<T>(path: string, workspacePath: string, use: (connection: Connection) => Promise<T>): Promise<T> {
  await refuseUnlessWhole(path);
  const connection = await openConnection(path, 'write');
  try {
    await connection.script(FAST);
    await makeRoomForMistakes(connection);
    await connection.run('ATTACH ? AS workspace', [readOnlyUri(workspacePath)]);
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** Change-sets that an older version planned keep one mistake of a row. */
async function makeRoomForMistakes(connection: Connection): Promise<void> {
  if (!(await connection.get("SELECT 1 FROM pragma_table_info('rejected') WHERE name = 'more'")))
    await connection.run('ALTER TABLE rejected ADD COLUMN more TEXT');
}

/** The rejected rows and their header, which outlive the rest of a change-set. */
export async function withRejections<T>(path: string, use: (connection: Connection) => Promise<T>): Promise<T> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there) throw new ImportRefused('FILE_GONE', { name: '' });
  const connection = await openConnection(path, 'read');
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

export async function removeStaging(path: string): Promise<void> {
  for (const suffix of ['', '-journal']) await rm(`${path}${suffix}`, { force: true });
}

export interface Totals {
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  conflicts: number;
  rejected: number;
  unticked: number;
}

/** Ticked rows by what will happen to them, and how many new or changed ones are unticked. */
export async function countStaged(connection: Connection, schema: 'main' | 'stage' = 'main'): Promise<Totals> {
  // One pass that only counts; grouping would sort a million rows first.
  const is = (status: RowStatus, ticked = '1') => `count(*) FILTER (WHERE status = ${ROW_STATUSES.indexOf(status)} AND ${ticked})`;
  const counts = await connection.get<Omit<Totals, 'rejected'>>(
    `SELECT count(*) AS rows, ${is('new', 'ticked')} AS created, ${is('changed', 'ticked')} AS changed, ${is('unchanged')} AS unchanged,
       ${is('conflict')} AS conflicts, ${is('new', 'NOT ticked')} + ${is('changed', 'NOT ticked')} AS unticked FROM ${schema}.drafts`,
  );
  const rejected = (await connection.get<{ count: number }>(`SELECT count(*) AS count FROM ${schema}.rejected`))?.count ?? 0;
  const { rows = 0, created = 0, changed = 0, unchanged = 0, conflicts = 0, unticked = 0 } = counts ?? {};
  return { rows: rows + rejected, created, changed, unchanged, conflicts, rejected, unticked };
}

export interface PageQuery {
  status: RowStatus | undefined;
  search: string;
  offset: number;
  limit: number;
}

interface StagedRow {
  line: number;
  status: number;
  ticked: number;
  reason_code: string | null;
  reason_field: string | null;
  reason_value: string | null;
}

/** One page of staged rows in the order of their lines. `d` stands for the drafts. */
export async function pageOfDrafts<Row>(
  stage: Connection,
  select: { columns: string; from: string; searched: readonly string[] },
  query: PageQuery,
  describe: (row: Row) => Pick<ChangeSetRow, 'label' | 'values' | 'changes'>,
): Promise<{ items: ChangeSetRow[]; total: number }> {
  const conditions = ['1'];
  const parameters: SqlValue[] = [];
  if (query.status) conditions.push(`d.status = ${ROW_STATUSES.indexOf(query.status)}`);
  if (query.search !== '') {
    conditions.push(`(${select.searched.map((column) => `${column} LIKE ?1 ESCAPE '\\'`).join(' OR ')})`);
    parameters.push(containing(query.search));
  }
  const where = `WHERE ${conditions.join(' AND ')}`;
  const from = `FROM ${select.from} ${where}`;
  // What is joined only says more of each row; a million rows are counted without it.
  const counted = await stage.get<{ total: number }>(
    `SELECT count(*) AS total ${query.search === '' ? `FROM drafts d ${where}` : from}`,
    parameters,
  );
  const rows = await stage.all<Row & StagedRow>(
    `SELECT ${select.columns} ${from} ORDER BY d.line LIMIT ${Number(query.limit)} OFFSET ${Number(query.offset)}`,
    parameters,
  );
  const items = rows.map((row) => ({
    line: row.line,
    status: ROW_STATUSES[row.status] ?? 'new',
    ticked: row.ticked === 1,
    takeable: isTakeable(row.reason_code),
    reasons: row.reason_code === null ? [] : [{ code: row.reason_code, field: row.reason_field ?? '', value: row.reason_value ?? '' }],
    ...describe(row),
  }));
  return { items, total: counted?.total ?? 0 };
}

/** A row as the review shows it: what it says but for blanks, and what it changes. `changes` is JSON as it is staged. */
export function describeDraft(
  label: string,
  said: Readonly<Record<string, string>>,
  changes: string | null,
): Pick<ChangeSetRow, 'label' | 'values' | 'changes'> {
  return {
    label,
    values: Object.entries(said).flatMap(([field, value]) => (value === '' ? [] : [{ field, value }])),
    changes: changes === null ? [] : (JSON.parse(changes) as ChangeSetRow['changes']),
  };
}
