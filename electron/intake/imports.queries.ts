// The imports table: what was imported, when, and what came of it.

import type { Selectable } from 'kysely';
import type { ImportSummary, Mapping, Origin, Reading, RevertResult } from '../../shared/contract/imports.ts';
import type { ImportKind, ImportState } from '../../shared/vocabulary.ts';
import type { SqlConnection } from '../store/connection.ts';
import type { Reader, Writer } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';
import { collectedFilesInUse, isDiscarded } from './collecting/collections.queries.ts';
import type { ImportRow } from './import-kind.ts';
import { ImportRefused } from './import-refused.ts';
import type { StagedFiles } from './staged-files.ts';
import type { Totals } from './staging.queries.ts';

export type StoredImport = Selectable<Tables['imports']>;

export function findImport(reader: Reader, importId: string): Promise<StoredImport | undefined> {
  return reader.selectFrom('imports').selectAll().where('id', '=', importId).executeTakeFirst();
}

export async function importStates(reader: Reader): Promise<Map<string, string>> {
  const rows = await reader.selectFrom('imports').select(['id', 'state']).execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

export async function listImports(
  reader: Reader,
  page: { offset: number; limit: number },
): Promise<{ items: StoredImport[]; total: number }> {
  const shown = reader.selectFrom('imports').where('state', '<>', 'discarded');
  const items = await shown.selectAll().orderBy('num', 'desc').offset(page.offset).limit(page.limit).execute();
  const counted = await shown.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { items, total: counted.total };
}

export function waitingImports(reader: Reader): Promise<StoredImport[]> {
  return reader.selectFrom('imports').selectAll().where('state', '=', 'planned').orderBy('num', 'desc').limit(20).execute();
}

/** The newest applied import of a file with this content. */
export function findAppliedByHash(reader: Reader, sha256: string, kind: ImportKind): Promise<StoredImport | undefined> {
  return reader
    .selectFrom('imports')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('kind', '=', kind)
    .where('state', '=', 'applied')
    .orderBy('num', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function addImport(
  writer: Writer,
  row: {
    id: string;
    kind: ImportKind;
    fileName: string;
    sha256: string;
    stagedFileId: string;
    reading: Reading;
    mapping: Mapping;
    origin: Origin;
    createdAt: string;
  },
): Promise<void> {
  await writer
    .insertInto('imports')
    .values({
      ...row,
      state: 'planning',
      reading: JSON.stringify(row.reading),
      mapping: JSON.stringify(row.mapping),
      origin: JSON.stringify(row.origin),
      policyVersion: null,
      firstSeq: null,
      lastSeq: null,
      appliedAt: null,
      revertResult: null,
    })
    .execute();
}

export async function updateImport(writer: Writer, importId: string, patch: Partial<Omit<StoredImport, 'id' | 'num'>>): Promise<void> {
  await writer.updateTable('imports').set(patch).where('id', '=', importId).execute();
}

/** What a review counts holds as long as it goes on; the totals of what is being applied are the applying's to say. */
export async function recount(writer: Writer, importId: string, totals: Totals): Promise<void> {
  await writer.updateTable('imports').set(totals).where('id', '=', importId).where('state', '=', 'planned').execute();
}

/** What was being applied waits again; what is applied stays so, whatever went wrong after it. */
export async function waitAgain(writer: Writer, importId: string): Promise<void> {
  await writer.updateTable('imports').set({ state: 'planned' }).where('id', '=', importId).where('state', '=', 'applying').execute();
}

export async function markApplied(
  connection: SqlConnection,
  importId: string,
  written: { at: string; firstSeq: number | null; lastSeq: number | null; totals: Totals },
): Promise<void> {
  const { at, firstSeq, lastSeq, totals } = written;
  const { rows, created, changed, unchanged, conflicts, rejected, unticked } = totals;
  await connection.run(
    `UPDATE imports SET state = 'applied', applied_at = ?, first_seq = ?, last_seq = ?, rows = ?, created = ?, changed = ?, unchanged = ?,
       conflicts = ?, rejected = ?, unticked = ? WHERE id = ?`,
    [at, firstSeq, lastSeq, rows, created, changed, unchanged, conflicts, rejected, unticked, importId],
  );
}

/** Whether there is something that an import could spoil. */
export async function hasAnything(reader: Reader): Promise<boolean> {
  const partner = await reader.selectFrom('partners').select('id').limit(1).executeTakeFirst();
  return partner !== undefined || (await reader.selectFrom('ledgerEntries').select('seq').limit(1).executeTakeFirst()) !== undefined;
}

/** Inside the transaction that takes it back. */
export async function refuseUnlessApplied(connection: SqlConnection, importId: string): Promise<void> {
  const row = await connection.get<{ state: string }>('SELECT state FROM imports WHERE id = ?', [importId]);
  if (row?.state !== 'applied') throw new ImportRefused('IMPORT_NOT_READY', { state: row?.state ?? '' });
}

export async function markReverted(connection: SqlConnection, importId: string, result: RevertResult): Promise<void> {
  await connection.run(`UPDATE imports SET state = 'reverted', revert_result = ? WHERE id = ?`, [JSON.stringify(result), importId]);
}

const NEEDS_ITS_FILE = ['planning', 'planned', 'applying'] as const;

/** Staged files that an import still needs, or that can be gone on with. */
export async function stagedFilesInUse(reader: Reader): Promise<Set<string>> {
  const rows = await reader.selectFrom('imports').select('stagedFileId').where('state', 'in', NEEDS_ITS_FILE).execute();
  return new Set([...rows.flatMap((row) => row.stagedFileId ?? []), ...(await collectedFilesInUse(reader))]);
}

/** Removes what a discarded collection gathered, unless an import of it still waits for its review. */
export async function removeUnneeded(reader: Reader, stagedFiles: StagedFiles, stagedFileId: string): Promise<void> {
  const unneeded = (await isDiscarded(reader, stagedFileId)) && !(await stagedFilesInUse(reader)).has(stagedFileId);
  if (unneeded) await stagedFiles.remove(stagedFileId);
}

/** After a stop in the middle nothing was written: what was being planned or applied waits again or has failed. */
export async function settleInterrupted(writer: Writer): Promise<void> {
  await writer.updateTable('imports').set({ state: 'failed' }).where('state', '=', 'planning').execute();
  await writer.updateTable('imports').set({ state: 'planned' }).where('state', '=', 'applying').execute();
}

/**
 * How far the sources were read, from now on: the next collection begins there. What went on from a cursor that does not stand any more,
 * because the import that had moved it was taken back, would leave out what lies before.
 */
export async function keepCursors(
  connection: SqlConnection,
  importId: string,
  { cursors, from = {} }: { cursors: Readonly<Record<string, unknown>>; from?: Readonly<Record<string, unknown>> },
  at: string,
): Promise<void> {
  for (const [source, cursor] of Object.entries(cursors)) {
    const begun = from[source] ?? null;
    const now = await connection.get<{ cursor: string; own: number }>(
      `SELECT c.cursor, (SELECT count(*) FROM imports a JOIN imports b ON a.staged_file_id = b.staged_file_id
         WHERE a.id = c.import_id AND b.id = ?) AS own FROM source_cursors c WHERE c.source = ?`,
      [importId, source],
    );
    if (begun !== null && now?.own !== 1 && now?.cursor !== JSON.stringify(begun)) continue;
    await connection.run(
      `INSERT INTO source_cursors (source, cursor, import_id, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (source) DO UPDATE SET cursor = excluded.cursor, import_id = excluded.import_id, at = excluded.at`,
      [source, JSON.stringify(cursor), importId, at],
    );
  }
}

/**
 * What an import had read is to be read again, though a later one read on from there; with a pull request also the commits that gave way
 * to it.
 */
export async function dropCursors(connection: SqlConnection, { id, firstSeq, lastSeq }: ImportRow): Promise<void> {
  await connection.run('DELETE FROM source_cursors WHERE import_id = ?', [id]);
  if (firstSeq === null || lastSeq === null) return;
  const cursors = await connection.all<{ source: string }>('SELECT source FROM source_cursors');
  const written = `FROM ledger_entries e WHERE e.seq BETWEEN ${Number(firstSeq)} AND ${Number(lastSeq)}`;
  const pullRequests = await connection.get(`SELECT 1 ${written} AND e.external_key LIKE 'github:%/merged' LIMIT 1`);
  for (const { source } of cursors) {
    const brought = `(e.external_key >= ?1 || '/' AND e.external_key < ?1 || '0') OR (e.external_key >= ?1 || '#' AND e.external_key < ?1 || '$')`;
    const read =
      (pullRequests && source.startsWith('git:')) || (await connection.get(`SELECT 1 ${written} AND (${brought}) LIMIT 1`, [source]));
    if (read) await connection.run('DELETE FROM source_cursors WHERE source = ?', [source]);
  }
}

export function summaryOf(row: StoredImport): ImportSummary {
  const { id, kind, state, fileName, createdAt, appliedAt, rows, created, changed, unchanged, conflicts, rejected, unticked } = row;
  return {
    id,
    kind,
    state: state as ImportState,
    fileName,
    origin: JSON.parse(row.origin) as Origin,
    createdAt,
    appliedAt,
    rows,
    created,
    changed,
    unchanged,
    conflicts,
    rejected,
    unticked,
  };
}

export function revertResultOf(row: StoredImport): RevertResult | null {
  return row.revertResult === null ? null : (JSON.parse(row.revertResult) as RevertResult);
}
