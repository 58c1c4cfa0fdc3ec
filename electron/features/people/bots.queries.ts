// The program's own list of names that are programs, as rows.
import type { Reader, Writer } from '../../store/database.ts';

export async function ownBotNames(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('botNames').select('name').orderBy('nameKey').execute();
  return rows.map(({ name }) => name);
}

export async function listBotName(writer: Writer, row: { nameKey: string; name: string; addedAt: string }): Promise<void> {
  await writer
    .insertInto('botNames')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function unlistBotName(writer: Writer, nameKey: string): Promise<void> {
  await writer.deleteFrom('botNames').where('nameKey', '=', nameKey).execute();
}
