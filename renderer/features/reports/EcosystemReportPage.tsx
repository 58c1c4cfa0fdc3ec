// The ecosystem report on screen: every figure, bar and row opens what it came from.
import { Button, Divider, Group, Menu, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EcosystemReport, Figure } from '../../../shared/contract/reports.ts';
import { type PartnerTier, RANKING_BUCKETS } from '../../../shared/vocabulary.ts';
import { client, host, program } from '../../app/client.ts';
import { currentLanguage } from '../../app/language.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { useScreenState } from '../../app/screen-state.ts';
import { TIER_LOOK } from '../../app/theme.ts';
import { Bars } from '../../ui/Bars.tsx';
import { ChartFrame } from '../../ui/ChartFrame.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { FigureButton } from '../../ui/FigureButton.tsx';
import { formatDay, formatMonth, formatPeriod } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';
import { MonthColumns } from '../../ui/MonthColumns.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { PeriodPicker, usePeriod } from '../../ui/PeriodPicker.tsx';
import { TierGlyph } from '../../ui/TierGlyph.tsx';
import classes from './EcosystemReportPage.module.css';
import { RankedTable } from './RankedTable.tsx';

export function EcosystemReportPage() {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const period = usePeriod('lastQuarter');
  const { data: report, error, refetch } = useQuery(program().reports.ecosystem.queryOptions({ input: period }));
  const save = async (format: 'html' | 'json') => {
    try {
      const file = await client().reports.export({ ...period, format, language: currentLanguage() });
      await host().saveFile(file);
      notifyDone(t('page.exported', { name: file.name }));
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  const nothing = report && report.partners.total.value + report.contributions.total.value + report.activities.total.value === 0;
  return (
    <>
      <PageHeader
        title={t('page.title')}
        beside={
          <>
            <div className="screen-only">
              <PeriodPicker fallback="lastQuarter" />
            </div>
            <Text className="print-only">{formatPeriod(period.from, period.to)}</Text>
          </>
        }
        actions={
          <Menu position="bottom-end">
            <Menu.Target>
              <Button>{t('page.export')}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void save('html')}>{t('page.exportHtml')}</Menu.Item>
              <Menu.Item onClick={() => void save('json')}>{t('page.exportJson')}</Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={() => window.print()}>{t('page.print')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        }
      />
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !report ? (
        <PageSkeleton />
      ) : nothing ? (
        <EmptyState
          sentence={t('page.empty')}
          action={{ label: t('page.emptyAction'), onClick: () => void navigate({ to: '/imports/new' }) }}
        />
      ) : (
        <Report report={report} />
      )}
    </>
  );
}

function Report({ report }: { report: EcosystemReport }) {
  const { t } = useTranslation('reports');
  const { partners, contributions, contributors, activities, coverage } = report;
  const share = (part: number) => (coverage.entries === 0 ? '–' : `${Math.round((part / coverage.entries) * 100)} %`);
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('page.comparedWith', { period: formatPeriod(report.previous.from, report.previous.to) })}
      </Text>
      <Group gap={36} align="start" mb="md">
        <FigureButton label={t('sections.partners')} figure={partners.total} />
        <FigureButton label={t('figures.joined')} figure={partners.joined} />
        <FigureButton label={t('sections.contributions')} figure={contributions.total} />
        <FigureButton label={t('figures.points')} figure={contributions.points} />
        <FigureButton label={t('sections.activities')} figure={activities.total} />
      </Group>
      <Divider mb="lg" />
      <div className={classes.parts}>
        <div className={classes.whole}>
          <Months report={report} />
          {contributions.undated > 0 && <Text c="dimmed">{t('notes.undated', { count: contributions.undated })}</Text>}
        </div>
        <div>
          <Slices title={t('figures.byTier')} list="tier" unit={t('sections.partners')} slices={[...partners.byTier].reverse()} />
        </div>
        <div>
          <Slices title={t('figures.byType')} list="type" unit={t('sections.partners')} slices={partners.byType} />
          {partners.withoutJoinDate > 0 && <Text c="dimmed">{t('notes.withoutJoinDate', { count: partners.withoutJoinDate })}</Text>}
        </div>
        <div>
          <Slices title={t('figures.byKind')} list="kind" unit={t('sections.contributions')} slices={contributions.byKind} />
        </div>
        <div>
          <Slices title={t('figures.byActivity')} list="activity" unit={t('sections.activities')} slices={activities.byKind} />
        </div>
        <div>
          <Title order={2} mb="xs">
            {t('sections.topPartners')}
          </Title>
          <RankedTable
            label={t('sections.topPartners')}
            head={t('figures.partner')}
            rows={report.topPartners.map((row) => ({
              ...row,
              name: (RANKING_BUCKETS as readonly string[]).includes(row.id) ? t(`vocabulary:bucket.${row.id}`) : row.name,
              note: null,
            }))}
          />
        </div>
        <div>
          <Title order={2} mb="xs">
            {t('sections.topContributors')}
          </Title>
          <Group gap={28} align="start" mb="xs">
            <FigureButton label={t('figures.active')} figure={contributors.active} />
            <FigureButton label={t('figures.new')} figure={contributors.new} />
            <FigureButton label={t('figures.returning')} figure={contributors.returning} />
          </Group>
          <RankedTable
            label={t('sections.topContributors')}
            head={t('figures.person')}
            rows={report.topContributors.map((row) => ({ ...row, note: row.partner }))}
          />
        </div>
      </div>
      <Text c="dimmed" mt="xl" size="sm">
        {t('notes.coverage', { link: share(coverage.withLink), partner: share(coverage.withPartner) })}{' '}
        {t('notes.made', { at: formatDay(report.generatedAt.slice(0, 10)), version: report.policyVersion })}
      </Text>
    </>
  );
}

function Months({ report }: { report: EcosystemReport }) {
  const { t } = useTranslation('reports');
  const { kinds: kindsThere, nameOfKind } = useKinds();
  const openEvidence = useScreenState((state) => state.openEvidence);
  const { byMonth } = report.contributions;
  const kinds = kindsThere.filter((kind) => byMonth.some((point) => (point.byKind[kind] ?? 0) > 0));
  const open = (point: (typeof byMonth)[number]) => () => openEvidence(formatMonth(point.month), point.evidence);
  const openKind = (point: (typeof byMonth)[number]) => (kind: string) =>
    openEvidence(`${nameOfKind(kind)} · ${formatMonth(point.month)}`, {
      ...point.evidence,
      filter: { ...point.evidence.filter, kinds: [kind] },
    } as typeof point.evidence);
  return (
    <ChartFrame
      title={t('figures.byMonth')}
      table={{
        heads: [t('figures.month'), ...kinds.map((kind) => nameOfKind(kind)), t('figures.points')],
        rows: byMonth.map((point) => ({
          key: point.month,
          cells: [formatMonth(point.month), ...kinds.map((kind) => point.byKind[kind] ?? 0), point.points],
          open: open(point),
        })),
      }}
    >
      <MonthColumns
        series={kinds.map((kind) => ({ key: kind, label: nameOfKind(kind), colour: kindsThere.indexOf(kind) }))}
        months={byMonth.map((point) => ({
          key: point.month,
          label: formatMonth(point.month),
          values: point.byKind,
          open: openKind(point),
        }))}
      />
    </ChartFrame>
  );
}

function Slices({
  title,
  list,
  unit,
  slices,
}: {
  title: string;
  list: string;
  unit: string;
  slices: readonly (Figure & { key: string })[];
}) {
  const { t } = useTranslation('reports');
  const { nameOfKind } = useKinds();
  const openEvidence = useScreenState((state) => state.openEvidence);
  const rows = slices.map((slice) => {
    const name = list === 'kind' ? nameOfKind(slice.key) : t(`vocabulary:${list}.${slice.key}`);
    const look = list === 'tier' ? TIER_LOOK[slice.key as PartnerTier] : undefined;
    return {
      ...slice,
      label: name,
      glyph: look && <TierGlyph share={look.share} />,
      colour: look?.colour,
      open: () => openEvidence(name, slice.evidence),
    };
  });
  return (
    <ChartFrame
      title={title}
      table={{
        heads: [title, unit, t('export.before')],
        rows: rows.map((row) => ({ key: row.key, cells: [row.label, row.value, row.previous], open: row.open })),
      }}
    >
      <Bars bars={rows} />
    </ChartFrame>
  );
}
