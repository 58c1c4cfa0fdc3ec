// Which comes first in dates like 03/04/2026, asked where the file leaves it open. Nothing is chosen beforehand: a date read the wrong way
// round is a wrong date that looks right.
import { Alert, Radio, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mappedDates, provenOrder } from '../../../shared/date-order.ts';
import { formatDay } from '../../ui/format.ts';
import type { MappingProps } from './mapping-draft.ts';

const ORDERS = ['day_first', 'month_first'] as const;
const SHOWN = 3;
/** What tells the two apart is no small print. */
const READABLE = { description: { fontSize: 'var(--mantine-font-size-sm)' }, error: { fontSize: 'var(--mantine-font-size-sm)' } };

/** `missed` counts how often a person wanted to go on without choosing. */
export function DateOrderChoice({ inspection, mapping, onMapping, missed }: MappingProps & { missed: number }) {
  const { t } = useTranslation('imports');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (missed > 0) first.current?.focus();
  }, [missed]);
  const dates = mappedDates(inspection, mapping);
  if (provenOrder(dates) !== null) return null;
  const samples = dates.flatMap((one) => one?.samples ?? []).slice(0, SHOWN);
  const chosen = mapping.dateOrder === 'day_first' || mapping.dateOrder === 'month_first';
  const readAs = (order: (typeof ORDERS)[number]) =>
    samples
      .map(({ text, dayFirst, monthFirst }) => {
        const day = order === 'day_first' ? dayFirst : monthFirst;
        return `${text} → ${day === null ? t('noDate') : formatDay(day)}`;
      })
      .join(' · ');
  return (
    <Alert role="presentation" color="yellow" variant={chosen ? 'transparent' : 'light'}>
      <Radio.Group
        label={t('dateOrderOpen', { text: samples[0]?.text ?? '' })}
        description={t('dateOrderOpenExplained')}
        error={missed > 0 && !chosen && t('dateOrderMissing')}
        styles={READABLE}
        required
        withAsterisk={false}
        value={chosen ? mapping.dateOrder : null}
        onChange={(order) => onMapping({ ...mapping, dateOrder: order as (typeof ORDERS)[number] })}
      >
        <Stack gap={6} my={8}>
          {ORDERS.map((order, index) => (
            <Radio
              key={order}
              ref={index === 0 ? first : undefined}
              value={order}
              label={t(`comesFirst.${order}`)}
              description={readAs(order)}
              styles={READABLE}
            />
          ))}
        </Stack>
      </Radio.Group>
    </Alert>
  );
}
