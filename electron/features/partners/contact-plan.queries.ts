// Contacts of a sheet in staging: whose contact each row is, and what it would change there. Rows are placed one after the other, so a
// later row about the same contact repeats or contradicts the first.
import { type Contact, MOST_CONTACTS } from '../../../shared/contract/partners.ts';
import type { PlanServices, Schemas } from '../../intake/import-kind.ts';
import type { StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { Connection, SqlConnection } from '../../store/connection.ts';
import { placeContact, readContacts } from './contact-place.rules.ts';
import { STATUS } from './partner-plan.queries.ts';

const ROWS_PER_STEP = 1_000;

interface StagedContact {
  line: number;
  partner: string;
  partner_key: string;
  domain: string;
  stated: string;
}

interface Owner {
  readonly id: string;
  readonly name: string;
  readonly contacts: Contact[];
  /** By place in `contacts`, the line that put the contact there or was found equal to it. */
  readonly lines: Map<number, number>;
}

export async function planContacts(connection: Connection, { stage, workspace }: Schemas, services: PlanServices): Promise<void> {
  const total = (await connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${stage}.drafts`))?.total ?? 0;
  const owners = new Map<string, Owner>();
  let done = 0;
  for (let after = 0; ; ) {
    throwIfCancelled(services.signal);
    services.progress('comparing', done, total);
    const drafts = await connection.all<StagedContact>(
      `SELECT line, partner, partner_key, domain, stated FROM ${stage}.drafts WHERE line > ? ORDER BY line LIMIT ${ROWS_PER_STEP}`,
      [after],
    );
    if (drafts.length === 0) return;
    const ownerOf = await findOwners(connection, workspace, drafts, owners);
    const decisions = drafts.map((draft) => {
      const owner = ownerOf(draft);
      return [draft.line, owner?.id ?? null, owner?.name ?? null, ...decide(draft, owner, services)];
    });
    await connection.run(
      `UPDATE ${stage}.drafts SET partner_id = v.value ->> 1, partner_name = v.value ->> 2, status = v.value ->> 3, reason_code = v.value ->> 4,
         reason_field = v.value ->> 5, reason_value = v.value ->> 6, changes = v.value ->> 7
       FROM json_each(jsonb(?)) v WHERE drafts.line = v.value ->> 0`,
      [JSON.stringify(decisions)],
    );
    after = drafts.at(-1)?.line ?? after;
    done += drafts.length;
  }
}

/** Status, reason (code, field, value) and changes. */
function decide(draft: StagedContact, owner: Owner | undefined, { mapping }: PlanServices): unknown[] {
  const conflict = (code: string, field: string, value: string) => [STATUS.conflict, code, field, value, null];
  if (!owner)
    return draft.partner === ''
      ? conflict('domain_of_nobody', 'contactEmail', draft.domain)
      : conflict('not_a_partner', 'partnerName', draft.partner);
  const stated = JSON.parse(draft.stated) as StatedRow;
  const placed = placeContact(owner.contacts, stated, mapping.conflicts);
  if (placed === 'ambiguous') return conflict('contact_ambiguous', 'contactName', stated.values.contactName ?? '');
  const { at, contact, changes, isNew } = placed;
  const earlier = owner.lines.get(at);
  if (earlier !== undefined)
    return changes.length === 0 ? [STATUS.unchanged, null, null, null, null] : conflict('contact_repeated', 'contactName', String(earlier));
  if (isNew && at >= MOST_CONTACTS) return conflict('too_many_contacts', 'partnerName', owner.name);
  owner.contacts[at] = contact;
  owner.lines.set(at, draft.line);
  if (isNew) return [STATUS.new, null, null, null, null];
  return [changes.length === 0 ? STATUS.unchanged : STATUS.changed, null, null, null, JSON.stringify(changes)];
}

/** The partner of each row: by its name, else by the mail domain, a subdomain's too. */
async function findOwners(
  connection: SqlConnection,
  workspace: string,
  drafts: readonly StagedContact[],
  owners: Map<string, Owner>,
): Promise<(draft: StagedContact) => Owner | undefined> {
  const domains = drafts.flatMap(({ domain }) => withParents(domain));
  const rows = await connection.all<{ id: string; name: string; name_key: string; contacts: string; domain: string | null }>(
    `SELECT p.id, p.name, p.name_key, p.contacts, NULL AS domain FROM json_each(?1) k JOIN ${workspace}.partners p ON p.name_key = k.value AND p.deleted_at IS NULL
     UNION ALL
     SELECT p.id, p.name, p.name_key, p.contacts, d.domain FROM json_each(?2) k JOIN ${workspace}.partner_domains d ON d.domain = k.value
       JOIN ${workspace}.partners p ON p.id = d.partner_id AND p.deleted_at IS NULL`,
    [JSON.stringify([...new Set(drafts.map((draft) => draft.partner_key))]), JSON.stringify([...new Set(domains)])],
  );
  const byName = new Map<string, Owner>();
  const byDomain = new Map<string, Owner>();
  for (const { id, name, name_key, contacts, domain } of rows) {
    const owner = owners.get(id) ?? { id, name, contacts: readContacts(contacts), lines: new Map<number, number>() };
    owners.set(id, owner);
    if (domain === null) byName.set(name_key, owner);
    else byDomain.set(domain, owner);
  }
  return (draft) => {
    if (draft.partner !== '') return byName.get(draft.partner_key);
    const domain = withParents(draft.domain).find((one) => byDomain.has(one));
    return domain === undefined ? undefined : byDomain.get(domain);
  };
}

/** `eng.acme.example` and what it is part of, the longest first. */
function withParents(domain: string): string[] {
  const parts = domain.split('.');
  return domain === '' ? [] : parts.slice(0, -1).map((_, index) => parts.slice(index).join('.'));
}
