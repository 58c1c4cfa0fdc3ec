// One contributor: level, identities, affiliations, and every ledger row with its formula.
import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lastDayOfMonth } from '../../../shared/values/day.ts';
import { program } from '../../app/client.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { LevelBadge } from '../../ui/Badges.tsx';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { FigureButton } from '../../ui/FigureButton.tsx';
import { formatMonth, formatNumber } from '../../ui/format.ts';
import { MonthColumns } from '../../ui/MonthColumns.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { ContributionTable } from '../contributions/ContributionTable.tsx';
import { Recognition } from '../recognition/Recognition.tsx';
import { Affiliations } from './Affiliations.tsx';
import { Merges } from './Merges.tsx';
import { PersonActions } from './PersonActions.tsx';
import { PersonActivities } from './PersonActivities.tsx';
import classes from './PersonPage.module.css';
import { PrintedHistory } from './PrintedHistory.tsx';

export function PersonPage() {
  const { t } = useTranslation('people');
  const { personId } = useParams({ strict: false }) as { personId: string };
  const openEvidence = useScreenState((state) => state.openEvidence);
  const { data: person, error, refetch } = useQuery(program().people.get.queryOptions({ input: { personId } }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!person) return <PageSkeleton />;
  const rows = { list: 'contributions', filter: { personId } } as const;
  const openMonth = (month: string) => () =>
    openEvidence(formatMonth(month), {
      list: 'contributions',
      filter: { personId, from: `${month}-01` as never, to: lastDayOfMonth(month) },
    });
  return (
    <>
      <PageHeader
        title={person.name}
        beside={
          <Group gap="sm" c="dimmed">
            {!person.isBot && <LevelBadge level={person.level} />}
            {person.nextLevel && !person.isBot && (
              <span>
                {t('toNext', {
                  points: formatNumber(person.nextLevel.pointsMissing),
                  level: t(`vocabulary:level.${person.nextLevel.level}`),
                })}
              </span>
            )}
            {person.partner && person.partner.id !== 'independent' && (
              <Link to="/partners/$partnerId" params={{ partnerId: person.partner.id }}>
                {person.partner.name}
              </Link>
            )}
            {person.isBot && <span>{t('bot')}</span>}
            {person.optedOut && <span>{t('optedOutMark')}</span>}
            {person.erased && <span>{t('erasedMark')}</span>}
          </Group>
        }
        actions={<PersonActions person={person} />}
      />
      {person.mergedInto && (
        <Alert color="blue" variant="light" mb="md" title={t('mergedInto', { name: person.mergedInto.name })}>
          <Link to="/people/$personId" params={{ personId: person.mergedInto.id }}>
            {t('openPerson', { name: person.mergedInto.name })}
          </Link>
        </Alert>
      )}
      <div className={classes.columns} data-fills>
        <div className={classes.facts}>
          <Stack gap="md">
            <Group gap="lg" align="start">
              <FigureButton
                alone
                label={t('columns.points')}
                figure={{ value: person.points, previous: null, evidence: rows }}
                note={t('biggest', { points: formatNumber(person.biggestEntry) })}
              />
              <FigureButton
                alone
                label={t('columns.entries')}
                figure={{ value: person.entries, previous: null, evidence: rows }}
                note={person.undatedEntries > 0 ? t('undated', { count: person.undatedEntries }) : undefined}
              />
            </Group>
            <Affiliations person={person} />
            <Recognition person={person} />
            <PersonActivities personId={personId} />
            <Merges person={person} />
            <div>
              <Title order={2} mb={6}>
                {t('identities')}
              </Title>
              {person.identities.map((one) => (
                <Text key={one.id} style={{ overflowWrap: 'anywhere' }}>
                  {[one.name, one.login && `@${one.login}`, one.email].filter(Boolean).join(' · ') || t('erasedMark')}{' '}
                  <span className="quiet">{t(`sources.${one.source}`)}</span>
                </Text>
              ))}
            </div>
            <ChartFrame
              title={t('pointsByMonth')}
              table={{
                heads: [t('month'), t('columns.points')],
                rows: person.pointsByMonth.map((one) => ({
                  key: one.month,
                  cells: [formatMonth(one.month), one.points],
                  open: openMonth(one.month),
                })),
              }}
            >
              <MonthColumns
                series={[{ key: 'points', label: t('columns.points') }]}
                months={person.pointsByMonth.map((one) => ({
                  key: one.month,
                  label: formatMonth(one.month),
                  values: { points: one.points },
                  open: openMonth(one.month),
                }))}
              />
            </ChartFrame>
          </Stack>
        </div>
        <div className={`${classes.entries} screen-only`}>
          <ContributionTable filter={{ personId }} without={['person']} />
        </div>
      </div>
      <PrintedHistory person={person} />
    </>
  );
}
