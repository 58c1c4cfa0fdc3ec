// Partners in staging, in the plan, and on their way into the workspace and out again. A partner is known by its name key.
import type { ChangeSetRow, RevertResult } from '../../../shared/contract/imports.ts';
import { ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import { createImportJournal, type ImportJournal, imageOf, importJournalOf, putBack } from '../../intake/import-journal.ts';
import { type ApplyServices, DRAFT_COLUMNS, type ImportKindSql, type ImportRow, type Schemas } from '../../intake/import-kind.ts';
import { type PageQuery, pageOfDrafts } from '../../intake/staging.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection, SqlConnection } from '../../store/connection.ts';
import { rederiveDomainAffiliations } from '../people/domain-affiliations.queries.ts';
import type { StatedPartner } from './partner-drafts.ts';
import { type FieldChange, mergePartner, type PartnerImage } from './partner-merge.rules.ts';

const STATUS = Object.fromEntries(ROW_STATUSES.map((status, index) => [status, index])) as Record<RowStatus, number>;
const ROWS_PER_STEP = 500;

const stageSchema = `CREATE TABLE drafts (${DRAFT_COLUMNS}, name_key TEXT NOT NULL, stated TEXT NOT NULL, changes TEXT, partner_id TEXT);`;
const stageInserts = {
  drafts: `INSERT INTO drafts (line, name_key, stated) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(jsonb(?))`,
};

interface StagedPartner {
  line: number;
  name_key: string;
  stated: string;
  partner_id: string | null;
}

async function plan(connection: Connection, schemas: Schemas, services: Pick<ApplyServices, 'signal' | 'progress'>): Promise<void> {
  const { stage, workspace } = schemas;
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_key ON drafts (name_key, line)`);
  const total = (await connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${stage}.drafts`))?.total ?? 0;
  const claimed = new Map<string, string>();
  let done = 0;
  for (let after = 0; ; ) {
    throwIfCancelled(services.signal);
    services.progress('comparing', done, total);
    const drafts = await connection.all<StagedPartner & { first_line: number; first_stated: string }>(
      `SELECT d.line, d.name_key, d.stated, f.line AS first_line, f.stated AS first_stated
       FROM ${stage}.drafts d JOIN ${stage}.drafts f ON f.name_key = d.name_key
         AND f.line = (SELECT min(m.line) FROM ${stage}.drafts m WHERE m.name_key = d.name_key)
       WHERE d.line > ? ORDER BY d.line LIMIT ${ROWS_PER_STEP}`,
      [after],
    );
    if (drafts.length === 0) break;
    const known = await partnersByKey(
      connection,
      workspace,
      drafts.map((draft) => draft.name_key),
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
      const existing = known.get(draft.name_key);
      for (const domain of stated.emailDomains ?? []) {
        const owner = owners.get(domain) ?? claimed.get(domain);
        if (owner !== undefined && owner !== draft.name_key)
          return [draft.line, STATUS.conflict, 'domain_taken', 'emailDomains', domain, null, null];
        claimed.set(domain, draft.name_key);
      }
      if (!existing) return [draft.line, STATUS.new, null, null, null, null, null];
      const { changes } = mergePartner(existing.image, stated);
      return [draft.line, changes.length === 0 ? STATUS.unchanged : STATUS.changed, null, null, null, JSON.stringify(changes), existing.id];
    });
    await connection.run(
      `UPDATE ${stage}.drafts SET status = v.value ->> 1, reason_code = v.value ->> 2, reason_field = v.value ->> 3, reason_value = v.value ->> 4,
         changes = v.value ->> 5, partner_id = v.value ->> 6 FROM json_each(jsonb(?)) v WHERE drafts.line = v.value ->> 0`,
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

interface KnownPartner {
  id: string;
  image: PartnerImage;
}

async function partnersByKey(connection: SqlConnection, workspace: string, keys: readonly string[]): Promise<Map<string, KnownPartner>> {
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
          contacts: JSON.parse(row.contacts ?? '[]') as PartnerImage['contacts'],
          notes: row.notes ?? '',
        },
      },
    ]),
  );
}

async function apply(connection: Connection, row: ImportRow, services: ApplyServices): Promise<{ firstSeq: null; lastSeq: null }> {
  const drafts = await connection.all<StagedPartner & { status: number }>(
    `SELECT line, name_key, stated, partner_id, status FROM stage.drafts WHERE ticked = 1 AND status IN (${STATUS.new}, ${STATUS.changed}) ORDER BY line`,
  );
  const journal = createImportJournal(connection, row, services);
  const known = new Map<string, KnownPartner>();
  for (let at = 0; at < drafts.length; at += ROWS_PER_STEP) {
    const keys = drafts.slice(at, at + ROWS_PER_STEP).map((draft) => draft.name_key);
    for (const [key, partner] of await partnersByKey(connection, 'main', keys)) known.set(key, partner);
  }
  const domains: string[] = [];
  for (const [index, draft] of drafts.entries()) {
    if (index % 100 === 0) {
      throwIfCancelled(services.signal);
      services.progress('writing', index, drafts.length);
    }
    const stated = JSON.parse(draft.stated) as StatedPartner;
    const existing = known.get(draft.name_key);
    if (existing) await changePartner(connection, existing, stated, journal, services);
    else await createPartner(connection, draft.name_key, stated, row, services);
    domains.push(...(stated.emailDomains ?? []));
  }
  await journal.close();
  services.progress('summing', 0, null);
  await rederiveDomainAffiliations(connection, [...new Set(domains)], services.newId);
  return { firstSeq: null, lastSeq: null };
}

const EMPTY: PartnerImage = {
  type: null,
  tier: 'community',
  status: 'active',
  owner: null,
  region: null,
  joinedOn: null,
  website: null,
  areas: [],
  emailDomains: [],
  contacts: [],
  notes: '',
};

async function createPartner(
  connection: SqlConnection,
  nameKey: string,
  stated: StatedPartner,
  row: ImportRow,
  services: ApplyServices,
): Promise<void> {
  const id = services.newId();
  const { image } = mergePartner(EMPTY, stated);
  await connection.run(
    `INSERT INTO partners (id, name, name_key, type, status, owner, region, joined_on, website, areas, contacts, notes, created_at, import_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      stated.name,
      nameKey,
      image.type,
      image.status,
      image.owner,
      image.region,
      image.joinedOn,
      image.website,
      JSON.stringify(image.areas),
      JSON.stringify(image.contacts),
      image.notes,
      services.at,
      row.id,
    ],
  );
  for (const domain of image.emailDomains)
    await connection.run('INSERT INTO partner_domains (domain, partner_id) VALUES (?, ?)', [domain, id]);
  // A sheet says which tier a partner has, not since when; without a join date the tier holds for all earlier days too.
  await connection.run(`INSERT INTO partner_tiers (id, partner_id, tier, valid_from, reason) VALUES (?, ?, ?, ?, 'imported')`, [
    services.newId(),
    id,
    image.tier,
    image.joinedOn,
  ]);
}

async function changePartner(
  connection: SqlConnection,
  existing: KnownPartner,
  stated: StatedPartner,
  journal: ImportJournal,
  services: ApplyServices,
): Promise<void> {
  const { image, changes } = mergePartner(existing.image, stated);
  const changed = new Set(changes.map((change) => change.field));
  const columns = ['type', 'status', 'owner', 'region', 'joinedOn', 'website', 'areas', 'contact', 'notes'];
  if (columns.some((field) => changed.has(field))) {
    await journal.around('partners', existing.id, () =>
      connection.run(
        `UPDATE partners SET revision = revision + 1, type = ?, status = ?, owner = ?, region = ?, joined_on = ?, website = ?, areas = ?, contacts = ?, notes = ? WHERE id = ?`,
        [
          image.type,
          image.status,
          image.owner,
          image.region,
          image.joinedOn,
          image.website,
          JSON.stringify(image.areas),
          JSON.stringify(image.contacts),
          image.notes,
          existing.id,
        ],
      ),
    );
  }
  for (const domain of image.emailDomains.filter((one) => !existing.image.emailDomains.includes(one))) {
    await journal.around('partner_domains', domain, () =>
      connection.run('INSERT INTO partner_domains (domain, partner_id) VALUES (?, ?)', [domain, existing.id]),
    );
  }
  if (!changed.has('tier')) return;
  const open = await connection.get<{ id: string; valid_from: string | null }>(
    'SELECT id, valid_from FROM partner_tiers WHERE partner_id = ? AND valid_to IS NULL',
    [existing.id],
  );
  const next = services.newId();
  if (open) {
    await journal.around('partner_tiers', open.id, () =>
      connection.run('UPDATE partner_tiers SET valid_to = ? WHERE id = ?', [services.today, open.id]),
    );
  }
  await journal.around('partner_tiers', next, () =>
    connection.run(`INSERT INTO partner_tiers (id, partner_id, tier, valid_from, reason) VALUES (?, ?, ?, ?, 'imported')`, [
      next,
      existing.id,
      image.tier,
      services.today,
    ]),
  );
}

async function revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  const result: RevertResult = { reversed: 0, kept: 0, failed: 0, rows: [] };
  const domains = new Set<string>();
  const keep = (label: string, reason: string) => {
    result.kept += 1;
    if (result.rows.length < 500) result.rows.push({ label, outcome: 'kept', reason });
  };
  await revertChanges(connection, row, result, keep, domains);
  const created = await connection.all<{ id: string; name: string; revision: number; used: number }>(
    `SELECT p.id, p.name, p.revision,
       EXISTS (SELECT 1 FROM activity_partners a WHERE a.partner_id = p.id) OR EXISTS (SELECT 1 FROM affiliations f WHERE f.partner_id = p.id AND f.source <> 'email_domain')
         OR EXISTS (SELECT 1 FROM journal j JOIN changes c ON c.id = j.change_id LEFT JOIN imports m ON m.id = j.change_id
           WHERE c.state <> 'undone' AND m.state IS NOT 'reverted' AND j.table_name = 'partner_tiers' AND j.row_key IN (SELECT json_array(t.id) FROM partner_tiers t WHERE t.partner_id = p.id)) AS used
     FROM partners p WHERE p.import_id = ? AND p.deleted_at IS NULL`,
    [row.id],
  );
  for (const [index, partner] of created.entries()) {
    if (index % 100 === 0) {
      throwIfCancelled(services.signal);
      services.progress('reverting', index, created.length);
    }
    if (partner.revision !== 1) keep(partner.name, 'changed_since');
    else if (partner.used) keep(partner.name, 'in_use');
    else {
      for (const { domain } of await connection.all<{ domain: string }>('SELECT domain FROM partner_domains WHERE partner_id = ?', [
        partner.id,
      ]))
        domains.add(domain);
      await connection.run('DELETE FROM affiliations WHERE partner_id = ?', [partner.id]);
      await connection.run('DELETE FROM partner_domains WHERE partner_id = ?', [partner.id]);
      await connection.run('DELETE FROM partner_tiers WHERE partner_id = ?', [partner.id]);
      await connection.run('DELETE FROM partners WHERE id = ?', [partner.id]);
      result.reversed += 1;
    }
  }
  await rederiveDomainAffiliations(connection, [...domains], services.newId);
  return result;
}

/** Gives changed partners their former values back, one partner whole or not at all. */
async function revertChanges(
  connection: SqlConnection,
  row: ImportRow,
  result: RevertResult,
  keep: (label: string, reason: string) => void,
  domains: Set<string>,
): Promise<void> {
  const entries = await importJournalOf(connection, row);
  const byPartner = Map.groupBy(entries, (entry) => {
    const image = JSON.parse(entry.after ?? entry.before ?? '{}') as { id: string; partner_id?: string };
    return image.partner_id ?? image.id;
  });
  for (const [partnerId, mine] of byPartner) {
    const name = (await connection.get<{ name: string }>('SELECT name FROM partners WHERE id = ?', [partnerId]))?.name ?? partnerId;
    const now = await Promise.all(mine.map(({ table, key }) => imageOf(connection, table, key)));
    if (now.some((image, index) => image !== mine[index]?.after)) {
      keep(name, 'changed_since');
      continue;
    }
    for (const entry of mine) {
      if (entry.table === 'partner_domains') domains.add(entry.key);
      await putBack(connection, entry);
    }
    result.reversed += 1;
  }
}

function page(stage: Connection, query: PageQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
  return pageOfDrafts<StagedPartner & { changes: string | null }>(
    stage,
    { columns: 'd.*', from: 'drafts d', searched: ['d.stated'] },
    query,
    (row) => {
      const { contact, ...stated } = JSON.parse(row.stated) as StatedPartner;
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

export const partnerImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor: async () => ({ rules: null, policyVersion: null }),
  plan,
  page,
  apply,
  revert,
  topics: ['partners', 'people'],
};
