// One partner: everything its page shows, and the writing of its rows.
import type { PartnerDetail, PartnerFields } from '../../../shared/contract/partners.ts';
import { addMonths, type Day, monthOf } from '../../../shared/values/day.ts';
import { partnerNameKey } from '../../../shared/values/text-key.ts';
import type { Reader, Writer } from '../../store/database.ts';
import type { RowRef } from '../../store/journal.ts';
import { readContacts } from './contact-place.rules.ts';

const MONTHS_SHOWN = 24;

export async function findPartner(reader: Reader, partnerId: string, today: Day): Promise<PartnerDetail | undefined> {
  const row = await reader
    .selectFrom('partners as p')
    .leftJoin('imports as m', 'm.id', 'p.importId')
    .selectAll('p')
    .select('m.fileName as importFileName')
    .where('p.id', '=', partnerId)
    .where('p.deletedAt', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const since = monthOf(addMonths(today, 1 - MONTHS_SHOWN));
  const [domains, tiers, months, kinds, activities, people] = await Promise.all([
    reader.selectFrom('partnerDomains').select('domain').where('partnerId', '=', partnerId).orderBy('domain').execute(),
    reader.selectFrom('partnerTiers').selectAll().where('partnerId', '=', partnerId).orderBy('validFrom', 'desc').execute(),
    sums(reader, partnerId)
      .select('month')
      .where('month', '>=', since)
      .where('month', '<>', 'undated')
      .groupBy('month')
      .orderBy('month')
      .execute(),
    sums(reader, partnerId).select('kind').groupBy('kind').execute(),
    reader
      .selectFrom('activityPartners as l')
      .innerJoin('activities as a', 'a.id', 'l.activityId')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('a.day').filterWhere('a.day', '<=', today).as('last')])
      .where('l.partnerId', '=', partnerId)
      .where('a.deletedAt', 'is', null)
      .executeTakeFirstOrThrow(),
    reader
      .selectFrom('affiliations')
      .select((eb) => eb.fn.count<number>('personNum').distinct().as('count'))
      .where('partnerId', '=', partnerId)
      .where((eb) => eb.or([eb('validFrom', 'is', null), eb('validFrom', '<=', today)]))
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', today)]))
      .executeTakeFirstOrThrow(),
  ]);
  const current = tiers.find((tier) => tier.validTo === null);
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    type: row.type,
    status: row.status,
    owner: row.owner,
    region: row.region,
    joinedOn: row.joinedOn as Day | null,
    website: row.website,
    areas: JSON.parse(row.areas) as string[],
    emailDomains: domains.map(({ domain }) => domain),
    contacts: readContacts(row.contacts),
    notes: row.notes,
    tier: current?.tier ?? 'community',
    tierSince: current?.validFrom ?? null,
    createdAt: row.createdAt,
    importId: row.importId,
    importFileName: row.importFileName,
    figures: {
      people: people.count,
      points: kinds.reduce((sum, one) => sum + one.points, 0),
      contributions: kinds.reduce((sum, one) => sum + one.entries, 0),
      activities: activities.count,
      lastActivityOn: activities.last,
    },
    tierHistory: tiers.map(({ tier, validFrom, validTo, reason }) => ({ tier, from: validFrom, until: validTo, reason })),
    pointsByMonth: months,
    pointsByKind: kinds,
  };
}

function sums(reader: Reader, partnerId: string) {
  return reader
    .selectFrom('rollups')
    .select((eb) => [eb.fn.sum<number>('points').as('points'), eb.fn.sum<number>('entries').as('entries')])
    .where('partnerId', '=', partnerId);
}

export async function partnerValues(reader: Reader): Promise<{ owners: string[]; regions: string[] }> {
  const present = reader.selectFrom('partners').where('deletedAt', 'is', null).distinct();
  const owners = await present.select('owner').where('owner', 'is not', null).orderBy('owner').execute();
  const regions = await present.select('region').where('region', 'is not', null).orderBy('region').execute();
  return { owners: owners.flatMap((row) => row.owner ?? []), regions: regions.flatMap((row) => row.region ?? []) };
}

/** Another partner that already has this name after normalising, if any. */
export function findNameOwner(reader: Reader, name: string, exceptId: string | null): Promise<{ id: string; name: string } | undefined> {
  let query = reader
    .selectFrom('partners')
    .select(['id', 'name'])
    .where('nameKey', '=', partnerNameKey(name))
    .where('deletedAt', 'is', null);
  if (exceptId) query = query.where('id', '<>', exceptId);
  return query.executeTakeFirst();
}

export function findDomainOwner(
  reader: Reader,
  domains: readonly string[],
  exceptId: string | null,
): Promise<{ domain: string; otherName: string } | undefined> {
  if (domains.length === 0) return Promise.resolve(undefined);
  let query = reader
    .selectFrom('partnerDomains as d')
    .innerJoin('partners as p', 'p.id', 'd.partnerId')
    .select(['d.domain', 'p.name as otherName'])
    .where('d.domain', 'in', [...domains]);
  if (exceptId) query = query.where('p.id', '<>', exceptId);
  return query.executeTakeFirst();
}

function columnsOf(fields: PartnerFields) {
  const { emailDomains: _, areas, contacts, name, ...plain } = fields;
  return { ...plain, name, nameKey: partnerNameKey(name), areas: JSON.stringify(areas), contacts: JSON.stringify(contacts) };
}

export async function insertPartner(
  writer: Writer,
  partner: { id: string; tierId: string; createdAt: string; fields: PartnerFields },
): Promise<void> {
  await writer
    .insertInto('partners')
    .values({ id: partner.id, ...columnsOf(partner.fields), createdAt: partner.createdAt, deletedAt: null, importId: null })
    .execute();
  await writer
    .insertInto('partnerTiers')
    .values({
      id: partner.tierId,
      partnerId: partner.id,
      tier: 'community',
      validFrom: partner.fields.joinedOn,
      validTo: null,
      reason: 'registered',
    })
    .execute();
  await setDomains(writer, partner.id, partner.fields.emailDomains);
}

export async function updatePartner(writer: Writer, partnerId: string, fields: PartnerFields): Promise<void> {
  await writer
    .updateTable('partners')
    .set((eb) => ({ ...columnsOf(fields), revision: eb('revision', '+', 1) }))
    .where('id', '=', partnerId)
    .execute();
  await setDomains(writer, partnerId, fields.emailDomains);
}

async function setDomains(writer: Writer, partnerId: string, domains: readonly string[]): Promise<void> {
  await writer.deleteFrom('partnerDomains').where('partnerId', '=', partnerId).execute();
  if (domains.length > 0)
    await writer
      .insertInto('partnerDomains')
      .values([...new Set(domains)].map((domain) => ({ domain, partnerId })))
      .execute();
}

/** Into the bin: the row stays, its name and its mail domains are free for others. What people earned there counts for nobody until it is back. */
export async function removePartner(writer: Writer, partnerId: string, at: string): Promise<void> {
  await writer.updateTable('partners').set({ deletedAt: at }).where('id', '=', partnerId).execute();
  await setDomains(writer, partnerId, []);
}

export async function domainsOf(reader: Reader, partnerId: string): Promise<string[]> {
  const rows = await reader.selectFrom('partnerDomains').select('domain').where('partnerId', '=', partnerId).execute();
  return rows.map((row) => row.domain);
}

/** The rows an edit of this partner may touch, for the journal. */
export function partnerRows(partnerId: string, domains: readonly string[]): RowRef[] {
  return [
    { table: 'partners', key: [partnerId] },
    ...[...new Set(domains)].map((domain): RowRef => ({ table: 'partner_domains', key: [domain] })),
  ];
}
