// A follow-up that is due, as a line on the start page: opens its activity, where it can be read and changed.
import { UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ActivityItem } from '../../../shared/contract/activities.ts';
import { joined } from '../../ui/format.ts';
import { RelativeDay } from '../../ui/RelativeDay.tsx';
import { Line } from './Line.tsx';

// The form is large and seldom needed here; the start page comes first.
const ActivityForm = lazy(() => import('../activities/ActivityForm.tsx').then((file) => ({ default: file.ActivityForm })));

export function FollowUpsDue({ activities }: { activities: readonly ActivityItem[] }) {
  const [opened, setOpened] = useState<ActivityItem | null>(null);
  return (
    <>
      {activities.map((one) => (
        <Line
          key={one.id}
          main={
            <>
              <UnstyledButton className="plain-link" onClick={() => setOpened(one)}>
                {one.followUpNote || one.title}
              </UnstyledButton>{' '}
              <span className="quiet">· {joined(one.partners.map((partner) => partner.name))}</span>
            </>
          }
          beside={<RelativeDay day={one.followUpOn} />}
        />
      ))}
      {opened && (
        <Suspense fallback={null}>
          <ActivityForm activity={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
