// What a draft of a policy is told when it cannot be stored: only what is true of it.
import { expect, test } from 'vitest';
import { DEFAULT_POINTS_POLICY } from '../../../electron/features/policies/default-points-policy.ts';
import { problemOf } from '../../../renderer/features/policies/policy-problem.ts';
import type { CustomKind, PointsPolicy } from '../../../shared/contract/policies.ts';

const KIND: CustomKind = { key: 'podcast', names: { en: 'Podcast', 'zh-CN': '播客' }, base: 10, words: ['podcast'] };
const withKind = (part: Partial<CustomKind>): PointsPolicy => ({ ...DEFAULT_POINTS_POLICY, customKinds: [{ ...KIND, ...part }] });
const says = (policy: PointsPolicy) => problemOf(policy)?.says ?? null;

test('a whole policy has no problem', () => {
  expect(says(DEFAULT_POINTS_POLICY)).toBeNull();
  expect(says(withKind({}))).toBeNull();
});

test('a name that is empty in one language is missing, of a kind and of a reward', () => {
  expect(says(withKind({ names: { en: 'Podcast', 'zh-CN': ' ' } }))).toBe('policies:namesMissing');
  const reward = { key: 'mug', form: 'goods', names: { en: '', 'zh-CN': '杯子' }, when: { type: 'level', level: 'gold' } } as const;
  expect(says({ ...DEFAULT_POINTS_POLICY, rewards: [reward] })).toBe('policies:namesMissing');
});

test('what is too long or too many is not called a missing name', () => {
  expect(says(withKind({ names: { en: 'P'.repeat(61), 'zh-CN': '播客' } }))).toBe('policies:outsideLimits');
  expect(says(withKind({ words: ['w'.repeat(61)] }))).toBe('policies:outsideLimits');
  expect(says(withKind({ words: Array.from({ length: 21 }, (_, index) => `word ${index}`) }))).toBe('policies:outsideLimits');
  const kinds = Array.from({ length: 51 }, (_, index) => ({ ...KIND, key: `own_${index}` }));
  expect(says({ ...DEFAULT_POINTS_POLICY, customKinds: kinds })).toBe('policies:outsideLimits');
});
