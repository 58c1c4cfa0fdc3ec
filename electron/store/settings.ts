// The workspace's settings: one row, which screens, exports and reports go by.
import { type Settings, settings } from '../../shared/contract/workspace.ts';
import type { Reader, Writer } from './database.ts';

const DEFAULT_SETTINGS: Settings = { programName: 'Ecosystem program', fiscalYearStart: 1, language: null };

export async function readSettings(reader: Reader): Promise<Settings> {
  const row = await reader.selectFrom('workspaceMeta').select('value').where('key', '=', 'settings').executeTakeFirst();
  return row ? settings.parse(JSON.parse(row.value)) : DEFAULT_SETTINGS;
}

export async function writeSettings(writer: Writer, value: Settings): Promise<void> {
  await writer
    .insertInto('workspaceMeta')
    .values({ key: 'settings', value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) }))
    .execute();
}
