// What was read from code hosts before: how far each came, and what can be done with it.
import { Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { stoppedBecause } from '../../app/failures.ts';
import { formatNumber } from '../../ui/format.ts';
import { RelativeDay } from '../../ui/RelativeDay.tsx';

export function EarlierGathered({ items, onOpen }: { items: readonly Collection[]; onOpen: (collectionId: string) => void }) {
  const { t } = useTranslation('github');
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="earlier">
      <Title order={2} size="h4" mb="xs" id="earlier">
        {t('earlier')}
      </Title>
      <Table highlightOnHover aria-labelledby="earlier" maw={980}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('what')}</Table.Th>
            <Table.Th w={120}>{t('when')}</Table.Th>
            <Table.Th>{t('state')}</Table.Th>
            <Table.Th w={110} ta="right">
              {t('rowsRead')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <UnstyledButton onClick={() => onOpen(one.id)} style={{ textDecoration: 'underline', textUnderlineOffset: 2 }}>
                  {one.label}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                <RelativeDay instant={one.changedAt} />
              </Table.Td>
              <Table.Td>
                {t(`states.${one.state}`)}
                {one.failure && (
                  <Text size="sm" c="dimmed">
                    {stoppedBecause(one.failure.code, one.failure.data)}
                    {one.at !== '' && ` ${t('cameTo', { repository: one.at })}`}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">{formatNumber(one.rows)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
