// Recognition: milestones and rewards as events that stay, their way to the people, and texts to announce them with.
import { z } from 'zod';
import { LEVELS, REWARD_FORMS, REWARD_STATES } from '../vocabulary.ts';
import { command, count, day, failure, id, language, listOf, oc, page } from './base.ts';

const namedRef = z.object({ id, name: z.string() });

export const milestone = z.object({
  person: namedRef,
  level: z.enum(LEVELS),
  /** null when only entries without a day reached it. */
  reachedOn: z.string().nullable(),
  recordedAt: z.string(),
  optedOut: z.boolean(),
});
export type Milestone = z.infer<typeof milestone>;

export const grantedReward = z.object({
  id,
  revision: count,
  person: namedRef,
  email: z.string().nullable(),
  reward: z.string(),
  form: z.enum(REWARD_FORMS),
  level: z.enum(LEVELS).nullable(),
  /** The entry that earned a badge. */
  entryId: id.nullable(),
  earnedOn: z.string().nullable(),
  recordedAt: z.string(),
  state: z.enum(REWARD_STATES),
  stateOn: z.string().nullable(),
  note: z.string(),
  /** The same person got the same thing under another record before the two were merged. */
  duplicate: z.boolean(),
});
export type GrantedReward = z.infer<typeof grantedReward>;

export const stockItem = z.object({ reward: z.string(), stock: count.nullable(), pending: count, sent: count, received: count });
export type StockItem = z.infer<typeof stockItem>;

const share = z.object({ key: z.string(), name: z.string(), entries: count, points: z.int(), people: count });
/** What to look at before rewards go out. */
export const fairness = z.object({
  points: z.int(),
  byKind: z.array(share),
  byPartner: z.array(share),
  byRegion: z.array(share),
  /** People with many entries on one day. */
  bursts: z.array(z.object({ person: namedRef, day: z.string(), entries: count, points: z.int() })),
  /** Reviews of what the same person wrote: the same link under both. */
  selfReviews: z.array(z.object({ person: namedRef, link: z.string(), reviewId: id, entryId: id })),
});
export type Fairness = z.infer<typeof fairness>;

const busFactor = z.object({
  /** The smallest number that make at least half of the points. */
  count,
  members: z.array(namedRef.extend({ points: z.int() })),
});
export const contributorStatistics = z.object({
  active: count,
  new: count,
  returning: count,
  /** Contributed in the period before, not in this one. */
  lost: count,
  points: z.int(),
  entries: count,
  byKind: z.array(share),
  byPartner: z.array(share),
  byRegion: z.array(share),
  byRepository: z.array(share),
  byMonth: z.array(z.object({ month: z.string(), people: count, entries: count, points: z.int() })),
  busFactorPeople: busFactor,
  busFactorPartners: busFactor,
});
export type ContributorStatistics = z.infer<typeof contributorStatistics>;

const period = { from: day, to: day };

export const recognitionContract = {
  milestones: oc.input(z.object({ levels: z.array(z.enum(LEVELS)).optional(), ...page })).output(listOf(milestone)),
  rewards: oc
    .input(z.object({ states: z.array(z.enum(REWARD_STATES)).optional(), rewards: z.array(z.string()).optional(), ...page }))
    .output(listOf(grantedReward)),
  /** Moves rewards on: pending → sent → received, or withheld with a note. Sending takes from the stock. */
  moveRewards: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND, RULE_BROKEN: failure.RULE_BROKEN })
    .input(
      z.object({
        ...command,
        rewardIds: z.array(id).min(1).max(500),
        state: z.enum(['pending', 'sent', 'received', 'withheld']),
        note: z.string().trim().max(500).default(''),
      }),
    )
    .output(z.object({ changeId: id, moved: count })),
  stock: oc.input(z.object({})).output(z.object({ items: z.array(stockItem) })),
  setStock: oc.input(z.object({ ...command, reward: z.string().max(40), stock: count.nullable() })).output(z.object({ changeId: id })),
  hallOfFame: oc
    .input(z.object({}))
    .output(z.object({ items: z.array(milestone.extend({ points: z.int(), partner: z.string().nullable() })), optedOut: count })),
  /** Text about one person's milestone, to be pasted. Refused for people who opted out. */
  announcement: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND, RULE_BROKEN: failure.RULE_BROKEN })
    .input(z.object({ personId: id, level: z.enum(LEVELS), form: z.enum(['markdown', 'plain', 'social']), language }))
    .output(z.object({ text: z.string() })),
  fairness: oc.input(z.object(period)).output(fairness),
  statistics: oc.input(z.object(period)).output(contributorStatistics),
};
