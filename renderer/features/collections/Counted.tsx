// How much a collection read: its rows, and what it saw beside them.
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { formatNumber } from '../../ui/format.ts';

export function Counted({ collection }: { collection: Collection }) {
  const { t } = useTranslation('collections');
  const { rows, counted } = collection;
  const parts = [
    t('rows', { count: rows, number: formatNumber(rows) }),
    ...Object.entries(counted).map(([what, number]) => t(`counted.${what}`, { count: number, number: formatNumber(number) })),
  ];
  return (
    <Text c="dimmed" size="sm">
      {parts.join(' · ')}
    </Text>
  );
}
