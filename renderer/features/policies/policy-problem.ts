// What keeps a policy that is being written from being stored, as the text that says so.
import { POLICY_LIMITS, type PointsPolicy, pointsPolicy } from '../../../shared/contract/policies.ts';

interface PolicyProblem {
  readonly says: 'policies:namesMissing' | 'policies:outsideLimits';
  readonly values: Readonly<Record<string, number>>;
}

/** null when there is none. */
export function problemOf(policy: PointsPolicy): PolicyProblem | null {
  if (pointsPolicy.safeParse(policy).success) return null;
  const named = [...policy.customKinds, ...policy.rewards].flatMap(({ names }) => (names ? Object.values(names) : []));
  return named.some((name) => name.trim() === '')
    ? { says: 'policies:namesMissing', values: {} }
    : { says: 'policies:outsideLimits', values: POLICY_LIMITS };
}
