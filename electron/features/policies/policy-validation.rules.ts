// What a policy must satisfy before it is saved.
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { CONTRIBUTION_KINDS, LEVELS } from '../../../shared/vocabulary.ts';

export interface BrokenPolicyRule {
  readonly field: string;
  readonly rule: string;
  readonly value: string;
}

/** The first thing that is wrong with a policy, or undefined. */
export function brokenPolicyRule(policy: PointsPolicy): BrokenPolicyRule | undefined {
  for (const [index, level] of LEVELS.entries()) {
    const below = LEVELS[index - 1];
    if (index === 0 && policy.levels[level] !== 0)
      return { field: `levels.${level}`, rule: 'first_level_is_zero', value: String(policy.levels[level]) };
    if (below && policy.levels[level] <= policy.levels[below]) {
      return { field: `levels.${level}`, rule: 'levels_rise', value: String(policy.levels[level]) };
    }
  }
  const kinds = new Set<string>(CONTRIBUTION_KINDS);
  for (const { key } of policy.customKinds) {
    if (kinds.has(key)) return { field: 'customKinds', rule: 'kind_repeated', value: key };
    kinds.add(key);
  }
  const rewards = new Set<string>();
  for (const { key, when } of policy.rewards) {
    if (rewards.has(key)) return { field: 'rewards', rule: 'reward_repeated', value: key };
    rewards.add(key);
    if (when.type === 'kind' && !kinds.has(when.kind)) return { field: 'rewards', rule: 'unknown_kind', value: when.kind };
  }
  return undefined;
}
