// What a person took part in: the newest activities, and all of them behind a button.
import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { program } from '../../app/client.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { formatDay, formatNumber, joined } from '../../ui/format.ts';

const SHOWN = 5;

export function PersonActivities({ personId }: { personId: string }) {
  const { t } = useTranslation('people');
  const openEvidence = useScreenState((state) => state.openEvidence);
  const filter = { personId };
  const { data } = useQuery(program().activities.list.queryOptions({ input: { filter, limit: SHOWN } }));
  if (!data || data.total === 0) return null;
  return (
    <div>
      <Title order={2} mb={6}>
        {t('activities')}
      </Title>
      {data.items.map((one) => (
        <Text key={one.id} style={{ overflowWrap: 'anywhere' }}>
          {formatDay(one.day)} {one.title} <span className="quiet">{joined(one.partners.map(({ name }) => name))}</span>
        </Text>
      ))}
      <Button variant="default" size="compact-sm" mt={6} onClick={() => openEvidence(t('activities'), { list: 'activities', filter })}>
        {t('allActivities', { count: data.total, number: formatNumber(data.total) })}
      </Button>
    </div>
  );
}
