// What was gathered from a kind of source before, and what can still be done with it.
import { Button, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { program } from '../../app/client.ts';
import { Failed } from '../../ui/Failed.tsx';
import { RelativeDay } from '../../ui/RelativeDay.tsx';
import { Counted } from './Counted.tsx';

interface EarlierCollectionsProps {
  readonly source: Collection['source'];
  /** Where it came from, when the label does not say it. */
  readonly place: (collection: Collection) => string;
  readonly onOpen: (collection: Collection) => void;
  readonly onAgain: (collection: Collection) => void;
}

export function EarlierCollections({ source, place, onOpen, onAgain }: EarlierCollectionsProps) {
  const { t } = useTranslation('collections');
  const { data, error, refetch } = useQuery(program().collections.list.queryOptions({ input: { source } }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <div>
      <Title order={2} mb="xs">
        {t('earlier')}
      </Title>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing={6} aria-label={t('earlier')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('source')}</Table.Th>
              <Table.Th>{t('read')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th>{t('when')}</Table.Th>
              <Table.Th aria-label={t('actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <Text fw={550}>{one.label}</Text>
                  <Text c="dimmed" size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {place(one)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Counted collection={one} />
                </Table.Td>
                <Table.Td>{t(`vocabulary:collectionState.${one.state}`)}</Table.Td>
                <Table.Td>
                  <RelativeDay instant={one.changedAt} />
                </Table.Td>
                <Table.Td ta="right">
                  {one.state === 'complete' || one.state === 'cancelled' ? (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={t('againFrom', { label: one.label })}
                      onClick={() => onAgain(one)}
                    >
                      {t('again')}
                    </Button>
                  ) : (
                    <Button variant="light" size="compact-sm" aria-label={t('openOne', { label: one.label })} onClick={() => onOpen(one)}>
                      {t(one.state === 'incomplete' ? 'goOnOrDiscard' : 'open')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
