// Partners of a sheet in staging: compared with the workspace by their name key, and shown for review.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import { DRAFT_COLUMNS, type PlanServices, type Schemas } from '../../intake/import-kind.ts';
import type { FieldChange } from '../../intake/mapping/merge-stated.rules.ts';
import { type PageQuery, pageOfDrafts } from '../../intake/staging.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection, SqlConnection } from '../../store/connection.ts';
import { readContacts } from './contact-place.rules.ts';
import type { StatedPartner } from './partner-drafts.ts';
import { findTargets } from './partner-match.queries.ts';
import { mergePartner, type PartnerImage } from './partner-merge.rules.ts';
import { areaNotOfType } from './partner-validation.rules.ts';

export const STATUS = Object.fromEntries(ROW_STATUSES.map((status, index) => [status, index])) as Record<RowStatus, number>;
export const ROWS_PER_STEP = 500;

export const stageSchema = `CREATE TABLE drafts (${DRAFT_COLUMNS}, name_key TEXT NOT NULL, target_key TEXT, stated TEXT NOT NULL, changes TEXT, partner_id TEXT);`;
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
}

export async function planPartners(connection: Connection, schemas: Schemas, services: PlanServices): Promise<void> {
  const { stage, workspace } = schemas;
  await findTargets(connection, schemas, services.mapping);
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_target ON drafts (target_key, line)`);
  const total = (await connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${stage}.drafts`))?.total ?? 0;
  const claimed = new Map<string, string>();
  let done = 0;
  for (let after = 0; ; ) {
    throwIfCancelled(services.signal);
    services.progress('comparing', done, total);
    const drafts = await connection.all<StagedPartner & { first_line: number; first_stated: string }>(
      `SELECT d.line, d.name_key, d.target_key, d.stated, f.line AS first_line, f.stated AS first_stated
       FROM ${stage}.drafts d JOIN ${stage}.drafts f ON f.target_key = d.target_key
         AND f.line = (SELECT min(m.line) FROM ${stage}.drafts m WHERE m.target_key = d.target_key)
       WHERE d.line > ? ORDER BY d.line LIMIT ${ROWS_PER_STEP}`,
      [after],
    );
    if (drafts.length === 0) break;
    const known = await partnersByKey(
      connection,
      workspace,
      drafts.map((draft) => draft.target_key),
    );
    const owners = await domainOwners(
      connection,
      workspace,
      drafts.flatMap((draft) => (JSON.parse(draft.stated) as StatedPartner).emailDomains ?? []),
    );
    const decisions = drafts.map((draft) => {
      if (draft.line !== draft.first_line) {
        const same = draft.stated === draft.first_stated;
        return [
          draft.line,
          same ? STATUS.unchanged : STATUS.conflict,
          same ? null : 'name_repeated',
          'name',
          String(draft.first_line),
          null,
          null,
        ];
      }
      const stated = JSON.parse(draft.stated) as StatedPartner;
      const existing = known.get(draft.target_key);
      for (const domain of stated.emailDomains ?? []) {
        const owner = owners.get(domain) ?? claimed.get(domain);
        if (owner !== undefined && owner !== draft.target_key)
          return [draft.line, STATUS.conflict, 'domain_taken', 'emailDomains', domain, null, null];
        claimed.set(domain, draft.target_key);
      }
      if (!existing) return [draft.line, STATUS.new, null, null, null, null, null];
      const { image, changes } = mergePartner(existing.image, stated, services.mapping.conflicts);
      const foreign = changes.some(({ field }) => field === 'type' || field === 'areas') ? areaNotOfType(image) : undefined;
      if (foreign !== undefined) return [draft.line, STATUS.conflict, 'area_not_of_type', 'areas', foreign, null, null];
      return [draft.line, changes.length === 0 ? STATUS.unchanged : STATUS.changed, null, null, null, JSON.stringify(changes), existing.id];
    });
    await connection.run(
      `UPDATE ${stage}.drafts SET status = v.value ->> 1, reason_code = v.value ->> 2, reason_field = v.value ->> 3, reason_value = v.value ->> 4,
         changes = v.value ->> 5, partner_id = v.value ->> 6 FROM jsonb_each(jsonb(?)) v WHERE drafts.line = v.value ->> 0`,
      [JSON.stringify(decisions)],
    );
    after = drafts.at(-1)?.line ?? after;
    done += drafts.length;
  }
}

async function domainOwners(connection: SqlConnection, workspace: string, domains: readonly string[]): Promise<Map<string, string>> {
  const rows = await connection.all<{ domain: string; name_key: string }>(
    `SELECT o.domain, p.name_key FROM json_each(?) w JOIN ${workspace}.partner_domains o ON o.domain = w.value JOIN ${workspace}.partners p ON p.id = o.partner_id`,
    [JSON.stringify(domains)],
  );
  return new Map(rows.map((row) => [row.domain, row.name_key]));
}

export interface KnownPartner {
  id: string;
  image: PartnerImage;
}

export async function partnersByKey(
  connection: SqlConnection,
  workspace: string,
  keys: readonly string[],
): Promise<Map<string, KnownPartner>> {
  const rows = await connection.all<Record<string, string | null> & { id: string; name_key: string }>(
    `SELECT p.*, (SELECT json_group_array(d.domain) FROM ${workspace}.partner_domains d WHERE d.partner_id = p.id) AS domains,
       (SELECT t.tier FROM ${workspace}.partner_tiers t WHERE t.partner_id = p.id AND t.valid_to IS NULL) AS tier
     FROM json_each(?) k JOIN ${workspace}.partners p ON p.name_key = k.value AND p.deleted_at IS NULL`,
    [JSON.stringify([...new Set(keys)])],
  );
  return new Map(
    rows.map((row) => [
      row.name_key,
      {
        id: row.id,
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
      return {
        label: stated.name,
        values: Object.entries(plain).flatMap(([field, value]) => {
          const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
          return text === '' ? [] : [{ field, value: text }];
        }),
        changes: row.changes === null ? [] : (JSON.parse(row.changes) as FieldChange[]),
      };
    },
  );
}
