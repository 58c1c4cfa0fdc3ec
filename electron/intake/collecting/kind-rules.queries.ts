// The rules by which commits and pull requests get their kind, when they are not those that Trellis comes with.
import { type KindRules, kindRules } from '../../../shared/contract/kind-rules.ts';
import type { Reader, Writer } from '../../store/database.ts';
import { DEFAULT_KIND_RULES } from './kind.rules.ts';

export const KIND_RULES_KEY = 'kind_rules';

export async function readKindRules(reader: Reader): Promise<{ rules: KindRules; isDefault: boolean }> {
  const row = await reader.selectFrom('workspaceMeta').select('value').where('key', '=', KIND_RULES_KEY).executeTakeFirst();
  return row ? { rules: kindRules.parse(JSON.parse(row.value)), isDefault: false } : { rules: DEFAULT_KIND_RULES, isDefault: true };
}

export async function writeKindRules(writer: Writer, rules: KindRules | null): Promise<void> {
  if (rules === null) {
    await writer.deleteFrom('workspaceMeta').where('key', '=', KIND_RULES_KEY).execute();
    return;
  }
  const value = JSON.stringify(rules);
  await writer
    .insertInto('workspaceMeta')
    .values({ key: KIND_RULES_KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
