// How contributors came, stayed and left in a period, and on how few of them the work rests.
import { Grid, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ContributorStatistics } from '../../../shared/contract/recognition.ts';
import { lastDayOfMonth } from '../../../shared/values/day.ts';
import { program } from '../../app/client.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { FigureButton } from '../../ui/FigureButton.tsx';
import { formatMonth, formatNumber, labelled } from '../../ui/format.ts';
import { MonthColumns } from '../../ui/MonthColumns.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { PeriodPicker, usePeriod } from '../../ui/PeriodPicker.tsx';
import { ShareTables } from '../recognition/ShareTables.tsx';

export function Statistics() {
  const { t } = useTranslation('people');
  const period = usePeriod('lastQuarter');
  const openEvidence = useScreenState((state) => state.openEvidence);
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(program().recognition.statistics.queryOptions({ input: period }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  const people = (as: 'active' | 'new' | 'returning' | 'lost') => ({ list: 'people', filter: { contributed: { ...period, as } } }) as const;
  const rows = (more: object) => ({ list: 'contributions', filter: { ...period, bots: 'without', ...more } }) as const;
  return (
    <>
      <Group mb="md">
        <PeriodPicker fallback="lastQuarter" />
      </Group>
      {!data ? (
        <PageSkeleton />
      ) : data.entries === 0 && data.lost === 0 ? (
        <EmptyState
          sentence={t('nobodyThen')}
          action={{ label: t('import'), onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }) }}
        />
      ) : (
        <>
          <Group gap="xl" align="start" mb="lg">
            <FigureButton label={t('active')} figure={{ value: data.active, previous: null, evidence: people('active') }} alone />
            <FigureButton label={t('new')} figure={{ value: data.new, previous: null, evidence: people('new') }} alone />
            <FigureButton label={t('returning')} figure={{ value: data.returning, previous: null, evidence: people('returning') }} alone />
            <FigureButton
              label={t('lost')}
              figure={{ value: data.lost, previous: null, evidence: people('lost') }}
              note={t('lostExplained')}
              alone
            />
            <FigureButton label={t('columns.points')} figure={{ value: data.points, previous: null, evidence: rows({}) }} alone />
          </Group>
          <ChartFrame
            title={t('activeByMonth')}
            table={{
              heads: [t('month'), t('active'), t('columns.points')],
              rows: data.byMonth.map((one) => ({
                key: one.month,
                cells: [formatMonth(one.month), one.people, one.points],
                open: () => openEvidence(formatMonth(one.month), rows({ from: `${one.month}-01`, to: lastDayOfMonth(one.month) })),
              })),
            }}
          >
            <MonthColumns
              series={[{ key: 'people', label: t('active') }]}
              months={data.byMonth.map((one) => ({
                key: one.month,
                label: formatMonth(one.month),
                values: { people: one.people },
                open: () => openEvidence(formatMonth(one.month), rows({ from: `${one.month}-01`, to: lastDayOfMonth(one.month) })),
              }))}
            />
          </ChartFrame>
          <Grid gap="xl" mt="lg">
            <Grid.Col span={{ base: 12, md: 6 }}>
              <BusFactor title={t('busFactorPeople')} factor={data.busFactorPeople} to="/people/$personId" />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 6 }}>
              <BusFactor title={t('busFactorPartners')} factor={data.busFactorPartners} to="/partners/$partnerId" />
            </Grid.Col>
            <ShareTables period={period} {...data} />
          </Grid>
        </>
      )}
    </>
  );
}

function BusFactor({
  title,
  factor,
  to,
}: {
  title: string;
  factor: ContributorStatistics['busFactorPeople'];
  to: '/people/$personId' | '/partners/$partnerId';
}) {
  const { t } = useTranslation('people');
  return (
    <div>
      <Title order={2} mb={4}>
        {labelled(title, formatNumber(factor.count))}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('busFactorExplained')}
      </Text>
      <Text>
        {factor.members.slice(0, 12).map((one, index) => (
          <span key={one.id}>
            {index > 0 && t('ui:listSeparator')}
            <Link to={to} params={{ personId: one.id, partnerId: one.id } as never}>
              {one.name}
            </Link>
          </span>
        ))}
        {factor.members.length > 12 && ' …'}
      </Text>
    </div>
  );
}
