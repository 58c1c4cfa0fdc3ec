// Chooses a period: usual ones by name, any other by its days. The choice stands in the address.
import { Group, Select } from '@mantine/core';
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
import { DayField } from './DayField.tsx';
import { formatPeriod } from './format.ts';
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
      return fiscalYearOf(today, fiscalYearStart);
    default:
      return last;
  }
}

/** The year that began with the fiscal year's first month. */
function fiscalYearOf(today: Day, startMonth: number): Period {
  const year = Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < startMonth ? 1 : 0);
  const from = dayOf(year, startMonth, 1) as Day;
  return { from, to: addDays(addMonths(from, 12), -1) };
}

/** The period that the address names, or the fallback. */
export function usePeriod(fallback: PeriodName): Period {
  const [address] = useAddress();
  const { data } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const today = (data?.today ?? dayInZone(Date.now())) as Day;
  const name = wordOf(address.period, PERIODS) ?? fallback;
  const [from, to] = [textOf(address.from), textOf(address.to)];
  // What is shown is always about the days that stand in the fields, whichever way round they were typed.
  if (name === 'custom') {
    const days = [from, to].filter(isDay).sort();
    const [first, last] = [days[0], days.at(-1)];
    if (first && last) return { from: first, to: last };
  }
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
          <DayField aria-label={t('page.from')} w={160} value={textOf(address.from)} onChange={(day) => change({ from: day })} />
          <DayField
            aria-label={t('page.to')}
            w={160}
            error={isDay(textOf(address.to)) && textOf(address.to) < textOf(address.from) ? t('page.turned') : undefined}
            value={textOf(address.to)}
            onChange={(day) => change({ to: day })}
          />
        </>
      ) : (
        <span className="quiet">{formatPeriod(period.from, period.to)}</span>
      )}
    </Group>
  );
}
