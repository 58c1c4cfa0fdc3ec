// Ledger rows as a list; a row opens its formula and its source.
import { useTranslation } from 'react-i18next';
import type { ContributionFilter, ContributionListItem } from '../../../shared/contract/contributions.ts';
import { client } from '../../app/client.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { type Column, dayWidth, widthByLanguage } from '../../ui/column.ts';
import { DataTable, type Sort } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';
import { PartnerName } from '../../ui/PartnerName.tsx';
import { EntryDay } from './EntryDay.tsx';

export function ContributionTable(props: {
  filter: ContributionFilter;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  height?: string;
  onTotals?: (totals: { total: number; points: number }) => void;
  empty?: { sentence: string; action?: { label: string; onClick: () => void } };
  /** Columns that say the same in every row here. */
  without?: readonly ('person' | 'partner')[];
}) {
  const { filter, sort = { by: 'day', direction: 'descending' }, onSort, height, onTotals, empty, without = [] } = props;
  const { t } = useTranslation('contributions');
  const openContribution = useScreenState((state) => state.openContribution);
  const { nameOfKind } = useKinds();
  const columns: Column<ContributionListItem>[] = [
    {
      id: 'day',
      header: t('columns.day'),
      width: `minmax(${dayWidth()}, 1fr)`,
      sortBy: 'day',
      cell: (one) => <EntryDay entry={one} />,
    },
    {
      id: 'kind',
      header: t('columns.kind'),
      width: widthByLanguage('minmax(132px, 142px)', '84px'),
      cell: (one) => nameOfKind(one.kind),
    },
    {
      id: 'title',
      header: t('columns.title'),
      width: 'minmax(104px, 3fr)',
      cell: (one) => one.title || <span className="quiet">–</span>,
    },
    { id: 'person', header: t('columns.person'), width: 'minmax(110px, 1fr)', cell: (one) => one.person.name },
    {
      id: 'partner',
      header: t('columns.partner'),
      width: 'minmax(90px, 1.2fr)',
      cell: (one) => <PartnerName partner={one.partner} />,
    },
    { id: 'points', header: t('columns.points'), width: '72px', numeric: true, sortBy: 'points', cell: (one) => <Points entry={one} /> },
  ];
  return (
    <DataTable
      label={t('title')}
      listKey={['contributions', filter, sort]}
      fetchPage={async (page) => {
        const list = await client().contributions.list({ filter, sort: sort as never, ...page });
        onTotals?.({ total: list.total, points: list.points });
        return list;
      }}
      columns={columns.filter(({ id }) => !(without as readonly string[]).includes(id))}
      rowId={(one) => one.id}
      sort={sort}
      onSort={onSort}
      height={height}
      onOpen={(one) => openContribution(one.id)}
      empty={empty ?? { sentence: t('none') }}
    />
  );
}

/** Points, with a mark when the entry does not count as it stands. */
function Points({ entry }: { entry: ContributionListItem }) {
  const { t } = useTranslation('vocabulary');
  if (entry.state === 'accepted') return formatNumber(entry.points);
  return (
    <span className="quiet" title={t(`entryState.${entry.state}`)}>
      {t(`entryState.${entry.state}`)} {formatNumber(entry.points)}
    </span>
  );
}
