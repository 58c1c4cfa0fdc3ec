// Which partner a row is about. By name, or first by its website or mail domain where the mapping says so: then the row's target is that
// partner under whatever name it is kept, and a row that finds nobody falls back on its name.
import type { Mapping } from '../../../shared/contract/imports.ts';
import type { Schemas } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';
import type { StatedPartner } from './partner-drafts.ts';
import { siteKey } from './partner-match.rules.ts';

const ROWS_PER_STEP = 5_000;

/** Fills `target_key` of every draft: the name key of the partner that it is about, known or new. */
export async function findTargets(connection: SqlConnection, { stage, workspace }: Schemas, mapping: Mapping): Promise<void> {
  await connection.run(`UPDATE ${stage}.drafts SET target_key = name_key`);
  if (mapping.matchBy !== 'website' && mapping.matchBy !== 'emailDomains') return;
  const byWebsite = mapping.matchBy === 'website';
  const known = byWebsite ? await partnersBySite(connection, workspace) : await partnersByDomain(connection, workspace);
  for (let after = 0; ; ) {
    const drafts = await connection.all<{ line: number; name_key: string; stated: string }>(
      `SELECT line, name_key, stated FROM ${stage}.drafts WHERE line > ? ORDER BY line LIMIT ${ROWS_PER_STEP}`,
      [after],
    );
    if (drafts.length === 0) return;
    const targets = drafts.map(({ line, name_key, stated }) => {
      const { website, emailDomains = [] } = JSON.parse(stated) as StatedPartner;
      const keys = byWebsite ? (website ? [siteKey(website)] : []) : emailDomains;
      const target = keys.map((key) => known.get(key)).find((key) => key !== undefined) ?? name_key;
      // A later row with the same website is about the same partner, whatever it calls it.
      for (const key of keys) if (!known.has(key)) known.set(key, target);
      return [line, target];
    });
    await connection.run(
      `UPDATE ${stage}.drafts SET target_key = v.value ->> 1 FROM json_each(jsonb(?)) v WHERE drafts.line = v.value ->> 0`,
      [JSON.stringify(targets)],
    );
    after = drafts.at(-1)?.line ?? after;
  }
}

async function partnersBySite(connection: SqlConnection, workspace: string): Promise<Map<string, string>> {
  const rows = await connection.all<{ website: string; name_key: string }>(
    `SELECT website, name_key FROM ${workspace}.partners WHERE website IS NOT NULL AND deleted_at IS NULL ORDER BY created_at DESC`,
  );
  return new Map(rows.map((row) => [siteKey(row.website), row.name_key]));
}

async function partnersByDomain(connection: SqlConnection, workspace: string): Promise<Map<string, string>> {
  const rows = await connection.all<{ domain: string; name_key: string }>(
    `SELECT d.domain, p.name_key FROM ${workspace}.partner_domains d JOIN ${workspace}.partners p ON p.id = d.partner_id WHERE p.deleted_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.domain, row.name_key]));
}
