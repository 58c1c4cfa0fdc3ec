// Contacts of a sheet in staging: whose contact each row is, and what it would change there. Rows are placed one after the other, so a
// later row about the same contact repeats or contradicts the first.
import { type Contact, MOST_CONTACTS } from '../../../shared/contract/partners.ts';
import { type Decision, decideDrafts, draftPages } from '../../intake/draft-pages.queries.ts';
import type { PlanServices, Schemas } from '../../intake/import-kind.ts';
import type { StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import type { Connection, SqlConnection } from '../../store/connection.ts';
import { placeContact, readContacts } from './contact-place.rules.ts';

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
  const owners = new Map<string, Owner>();
  const rows = { stage, columns: 'd.line, d.partner, d.partner_key, d.domain, d.stated' };
  for await (const drafts of draftPages<StagedContact>(connection, rows, 'comparing', services)) {
    const ownerOf = await findOwners(connection, workspace, drafts, owners);
    const decisions = drafts.map((draft): Decision => {
      const owner = ownerOf(draft);
      const { changes = null, ...decided } = decide(draft, owner, services);
      return { line: draft.line, ...decided, found: { partner_id: owner?.id ?? null, partner_name: owner?.name ?? null, changes } };
    });
    await decideDrafts(connection, stage, ['partner_id', 'partner_name', 'changes'], decisions);
  }
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_partner ON drafts (partner_id, line)`);
}

type Decided = Pick<Decision, 'status' | 'reason'> & { changes?: string };

function decide(draft: StagedContact, owner: Owner | undefined, { mapping }: PlanServices): Decided {
  const conflict = (code: string, field: string, value: string): Decided => ({ status: 'conflict', reason: { code, field, value } });
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
    return changes.length === 0 ? { status: 'unchanged' } : conflict('contact_repeated', 'contactName', String(earlier));
  if (isNew && at >= MOST_CONTACTS) return conflict('too_many_contacts', 'partnerName', owner.name);
  owner.contacts[at] = contact;
  owner.lines.set(at, draft.line);
  if (isNew) return { status: 'new' };
  return { status: changes.length === 0 ? 'unchanged' : 'changed', changes: JSON.stringify(changes) };
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
