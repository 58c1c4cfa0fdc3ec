// Today's work first, then the figures that open their lists. An empty workspace shows three ways to begin.
import { Button, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StartOverview } from '../../../shared/contract/start.ts';
import { client, commandId, program } from '../../app/client.ts';
import { currentLanguage } from '../../app/language.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { FigureButton } from '../../ui/FigureButton.tsx';
import { formatNumber } from '../../ui/format.ts';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { RelativeDay } from '../../ui/RelativeDay.tsx';
import { FollowUpsDue } from './FollowUpsDue.tsx';
import { Line } from './Line.tsx';
import { PointsChart } from './PointsChart.tsx';

export function StartPage() {
  const { t } = useTranslation('start');
  const { data: workspace } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const { data, error, refetch } = useQuery(program().start.overview.queryOptions({ input: {} }));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data || !workspace) return <PageSkeleton />;
  if (data.empty && data.importsWaiting.length === 0) return <FirstRun />;
  return (
    <>
      <PageHeader title={workspace.settings.programName} />
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Today data={data} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Title order={2} mb="xs">
            {t('lastNinetyDays')}
          </Title>
          <Grid gap="xs" mb="lg">
            {(['partners', 'contributors', 'contributions', 'activities'] as const).map((name) => (
              <Grid.Col key={name} span={6}>
                <FigureButton label={t(`figures.${name}`)} figure={data.figures[name]} />
              </Grid.Col>
            ))}
          </Grid>
          <PointsChart months={data.pointsByMonth} />
        </Grid.Col>
      </Grid>
    </>
  );
}

function Today({ data }: { data: StartOverview }) {
  const { t } = useTranslation('start');
  const nothing = data.followUpsDueTotal + data.quietPartnersTotal + data.importsWaiting.length === 0;
  return (
    <Stack gap="lg">
      {nothing && <Text c="dimmed">{t('nothingWaits')}</Text>}
      {data.importsWaiting.length > 0 && (
        <Section title={t('importsWaiting')} count={data.importsWaiting.length}>
          {data.importsWaiting.map((one) => (
            <Line
              key={one.id}
              main={
                <Link to="/imports/$importId" params={{ importId: one.id }} className="plain-link">
                  {one.fileName}
                </Link>
              }
              beside={t('rowsToReview', { count: one.created + one.changed })}
            />
          ))}
        </Section>
      )}
      {data.followUpsDueTotal > 0 && (
        <Section
          title={t('followUpsDue')}
          count={data.followUpsDueTotal}
          more={
            <Link to="/activities" search={{ due: true } as never}>
              {t('showAll')}
            </Link>
          }
        >
          <FollowUpsDue activities={data.followUpsDue} />
        </Section>
      )}
      {data.quietPartnersTotal > 0 && (
        <Section
          title={t('quietPartners')}
          count={data.quietPartnersTotal}
          more={
            <Link to="/partners" search={{ quiet: 90, statuses: ['active'], sort: 'lastActivityOn', direction: 'ascending' } as never}>
              {t('showAll')}
            </Link>
          }
        >
          {data.quietPartners.map((one) => (
            <Line
              key={one.id}
              main={
                <Link to="/partners/$partnerId" params={{ partnerId: one.id }} className="plain-link">
                  {one.name}
                </Link>
              }
              beside={one.lastActivityOn ? <RelativeDay day={one.lastActivityOn} /> : t('never')}
            />
          ))}
        </Section>
      )}
    </Stack>
  );
}

function Section({ title, count, more, children }: { title: string; count: number; more?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={2}>
          {title} <span className="quiet">{formatNumber(count)}</span>
        </Title>
        {more}
      </Group>
      {children}
    </section>
  );
}

function FirstRun() {
  const { t } = useTranslation('start');
  const navigate = useNavigate();
  const [jobId, setJobId] = useState<string | null>(null);
  const load = async () => {
    try {
      setJobId((await client().workspace.loadDemo({ commandId: commandId(), language: currentLanguage() })).jobId);
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <Stack maw={620} mx="auto" mt="12vh" gap="lg">
      <div>
        <Title order={1}>{t('welcome')}</Title>
        <Text c="dimmed" mt={4}>
          {t('welcomeText')}
        </Text>
      </div>
      {jobId ? (
        <JobProgress jobId={jobId} onEnd={() => undefined} />
      ) : (
        <Stack gap="sm">
          <Choice
            first
            text={t('choices.import')}
            note={t('choices.importNote')}
            onClick={() => void navigate({ to: '/imports/new', search: { kind: 'partners' } as never })}
          />
          <Choice
            text={t('choices.partner')}
            note={t('choices.partnerNote')}
            onClick={() => void navigate({ to: '/partners', search: { form: 'new' } as never })}
          />
          <Choice text={t('choices.demo')} note={t('choices.demoNote')} onClick={() => void load()} />
        </Stack>
      )}
    </Stack>
  );
}

function Choice({ text, note, first, onClick }: { text: string; note: string; first?: boolean; onClick: () => void }) {
  return (
    <Group wrap="nowrap" gap="md">
      <Button variant={first ? 'filled' : 'default'} w={230} style={{ flex: 'none' }} onClick={onClick}>
        {text}
      </Button>
      <Text c="dimmed">{note}</Text>
    </Group>
  );
}
