// Before rewards go out: who gets how much of the points, where it came in bursts, who reviewed their own work.
import { Anchor, Grid, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { program } from '../../app/client.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { PeriodPicker, usePeriod } from '../../ui/PeriodPicker.tsx';
import { ShareTables } from './ShareTables.tsx';

export function FairnessTab() {
  const { t } = useTranslation('recognition');
  const navigate = useNavigate();
  const period = usePeriod('lastQuarter');
  const openEvidence = useScreenState((state) => state.openEvidence);
  const openContribution = useScreenState((state) => state.openContribution);
  const { data, error } = useQuery(program().recognition.fairness.queryOptions({ input: period }));
  if (error) return <Failed error={error} />;
  return (
    <>
      <Group mb="md">
        <PeriodPicker fallback="lastQuarter" />
      </Group>
      {!data ? (
        <PageSkeleton />
      ) : data.byKind.length === 0 ? (
        <EmptyState
          sentence={t('noneInPeriod')}
          action={{ label: t('people:import'), onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }) }}
        />
      ) : (
        <Grid gap="xl">
          <ShareTables period={period} {...data} />
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Title order={2} mb={4}>
              {t('bursts')}
            </Title>
            {data.bursts.length === 0 && <Text c="dimmed">{t('noBursts')}</Text>}
            {data.bursts.slice(0, 15).map((one) => (
              <Text key={one.person.id + one.day} py={4}>
                <Anchor
                  component="button"
                  type="button"
                  fz="md"
                  onClick={() =>
                    openEvidence(`${one.person.name} · ${formatDay(one.day)}`, {
                      list: 'contributions',
                      filter: { personId: one.person.id, from: one.day as never, to: one.day as never },
                    })
                  }
                >
                  {one.person.name}
                </Anchor>{' '}
                <span className="quiet">
                  {formatDay(one.day)} ·{' '}
                  {t('contributions:totals', { entries: formatNumber(one.entries), points: formatNumber(one.points) })}
                </span>
              </Text>
            ))}
            <Title order={2} mt="lg" mb={4}>
              {t('selfReviews')}
            </Title>
            {data.selfReviews.length === 0 && <Text c="dimmed">{t('noSelfReviews')}</Text>}
            {data.selfReviews.slice(0, 15).map((one) => (
              <Text key={one.reviewId} py={4} style={{ overflowWrap: 'anywhere' }}>
                <Link to="/people/$personId" params={{ personId: one.person.id }}>
                  {one.person.name}
                </Link>{' '}
                <Anchor component="button" type="button" fz="md" onClick={() => openContribution(one.reviewId)}>
                  {one.link}
                </Anchor>
              </Text>
            ))}
          </Grid.Col>
        </Grid>
      )}
    </>
  );
}
