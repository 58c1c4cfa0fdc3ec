// The contributor ledger: its rows, the formula behind each, and leaderboards.
import { z } from 'zod';
import { COMPLEXITIES, ENTRY_STATES, IMPACTS, QUALITIES } from '../vocabulary.ts';
import { command, count, day, direction, failure, id, kindKey, language, listOf, oc, outgoingFile, page } from './base.ts';

export const contributionFilter = z.object({
  search: z.string().max(200).optional(),
  personId: id.optional(),
  /** A partner's id, `independent` or `unknown`: whom the person worked for on the entry's day. */
  partnerId: id.optional(),
  /** Entries that count for a partner, but for none of these. */
  exceptPartnerIds: z.array(id).max(100).optional(),
  kinds: z.array(kindKey).optional(),
  states: z.array(z.enum(ENTRY_STATES)).optional(),
  from: day.optional(),
  to: day.optional(),
  undated: z.boolean().optional(),
  /** Entries of bots are listed like others unless they are left out or asked for alone. */
  bots: z.enum(['without', 'only']).optional(),
  importId: id.optional(),
  repository: z.string().max(200).optional(),
  /** The region of the partner on the entry's day; empty where none is known. */
  region: z.string().max(200).optional(),
});
export type ContributionFilter = z.infer<typeof contributionFilter>;

const namedRef = z.object({ id, name: z.string() });

export const contributionListItem = z.object({
  id,
  day: z.string().nullable(),
  /** First day of the period of a sum, whose last is `day`; null for anything else, and while it is not known. */
  since: z.string().nullable(),
  kind: kindKey,
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
  /** What a person said when they rejected, reversed or corrected it. */
  reason: z.string().nullable(),
  repository: z.string().nullable(),
  /** Whether this is what the ledger says now; an entry that a later one took back is history. */
  standing: z.boolean(),
  /** Everything the ledger holds under the same key, oldest first. */
  history: z.array(
    z.object({
      id,
      revision: count,
      state: z.enum(ENTRY_STATES),
      kind: kindKey,
      day: z.string().nullable(),
      points: z.int(),
      policyVersion: count,
      rejectedBecause: z.string().nullable(),
      reason: z.string().nullable(),
      recordedAt: z.string(),
    }),
  ),
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
  /** Points of the largest single entry, so that one big thing and much steady work can be told apart. */
  biggest: z.int(),
  partner: namedRef.nullable(),
});
export type LeaderboardItem = z.infer<typeof leaderboardItem>;

const boardFilter = {
  from: day.optional(),
  to: day.optional(),
  kinds: z.array(kindKey).optional(),
  partnerId: id.optional(),
  repository: z.string().max(200).optional(),
  /** Own weights per kind in hundredths; a kind that is not named weighs 100. Sums are rounded down once, per person. */
  weights: z.record(kindKey, z.int().min(0).max(1_000)).optional(),
};

/** A leaderboard that is kept: its period may follow the calendar. */
export const savedBoard = z.object({
  id,
  revision: count,
  name: z.string(),
  board: z.object({ ...boardFilter, period: z.string().max(40) }),
});
export type SavedBoard = z.infer<typeof savedBoard>;

/** What a person types of an entry; points follow from it. */
export const entryFields = z
  .object({
    kind: kindKey,
    /** First day of the period of a sum. */
    since: day.nullable().default(null),
    /** The day it was done; of a sum, the last of its period. */
    day: day.nullable(),
    title: z.string().trim().max(2_000),
    link: z
      .string()
      .trim()
      .max(2_000)
      .transform((text) => (text === '' ? null : text))
      .nullable(),
    complexity: z.enum(COMPLEXITIES).nullable(),
    impact: z.enum(IMPACTS).nullable(),
    quality: z.enum(QUALITIES).nullable(),
    quantity: z.int().min(1, { message: 'below_one' }).nullable(),
    repository: z
      .string()
      .trim()
      .max(200)
      .transform((text) => (text === '' ? null : text))
      .nullable(),
  })
  .refine(({ since, day: last }) => since === null || last === null || since <= last, { path: ['since'], message: 'since_after_day' })
  .refine(({ since, quantity }) => since === null || quantity !== null, { path: ['since'], message: 'period_without_quantity' });
export type EntryFields = z.infer<typeof entryFields>;

const reason = z.string().trim().min(1, { message: 'required' }).max(1_000);
const entryFailures = { NOT_FOUND: failure.NOT_FOUND, ENTRY_NOT_STANDING: failure.ENTRY_NOT_STANDING, RULE_BROKEN: failure.RULE_BROKEN };
/** The entry that stands now. */
const entryWritten = z.object({ contributionId: id, changeId: id });

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
        ...boardFilter,
        limit: z.int().min(1).max(10_000).default(50),
      }),
    )
    .output(listOf(leaderboardItem).extend({ optedOut: count })),
  repositories: oc.input(z.object({})).output(z.object({ items: z.array(z.string()) })),

  add: oc
    .errors(entryFailures)
    .input(z.object({ ...command, personId: id, entry: entryFields }))
    .output(entryWritten),
  /** A reversal and a new entry in its place; nothing is overwritten. */
  correct: oc
    .errors(entryFailures)
    .input(z.object({ ...command, contributionId: id, entry: entryFields, reason }))
    .output(entryWritten),
  reject: oc
    .errors(entryFailures)
    .input(z.object({ ...command, contributionId: id, reason }))
    .output(entryWritten),
  /** Lets a rejected entry count, whatever the quality gate says. */
  accept: oc
    .errors(entryFailures)
    .input(z.object({ ...command, contributionId: id, reason }))
    .output(entryWritten),
  reverse: oc
    .errors(entryFailures)
    .input(z.object({ ...command, contributionId: id, reason }))
    .output(entryWritten),
  /** Lets an entry that was reversed stand again, as a new entry. */
  restore: oc
    .errors(entryFailures)
    .input(z.object({ ...command, contributionId: id, reason }))
    .output(entryWritten),

  boards: oc.input(z.object({})).output(z.object({ items: z.array(savedBoard) })),
  saveBoard: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND, STALE_REVISION: failure.STALE_REVISION })
    .input(
      z.object({
        ...command,
        boardId: id.nullable(),
        revision: count.nullable(),
        name: z.string().trim().min(1, { message: 'required' }).max(100),
        board: savedBoard.shape.board,
      }),
    )
    .output(z.object({ boardId: id, changeId: id })),
  removeBoard: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ ...command, boardId: id }))
    .output(z.object({ changeId: id })),
};
