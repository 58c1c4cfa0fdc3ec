// Partners of a sheet on their way into the workspace and out again.
import type { RevertResult } from '../../../shared/contract/imports.ts';
import { draftPages, WANTED } from '../../intake/draft-pages.queries.ts';
import { changedOwners, createImportJournal, type ImportJournal, revertJournaled } from '../../intake/import-journal.queries.ts';
import type { ApplyServices, ImportKindSql, ImportRow } from '../../intake/import-kind.ts';
import { createRevertTally } from '../../intake/revert-tally.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection, SqlConnection } from '../../store/connection.ts';
import { domainsWithPeople, rederiveDomainAffiliations } from '../../store/people/domain-affiliations.ts';
import { ALL_AFFILIATIONS, followRemovedPartners } from '../../store/people/removed-partners.ts';
import type { StatedPartner } from './partner-drafts.ts';
import { mergePartner, type PartnerImage } from './partner-merge.rules.ts';
import {
  changesOf,
  type KnownPartner,
  pageOfPartners,
  partnersByKey,
  planPartners,
  type StagedPartner,
  stageInserts,
  stageSchema,
} from './partner-plan.queries.ts';

async function apply(connection: Connection, row: ImportRow, services: ApplyServices): Promise<{ firstSeq: null; lastSeq: null }> {
  const journal = createImportJournal(connection, row, services);
  const returned: string[] = [];
  const rows = { stage: 'stage', columns: 'd.line, d.name_key, d.target_key, d.stated, d.partner_id, d.back_domains', where: WANTED };
  for await (const drafts of draftPages<StagedPartner>(connection, rows, 'writing', services)) {
    const keys = drafts.map((draft) => draft.target_key);
    const known = await partnersByKey(connection, 'main', keys, 'or_in_bin');
    for (const [index, draft] of drafts.entries()) {
      if (index % 100 === 0) throwIfCancelled(services.signal);
      const stated = JSON.parse(draft.stated) as StatedPartner;
      const existing = known.get(draft.target_key);
      const backDomains = JSON.parse(draft.back_domains ?? '[]') as string[];
      returned.push(...backDomains);
      if (existing) await changePartner(connection, existing, { stated, backDomains }, journal, services);
      else await createPartner(connection, draft.name_key, stated, row, services);
    }
  }
  await journal.close();
  services.progress('summing', 0, null);
  const moved = await connection.all<{ domain: string }>(
    `SELECT DISTINCT s.value AS domain FROM stage.drafts d, json_each(d.stated, '$.emailDomains') s
     WHERE ${WANTED} AND s.value IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(await domainsWithPeople(connection))],
  );
  await followRemovedPartners(connection);
  await rederiveDomainAffiliations(connection, [...returned, ...moved.map(({ domain }) => domain)], services.newId);
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

const COLUMNS = ['type', 'status', 'owner', 'region', 'joined_on', 'website', 'areas', 'contacts', 'notes'];

function columnsOf({ type, status, owner, region, joinedOn, website, areas, contacts, notes }: PartnerImage): (string | null)[] {
  return [type, status, owner, region, joinedOn, website, JSON.stringify(areas), JSON.stringify(contacts), notes];
}

async function createPartner(
  connection: SqlConnection,
  nameKey: string,
  stated: StatedPartner,
  row: ImportRow,
  services: ApplyServices,
): Promise<void> {
  const id = services.newId();
  const { image } = mergePartner(EMPTY, stated, {});
  await connection.run(
    `INSERT INTO partners (id, name, name_key, ${COLUMNS.join(', ')}, created_at, import_id)
     VALUES (?, ?, ?, ${COLUMNS.map(() => '?').join(', ')}, ?, ?)`,
    [id, stated.name, nameKey, ...columnsOf(image), services.at, row.id],
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

/** Writes what the row changes; a partner in the bin is back with it. */
async function changePartner(
  connection: SqlConnection,
  existing: KnownPartner,
  { stated, backDomains }: { stated: StatedPartner; backDomains: readonly string[] },
  journal: ImportJournal,
  services: ApplyServices,
): Promise<void> {
  const { image, changes } = changesOf(existing, backDomains, stated, services.mapping.conflicts);
  const changed = new Set(changes.map((change) => change.field));
  const columns = ['type', 'status', 'owner', 'region', 'joinedOn', 'website', 'areas', 'contact', 'notes'];
  if (existing.removed || columns.some((field) => changed.has(field))) {
    await journal.around('partners', existing.id, () =>
      connection.run(
        `UPDATE partners SET revision = revision + 1, deleted_at = NULL, ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
        [...columnsOf(image), existing.id],
      ),
    );
  }
  for (const domain of image.emailDomains) {
    if (existing.image.emailDomains.includes(domain)) continue;
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

/** SQL: whether anything but its mail domains needs partner `p`, wherever it is, or would again were something taken back. */
const USED = `(EXISTS (SELECT 1 FROM activity_partners a WHERE a.partner_id = p.id)
  OR EXISTS (SELECT 1 FROM ${ALL_AFFILIATIONS} f WHERE f.partner_id = p.id AND f.source <> 'email_domain')
  OR p.id IN (${changedOwners(['partner_tiers', 'affiliations', 'activity_partners'], 'partner_id', '?1')}))`;

async function revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  const tally = createRevertTally();
  const domains = new Set<string>();
  await revertJournaled(connection, row, tally, {
    idOf: (image) => image.partner_id ?? image.id ?? '',
    nameOf: async (partnerId) => (await connection.get<{ name: string }>('SELECT name FROM partners WHERE id = ?', [partnerId]))?.name,
    givenBack: ({ table, key }) => table === 'partner_domains' && domains.add(key),
  });
  const created = await connection.all<{ id: string; name: string; changed: number; used: number }>(
    `SELECT p.id, p.name, p.revision > 1 AND p.id IN (${changedOwners(['partners', 'partner_domains'], 'partner_id', '?1')}) AS changed, ${USED} AS used
     FROM partners p WHERE p.import_id = ?1`,
    [row.id],
  );
  for (const [index, partner] of created.entries()) {
    if (index % 100 === 0) {
      throwIfCancelled(services.signal);
      services.progress('reverting', index, created.length);
    }
    if (partner.changed) tally.kept(partner.name, 'changed_since');
    else if (partner.used) tally.kept(partner.name, 'in_use');
    else {
      for (const { domain } of await connection.all<{ domain: string }>('SELECT domain FROM partner_domains WHERE partner_id = ?', [
        partner.id,
      ]))
        domains.add(domain);
      await connection.run('DELETE FROM affiliations WHERE partner_id = ?', [partner.id]);
      await connection.run('DELETE FROM partner_domains WHERE partner_id = ?', [partner.id]);
      await connection.run('DELETE FROM partner_tiers WHERE partner_id = ?', [partner.id]);
      await connection.run('DELETE FROM partners WHERE id = ?', [partner.id]);
      tally.reversed();
    }
  }
  await followRemovedPartners(connection);
  await rederiveDomainAffiliations(connection, [...domains], services.newId);
  return tally.result;
}

export const partnerImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor: async () => ({ rules: null, policyVersion: null }),
  plan: planPartners,
  page: pageOfPartners,
  apply,
  revert,
  topics: ['partners', 'people'],
};
