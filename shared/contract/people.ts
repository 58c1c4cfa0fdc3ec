// People: contributors and contacts, their identities and dated affiliations.
import { z } from 'zod';
import { AFFILIATION_SOURCES, LEVELS } from '../vocabulary.ts';
import { count, day, direction, failure, id, listOf, oc, page } from './base.ts';

export const level = z.enum(LEVELS);

export const peopleFilter = z.object({
  search: z.string().max(200).optional(),
  levels: z.array(level).optional(),
  /** Affiliated today with one of these partners; `unknown` for people no partner is known for. */
  partnerIds: z.array(id).optional(),
  /** People who contributed in the period: all, those whose first contribution falls in it, or those who had contributed before. */
  contributed: z.object({ from: day, to: day, as: z.enum(['active', 'new', 'returning']) }).optional(),
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
  affiliations: z.array(
    z.object({
      partner: z.object({ id, name: z.string() }),
      from: z.string().nullable(),
      until: z.string().nullable(),
      source: z.enum(AFFILIATION_SOURCES),
      evidence: z.string(),
    }),
  ),
  nextLevel: z.object({ level, pointsMissing: count }).nullable(),
  biggestEntry: z.int(),
  undatedEntries: count,
  pointsByMonth: z.array(z.object({ month: z.string(), points: z.int(), entries: count })),
  pointsByKind: z.array(z.object({ kind: z.string(), points: z.int(), entries: count })),
});
export type PersonDetail = z.infer<typeof personDetail>;

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
};
