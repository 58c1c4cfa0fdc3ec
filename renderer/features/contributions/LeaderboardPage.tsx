// Who contributed most in a period; ties share a rank, bots and people who opted out are left out. Boards can be kept.
import { Button, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeaderboardItem } from '../../../shared/contract/contributions.ts';
import { client, program } from '../../app/client.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatNumber, joined } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PartnerName } from '../../ui/PartnerName.tsx';
import { PeriodPicker, usePeriod } from '../../ui/PeriodPicker.tsx';
import { usePartnerChoices } from '../../ui/partner-choices.ts';
import { textOf, useAddress, wordOf } from '../../ui/use-address.ts';
import { BoardForm } from './BoardForm.tsx';
import { weightsOf } from './board-address.ts';
import { SavedBoards } from './SavedBoards.tsx';

const SHOWN = 500;
const BUCKETS = ['independent', 'unknown'] as const;

export function LeaderboardPage() {
  const { t } = useTranslation('contributions');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const period = usePeriod('lastYear');
  const { kinds, nameOfKind } = useKinds();
  const [form, setForm] = useState(false);
  const [optedOut, setOptedOut] = useState(0);
  const { data: repositories } = useQuery(program().contributions.repositories.queryOptions({ input: {} }));
  const kind = wordOf(address.kind, kinds);
  const partnerId = textOf(address.partnerId) || undefined;
  const partners = usePartnerChoices(partnerId && !wordOf(partnerId, BUCKETS) ? [partnerId] : []);
  const repository = textOf(address.repository) || undefined;
  const weights = weightsOf(textOf(address.weights));
  const board = { kinds: kind ? [kind] : undefined, partnerId, repository, weights };
  const query = { ...period, ...board, limit: SHOWN };
  const columns: Column<LeaderboardItem>[] = [
    { id: 'rank', header: t('rank'), width: '60px', numeric: true, cell: (one) => formatNumber(one.rank) },
    {
      id: 'name',
      header: t('columns.person'),
      width: 'minmax(160px, 2fr)',
      cell: (one) => <strong style={{ fontWeight: 550 }}>{one.name}</strong>,
    },
    { id: 'login', header: t('login'), width: 'minmax(100px, 1fr)', cell: (one) => one.login ?? <span className="quiet">–</span> },
    { id: 'partner', header: t('columns.partner'), width: 'minmax(120px, 1.2fr)', cell: (one) => <PartnerName partner={one.partner} /> },
    { id: 'entries', header: t('entries'), width: '90px', numeric: true, cell: (one) => formatNumber(one.entries) },
    { id: 'biggest', header: t('biggest'), width: '120px', numeric: true, cell: (one) => formatNumber(one.biggest) },
    { id: 'points', header: t('columns.points'), width: '100px', numeric: true, cell: (one) => formatNumber(one.points) },
  ];
  return (
    <>
      <PageHeader
        title={t('leaderboard')}
        beside={optedOut > 0 && <Text c="dimmed">{t('optedOut', { count: optedOut })}</Text>}
        actions={
          <>
            <SavedBoards />
            <Button variant="default" onClick={() => setForm(true)}>
              {t('saveBoard')}
            </Button>
          </>
        }
      />
      <Group gap="xs" mb="md" align="end">
        <PeriodPicker fallback="lastYear" />
        <Select
          aria-label={t('columns.kind')}
          placeholder={t('allKinds')}
          clearable
          w={170}
          value={kind ?? null}
          onChange={(next) => change({ kind: next ?? undefined })}
          data={kinds.map((value) => ({ value, label: nameOfKind(value) }))}
        />
        <Select
          aria-label={t('columns.partner')}
          placeholder={t('allPartners')}
          clearable
          {...partners.select}
          w={190}
          value={partnerId ?? null}
          onChange={(next) => change({ partnerId: next ?? undefined })}
          data={[
            ...(partners.searching ? [] : BUCKETS.map((value) => ({ value, label: t(`vocabulary:bucket.${value}`) }))),
            ...partners.select.data,
          ]}
        />
        {(repositories?.items.length ?? 0) > 0 && (
          <Select
            aria-label={t('vocabulary:field.repository')}
            placeholder={t('allRepositories')}
            clearable
            searchable
            limit={60}
            w={180}
            value={repository ?? null}
            onChange={(next) => change({ repository: next ?? undefined })}
            data={repositories?.items ?? []}
          />
        )}
        {Object.keys(weights).length > 0 && (
          <Text c="dimmed">
            {t('weighted')} {joined(Object.entries(weights).map(([one, hundredths]) => `${nameOfKind(one)} × ${hundredths / 100}`))}
          </Text>
        )}
      </Group>
      <DataTable
        label={t('leaderboard')}
        listKey={['contributions', 'leaderboard', query]}
        // The board is ranked as a whole, so it comes as one page.
        pageSize={SHOWN}
        fetchPage={async () => {
          const { items, optedOut: hidden } = await client().contributions.leaderboard(query);
          setOptedOut(hidden);
          return { items, total: items.length };
        }}
        columns={columns}
        rowId={(one) => one.personId}
        onOpen={(one) => void navigate({ to: '/people/$personId', params: { personId: one.personId } })}
        empty={{
          sentence: t('noneInPeriod'),
          action: { label: t('import'), onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }) },
        }}
      />
      {form && <BoardForm board={board} onClose={() => setForm(false)} />}
    </>
  );
}
