// The start page: today's work first, then figures that open their lists.
import { z } from 'zod';
import { activityItem } from './activities.ts';
import { oc } from './base.ts';
import { importSummary } from './imports.ts';
import { partnerListItem } from './partners.ts';
import { figure } from './reports.ts';

export const startOverview = z.object({
  empty: z.boolean(),
  followUpsDue: z.array(activityItem),
  followUpsDueTotal: z.int(),
  /** Active partners without any activity for 90 days, longest first. */
  quietPartners: z.array(partnerListItem),
  quietPartnersTotal: z.int(),
  /** Change-sets that wait for a decision. */
  importsWaiting: z.array(importSummary),
  /** The 90 days that end today against the 90 before. */
  figures: z.object({ partners: figure, contributors: figure, contributions: figure, activities: figure }),
  pointsByMonth: z.array(z.object({ month: z.string(), points: z.int(), entries: z.int() })),
});
export type StartOverview = z.infer<typeof startOverview>;

export const startContract = { overview: oc.input(z.object({})).output(startOverview) };
