// What one person was recognised for: levels reached and rewards, on a person's page.
import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import type { RewardState } from '../../../shared/vocabulary.ts';
import { LevelBadge } from '../../ui/Badges.tsx';
import { formatDay } from '../../ui/format.ts';
import { useRewardNames } from '../../ui/kinds.ts';
import { AnnouncementDialog } from './AnnouncementDialog.tsx';

/** States that have a day of their own beside the one on which the reward was earned. */
const MOVED: readonly RewardState[] = ['sent', 'received', 'withheld'];

export function Recognition({ person }: { person: PersonDetail }) {
  const { t } = useTranslation('recognition');
  const nameOfReward = useRewardNames();
  const [announced, setAnnounced] = useState<PersonDetail['milestones'][number]['level'] | null>(null);
  if (person.milestones.length === 0 && person.rewards.length === 0) return null;
  return (
    <div>
      <Title order={2} mb={6}>
        {t('title')}
      </Title>
      {person.milestones.map((one) => (
        <Group key={one.level} justify="space-between">
          <Text>
            <LevelBadge level={one.level} /> <span className="quiet">{one.reachedOn ? formatDay(one.reachedOn) : t('withoutDay')}</span>
          </Text>
          {!person.optedOut && (
            <Button variant="subtle" size="compact-sm" onClick={() => setAnnounced(one.level)}>
              {t('announceIt')}
            </Button>
          )}
        </Group>
      ))}
      {person.rewards.map((one) => (
        <Text key={one.id}>
          {nameOfReward(one.reward)}{' '}
          <span className="quiet">
            {one.earnedOn ? formatDay(one.earnedOn) : t('withoutDay')} · {t(`vocabulary:rewardState.${one.state}`)}
            {one.stateOn && MOVED.includes(one.state) && ` ${formatDay(one.stateOn)}`}
          </span>
        </Text>
      ))}
      {announced && <AnnouncementDialog personId={person.id} level={announced} onClose={() => setAnnounced(null)} />}
    </div>
  );
}
