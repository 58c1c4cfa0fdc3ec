// Levels by total points: newbie, bronze, silver, gold, platinum. Thresholds are inclusive and come from the points policy.
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { LEVELS, type Level } from '../../../shared/vocabulary.ts';

export function levelOf(policy: PointsPolicy, points: number): Level {
  return LEVELS.findLast((level) => points >= policy.levels[level]) ?? 'newbie';
}

/** The level after this one and the points still missing; null at the top. */
export function nextLevel(policy: PointsPolicy, points: number): { level: Level; pointsMissing: number } | null {
  const next = LEVELS[LEVELS.indexOf(levelOf(policy, points)) + 1];
  return next ? { level: next, pointsMissing: policy.levels[next] - points } : null;
}
