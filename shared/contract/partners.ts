// Partners: the directory, one partner's page, registering and editing.
import { z } from 'zod';
import { emailDomain, PUBLIC_MAIL_DOMAINS, partnerNameKey, textKey } from '../values/text-key.ts';
import { COLLABORATION_AREAS, PARTNER_STATUSES, PARTNER_TIERS, PARTNER_TYPES } from '../vocabulary.ts';
import { command, count, day, direction, failure, id, listOf, oc, page } from './base.ts';

export const partnerType = z.enum(PARTNER_TYPES);
export const partnerTier = z.enum(PARTNER_TIERS);
export const partnerStatus = z.enum(PARTNER_STATUSES);
export const collaborationArea = z.enum(COLLABORATION_AREAS as [string, ...string[]]);

/** A bare mail domain such as `acme.com`; public providers are refused because they name no employer. */
export const mailDomain = z
  .string()
  .max(253)
  .transform((text) => textKey(text).replace(/^@/, ''))
  .refine((text) => /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u.test(text), { message: 'not_a_domain' })
  .refine((text) => !PUBLIC_MAIL_DOMAINS.has(text), { message: 'public_mail_domain' });

export const website = z
  .string()
  .trim()
  .max(500)
  .transform((text) => (/^[\w.-]+\.[a-z]{2,}(?:[/?#]|$)/i.test(text) ? `https://${text}` : text))
  .refine((text) => /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(text), { message: 'not_a_website' });

/** Of one partner. */
export const MOST_CONTACTS = 500;

export const contact = z.object({
  name: z.string().trim().min(1, { message: 'required' }).max(200),
  email: z
    .string()
    .trim()
    .max(320)
    .refine((text) => text === '' || emailDomain(text) !== undefined, { message: 'not_an_email' }),
  role: z.string().trim().max(200),
  /** Text, never a number: a leading + or 0 belongs to it. */
  phone: z.string().trim().max(60).default(''),
  notes: z.string().trim().max(2_000).default(''),
});
export type Contact = z.infer<typeof contact>;

/** One schema for the wire and the form. `null` means "not known", which is never shown as zero or blank. */
export const partnerFields = z.object({
  name: z
    .string()
    .trim()
    .max(200)
    .refine((text) => partnerNameKey(text) !== '', { message: 'required' }),
  type: partnerType.nullable(),
  status: partnerStatus,
  owner: z.string().trim().max(200).nullable(),
  region: z.string().trim().max(100).nullable(),
  joinedOn: day.nullable(),
  website: website.nullable(),
  areas: z.array(collaborationArea).max(40),
  emailDomains: z.array(mailDomain).max(50),
  contacts: z.array(contact).max(MOST_CONTACTS),
  notes: z.string().max(20_000),
});
export type PartnerFields = z.infer<typeof partnerFields>;

/** One filter for table, evidence drawer, export and report. */
export const partnerFilter = z.object({
  search: z.string().max(200).optional(),
  types: z.array(z.union([partnerType, z.literal('missing')])).optional(),
  tiers: z.array(partnerTier).optional(),
  statuses: z.array(partnerStatus).optional(),
  owners: z.array(z.string()).optional(),
  regions: z.array(z.string()).optional(),
  areas: z.array(z.string()).optional(),
  /** No activity for at least this many days. */
  quietForDays: z.int().min(1).optional(),
  /** Partners (and their tiers) as they stood on this day. */
  asOf: day.optional(),
  joinedFrom: day.optional(),
  joinedTo: day.optional(),
});
export type PartnerFilter = z.infer<typeof partnerFilter>;

export const partnerSort = z.enum(['relevance', 'name', 'tier', 'type', 'status', 'joinedOn', 'lastActivityOn', 'people', 'points']);

export const partnerListItem = z.object({
  id,
  name: z.string(),
  type: partnerType.nullable(),
  tier: partnerTier,
  status: partnerStatus,
  owner: z.string().nullable(),
  region: z.string().nullable(),
  joinedOn: z.string().nullable(),
  lastActivityOn: z.string().nullable(),
  /** People with an affiliation that holds today, and all points credited to the partner. */
  people: count,
  points: z.int(),
});
export type PartnerListItem = z.infer<typeof partnerListItem>;

/** What is stored is shown whole: limits on what a person may type are no limits on what an import has gathered. */
export const partnerDetail = partnerFields.extend({
  name: z.string(),
  website: z.string().nullable(),
  areas: z.array(z.string()),
  emailDomains: z.array(z.string()),
  contacts: z.array(z.object({ name: z.string(), email: z.string(), role: z.string(), phone: z.string(), notes: z.string() })),
  notes: z.string(),
  id,
  revision: count,
  tier: partnerTier,
  tierSince: z.string().nullable(),
  createdAt: z.string(),
  importId: z.string().nullable(),
  importFileName: z.string().nullable(),
  figures: z.object({ people: count, points: z.int(), contributions: count, activities: count, lastActivityOn: z.string().nullable() }),
  tierHistory: z.array(z.object({ tier: partnerTier, from: z.string().nullable(), until: z.string().nullable(), reason: z.string() })),
  pointsByMonth: z.array(z.object({ month: z.string(), points: z.int(), entries: count })),
  pointsByKind: z.array(z.object({ kind: z.string(), points: z.int(), entries: count })),
});
export type PartnerDetail = z.infer<typeof partnerDetail>;

const fieldFailures = { NAME_TAKEN: failure.NAME_TAKEN, DOMAIN_TAKEN: failure.DOMAIN_TAKEN, RULE_BROKEN: failure.RULE_BROKEN };

export const partnersContract = {
  list: oc
    .input(
      z.object({
        filter: partnerFilter.default({}),
        sort: z.object({ by: partnerSort, direction }).default({ by: 'name', direction: 'ascending' }),
        ...page,
      }),
    )
    .output(listOf(partnerListItem)),
  get: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ partnerId: id }))
    .output(partnerDetail),
  /** The values that occur, for filters and suggestions. */
  values: oc.input(z.object({})).output(z.object({ owners: z.array(z.string()), regions: z.array(z.string()) })),
  register: oc
    .errors(fieldFailures)
    .input(z.object({ ...command, fields: partnerFields }))
    .output(z.object({ partnerId: id, changeId: id })),
  edit: oc
    .errors({ ...fieldFailures, NOT_FOUND: failure.NOT_FOUND, STALE_REVISION: failure.STALE_REVISION })
    .input(z.object({ ...command, partnerId: id, revision: count, fields: partnerFields }))
    .output(z.object({ revision: count, changeId: id })),
  /** Puts a partner into the bin; undo brings it back with everything attached. */
  remove: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ ...command, partnerId: id }))
    .output(z.object({ changeId: id })),
};
