// Contributors as a list: the page and every drawer that shows people.
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PeopleFilter, PersonListItem } from '../../../shared/contract/people.ts';
import { client } from '../../app/client.ts';
import { LevelBadge } from '../../ui/Badges.tsx';
import type { Column } from '../../ui/column.ts';
import { DataTable, type Sort } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PartnerName } from '../../ui/PartnerName.tsx';
import { RelativeDay } from '../../ui/RelativeDay.tsx';

export function PeopleTable(props: {
  filter: PeopleFilter;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  height?: string;
  onLeave?: () => void;
  onTotal?: (total: number) => void;
  empty?: { sentence: string; action?: { label: string; onClick: () => void } };
  /** All are of one partner, who need not be named in every row. */
  ofOnePartner?: boolean;
}) {
  const { filter, sort = { by: 'points', direction: 'descending' }, onSort, height, onLeave, onTotal, empty, ofOnePartner = false } = props;
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const quiet = <span className="quiet">–</span>;
  const columns: Column<PersonListItem>[] = [
    {
      id: 'name',
      header: t('columns.name'),
      width: 'minmax(140px, 1.6fr)',
      sortBy: 'name',
      cell: (one) => <strong style={{ fontWeight: 550 }}>{one.name}</strong>,
    },
    { id: 'login', header: t('columns.login'), width: 'minmax(100px, 1fr)', cell: (one) => one.login ?? one.email ?? quiet },
    ...(ofOnePartner
      ? []
      : [
          {
            id: 'partner',
            header: t('columns.partner'),
            width: 'minmax(110px, 1.2fr)',
            cell: (one: PersonListItem) => <PartnerName partner={one.partner} />,
          },
        ]),
    // A level is a person's; a program reaches none.
    ...(filter.bots
      ? []
      : [{ id: 'level', header: t('columns.level'), width: '110px', cell: (one: PersonListItem) => <LevelBadge level={one.level} /> }]),
    { id: 'lastDay', header: t('columns.lastDay'), width: '120px', sortBy: 'lastDay', cell: (one) => <RelativeDay day={one.lastDay} /> },
    {
      id: 'entries',
      header: filter.contributed ? t('columns.entriesInPeriod') : t('columns.entries'),
      width: filter.contributed ? '120px' : '80px',
      numeric: true,
      sortBy: 'entries',
      cell: (one) => formatNumber(one.entries),
    },
    {
      id: 'points',
      header: filter.contributed ? t('columns.pointsInPeriod') : t('columns.points'),
      width: filter.contributed ? '120px' : '90px',
      numeric: true,
      sortBy: 'points',
      cell: (one) => formatNumber(one.points),
    },
  ];
  return (
    <DataTable
      label={t('title')}
      listKey={['people', filter, sort]}
      fetchPage={async (page) => {
        const list = await client().people.list({ filter, sort: sort as never, ...page });
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
        void navigate({ to: '/people/$personId', params: { personId: one.id } });
      }}
      empty={empty ?? { sentence: t('none') }}
    />
  );
}
