// Levels by total points: thresholds are inclusive, and one import may carry a person over several at once.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_POINTS_POLICY } from '../../../electron/features/policies/default-points-policy.ts';
import { levelOf, nextLevel } from '../../../shared/values/points-policy.ts';
import { LEVELS } from '../../../shared/vocabulary.ts';

const policy = DEFAULT_POINTS_POLICY;

test.each([
  [-50, 'newbie'],
  [0, 'newbie'],
  [99, 'newbie'],
  [100, 'bronze'],
  [499, 'bronze'],
  [500, 'silver'],
  [1999, 'silver'],
  [2000, 'gold'],
  [4999, 'gold'],
  [5000, 'platinum'],
  [1_000_000, 'platinum'],
])('%i points are %s', (points, level) => {
  expect(levelOf(policy, points)).toBe(level);
});

test('the next level and what is missing to it, none above platinum', () => {
  expect(nextLevel(policy, 0)).toEqual({ level: 'bronze', pointsMissing: 100 });
  expect(nextLevel(policy, 100)).toEqual({ level: 'silver', pointsMissing: 400 });
  expect(nextLevel(policy, 4999)).toEqual({ level: 'platinum', pointsMissing: 1 });
  expect(nextLevel(policy, 5000)).toBeNull();
});

test('with the missing points exactly the next level is reached, with one fewer it is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4999 }), (points) => {
      const next = nextLevel(policy, points);
      expect(next?.pointsMissing).toBeGreaterThan(0);
      expect(levelOf(policy, points + (next?.pointsMissing ?? 0))).toBe(next?.level);
      expect(levelOf(policy, points + (next?.pointsMissing ?? 0) - 1)).toBe(levelOf(policy, points));
    }),
  );
});

test('more points never mean a lower level, whatever the thresholds', () => {
  const thresholds = fc
    .uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 4, maxLength: 4 })
    .map((some) => some.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(thresholds, fc.nat({ max: 12_000 }), fc.nat({ max: 12_000 }), ([bronze = 1, silver = 2, gold = 3, platinum = 4], a, b) => {
      const custom = { ...policy, levels: { newbie: 0, bronze, silver, gold, platinum } };
      const rank = (points: number) => LEVELS.indexOf(levelOf(custom, points));
      expect(rank(Math.max(a, b))).toBeGreaterThanOrEqual(rank(Math.min(a, b)));
    }),
  );
});
