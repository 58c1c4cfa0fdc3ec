// People: contributors and contacts, their identities and dated affiliations.
import { z } from 'zod';
import { AFFILIATION_SOURCES, LEVELS, MERGE_RULES, REWARD_FORMS, REWARD_STATES } from '../vocabulary.ts';
import { command, count, day, direction, failure, id, listOf, oc, page } from './base.ts';

export const level = z.enum(LEVELS);

export const peopleFilter = z.object({
  search: z.string().max(200).optional(),
  levels: z.array(level).optional(),
  /** Affiliated today with one of these partners; `unknown` for people no partner is known for. */
  partnerIds: z.array(id).optional(),
  /**
   * People who contributed in the period: all, those whose first contribution falls in it, or those who had contributed before.
   * Lost are those of the equal period before who did not contribute in this one; their sums are those of the period before.
   */
  contributed: z.object({ from: day, to: day, as: z.enum(['active', 'new', 'returning', 'lost']) }).optional(),
  /** Bots are listed only when they are asked for. */
  bots: z.enum(['only']).optional(),
});
export type PeopleFilter = z.infer<typeof peopleFilter>;

export const personListItem = z.object({
  id,
  name: z.string(),
  login: z.string().nullable(),
  email: z.string().nullable(),
  partner: z.object({ id, name: z.string() }).nullable(),
  level,
  points: z.int(),
  entries: count,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  optedOut: z.boolean(),
});
export type PersonListItem = z.infer<typeof personListItem>;

export const personDetail = personListItem.extend({
  identities: z.array(
    z.object({
      id,
      source: z.string(),
      name: z.string().nullable(),
      login: z.string().nullable(),
      email: z.string().nullable(),
    }),
  ),
  isBot: z.boolean(),
  erased: z.boolean(),
  /** Where this person's records went; null for a person who stands alone. */
  mergedInto: z.object({ id, name: z.string() }).nullable(),
  /** Others who were merged into this person, newest first; each can be taken apart again. */
  merges: z.array(
    z.object({ mergeId: id, person: z.object({ id, name: z.string() }), rule: z.enum(MERGE_RULES), evidence: z.string(), at: z.string() }),
  ),
  affiliations: z.array(
    z.object({
      id,
      /** null: independent in that time. */
      partner: z.object({ id, name: z.string() }).nullable(),
      from: z.string().nullable(),
      until: z.string().nullable(),
      source: z.enum(AFFILIATION_SOURCES),
      evidence: z.string(),
    }),
  ),
  /** Days between the first and the last entry on which several affiliations hold, or none does. `until` is exclusive. */
  affiliationNotes: z.array(
    z.object({ note: z.enum(['overlap', 'gap']), from: z.string(), until: z.string(), names: z.array(z.string()) }),
  ),
  milestones: z.array(z.object({ level, reachedOn: z.string().nullable(), recordedAt: z.string() })),
  rewards: z.array(
    z.object({
      id,
      reward: z.string(),
      form: z.enum(REWARD_FORMS),
      state: z.enum(REWARD_STATES),
      earnedOn: z.string().nullable(),
      stateOn: z.string().nullable(),
    }),
  ),
  nextLevel: z.object({ level, pointsMissing: count }).nullable(),
  biggestEntry: z.int(),
  undatedEntries: count,
  pointsByMonth: z.array(z.object({ month: z.string(), points: z.int(), entries: count })),
  pointsByKind: z.array(z.object({ kind: z.string(), points: z.int(), entries: count })),
});
export type PersonDetail = z.infer<typeof personDetail>;

const briefPerson = z.object({
  id,
  name: z.string(),
  login: z.string().nullable(),
  email: z.string().nullable(),
  points: z.int(),
  entries: count,
});
/** Two people who may be one, and what speaks for it. Never merged by itself. */
export const mergeSuggestion = z.object({ one: briefPerson, other: briefPerson, rule: z.enum(MERGE_RULES), evidence: z.string() });
export type MergeSuggestion = z.infer<typeof mergeSuggestion>;

/** Dates: from the first day, until the first day that no longer counts. */
export const affiliationFields = z
  .object({
    partnerId: id.nullable(),
    from: day.nullable(),
    until: day.nullable(),
    evidence: z.string().trim().max(500),
  })
  .refine(({ from, until }) => from === null || until === null || from < until, { path: ['until'], message: 'until_after_from' });
export type AffiliationFields = z.infer<typeof affiliationFields>;

const changed = z.object({ changeId: id });
const ofPerson = { ...command, personId: id };
const missing = { NOT_FOUND: failure.NOT_FOUND };

export const peopleContract = {
  list: oc
    .input(
      z.object({
        filter: peopleFilter.default({}),
        sort: z
          .object({ by: z.enum(['name', 'points', 'entries', 'firstDay', 'lastDay']), direction })
          .default({ by: 'points', direction: 'descending' }),
        ...page,
      }),
    )
    .output(listOf(personListItem)),
  get: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ personId: id }))
    .output(personDetail),

  suggestions: oc.input(z.object({ ...page })).output(listOf(mergeSuggestion)),
  /** Puts people together: `fromIds` count for `intoId` from then on. Everything they are stays as it was beneath. */
  merge: oc
    .errors({ ...missing, MERGE_REFUSED: failure.MERGE_REFUSED })
    .input(
      z.object({ ...command, intoId: id, fromIds: z.array(id).min(1).max(100), rule: z.enum(MERGE_RULES), evidence: z.string().max(500) }),
    )
    .output(changed),
  /** Takes one merge apart again, exactly, whatever was merged before or after it. */
  unmerge: oc
    .errors(missing)
    .input(z.object({ ...command, mergeId: id }))
    .output(changed),
  /** Never proposes these two again. */
  dismiss: oc
    .errors(missing)
    .input(z.object({ ...command, oneId: id, otherId: id }))
    .output(changed),

  saveAffiliation: oc
    .errors({ ...missing, RULE_BROKEN: failure.RULE_BROKEN })
    .input(z.object({ ...ofPerson, affiliationId: id.nullable(), fields: affiliationFields }))
    .output(changed),
  removeAffiliation: oc
    .errors(missing)
    .input(z.object({ ...command, affiliationId: id }))
    .output(changed),

  rename: oc
    .errors(missing)
    .input(z.object({ ...ofPerson, name: z.string().trim().min(1, { message: 'required' }).max(200) }))
    .output(changed),
  setBot: oc
    .errors(missing)
    .input(z.object({ ...ofPerson, isBot: z.boolean() }))
    .output(changed),
  /** Leaves a person out of everything that is published: leaderboards, hall of fame, announcements. */
  setOptOut: oc
    .errors(missing)
    .input(z.object({ ...ofPerson, optedOut: z.boolean() }))
    .output(changed),
  /** Forgets who somebody is, for good: names, logins and addresses go, points stay under a number. Cannot be undone. */
  erase: oc
    .errors(missing)
    .input(z.object(ofPerson))
    .output(z.object({ name: z.string() })),

  botNames: oc.input(z.object({})).output(z.object({ shipped: z.array(z.string()), own: z.array(z.string()) })),
  /** Adds or takes a name from the program's own list; people of that name follow. */
  setBotName: oc
    .input(z.object({ ...command, name: z.string().trim().min(1, { message: 'required' }).max(100), listed: z.boolean() }))
    .output(z.object({ people: count })),
};
