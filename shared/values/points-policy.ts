// What a points policy says: which of its versions holds on a day, what a kind of contribution starts from and is checked for, and
// the level of a total. What becomes of one entry under it is worked out by whoever scores.
import type { GateChecks, PointsPolicy } from '../contract/policies.ts';
import { CONTRIBUTION_KINDS, type ContributionKind, LEVELS, type Level } from '../vocabulary.ts';
import type { Hundredths } from './hundredths.ts';

interface Dated {
  readonly version: number;
  readonly effectiveFrom: string | null;
}

/** The newest version that had begun on the day. Versions come oldest first; the first has no beginning, so there always is one. */
export function versionOn<Version extends Dated>(versions: readonly Version[], day: string): Version {
  const found = versions.findLast(({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= day) ?? versions[0];
  if (!found) throw new Error('the workspace has no policy');
  return found;
}

/** A factor that the source did not give neither raises nor lowers the points. */
export const NEUTRAL: Hundredths = 100;

export function basePoints(policy: PointsPolicy, kind: string): number {
  if ((CONTRIBUTION_KINDS as readonly string[]).includes(kind)) return policy.bases[kind as ContributionKind];
  return policy.customKinds.find((one) => one.key === kind)?.base ?? policy.bases.other;
}

/** Which checks apply to a kind: the general ones, and those of its family on top. */
export function checksFor(policy: PointsPolicy, kind: string): GateChecks[] {
  const { general, code, documentation } = policy.gate;
  if (kind === 'code' || kind === 'bug_fix') return [general, code];
  if (kind === 'documentation' || kind === 'translation') return [general, documentation];
  return [general];
}

/** Thresholds are inclusive. */
export function levelOf(policy: PointsPolicy, points: number): Level {
  return LEVELS.findLast((level) => points >= policy.levels[level]) ?? 'newbie';
}

/** The level after this one and the points still missing; null at the top. */
export function nextLevel(policy: PointsPolicy, points: number): { level: Level; pointsMissing: number } | null {
  const next = LEVELS[LEVELS.indexOf(levelOf(policy, points)) + 1];
  return next ? { level: next, pointsMissing: policy.levels[next] - points } : null;
}
