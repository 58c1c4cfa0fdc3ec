// When an entry was done: its day, or the period of a sum.
import { useTranslation } from 'react-i18next';
import type { ContributionListItem } from '../../../shared/contract/contributions.ts';
import { formatDay, formatPeriod } from '../../ui/format.ts';

export function EntryDay({ entry: { since, day } }: { entry: Pick<ContributionListItem, 'since' | 'day'> }) {
  const { t } = useTranslation('contributions');
  if (since && day) {
    const period = formatPeriod(since, day);
    return <span title={period}>{period}</span>;
  }
  if (since) return t('periodFrom', { day: formatDay(since) });
  return day ? formatDay(day) : <span className="quiet">{t('undated')}</span>;
}
