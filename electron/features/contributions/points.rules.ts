// How many points a contribution earns: floor(base × complexity × impact × quality), clamped, in exact integers.
// Source of the rule: PRODUCT.md section 2.
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { floorProduct, formatProduct, type Hundredths } from '../../../shared/values/hundredths.ts';
import type { Complexity, ContributionKind, Impact, Quality } from '../../../shared/vocabulary.ts';

export interface ScoredFactors {
  readonly kind: ContributionKind;
  readonly complexity: Complexity | null;
  readonly impact: Impact | null;
  readonly quality: Quality | null;
}

/** A factor that the source did not give neither raises nor lowers the points. */
const NEUTRAL: Hundredths = 100;

export interface PointsFormula {
  readonly base: number;
  readonly complexity: Hundredths;
  readonly impact: Hundredths;
  readonly quality: Hundredths;
  /** Exact product before rounding down, as a decimal. */
  readonly product: string;
  readonly clamped: boolean;
  readonly points: number;
}

export function pointsFormula(policy: PointsPolicy, factors: ScoredFactors): PointsFormula {
  const base = policy.bases[factors.kind];
  const complexity = factors.complexity ? policy.complexity[factors.complexity] : NEUTRAL;
  const impact = factors.impact ? policy.impact[factors.impact] : NEUTRAL;
  const quality = factors.quality ? policy.quality[factors.quality] : NEUTRAL;
  const multipliers = [complexity, impact, quality];
  const exact = floorProduct(base, multipliers);
  return {
    base,
    complexity,
    impact,
    quality,
    product: formatProduct(base, multipliers),
    clamped: exact > policy.maximum,
    points: Math.min(exact, policy.maximum),
  };
}

export function scoreContribution(policy: PointsPolicy, factors: ScoredFactors): number {
  return pointsFormula(policy, factors).points;
}

/** The same rule for very many rows: there are only some thousand combinations of factors, each is computed once. */
export function createScorer(policy: PointsPolicy): (factors: ScoredFactors) => number {
  const known = new Map<string, number>();
  return (factors) => {
    const key = `${factors.kind} ${factors.complexity} ${factors.impact} ${factors.quality}`;
    let points = known.get(key);
    if (points === undefined) {
      points = scoreContribution(policy, factors);
      known.set(key, points);
    }
    return points;
  };
}
