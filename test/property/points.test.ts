// Points against a second, naive implementation in big integers.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScorer, pointsFormula, scoreContribution } from '../../electron/features/contributions/points.rules.ts';
import { DEFAULT_POINTS_POLICY } from '../../electron/features/policies/default-points-policy.ts';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, QUALITIES } from '../../shared/vocabulary.ts';

const factors = fc.record({
  kind: fc.constantFrom(...CONTRIBUTION_KINDS),
  complexity: fc.constantFrom(...COMPLEXITIES, null),
  impact: fc.constantFrom(...IMPACTS, null),
  quality: fc.constantFrom(...QUALITIES, null),
});
const words = <Word extends string>(list: readonly Word[], most: number) =>
  fc
    .tuple(...list.map(() => fc.integer({ min: 0, max: most })))
    .map((values) => Object.fromEntries(list.map((word, index) => [word, values[index]])) as Record<Word, number>);
const policies = fc.record({
  bases: words(CONTRIBUTION_KINDS, 1_000),
  complexity: words(COMPLEXITIES, 1_000),
  impact: words(IMPACTS, 1_000),
  quality: words(QUALITIES, 1_000),
  maximum: fc.integer({ min: 0, max: 1_000 }),
  levels: fc.constant(DEFAULT_POINTS_POLICY.levels),
  customKinds: fc.constant(DEFAULT_POINTS_POLICY.customKinds),
  gate: fc.constant(DEFAULT_POINTS_POLICY.gate),
  rewards: fc.constant(DEFAULT_POINTS_POLICY.rewards),
});

test('floor(base × complexity × impact × quality), clamped, for any policy', () => {
  fc.assert(
    fc.property(policies, factors, (policy, given) => {
      const part = (value: number | undefined) => BigInt(value ?? 100);
      const product =
        BigInt(policy.bases[given.kind]) *
        part(given.complexity ? policy.complexity[given.complexity] : undefined) *
        part(given.impact ? policy.impact[given.impact] : undefined) *
        part(given.quality ? policy.quality[given.quality] : undefined);
      const exact = product / 1_000_000n;
      const expected = exact > BigInt(policy.maximum) ? policy.maximum : Number(exact);
      expect(scoreContribution(policy, given)).toBe(expected);
      expect(createScorer(policy)({ ...given, title: 'T', link: null })).toEqual({ points: expected, rejectedBecause: null });
    }),
    { numRuns: 2_000 },
  );
});

test('the exact cases', () => {
  const one = (hundredths: number) => ({ ...DEFAULT_POINTS_POLICY, complexity: { ...DEFAULT_POINTS_POLICY.complexity, high: hundredths } });
  const code = { kind: 'code', complexity: 'high', impact: null, quality: null } as const;
  expect(scoreContribution(one(115), code)).toBe(115);
  expect(scoreContribution(one(230), code)).toBe(230);
  expect(scoreContribution({ ...one(1_000), bases: { ...DEFAULT_POINTS_POLICY.bases, code: 1_000 } }, code)).toBe(1_000);
  expect(scoreContribution(DEFAULT_POINTS_POLICY, { kind: 'other', complexity: null, impact: null, quality: null })).toBe(10);
  const policy = {
    ...DEFAULT_POINTS_POLICY,
    complexity: { ...DEFAULT_POINTS_POLICY.complexity, high: 120 },
    impact: { ...DEFAULT_POINTS_POLICY.impact, project: 110 },
    quality: { ...DEFAULT_POINTS_POLICY.quality, fair: 90 },
  };
  expect(pointsFormula(policy, { kind: 'bug_fix', complexity: 'high', impact: 'project', quality: 'fair' })).toMatchObject({
    product: '59.4',
    points: 59,
    clamped: false,
  });
});
