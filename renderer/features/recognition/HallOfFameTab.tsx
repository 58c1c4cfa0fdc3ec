// Everyone who reached the highest level and did not opt out.
import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { program } from '../../app/client.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

export function HallOfFameTab() {
  const { t } = useTranslation('recognition');
  const { data, error } = useQuery(program().recognition.hallOfFame.queryOptions({ input: {} }));
  if (error) return <Failed error={error} />;
  if (!data) return <PageSkeleton />;
  return (
    <>
      {data.items.length === 0 && <EmptyState sentence={t('noFame')} />}
      <SimpleGrid cols={{ base: 2, md: 3, xl: 5 }} spacing="lg">
        {data.items.map((one) => (
          <div key={one.person.id}>
            <Text fw={600}>
              <Link to="/people/$personId" params={{ personId: one.person.id }}>
                {one.person.name}
              </Link>
            </Text>
            <Text size="sm" c="dimmed">
              {[one.partner, one.reachedOn && formatDay(one.reachedOn), t('people:pointsOf', { points: formatNumber(one.points) })]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {data.optedOut > 0 && (
        <Text c="dimmed" mt="md">
          {t('contributions:optedOut', { count: data.optedOut })}
        </Text>
      )}
    </>
  );
}
