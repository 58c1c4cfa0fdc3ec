// The ecosystem report: one period against the one before. Every figure names the rows it came from.
import { z } from 'zod';
import { activityFilter } from './activities.ts';
import { count, day, id, language, oc, outgoingFile } from './base.ts';
import { contributionFilter } from './contributions.ts';
import { partnerFilter } from './partners.ts';
import { peopleFilter } from './people.ts';

/** Which list, under which filter, holds the rows behind a figure. */
export const evidence = z.discriminatedUnion('list', [
  z.object({ list: z.literal('partners'), filter: partnerFilter }),
  z.object({ list: z.literal('people'), filter: peopleFilter }),
  z.object({ list: z.literal('contributions'), filter: contributionFilter }),
  z.object({ list: z.literal('activities'), filter: activityFilter }),
]);
export type Evidence = z.infer<typeof evidence>;

/** `previous` is null when the period before holds no data at all: missing, not zero. */
export const figure = z.object({ value: z.int(), previous: z.int().nullable(), evidence });
export type Figure = z.infer<typeof figure>;

const slice = figure.extend({ key: z.string() });
const monthPoint = z.object({ month: z.string(), byKind: z.record(z.string(), count), entries: count, points: z.int(), evidence });
const ranked = z.object({ id, name: z.string(), points: z.int(), entries: count, previousPoints: z.int().nullable(), evidence });

export const ecosystemReport = z.object({
  version: z.literal(1),
  programName: z.string(),
  generatedAt: z.string(),
  period: z.object({ from: day, to: day }),
  previous: z.object({ from: day, to: day }),
  policyVersion: count,
  /** What the policy's own kinds are called; the others are named in the language files. */
  kindNames: z.record(z.string(), z.object({ en: z.string(), 'zh-CN': z.string() })),
  partners: z.object({
    total: figure,
    joined: figure,
    byType: z.array(slice),
    byTier: z.array(slice),
    /** Partners counted although nobody wrote down when they joined. */
    withoutJoinDate: count,
  }),
  activities: z.object({ total: figure, byKind: z.array(slice) }),
  contributions: z.object({
    total: figure,
    points: figure,
    byKind: z.array(slice.extend({ points: z.int() })),
    /** Twelve months that end with the period, so that the season shows. */
    byMonth: z.array(monthPoint),
    undated: count,
  }),
  contributors: z.object({ active: figure, new: figure, returning: figure }),
  /** Points of people affiliated on the day. At the end, so that the shares add up: `others` for all partners beyond the listed ones, `independent` and `unknown`. */
  topPartners: z.array(ranked),
  topContributors: z.array(ranked.extend({ rank: count, partner: z.string().nullable() })),
  coverage: z.object({
    entries: count,
    withLink: count,
    withPartner: count,
  }),
});
export type EcosystemReport = z.infer<typeof ecosystemReport>;

const reportPeriod = { from: day, to: day };

export const reportsContract = {
  ecosystem: oc.input(z.object(reportPeriod)).output(ecosystemReport),
  export: oc.input(z.object({ ...reportPeriod, format: z.enum(['html', 'json']), language })).output(outgoingFile),
};
