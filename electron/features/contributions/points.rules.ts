// How many points a contribution earns: floor(base × complexity × impact × quality), clamped, in exact integers, once it has
// passed the quality gate. Source of the rule: PRODUCT.md section 2.
import type { GateChecks, PointsPolicy } from '../../../shared/contract/policies.ts';
import { floorProduct, formatProduct, type Hundredths } from '../../../shared/values/hundredths.ts';
import { basePoints, checksFor, NEUTRAL } from '../../../shared/values/points-policy.ts';
import {
  COMPLEXITIES,
  type Complexity,
  IMPACTS,
  type Impact,
  QUALITIES,
  type Quality,
  type RejectedBecause,
} from '../../../shared/vocabulary.ts';

export interface ScoredFactors {
  /** One of ours or of the policy's own kinds; any other counts as `other`. */
  readonly kind: string;
  readonly complexity: Complexity | null;
  readonly impact: Impact | null;
  readonly quality: Quality | null;
}

export interface GatedEntry {
  readonly kind: string;
  readonly quality: Quality | null;
  readonly title: string;
  readonly link: string | null;
}

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
  const base = basePoints(policy, factors.kind);
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

/** The check of the quality gate that an entry fails first, in the order title, link, quality; undefined when it passes. */
export function failedCheck(policy: PointsPolicy, entry: GatedEntry): RejectedBecause | undefined {
  const checks = checksFor(policy, entry.kind);
  if (entry.title.trim() === '' && checks.some((one) => one.title)) return 'no_title';
  if (entry.link === null && checks.some((one) => one.link)) return 'no_link';
  const { quality } = entry;
  const tooPoor = ({ minimumQuality }: GateChecks) =>
    quality !== null && minimumQuality !== null && QUALITIES.indexOf(quality) < QUALITIES.indexOf(minimumQuality);
  return checks.some(tooPoor) ? 'below_quality' : undefined;
}

export interface Score {
  readonly points: number;
  readonly rejectedBecause: RejectedBecause | null;
}

/**
 * The score of what an entry is corrected to. What was decided of it, by a person or by its source, was decided of the work and not of how
 * it was written down, so a correction is no way around it.
 */
export function scoreCorrected(
  policy: PointsPolicy,
  entry: ScoredFactors & GatedEntry,
  decided: { readonly rejectedBecause: RejectedBecause | null; readonly acceptedByHand: boolean },
): Score {
  const { rejectedBecause, acceptedByHand } = decided;
  if (rejectedBecause === 'by_hand' || rejectedBecause === 'reverted') return { points: 0, rejectedBecause };
  if (acceptedByHand) return { points: scoreContribution(policy, entry), rejectedBecause: null };
  return createScorer(policy)(entry);
}

/** Gate and points for very many rows: there are only some thousand combinations, each is computed once. */
export function createScorer(policy: PointsPolicy): (entry: ScoredFactors & GatedEntry) => Score {
  const known = new Map<string, Score[]>();
  return (entry) => {
    const ofKind = known.get(entry.kind) ?? [];
    if (ofKind.length === 0) known.set(entry.kind, ofKind);
    const combination = combinationOf(entry);
    let score = ofKind[combination];
    if (score === undefined) {
      const rejectedBecause = failedCheck(policy, entry) ?? null;
      score = { rejectedBecause, points: rejectedBecause ? 0 : scoreContribution(policy, entry) };
      ofKind[combination] = score;
    }
    return score;
  };
}

/** A number for everything but the kind that points and gate depend on. */
function combinationOf({ complexity, impact, quality, title, link }: ScoredFactors & GatedEntry): number {
  const factors = (COMPLEXITIES.indexOf(complexity as Complexity) + 1) * 100 + (IMPACTS.indexOf(impact as Impact) + 1) * 10;
  return (factors + QUALITIES.indexOf(quality as Quality) + 1) * 4 + (title.trim() === '' ? 2 : 0) + (link === null ? 1 : 0);
}
