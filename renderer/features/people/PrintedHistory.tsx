// A person's contribution history for paper: what counts by kind, and the newest entries, on one page. Screens do not show it.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import { program } from '../../app/client.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';
import { PartnerName } from '../../ui/PartnerName.tsx';

const ON_ONE_PAGE = 24;

export function PrintedHistory({ person }: { person: PersonDetail }) {
  const { t } = useTranslation('people');
  const { nameOfKind } = useKinds();
  const { data } = useQuery(program().contributions.list.queryOptions({ input: { filter: { personId: person.id }, limit: ON_ONE_PAGE } }));
  return (
    <section className="print-only">
      <p>
        {t('pointsOf', { points: formatNumber(person.points) })} · {t('columns.entries')} {formatNumber(person.entries)} ·{' '}
        {person.firstDay && person.lastDay && `${formatDay(person.firstDay)} – ${formatDay(person.lastDay)}`}
      </p>
      <p>{person.pointsByKind.map((one) => `${nameOfKind(one.kind)} ${formatNumber(one.points)}`).join(' · ')}</p>
      <table>
        <tbody>
          {data?.items.map((one) => (
            <tr key={one.id}>
              <td>{one.day ? formatDay(one.day) : '–'}</td>
              <td>{nameOfKind(one.kind)}</td>
              <td>{one.title}</td>
              <td>
                <PartnerName partner={one.partner} />
              </td>
              <td style={{ textAlign: 'right' }}>{formatNumber(one.points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(data?.total ?? 0) > ON_ONE_PAGE && <p>{t('andMore', { count: (data?.total ?? 0) - ON_ONE_PAGE })}</p>}
    </section>
  );
}
