// Policies: versioned, dated rule sets. The points policy scores contributions, sets the levels and names the rewards. A draft
// can be tried on the real ledger; a published version is never changed.
import { z } from 'zod';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, LEVELS, QUALITIES, REWARD_FORMS } from '../vocabulary.ts';
import { command, count, day, failure, id, jobStarted, kindKey, oc } from './base.ts';

/** How long and how many the texts of a policy may be. */
export const POLICY_LIMITS = { letters: 60, words: 20, kinds: 50, rewards: 100 } as const;

const base = z.int().min(0).max(1_000);
const hundredths = z.int().min(0).max(1_000);
const name = z.string().trim().min(1).max(POLICY_LIMITS.letters);
const names = z.object({ en: name, 'zh-CN': name });

/** A kind of contribution that the program's people added. `words` are what sources call it. */
export const customKind = z.object({ key: kindKey, names, base, words: z.array(name).max(POLICY_LIMITS.words) });
export type CustomKind = z.infer<typeof customKind>;

/** What an entry must show to count; one that does not is kept as rejected with 0 points. */
export const gateChecks = z.object({
  title: z.boolean(),
  link: z.boolean(),
  /** The lowest quality that passes; null when any does. An entry without a quality passes. */
  minimumQuality: z.enum(QUALITIES).nullable(),
});
export type GateChecks = z.infer<typeof gateChecks>;

export const rewardRule = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  form: z.enum(REWARD_FORMS),
  /** Only for rewards that the program's people added; the shipped ones are named in the language files. */
  names: names.nullable(),
  when: z.discriminatedUnion('type', [
    z.object({ type: z.literal('level'), level: z.enum(LEVELS) }),
    z.object({ type: z.literal('record'), minimumPoints: z.int().min(0).max(1_000) }),
    z.object({ type: z.literal('kind'), kind: kindKey }),
  ]),
});
export type RewardRule = z.infer<typeof rewardRule>;

const NO_GATE: GateChecks = { title: false, link: false, minimumQuality: null };

export const pointsPolicy = z.object({
  bases: z.record(z.enum(CONTRIBUTION_KINDS), base),
  customKinds: z.array(customKind).max(POLICY_LIMITS.kinds).default([]),
  complexity: z.record(z.enum(COMPLEXITIES), hundredths),
  impact: z.record(z.enum(IMPACTS), hundredths),
  quality: z.record(z.enum(QUALITIES), hundredths),
  /** Points of one entry are clamped to 0..maximum. */
  maximum: z.int().min(0).max(1_000),
  levels: z.record(z.enum(LEVELS), count),
  /** General checks for every kind; those for code and bug fixes, and for documentation and translation, come on top. */
  gate: z
    .object({ general: gateChecks, code: gateChecks, documentation: gateChecks })
    .default({ general: NO_GATE, code: NO_GATE, documentation: NO_GATE }),
  rewards: z.array(rewardRule).max(POLICY_LIMITS.rewards).default([]),
});
export type PointsPolicy = z.infer<typeof pointsPolicy>;

export const policyVersion = z.object({
  version: count,
  /** First day whose entries it scores; null for the first version, which has no beginning. */
  effectiveFrom: z.string().nullable(),
  publishedAt: z.string(),
  policy: pointsPolicy,
});
export type PolicyVersion = z.infer<typeof policyVersion>;

export const policyDraft = z.object({ basedOn: count, savedAt: z.string(), revision: count, policy: pointsPolicy });
export type PolicyDraft = z.infer<typeof policyDraft>;

const moved = z.object({ id, name: z.string(), before: z.int(), after: z.int() });
/** What scoring anew would change. Only entries that would change are counted, whoever they belong to. */
export const policyImpact = z.object({
  entries: count,
  changed: count,
  newlyRejected: count,
  newlyAccepted: count,
  pointsBefore: z.int(),
  pointsAfter: z.int(),
  gaining: count,
  losing: count,
  levelsUp: count,
  levelsDown: count,
  /** The largest moves first. */
  people: z.array(moved.extend({ levelBefore: z.enum(LEVELS), levelAfter: z.enum(LEVELS) })),
  partners: z.array(moved),
});
export type PolicyImpact = z.infer<typeof policyImpact>;

const scope = {
  /** Entries from this day on; without it all, the undated ones too. */
  from: day.optional(),
};

export const policiesContract = {
  /** The version in force today. */
  points: oc.input(z.object({})).output(policyVersion.omit({ publishedAt: true })),
  versions: oc.input(z.object({})).output(z.object({ items: z.array(policyVersion), draft: policyDraft.nullable() })),
  saveDraft: oc
    .errors({ STALE_REVISION: failure.STALE_REVISION, RULE_BROKEN: failure.RULE_BROKEN })
    .input(z.object({ ...command, revision: count.nullable(), policy: pointsPolicy }))
    .output(z.object({ revision: count })),
  discardDraft: oc.input(z.object({ ...command })).output(z.object({})),
  /** Scores the ledger under rules without writing anything: those given, or a published version's. */
  preview: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND, RULE_BROKEN: failure.RULE_BROKEN })
    .input(z.object({ policy: pointsPolicy.optional(), version: count.optional(), ...scope }))
    .output(policyImpact),
  publish: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND, RULE_BROKEN: failure.RULE_BROKEN })
    .input(z.object({ ...command, effectiveFrom: day }))
    .output(z.object({ version: count })),
  /** Scores entries anew under a published version, as reversals plus new entries. */
  recompute: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ ...command, version: count, ...scope }))
    .output(jobStarted),
};
