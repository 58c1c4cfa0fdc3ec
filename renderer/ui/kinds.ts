// What kinds of contributions are called: ours from the language files, a policy's own from the policy.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CONTRIBUTION_KINDS } from '../../shared/vocabulary.ts';
import { program } from '../app/client.ts';
import { currentLanguage } from '../app/language.ts';

/** Every kind there is, and a function that names any of them. */
export function useKinds(): { kinds: string[]; nameOfKind: (kind: string) => string } {
  const { t } = useTranslation('vocabulary');
  const { data } = useQuery(program().policies.points.queryOptions({ input: {} }));
  const own = data?.policy.customKinds ?? [];
  const nameOfKind = (kind: string) =>
    own.find((one) => one.key === kind)?.names[currentLanguage()] ?? t(`kind.${kind}`, { defaultValue: kind });
  return { kinds: [...CONTRIBUTION_KINDS, ...own.map((one) => one.key)], nameOfKind };
}

/** What rewards are called. */
export function useRewardNames(): (reward: string) => string {
  const { t } = useTranslation('vocabulary');
  const { data } = useQuery(program().policies.points.queryOptions({ input: {} }));
  return (reward) =>
    data?.policy.rewards.find((one) => one.key === reward)?.names?.[currentLanguage()] ?? t(`reward.${reward}`, { defaultValue: reward });
}
