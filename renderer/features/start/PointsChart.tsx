// Contributions by month on the start page.
import { useTranslation } from 'react-i18next';
import type { StartOverview } from '../../../shared/contract/start.ts';
import { lastDayOfMonth } from '../../../shared/values/day.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { formatMonth } from '../../ui/format.ts';
import { MonthColumns } from '../../ui/MonthColumns.tsx';

export function PointsChart({ months }: { months: StartOverview['pointsByMonth'] }) {
  const { t } = useTranslation('start');
  const openEvidence = useScreenState((state) => state.openEvidence);
  const open = (month: string) => () =>
    openEvidence(formatMonth(month), {
      list: 'contributions',
      filter: { from: `${month}-01` as never, to: lastDayOfMonth(month), bots: 'without' },
    });
  return (
    <ChartFrame
      title={t('contributionsByMonth')}
      table={{
        heads: [t('month'), t('figures.contributions')],
        rows: months.map((one) => ({ key: one.month, cells: [formatMonth(one.month), one.entries], open: open(one.month) })),
      }}
    >
      <MonthColumns
        series={[{ key: 'entries', label: t('figures.contributions') }]}
        months={months.map((one) => ({
          key: one.month,
          label: formatMonth(one.month),
          values: { entries: one.entries },
          open: open(one.month),
        }))}
      />
    </ChartFrame>
  );
}
