// What one person was recognised for: levels reached and rewards, on a person's page.
import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import type { RewardState } from '../../../shared/vocabulary.ts';
import { LevelBadge } from '../../ui/Badges.tsx';
import { formatDay } from '../../ui/format.ts';
import { useRewardNames } from '../../ui/kinds.ts';
import { AnnouncementDialog } from './AnnouncementDialog.tsx';
import classes from './Recognition.module.css';

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
      <ul className={classes.list}>
        {person.milestones.map((one) => (
          <li key={one.level}>
            <LevelBadge level={one.level} />
            <Text span size="sm" c="dimmed">
              {one.reachedOn ? formatDay(one.reachedOn) : t('withoutDay')}
            </Text>
            {!person.optedOut && (
              <Button variant="subtle" size="compact-xs" mr={-8} onClick={() => setAnnounced(one.level)}>
                {t('announceIt')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ul className={classes.list}>
        {person.rewards.map((one) => (
          <li key={one.id}>
            <span>{nameOfReward(one.reward)}</span>
            <Text span size="sm" c="dimmed">
              {one.stateOn && MOVED.includes(one.state)
                ? `${t(`vocabulary:rewardState.${one.state}`)} ${formatDay(one.stateOn)}`
                : `${one.earnedOn ? formatDay(one.earnedOn) : t('withoutDay')} · ${t(`vocabulary:rewardState.${one.state}`)}`}
            </Text>
          </li>
        ))}
      </ul>
      {announced && <AnnouncementDialog personId={person.id} level={announced} onClose={() => setAnnounced(null)} />}
    </div>
  );
}
