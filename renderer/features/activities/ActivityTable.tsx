// Activities as a list; a row opens its form.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityFilter, ActivityItem } from '../../../shared/contract/activities.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatDay } from '../../ui/format.ts';
import { RelativeDay } from '../../ui/RelativeDay.tsx';
import { ActivityForm } from './ActivityForm.tsx';
import { PeopleNames } from './PeopleNames.tsx';

export async function finishFollowUp(activity: ActivityItem, done: string): Promise<void> {
  try {
    const { changeId } = await client().activities.finishFollowUp({ commandId: commandId(), activityId: activity.id });
    notifyDone(done, changeId);
  } catch (error) {
    notifyFailure(error);
  }
}

export function ActivityTable({
  filter,
  height,
  empty,
}: {
  filter: ActivityFilter;
  height?: string;
  empty?: { sentence: string; action?: { label: string; onClick: () => void } };
}) {
  const { t } = useTranslation('activities');
  const [edited, setEdited] = useState<ActivityItem | null>(null);
  const columns: Column<ActivityItem>[] = [
    { id: 'day', header: t('columns.day'), width: '128px', cell: (one) => <span title={formatDay(one.day)}>{formatDay(one.day)}</span> },
    { id: 'kind', header: t('columns.kind'), width: '166px', cell: (one) => t(`vocabulary:activity.${one.kind}`) },
    {
      id: 'title',
      header: t('columns.title'),
      width: 'minmax(160px, 2fr)',
      cell: (one) => <strong style={{ fontWeight: 550 }}>{one.title}</strong>,
    },
    {
      id: 'partners',
      header: t('columns.partners'),
      width: 'minmax(120px, 1.2fr)',
      cell: (one) => one.partners.map((partner) => partner.name).join(', '),
    },
    { id: 'people', header: t('people'), width: 'minmax(100px, 1fr)', cell: (one) => <PeopleNames activity={one} /> },
    {
      id: 'followUp',
      header: t('columns.followUp'),
      width: 'minmax(190px, 1.4fr)',
      cell: (one) =>
        one.followUpOn === null ? (
          <span className="quiet">–</span>
        ) : one.followUpDone ? (
          <span className="quiet">✓ {t('done')}</span>
        ) : (
          <span>
            <Button
              size="compact-xs"
              variant="default"
              mr={8}
              onClick={(event) => {
                event.stopPropagation();
                void finishFollowUp(one, t('followUpFinished'));
              }}
            >
              {t('finish')}
            </Button>
            <RelativeDay day={one.followUpOn} /> {one.followUpNote}
          </span>
        ),
    },
  ];
  return (
    <>
      <DataTable
        label={t('title')}
        listKey={['activities', filter]}
        fetchPage={(page) => client().activities.list({ filter, ...page })}
        columns={columns}
        rowId={(one) => one.id}
        height={height}
        onOpen={setEdited}
        empty={empty ?? { sentence: t('none') }}
      />
      {edited && <ActivityForm activity={edited} onClose={() => setEdited(null)} />}
    </>
  );
}
