// Activities as a list; a row opens its form.
import { ActionIcon } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityFilter, ActivityItem } from '../../../shared/contract/activities.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { type Column, dayWidth, widthByLanguage } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { FirstAndMore } from '../../ui/FirstAndMore.tsx';
import { formatDay, joined } from '../../ui/format.ts';
import { RelativeDay } from '../../ui/RelativeDay.tsx';
import { ActivityForm } from './ActivityForm.tsx';
import { FirstOfPeople } from './PeopleNames.tsx';

interface ActivityTableProps {
  readonly filter: ActivityFilter;
  readonly height?: string;
  readonly empty?: { sentence: string; action?: { label: string; onClick: () => void } };
  /** All are of one partner, who need not be named in every row. */
  readonly ofOnePartner?: boolean;
}

export function ActivityTable({ filter, height, empty, ofOnePartner = false }: ActivityTableProps) {
  const { t } = useTranslation('activities');
  const [edited, setEdited] = useState<ActivityItem | null>(null);
  const partners: Column<ActivityItem> = {
    id: 'partners',
    header: t('columns.partners'),
    width: 'minmax(110px, 1.25fr)',
    cell: ({ partners }) => (
      <FirstAndMore first={partners[0]?.name} more={partners.length - 1} all={() => joined(partners.map(({ name }) => name))} />
    ),
  };
  // Then what there is to do matters most.
  const due = filter.followUpDueBy !== undefined;
  const columns: Column<ActivityItem>[] = [
    { id: 'day', header: t('columns.day'), width: dayWidth(), cell: (one) => formatDay(one.day) },
    {
      id: 'kind',
      header: t('columns.kind'),
      width: widthByLanguage('154px', '84px'),
      cell: (one) => t(`vocabulary:activity.${one.kind}`),
    },
    {
      id: 'title',
      header: t('columns.title'),
      width: 'minmax(150px, 2.2fr)',
      cell: (one) => <strong style={{ fontWeight: 550 }}>{one.title}</strong>,
    },
    ...(ofOnePartner ? [] : [partners]),
    { id: 'people', header: t('people'), width: 'minmax(112px, 1.3fr)', cell: (one) => <FirstOfPeople activity={one} /> },
    {
      id: 'followUp',
      header: t('columns.followUp'),
      width: due ? 'minmax(150px, 3fr)' : 'minmax(150px, 1.3fr)',
      cell: (one) => <FollowUp activity={one} />,
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

function FollowUp({ activity }: { activity: ActivityItem }) {
  const { t } = useTranslation('activities');
  const finish = async () => {
    try {
      const { changeId } = await client().activities.finishFollowUp({ commandId: commandId(), activityId: activity.id });
      notifyDone(t('followUpFinished'), changeId);
    } catch (error) {
      notifyFailure(error);
    }
  };
  if (activity.followUpOn === null) return <span className="quiet">–</span>;
  if (activity.followUpDone) return <span className="quiet">✓ {t('done')}</span>;
  return (
    <>
      <ActionIcon
        size={22}
        variant="default"
        mr={8}
        aria-label={t('finishOf', { title: activity.title })}
        title={t('finish')}
        onClick={(event) => {
          event.stopPropagation();
          void finish();
        }}
      >
        <IconCheck size={14} aria-hidden />
      </ActionIcon>
      <RelativeDay day={activity.followUpOn} /> <span className="quiet">{activity.followUpNote}</span>
    </>
  );
}
