// Partners of a sheet in staging: compared with the workspace by their name key, and shown for review.
import type { ChangeSetRow, Mapping } from '../../../shared/contract/imports.ts';
import { type Decision, decideDrafts, draftPages, firstBeside } from '../../intake/draft-pages.queries.ts';
import { DRAFT_COLUMNS, type PlanServices, type Schemas } from '../../intake/import-kind.ts';
import { describeDraft, type PageQuery, pageOfDrafts } from '../../intake/staging.queries.ts';
import { type Connection, fromJson, type SqlConnection } from '../../store/connection.ts';
import { readContacts } from './contact-place.rules.ts';
import type { StatedPartner } from './partner-drafts.ts';
import { findTargets } from './partner-match.queries.ts';
import { mergePartner, type PartnerImage, returnPartner } from './partner-merge.rules.ts';
import { areaNotOfType } from './partner-validation.rules.ts';

export const stageSchema = `CREATE TABLE drafts (${DRAFT_COLUMNS}, name_key TEXT NOT NULL, target_key TEXT, stated TEXT NOT NULL, changes TEXT, partner_id TEXT, back_domains TEXT);
CREATE TABLE claimed_domains (domain TEXT PRIMARY KEY, target_key TEXT NOT NULL) WITHOUT ROWID;`;
export const stageInserts = {
  drafts: `INSERT INTO drafts (line, name_key, stated) SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(jsonb(?))`,
};

export interface StagedPartner {
  line: number;
  name_key: string;
  /** The name key of the partner that the row is about; its own unless it was found by something else. */
  target_key: string;
  stated: string;
  partner_id: string | null;
  /** Of a partner that is in the bin, as JSON: the mail domains that come back with it. */
  back_domains: string | null;
  /** The person takes the row although somebody removed the partner. */
  taken: number;
}

export async function planPartners(connection: Connection, schemas: Schemas, services: PlanServices): Promise<void> {
  const { stage, workspace } = schemas;
  await findTargets(connection, schemas, services.mapping);
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_target ON drafts (target_key, line)`);
  await connection.run(`DELETE FROM ${stage}.claimed_domains`);
  const columns = `d.line, d.name_key, d.target_key, d.stated, f.line AS first_line, f.stated AS first_stated, EXISTS (SELECT 1 FROM ${stage}.taken t WHERE t.line = d.line) AS taken`;
  const rows = { stage, columns, joined: firstBeside(stage, 'target_key') };
  for await (const drafts of draftPages<DraftBesideFirst>(connection, rows, 'comparing', services)) {
    const known = await partnersByKey(
      connection,
      workspace,
      drafts.map((draft) => draft.target_key),
      'or_in_bin',
    );
    const domains = drafts.flatMap(({ stated }) => (JSON.parse(stated) as StatedPartner).emailDomains ?? []);
    const former = [...known.values()].flatMap(({ formerDomains }) => formerDomains);
    const owners = await domainOwners(connection, schemas, [...domains, ...former]);
    const claims: [string, string][] = [];
    const claim = (domain: string, targetKey: string) => {
      owners.set(domain, targetKey);
      claims.push([domain, targetKey]);
    };
    const decisions = drafts.map((draft) => decide(draft, known.get(draft.target_key), { owners, claim, services }));
    await connection.run(`INSERT OR IGNORE INTO ${stage}.claimed_domains (domain, target_key) ${fromJson(2)}`, [JSON.stringify(claims)]);
    await decideDrafts(connection, stage, ['changes', 'partner_id', 'back_domains'], decisions);
  }
}

interface DraftBesideFirst extends StagedPartner {
  first_line: number;
  first_stated: string;
}

interface Claims {
  /** By mail domain, the key of the partner that has it or will have it by an earlier row. */
  readonly owners: ReadonlyMap<string, string>;
  claim(domain: string, targetKey: string): void;
  readonly services: PlanServices;
}

function decide(draft: DraftBesideFirst, existing: KnownPartner | undefined, { owners, claim, services }: Claims): Decision {
  const { line, target_key: key } = draft;
  const conflict = (code: string, field: string, value: string): Decision => ({ line, status: 'conflict', reason: { code, field, value } });
  if (line !== draft.first_line)
    return draft.stated === draft.first_stated
      ? { line, status: 'unchanged' }
      : conflict('name_repeated', 'name', String(draft.first_line));
  const stated = JSON.parse(draft.stated) as StatedPartner;
  if (existing?.removed && !draft.taken) return conflict('removed_by_hand', 'name', stated.name);
  const mine = (domain: string) => (owners.get(domain) ?? key) === key;
  const backDomains = existing?.formerDomains.filter(mine) ?? [];
  const merged = existing && changesOf(existing, backDomains, stated, services.mapping.conflicts);
  // Only what the row would really give the partner can stand in another's way.
  const had = existing?.image.emailDomains ?? [];
  const gained = (merged?.image.emailDomains ?? stated.emailDomains ?? []).filter((domain) => !had.includes(domain));
  const taken = gained.find((domain) => !mine(domain));
  if (taken !== undefined) return conflict('domain_taken', 'emailDomains', taken);
  const foreign = merged?.changes.some(({ field }) => field === 'type' || field === 'areas') && areaNotOfType(merged.image);
  if (foreign) return conflict('area_not_of_type', 'areas', foreign);
  for (const domain of gained) claim(domain, key);
  if (!existing || !merged) return { line, status: 'new' };
  const found = { changes: JSON.stringify(merged.changes), partner_id: existing.id, back_domains: JSON.stringify(backDomains) };
  return { line, status: merged.changes.length === 0 ? 'unchanged' : 'changed', found };
}

/** What a row does to a partner that is there, or in the bin. */
export function changesOf(
  existing: KnownPartner,
  backDomains: readonly string[],
  stated: StatedPartner,
  conflicts: Mapping['conflicts'],
): ReturnType<typeof mergePartner> {
  if (existing.removed) return returnPartner(existing.image, backDomains, stated, conflicts);
  return mergePartner(existing.image, stated, conflicts);
}

async function domainOwners(
  connection: SqlConnection,
  { stage, workspace }: Schemas,
  domains: readonly string[],
): Promise<Map<string, string>> {
  const rows = await connection.all<{ domain: string; name_key: string }>(
    `SELECT c.domain, c.target_key AS name_key FROM json_each(?1) w JOIN ${stage}.claimed_domains c ON c.domain = w.value
     UNION ALL
     SELECT o.domain, p.name_key FROM json_each(?1) w JOIN ${workspace}.partner_domains o ON o.domain = w.value JOIN ${workspace}.partners p ON p.id = o.partner_id`,
    [JSON.stringify(domains)],
  );
  return new Map(rows.map((row) => [row.domain, row.name_key]));
}

export interface KnownPartner {
  id: string;
  image: PartnerImage;
  /** In the bin; nobody else has its name. */
  removed: boolean;
  /** The mail domains that it was put into the bin with; none of one that is there. */
  formerDomains: string[];
}

/** SQL: the mail domains that partner `p` had when it was last removed, as JSON. What was taken from it before is not meant to come back. */
const formerDomains = (workspace: string) => `(SELECT json_group_array(j.before ->> 'domain') FROM ${workspace}.journal j
  WHERE j.table_name = 'partner_domains' AND j.before ->> 'partner_id' = p.id AND j.after IS NULL AND j.change_id =
    (SELECT c.id FROM ${workspace}.journal r JOIN ${workspace}.changes c ON c.id = r.change_id
     WHERE r.table_name = 'partners' AND r.row_key = json_array(p.id) AND c.what = 'partners.remove' AND c.state = 'done' ORDER BY c.seq DESC LIMIT 1))`;

export async function partnersByKey(
  connection: SqlConnection,
  workspace: string,
  keys: readonly string[],
  which: 'there' | 'or_in_bin' = 'there',
): Promise<Map<string, KnownPartner>> {
  // Of several under one name the one that is there comes last, and stays; else the one that was removed last.
  const among = which === 'there' ? 'AND p.deleted_at IS NULL' : 'ORDER BY p.deleted_at IS NULL, p.deleted_at';
  const rows = await connection.all<Record<string, string | null> & { id: string; name_key: string }>(
    `SELECT p.*, (SELECT json_group_array(d.domain) FROM ${workspace}.partner_domains d WHERE d.partner_id = p.id) AS domains,
       CASE WHEN p.deleted_at IS NOT NULL THEN ${formerDomains(workspace)} END AS former,
       (SELECT t.tier FROM ${workspace}.partner_tiers t WHERE t.partner_id = p.id AND t.valid_to IS NULL) AS tier
     FROM json_each(?) k JOIN ${workspace}.partners p ON p.name_key = k.value ${among}`,
    [JSON.stringify([...new Set(keys)])],
  );
  return new Map(
    rows.map((row) => [
      row.name_key,
      {
        id: row.id,
        removed: row.deleted_at !== null,
        formerDomains: (JSON.parse(row.former ?? '[]') as string[]).sort(),
        image: {
          type: row.type ?? null,
          tier: row.tier ?? 'community',
          status: row.status ?? 'active',
          owner: row.owner ?? null,
          region: row.region ?? null,
          joinedOn: row.joined_on ?? null,
          website: row.website ?? null,
          areas: JSON.parse(row.areas ?? '[]') as string[],
          emailDomains: JSON.parse(row.domains ?? '[]') as string[],
          contacts: readContacts(row.contacts ?? '[]'),
          notes: row.notes ?? '',
        },
      },
    ]),
  );
}

export function pageOfPartners(stage: Connection, query: PageQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
  return pageOfDrafts<StagedPartner & { changes: string | null }>(
    stage,
    { columns: 'd.*', from: 'drafts d', searched: ['d.stated'] },
    query,
    (row) => {
      const { contact, cleared: _, ...stated } = JSON.parse(row.stated) as StatedPartner;
      const plain: Record<string, unknown> = { ...stated, contactName: contact?.name, contactEmail: contact?.email };
      const said = Object.entries(plain).map(([field, value]) => [field, Array.isArray(value) ? value.join(', ') : String(value ?? '')]);
      return describeDraft(stated.name, Object.fromEntries(said), row.changes);
    },
  );
}
