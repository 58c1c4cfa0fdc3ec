// The points policy that a new workspace starts with: version 1, in force for all days. Source: PRODUCT.md section 2.
import type { PointsPolicy } from '../../../shared/contract/policies.ts';

export const DEFAULT_POINTS_POLICY: PointsPolicy = {
  bases: { code: 100, bug_fix: 50, documentation: 30, translation: 25, review: 20, community_support: 15, other: 10 },
  complexity: { trivial: 50, low: 75, medium: 100, high: 150, critical: 200 },
  impact: { local: 80, module: 100, project: 125, ecosystem: 150 },
  quality: { poor: 50, fair: 80, good: 100, excellent: 120 },
  maximum: 1000,
  levels: { newbie: 0, bronze: 100, silver: 500, gold: 2000, platinum: 5000 },
};
