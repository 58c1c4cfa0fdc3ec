// Activities: dated things done with one or more partners.
import { z } from 'zod';
import { ACTIVITY_KINDS } from '../vocabulary.ts';
import { command, count, day, failure, id, listOf, oc, page } from './base.ts';

export const activityKind = z.enum(ACTIVITY_KINDS);

export const activityFields = z.object({
  kind: activityKind,
  day,
  title: z.string().trim().min(1, { message: 'required' }).max(300),
  notes: z.string().max(20_000),
  /** Link to what proves it: a recording, a page, a slide deck. */
  evidence: z
    .string()
    .trim()
    .max(2_000)
    .refine((text) => text === '' || /^https?:\/\/\S+$/i.test(text), { message: 'not_a_link' }),
  area: z.string().max(60).nullable(),
  partnerIds: z.array(id).min(1, { message: 'required' }).max(50),
  followUpOn: day.nullable(),
  followUpNote: z.string().trim().max(500),
  outcome: z.string().trim().max(2_000).default(''),
  /** Who took part, as people write it. */
  people: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  /** Whom some of these names were picked for; whom the others are follows from what they say, where that is one person. */
  personOf: z
    .record(z.string().max(200), id)
    .refine((picked) => Object.keys(picked).length <= 50, { message: 'too_long' })
    .default({}),
});
export type ActivityFields = z.infer<typeof activityFields>;

export const activityFilter = z.object({
  search: z.string().max(200).optional(),
  partnerIds: z.array(id).optional(),
  kinds: z.array(activityKind).optional(),
  from: day.optional(),
  to: day.optional(),
  /** Follow-ups not done whose day is on or before this one. */
  followUpDueBy: day.optional(),
  importId: id.optional(),
  /** Took part under any of the people that were put together with this one. */
  personId: id.optional(),
});
export type ActivityFilter = z.infer<typeof activityFilter>;

export const activityItem = z.object({
  id,
  revision: count,
  kind: activityKind,
  day: z.string(),
  title: z.string(),
  notes: z.string(),
  evidence: z.string(),
  area: z.string().nullable(),
  partners: z.array(z.object({ id, name: z.string() })),
  followUpOn: z.string().nullable(),
  followUpNote: z.string(),
  followUpDone: z.boolean(),
  outcome: z.string(),
  people: z.array(z.string()),
  /** Of these names, whom the linked ones are. */
  personOf: z.record(z.string(), z.object({ id, name: z.string() })),
  /** Names that fit several people and are linked to nobody. */
  ambiguous: z.array(z.string()),
  /** The import that brought it; null when it was logged by hand. */
  importId: id.nullable(),
});
export type ActivityItem = z.infer<typeof activityItem>;

const changed = z.object({ changeId: id });

export const activitiesContract = {
  list: oc.input(z.object({ filter: activityFilter.default({}), ...page })).output(listOf(activityItem)),
  log: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ ...command, fields: activityFields }))
    .output(z.object({ activityId: id, changeId: id })),
  edit: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND, STALE_REVISION: failure.STALE_REVISION })
    .input(z.object({ ...command, activityId: id, revision: count, fields: activityFields }))
    .output(changed),
  finishFollowUp: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ ...command, activityId: id }))
    .output(changed),
  remove: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ ...command, activityId: id }))
    .output(changed),
};
