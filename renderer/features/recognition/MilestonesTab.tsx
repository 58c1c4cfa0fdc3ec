// Who reached which level, and when; each can be announced.
import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Milestone } from '../../../shared/contract/recognition.ts';
import { LEVELS } from '../../../shared/vocabulary.ts';
import { client } from '../../app/client.ts';
import { LevelBadge } from '../../ui/Badges.tsx';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatDay } from '../../ui/format.ts';
import { useAddress, wordsOf } from '../../ui/use-address.ts';
import { AnnouncementDialog } from './AnnouncementDialog.tsx';

export function MilestonesTab() {
  const { t } = useTranslation('recognition');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const [announced, setAnnounced] = useState<Milestone | null>(null);
  const levels = wordsOf(address.levels, LEVELS);
  const columns: Column<Milestone>[] = [
    {
      id: 'person',
      header: t('person'),
      width: 'minmax(160px, 2fr)',
      cell: (one) => <strong style={{ fontWeight: 550 }}>{one.person.name}</strong>,
    },
    { id: 'level', header: t('level'), width: '140px', cell: (one) => <LevelBadge level={one.level} /> },
    {
      id: 'day',
      header: t('reachedOn'),
      width: '150px',
      cell: (one) => (one.reachedOn ? formatDay(one.reachedOn) : <span className="quiet">{t('withoutDay')}</span>),
    },
    {
      id: 'announce',
      header: '',
      width: '150px',
      cell: (one) =>
        one.optedOut ? (
          <span className="quiet">{t('people:optedOutMark')}</span>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={(event) => {
              event.stopPropagation();
              setAnnounced(one);
            }}
          >
            {t('announceIt')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <Group gap="xs" mb="md">
        <ChoiceFilter
          label={t('level')}
          words={LEVELS.slice(1)}
          wordOf={(word) => t(`vocabulary:level.${word}`)}
          chosen={levels}
          onChoose={(next) => change({ levels: next })}
        />
      </Group>
      <DataTable
        label={t('tabs.milestones')}
        listKey={['recognition', 'milestones', levels]}
        fetchPage={(page) => client().recognition.milestones({ levels: levels.length > 0 ? levels : undefined, ...page })}
        columns={columns}
        rowId={(one) => one.person.id + one.level}
        onOpen={(one) => void navigate({ to: '/people/$personId', params: { personId: one.person.id } })}
        empty={
          levels.length > 0
            ? { sentence: t('people:none'), action: { label: t('ui:clearFilters'), onClick: () => change({ levels: undefined }) } }
            : {
                sentence: t('noMilestones'),
                action: {
                  label: t('people:import'),
                  onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }),
                },
              }
        }
      />
      {announced && <AnnouncementDialog personId={announced.person.id} level={announced.level} onClose={() => setAnnounced(null)} />}
    </>
  );
}
