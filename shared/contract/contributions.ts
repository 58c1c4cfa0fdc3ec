// The contributor ledger: its rows, the formula behind each, and leaderboards.
import { z } from 'zod';
import { COMPLEXITIES, CONTRIBUTION_KINDS, ENTRY_STATES, IMPACTS, QUALITIES } from '../vocabulary.ts';
import { count, day, direction, failure, id, language, listOf, oc, outgoingFile, page } from './base.ts';

export const contributionKind = z.enum(CONTRIBUTION_KINDS);

export const contributionFilter = z.object({
  search: z.string().max(200).optional(),
  personId: id.optional(),
  /** A partner's id, `independent` or `unknown`: whom the person worked for on the entry's day. */
  partnerId: id.optional(),
  kinds: z.array(contributionKind).optional(),
  states: z.array(z.enum(ENTRY_STATES)).optional(),
  from: day.optional(),
  to: day.optional(),
  undated: z.boolean().optional(),
  /** Entries of bots are listed like others unless they are left out or asked for alone. */
  bots: z.enum(['without', 'only']).optional(),
  importId: id.optional(),
});
export type ContributionFilter = z.infer<typeof contributionFilter>;

const namedRef = z.object({ id, name: z.string() });

export const contributionListItem = z.object({
  id,
  day: z.string().nullable(),
  kind: contributionKind,
  title: z.string(),
  link: z.string().nullable(),
  points: z.int(),
  state: z.enum(ENTRY_STATES),
  person: namedRef,
  /** null when no partner is known for that day. */
  partner: namedRef.nullable(),
});
export type ContributionListItem = z.infer<typeof contributionListItem>;

export const contributionDetail = contributionListItem.extend({
  /** What the source called the kind, when it is not one of ours. */
  sourceKind: z.string().nullable(),
  quantity: z.int().nullable(),
  formula: z.object({
    policyVersion: count,
    base: count,
    /** Name and integer hundredths; a factor the source did not give counts as 100. */
    complexity: z.object({ name: z.enum(COMPLEXITIES).nullable(), hundredths: count }),
    impact: z.object({ name: z.enum(IMPACTS).nullable(), hundredths: count }),
    quality: z.object({ name: z.enum(QUALITIES).nullable(), hundredths: count }),
    /** Exact product before rounding down, as a decimal. */
    product: z.string(),
    clamped: z.boolean(),
    points: z.int(),
  }),
  rejectedBecause: z.string().nullable(),
  source: z.object({
    importId: id.nullable(),
    fileName: z.string().nullable(),
    line: count.nullable(),
    externalKey: z.string(),
    revision: count,
  }),
  recordedAt: z.string(),
  affiliation: z.object({ source: z.string(), evidence: z.string() }).nullable(),
  reverses: id.nullable(),
  reversedBy: id.nullable(),
});
export type ContributionDetail = z.infer<typeof contributionDetail>;

export const leaderboardItem = z.object({
  /** Ties share a rank and the next rank is skipped: 1, 2, 2, 4. */
  rank: count,
  personId: id,
  name: z.string(),
  login: z.string().nullable(),
  points: z.int(),
  entries: count,
  partner: namedRef.nullable(),
});
export type LeaderboardItem = z.infer<typeof leaderboardItem>;

const shown = {
  filter: contributionFilter.default({}),
  sort: z.object({ by: z.enum(['day', 'points', 'recorded']), direction }).default({ by: 'day', direction: 'descending' }),
};

export const contributionsContract = {
  list: oc.input(z.object({ ...shown, ...page })).output(listOf(contributionListItem).extend({ points: z.int() })),
  /** The list as it is seen, whole, as comma-separated text. Ends early when its caller leaves. */
  exportList: oc.input(z.object({ ...shown, language })).output(outgoingFile),
  get: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ contributionId: id }))
    .output(contributionDetail),
  leaderboard: oc
    .input(
      z.object({
        from: day.optional(),
        to: day.optional(),
        kinds: z.array(contributionKind).optional(),
        partnerId: id.optional(),
        limit: z.int().min(1).max(10_000).default(50),
      }),
    )
    .output(listOf(leaderboardItem)),
};
