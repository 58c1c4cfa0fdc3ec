// Mappings that were kept, by the headers of their columns, so that the next file of the same make finds its own.
import { type Mapping, mapping as mappingSchema, type SavedMapping } from '../../shared/contract/imports.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import type { Reader, Writer } from '../store/database.ts';
import { headerKey } from './mapping/fields.ts';

/** Tells equal headers apart by their occurrence. */
function headerKeys(headers: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headers.map((header) => {
    const key = headerKey(header);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key}#${times}`;
  });
}

interface StoredBody {
  columns: { field: string; header: string }[];
  mapping: Mapping;
}

/** The kept mappings of a kind whose columns all stand in the file; those that fit all its headers first, then the newest. */
export async function mappingsFor(reader: Reader, kind: ImportKind, headers: readonly string[]): Promise<SavedMapping[]> {
  const rows = await reader.selectFrom('savedMappings').selectAll().where('kind', '=', kind).where('deletedAt', 'is', null).execute();
  const keys = headerKeys(headers);
  const whole = JSON.stringify(keys);
  return rows
    .flatMap((row) => {
      const { columns, mapping } = JSON.parse(row.body) as StoredBody;
      const found = columns.map(({ field, header }) => ({ field, column: keys.indexOf(header) }));
      if (found.some(({ column }) => column < 0)) return [];
      const read = mappingSchema.safeParse({ ...mapping, columns: found });
      return read.success
        ? [{ exact: row.headers === whole, saved: { id: row.id, name: row.name, kind, savedAt: row.savedAt, mapping: read.data } }]
        : [];
    })
    .sort((a, b) => Number(b.exact) - Number(a.exact) || (a.saved.savedAt < b.saved.savedAt ? 1 : -1))
    .map(({ saved }) => saved);
}

export async function findMapping(reader: Reader, kind: ImportKind, name: string): Promise<string | undefined> {
  const row = await reader
    .selectFrom('savedMappings')
    .select('id')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

export async function saveMapping(
  writer: Writer,
  saved: { id: string; kind: ImportKind; name: string; headers: readonly string[]; mapping: Mapping; at: string },
): Promise<void> {
  const keys = headerKeys(saved.headers);
  const { columns, ...rest } = saved.mapping;
  const body: StoredBody = {
    columns: columns.flatMap(({ field, column }) => (keys[column] === undefined ? [] : [{ field, header: keys[column] }])),
    mapping: { ...rest, columns: [] },
  };
  const row = { kind: saved.kind, name: saved.name, headers: JSON.stringify(keys), body: JSON.stringify(body), savedAt: saved.at };
  await writer
    .insertInto('savedMappings')
    .values({ id: saved.id, ...row, deletedAt: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ ...row, revision: eb('savedMappings.revision', '+', 1) })))
    .execute();
}

export async function removeMapping(writer: Writer, mappingId: string, at: string): Promise<void> {
  await writer.updateTable('savedMappings').set({ deletedAt: at }).where('id', '=', mappingId).execute();
}

export async function mappingName(reader: Reader, mappingId: string): Promise<string | undefined> {
  const row = await reader
    .selectFrom('savedMappings')
    .select('name')
    .where('id', '=', mappingId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  return row?.name;
}
