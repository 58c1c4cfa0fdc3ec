// Policies: versioned, dated rule sets. The points policy scores contributions and sets the levels.
import { z } from 'zod';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, LEVELS, QUALITIES } from '../vocabulary.ts';
import { count, oc } from './base.ts';

const base = z.int().min(0).max(1_000);
const hundredths = z.int().min(0).max(1_000);

export const pointsPolicy = z.object({
  bases: z.record(z.enum(CONTRIBUTION_KINDS), base),
  complexity: z.record(z.enum(COMPLEXITIES), hundredths),
  impact: z.record(z.enum(IMPACTS), hundredths),
  quality: z.record(z.enum(QUALITIES), hundredths),
  /** Points of one entry are clamped to 0..maximum. */
  maximum: z.int().min(0).max(1_000),
  levels: z.record(z.enum(LEVELS), count),
});
export type PointsPolicy = z.infer<typeof pointsPolicy>;

export const policiesContract = {
  points: oc.input(z.object({})).output(z.object({ version: count, effectiveFrom: z.string().nullable(), policy: pointsPolicy })),
};
