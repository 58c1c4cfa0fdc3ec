// A change-set: built from a file in a staging file of its own, looked at page by page, its rows ticked and unticked.
import type { ChangeSetRow, Mapping, Reading } from '../../shared/contract/imports.ts';
import { type ImportKind, ROW_STATUSES, type RowStatus } from '../../shared/vocabulary.ts';
import type { JobHandle } from '../jobs/jobs.ts';
import { type Connection, readOnlyUri } from '../store/connection.ts';
import { readDrafts } from './draft-stream.ts';
import { type DraftRules, type ImportKindSql, type Schemas, WHILE_PLANNING } from './import-kind.ts';
import type { ReadApart } from './readers/reader.ts';
import { REJECTED_INSERT, rejectedPage } from './rejected-rows.queries.ts';
import { carryOver, draftAgain, type Mending, rawRows, setAside, stepToTake } from './row-mending.queries.ts';
import { countStaged, createStaging, type Totals } from './staging.queries.ts';

/** Reads a file into a new staging file and decides for every row what it would change. Nothing of the workspace is touched. */
export async function buildChangeSet(
  place: {
    stagePath: string;
    earlierStagePath: string | null;
    workspacePath: string;
    workerScript: URL;
    readApart: ReadApart;
    today: string;
  },
  { sql, draftRules }: { sql: ImportKindSql; draftRules: DraftRules },
  source: { path: string; kind: ImportKind; reading: Reading; mapping: Mapping },
  handle: JobHandle,
): Promise<{ totals: Totals; policyVersion: number | null }> {
  const stage = await createStaging(place.stagePath, sql, place.workspacePath);
  const stop = () => stage.interrupt();
  handle.signal.addEventListener('abort', stop);
  try {
    handle.progress('reading', 0, null);
    const { rules, policyVersion } = await sql.rulesFor(stage, place.today);
    if (place.earlierStagePath) await stage.run('ATTACH ? AS earlier', [readOnlyUri(place.earlierStagePath)]);
    await stage.run('BEGIN');
    const lookAt = sql.whileReading?.(stage, WHILE_PLANNING);
    await readDrafts(
      { script: place.workerScript, request: { rules, ...source }, readApart: place.readApart, signal: handle.signal },
      {
        header: async (cells) => void (await stage.run('INSERT INTO header (cells) VALUES (?)', [JSON.stringify(cells)])),
        batch: async ({ tables, rejected, rowsRead }) => {
          for (const { table, json } of tables) await stage.run(sql.stageInserts[table] ?? '', [json]);
          if (rejected) await stage.run(REJECTED_INSERT, [rejected]);
          await lookAt?.();
          handle.progress('reading', rowsRead, null);
        },
      },
    );
    if (place.earlierStagePath)
      await carryOver({ stage, sql, rules: draftRules, today: place.today, readApart: place.readApart, ...source });
    await sql.plan(stage, WHILE_PLANNING, { mapping: source.mapping, today: place.today, ...handle });
    await untickUnwanted(stage, source.mapping);
    await stage.run('INSERT INTO planned_on (head) VALUES (?)', [await workspaceHead(stage, WHILE_PLANNING)]);
    const totals = await countStaged(stage);
    await stage.run('COMMIT');
    return { totals, policyVersion };
  } finally {
    handle.signal.removeEventListener('abort', stop);
    await stage.close();
  }
}

/** What the person did not ask for stays in sight, unticked. */
async function untickUnwanted(stage: Connection, { updates, creates }: Mapping): Promise<void> {
  const unwanted = [...(updates ? [] : ['changed' as const]), ...(creates ? [] : ['new' as const])];
  for (const status of unwanted) {
    const number = ROW_STATUSES.indexOf(status);
    await stage.run('INSERT INTO unwanted (status) VALUES (?)', [number]);
    await stage.run('UPDATE drafts SET ticked = 0 WHERE status = ?', [number]);
  }
}

/** Decides anew, and unticks what only now turns out to be what the person did not ask for. */
export async function keepingUnwantedOut(connection: Connection, planAnew: () => Promise<void>): Promise<void> {
  if (!(await connection.get('SELECT 1 FROM stage.unwanted'))) return planAnew();
  await connection.run('CREATE TEMP TABLE ticked_as (line INTEGER PRIMARY KEY, status INTEGER NOT NULL)');
  try {
    await connection.run('INSERT INTO temp.ticked_as SELECT line, status FROM stage.drafts WHERE ticked = 1');
    await planAnew();
    await connection.run(
      `UPDATE stage.drafts AS d SET ticked = 0 FROM temp.ticked_as t
       WHERE t.line = d.line AND t.status <> d.status AND d.status IN (SELECT status FROM stage.unwanted)`,
    );
  } finally {
    await connection.run('DROP TABLE temp.ticked_as');
  }
}

/** What the change-set was compared with; see {@link workspaceHead}. */
export async function plannedOn(connection: Connection): Promise<string | undefined> {
  return (await connection.get<{ head: string }>('SELECT head FROM stage.planned_on'))?.head;
}

export interface ChangeSetQuery {
  readonly status?: RowStatus;
  readonly search?: string;
  readonly offset: number;
  readonly limit: number;
}

export async function changeSetPage(
  stage: Connection,
  sql: ImportKindSql,
  { status, search = '', offset, limit }: ChangeSetQuery,
): Promise<{ items: ChangeSetRow[]; total: number }> {
  const page = { status, search, offset, limit };
  if (status === 'rejected') return rejectedPage(stage, page);
  const accepted = await sql.page(stage, page);
  if (status || search) return accepted;
  // Without a filter the rejected rows stand after the others, so that every row of the file can be seen.
  const left = limit - accepted.items.length;
  const rejected = await rejectedPage(stage, { ...page, offset: Math.max(0, offset - accepted.total), limit: left });
  return { items: [...accepted.items, ...(left > 0 ? rejected.items : [])], total: accepted.total + rejected.total };
}

export interface Ticking {
  readonly ticked: boolean;
  readonly lines?: number[];
  readonly status?: 'new' | 'changed';
}

export async function tickRows(stage: Connection, { ticked, lines, status }: Ticking): Promise<Totals> {
  const mark = ticked ? 1 : 0;
  if (lines) await stage.run('UPDATE drafts SET ticked = ? WHERE line IN (SELECT value FROM json_each(?))', [mark, JSON.stringify(lines)]);
  if (status) await stage.run('UPDATE drafts SET ticked = ? WHERE status = ?', [mark, ROW_STATUSES.indexOf(status)]);
  return countStaged(stage);
}

/** Decides for every row anew what it would change, after single rows were mended or taken. */
async function planAgain({ stage, sql, mapping, today }: Mending): Promise<void> {
  await sql.plan(stage, WHILE_PLANNING, { mapping, today, signal: new AbortController().signal, progress: () => undefined });
  await stage.run('UPDATE planned_on SET head = ?', [await workspaceHead(stage, WHILE_PLANNING)]);
}

/** All or nothing: a change-set is never left half planned. */
async function changing(stage: Connection, work: () => Promise<void>): Promise<Totals> {
  await stage.run('BEGIN');
  try {
    await work();
    const totals = await countStaged(stage);
    await stage.run('COMMIT');
    return totals;
  } catch (error) {
    await stage.run('ROLLBACK');
    throw error;
  }
}

export function mendRow(mending: Mending, line: number, cells: readonly string[]): Promise<Totals> {
  return changing(mending.stage, async () => {
    await draftAgain(mending, new Map([[line, cells]]));
    await planAgain(mending);
  });
}

const MOST_ROWS_IN_THE_WAY = 50;

/** Takes a row that is in conflict, whatever stands in its way. */
export function takeRow(mending: Mending, path: string, line: number): Promise<Totals> {
  const { stage } = mending;
  return changing(stage, async () => {
    for (let step = 0; step < MOST_ROWS_IN_THE_WAY; step += 1) {
      const next = await stepToTake(stage, line);
      if (next === 'done') return;
      if (next !== 'marked') {
        const cells = (await rawRows(mending, path, [next.blocking])).get(next.blocking);
        await setAside(stage, next.blocking, cells ?? [], line);
      }
      await planAgain(mending);
    }
  });
}

/** Changes whenever something was imported, reverted or edited, or somebody was forgotten: what a change-set was compared with. */
export async function workspaceHead(connection: Connection, { workspace }: Schemas): Promise<string> {
  const row = await connection.get<{ head: string }>(
    `SELECT (SELECT coalesce(max(seq), 0) FROM ${workspace}.ledger_entries) || '/' || (SELECT coalesce(max(num), 0) FROM ${workspace}.identities)
       || '/' || (SELECT coalesce(max(seq), 0) FROM ${workspace}.changes) || '/' || (SELECT coalesce(max(undone_order), 0) FROM ${workspace}.changes)
       || '/' || (SELECT count(*) FROM ${workspace}.imports WHERE state IN ('applied', 'reverted'))
       || '/' || (SELECT count(*) FROM ${workspace}.erased_keys) AS head`,
  );
  return row?.head ?? '';
}
