// Chooses a period: usual ones by name, any other by its days. The choice stands in the address.
import { Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  addDays,
  addMonths,
  type Day,
  dayInZone,
  dayOf,
  firstDayOfMonth,
  isDay,
  lastDayOfMonth,
  monthOf,
} from '../../shared/values/day.ts';
import { lastQuarterBefore, type Period } from '../../shared/values/period.ts';
import { program } from '../app/client.ts';
import { textOf, useAddress, wordOf } from './use-address.ts';

const PERIODS = ['lastQuarter', 'thisQuarter', 'lastYear', 'thisYear', 'custom'] as const;
type PeriodName = (typeof PERIODS)[number];

function periodNamed(name: PeriodName, today: Day, fiscalYearStart: number): Period {
  const last = lastQuarterBefore(today, fiscalYearStart);
  switch (name) {
    case 'thisQuarter':
      return { from: addDays(last.to, 1), to: lastDayOfMonth(monthOf(addMonths(addDays(last.to, 1), 2))) };
    case 'lastYear':
      return { from: firstDayOfMonth(monthOf(addMonths(today, -11))), to: lastDayOfMonth(monthOf(today)) };
    case 'thisYear':
      return { from: dayOf(Number(today.slice(0, 4)), 1, 1) as Day, to: dayOf(Number(today.slice(0, 4)), 12, 31) as Day };
    default:
      return last;
  }
}

/** The period that the address names, or the fallback. */
export function usePeriod(fallback: PeriodName): Period {
  const [address] = useAddress();
  const { data } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const today = (data?.today ?? dayInZone(Date.now())) as Day;
  const name = wordOf(address.period, PERIODS) ?? fallback;
  const [from, to] = [textOf(address.from), textOf(address.to)];
  if (name === 'custom' && isDay(from) && isDay(to) && from <= to) return { from, to };
  return periodNamed(name, today, data?.settings.fiscalYearStart ?? 1);
}

export function PeriodPicker({ fallback }: { fallback: PeriodName }) {
  const { t } = useTranslation('reports');
  const [address, change] = useAddress();
  const period = usePeriod(fallback);
  const name = wordOf(address.period, PERIODS) ?? fallback;
  return (
    <Group gap="xs">
      <Select
        aria-label={t('page.period')}
        w={180}
        allowDeselect={false}
        value={name}
        data={PERIODS.map((value) => ({ value, label: t(`page.${value}`) }))}
        onChange={(next) =>
          change(next === 'custom' ? { period: next, ...period } : { period: next ?? undefined, from: undefined, to: undefined })
        }
      />
      {name === 'custom' ? (
        <>
          <TextInput
            type="date"
            aria-label={t('page.from')}
            value={textOf(address.from)}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t('page.to')}
            value={textOf(address.to)}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
        </>
      ) : (
        <span className="quiet">
          {period.from} – {period.to}
        </span>
      )}
    </Group>
  );
}
