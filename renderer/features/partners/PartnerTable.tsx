// Partners as a list: the directory and every drawer that shows partners.
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PartnerFilter, PartnerListItem } from '../../../shared/contract/partners.ts';
import { client } from '../../app/client.ts';
import { TierBadge } from '../../ui/Badges.tsx';
import type { Column } from '../../ui/column.ts';
import { DataTable, type Sort } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { RelativeDay } from '../../ui/RelativeDay.tsx';

interface PartnerTableProps {
  filter: PartnerFilter;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  height?: string;
  onLeave?: () => void;
  onTotal?: (total: number) => void;
  empty?: { sentence: string; action?: { label: string; onClick: () => void } };
}

export function PartnerTable({
  filter,
  sort = { by: 'name', direction: 'ascending' },
  onSort,
  height,
  onLeave,
  onTotal,
  empty,
}: PartnerTableProps) {
  const { t } = useTranslation('partners');
  const navigate = useNavigate();
  const quiet = <span className="quiet">–</span>;
  const columns: Column<PartnerListItem>[] = [
    {
      id: 'name',
      header: t('columns.name'),
      width: 'minmax(160px, 2fr)',
      sortBy: 'name',
      cell: (one) => <strong style={{ fontWeight: 550 }}>{one.name}</strong>,
    },
    { id: 'tier', header: t('columns.tier'), width: '110px', sortBy: 'tier', cell: (one) => <TierBadge tier={one.tier} /> },
    {
      id: 'type',
      header: t('columns.type'),
      width: 'minmax(150px, 1.3fr)',
      sortBy: 'type',
      cell: (one) => (one.type ? t(`vocabulary:type.${one.type}`) : quiet),
    },
    { id: 'status', header: t('columns.status'), width: '80px', sortBy: 'status', cell: (one) => t(`vocabulary:status.${one.status}`) },
    { id: 'owner', header: t('columns.owner'), width: 'minmax(90px, 1fr)', cell: (one) => one.owner ?? quiet },
    {
      id: 'lastActivityOn',
      header: t('columns.lastActivityOn'),
      width: '105px',
      sortBy: 'lastActivityOn',
      cell: (one) => <RelativeDay day={one.lastActivityOn} />,
    },
    { id: 'people', header: t('columns.people'), width: '70px', numeric: true, sortBy: 'people', cell: (one) => formatNumber(one.people) },
    { id: 'points', header: t('columns.points'), width: '90px', numeric: true, sortBy: 'points', cell: (one) => formatNumber(one.points) },
  ];
  return (
    <DataTable
      label={t('title')}
      listKey={['partners', filter, sort]}
      fetchPage={async (page) => {
        const list = await client().partners.list({ filter, sort: sort as never, ...page });
        onTotal?.(list.total);
        return list;
      }}
      columns={columns}
      rowId={(one) => one.id}
      sort={sort}
      onSort={onSort}
      height={height}
      onOpen={(one) => {
        onLeave?.();
        void navigate({ to: '/partners/$partnerId', params: { partnerId: one.id } });
      }}
      empty={empty ?? { sentence: t('ui:nothingHere') }}
    />
  );
}
