// Who contributed most in a period; ties share a rank, bots are left out.
import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LeaderboardItem } from '../../../shared/contract/contributions.ts';
import { CONTRIBUTION_KINDS } from '../../../shared/vocabulary.ts';
import { client, program } from '../../app/client.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PeriodPicker, usePeriod } from '../../ui/PeriodPicker.tsx';
import { textOf, useAddress, wordOf } from '../../ui/use-address.ts';

const SHOWN = 500;

export function LeaderboardPage() {
  const { t } = useTranslation('contributions');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const period = usePeriod('lastYear');
  const { data: partners } = useQuery(program().partners.list.queryOptions({ input: { limit: 500 } }));
  const kind = wordOf(address.kind, CONTRIBUTION_KINDS);
  const partnerId = textOf(address.partnerId) || undefined;
  const query = { ...period, kinds: kind ? [kind] : undefined, partnerId, limit: SHOWN };
  const columns: Column<LeaderboardItem>[] = [
    { id: 'rank', header: t('rank'), width: '60px', numeric: true, cell: (one) => formatNumber(one.rank) },
    {
      id: 'name',
      header: t('columns.person'),
      width: 'minmax(160px, 2fr)',
      cell: (one) => <strong style={{ fontWeight: 550 }}>{one.name}</strong>,
    },
    { id: 'login', header: t('login'), width: 'minmax(100px, 1fr)', cell: (one) => one.login ?? <span className="quiet">–</span> },
    {
      id: 'partner',
      header: t('columns.partner'),
      width: 'minmax(120px, 1.2fr)',
      cell: (one) => one.partner?.name ?? <span className="quiet">{t('vocabulary:bucket.unknown')}</span>,
    },
    { id: 'entries', header: t('entries'), width: '90px', numeric: true, cell: (one) => formatNumber(one.entries) },
    { id: 'points', header: t('columns.points'), width: '100px', numeric: true, cell: (one) => formatNumber(one.points) },
  ];
  return (
    <>
      <PageHeader title={t('leaderboard')} />
      <Group gap="xs" mb="md" align="end">
        <PeriodPicker fallback="lastYear" />
        <Select
          aria-label={t('columns.kind')}
          placeholder={t('allKinds')}
          clearable
          w={190}
          value={kind ?? null}
          onChange={(next) => change({ kind: next ?? undefined })}
          data={CONTRIBUTION_KINDS.map((value) => ({ value, label: t(`vocabulary:kind.${value}`) }))}
        />
        <Select
          aria-label={t('columns.partner')}
          placeholder={t('allPartners')}
          clearable
          searchable
          limit={60}
          w={230}
          value={partnerId ?? null}
          onChange={(next) => change({ partnerId: next ?? undefined })}
          data={[
            { value: 'unknown', label: t('vocabulary:bucket.unknown') },
            ...(partners?.items.map((one) => ({ value: one.id, label: one.name })) ?? []),
          ]}
        />
      </Group>
      <DataTable
        label={t('leaderboard')}
        listKey={['contributions', 'leaderboard', query]}
        // The board is ranked as a whole, so it comes as one page.
        fetchPage={async ({ offset }) => {
          if (offset > 0) return { items: [], total: 0 };
          const { items } = await client().contributions.leaderboard(query);
          return { items, total: items.length };
        }}
        columns={columns}
        rowId={(one) => one.personId}
        onOpen={(one) => void navigate({ to: '/people/$personId', params: { personId: one.personId } })}
        empty={{ sentence: t('noneInPeriod') }}
      />
    </>
  );
}
