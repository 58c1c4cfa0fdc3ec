// Collections: what is being gathered from a source, how far it came, and into which staged file.
import type { Selectable } from 'kysely';
import type { Reader, Writer } from '../../store/database.ts';
import type { Tables } from '../../store/tables.ts';

export type StoredCollection = Selectable<Tables['collections']>;

export function findCollection(reader: Reader, collectionId: string): Promise<StoredCollection | undefined> {
  return reader.selectFrom('collections').selectAll().where('id', '=', collectionId).executeTakeFirst();
}

/** Newest first. */
export function listCollections(reader: Reader, source: StoredCollection['source'], limit: number): Promise<StoredCollection[]> {
  return reader.selectFrom('collections').selectAll().where('source', '=', source).orderBy('startedAt', 'desc').limit(limit).execute();
}

export async function addCollection(writer: Writer, row: Omit<StoredCollection, 'failure'>): Promise<void> {
  await writer
    .insertInto('collections')
    .values({ ...row, failure: null })
    .execute();
}

export async function updateCollection(
  writer: Writer,
  collectionId: string,
  patch: Partial<Pick<StoredCollection, 'state' | 'progress' | 'failure' | 'changedAt' | 'label'>>,
): Promise<void> {
  await writer.updateTable('collections').set(patch).where('id', '=', collectionId).execute();
}

/** After a stop in the middle: what was gathered is kept and can be gone on with. */
export async function settleCollections(writer: Writer): Promise<void> {
  await writer
    .updateTable('collections')
    .set({ state: 'incomplete', failure: JSON.stringify({ code: 'stopped', data: {} }) })
    .where('state', 'in', ['running', 'waiting'])
    .execute();
}

/** What can be gone on with, and how many bytes of its staged file are kept pages. */
export async function keptLengths(reader: Reader): Promise<{ stagedFileId: string; length: number }[]> {
  const rows = await reader.selectFrom('collections').select(['stagedFileId', 'progress']).where('state', '=', 'incomplete').execute();
  return rows.map(({ stagedFileId, progress }) => ({
    stagedFileId,
    length: Number((JSON.parse(progress) as { length?: number }).length ?? 0),
  }));
}

/** Staged files that can still be gone on with. */
export async function collectedFilesInUse(reader: Reader): Promise<string[]> {
  const rows = await reader
    .selectFrom('collections')
    .select('stagedFileId')
    .where('state', 'in', ['running', 'waiting', 'incomplete'])
    .execute();
  return rows.map((row) => row.stagedFileId);
}

/** Whether the file was gathered by a collection that was discarded. */
export async function isDiscarded(reader: Reader, stagedFileId: string): Promise<boolean> {
  const found = reader.selectFrom('collections').select('id').where('stagedFileId', '=', stagedFileId).where('state', '=', 'cancelled');
  return (await found.executeTakeFirst()) !== undefined;
}

/** How far the sources were read by what was applied; only those asked for. */
export async function cursorsOf(reader: Reader, sources: readonly string[]): Promise<Map<string, unknown>> {
  if (sources.length === 0) return new Map();
  const rows = await reader.selectFrom('sourceCursors').select(['source', 'cursor']).where('source', 'in', sources).execute();
  return new Map(rows.map((row) => [row.source, JSON.parse(row.cursor) as unknown]));
}
