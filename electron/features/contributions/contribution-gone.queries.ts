// Entries that came from sheets of a make and stand in a complete one no longer.
import type { GoneEntry } from '../../intake/import-kind.ts';
import type { Connection } from '../../store/connection.ts';

/** From where to where the keys of sheets of this make stand; undefined for a sheet without rows. */
export async function keyRange(connection: Connection, stage: string): Promise<[string, string] | undefined> {
  const sample = await connection.get<{ external_key: string }>(`SELECT external_key FROM ${stage}.drafts LIMIT 1`);
  if (!sample) return undefined;
  const prefix = sample.external_key.slice(0, sample.external_key.indexOf('/') + 1);
  return [prefix, `${prefix.slice(0, -1)}0`];
}

/** Standing entries with keys of this make that the sheet does not name. Rows without a key of their own say nothing about it. */
export async function goneEntries(
  stage: Connection,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ items: GoneEntry[]; total: number }> {
  const range = await keyRange(stage, 'main');
  const keyless = await stage.get('SELECT 1 FROM drafts WHERE keyless = 1 LIMIT 1');
  if (!range || keyless) return { items: [], total: 0 };
  const from = `FROM workspace.ledger_entries e JOIN workspace.identities i ON i.num = e.identity_num JOIN workspace.people h ON h.num = i.person_num
    WHERE e.external_key >= ? AND e.external_key < ? AND e.state <> 'reversal'
      AND NOT EXISTS (SELECT 1 FROM workspace.ledger_entries n WHERE n.external_key = e.external_key AND n.revision > e.revision)
      AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.external_key = e.external_key)`;
  const total = (await stage.get<{ total: number }>(`SELECT count(*) AS total ${from}`, range))?.total ?? 0;
  const items = await stage.all<GoneEntry>(
    `SELECT CAST(e.seq AS TEXT) AS contributionId, e.external_key AS key, e.title, h.name AS person, e.day, e.points ${from}
     ORDER BY e.seq LIMIT ${Number(limit)} OFFSET ${Number(offset)}`,
    range,
  );
  return { items: items.map((one) => ({ ...one, key: one.key.slice(range[0].length) })), total };
}
