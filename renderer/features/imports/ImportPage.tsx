// One import through its life: being read, waiting for review, being applied, its result, taken back.
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary, Mapping } from '../../../shared/contract/imports.ts';
import { client, commandId, host, program } from '../../app/client.ts';
import { stoppedBecause } from '../../app/failures.ts';
import { currentLanguage } from '../../app/language.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatNumber } from '../../ui/format.ts';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { RelativeDay } from '../../ui/RelativeDay.tsx';
import { ChangeSetReview } from './ChangeSetReview.tsx';
import { ImportSteps } from './ImportSteps.tsx';

export function ImportPage() {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const { importId } = useParams({ strict: false }) as { importId: string };
  const { data, error, refetch } = useQuery(program().imports.get.queryOptions({ input: { importId } }));
  const [jobId, setJobId] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const [asking, setAsking] = useState(false);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;

  const runs = data.state === 'planning' || data.state === 'applying' ? data.jobId : jobId;
  const start = async (work: () => Promise<{ jobId: string }>) => {
    setStarting(true);
    try {
      setJobId((await work()).jobId);
    } catch (failure) {
      notifyFailure(failure);
    } finally {
      setStarting(false);
    }
  };
  const discard = async () => {
    try {
      await client().imports.discard({ commandId: commandId(), importId });
      void navigate({ to: '/imports' });
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  const saveRejected = async () => {
    try {
      await host().saveFile(await client().imports.rejectedFile({ importId, language: currentLanguage() }));
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  const compareAgain = async (values: Mapping['values']) => {
    const { kind, reading, mapping, stagedFileId } = data;
    if (stagedFileId === null) return;
    const merged = Object.fromEntries(
      [...Object.keys(mapping.values), ...Object.keys(values)].map((field) => [field, { ...mapping.values[field], ...values[field] }]),
    );
    try {
      const again = { kind, reading, stagedFileId, mapping: { ...mapping, values: merged }, basedOn: importId };
      const planned = await client().imports.plan({ commandId: commandId(), ...again });
      void navigate({ to: '/imports/$importId', params: { importId: planned.importId }, replace: true });
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  const toImport = data.created + data.changed;
  // What was gathered says more than its rows: how far the source was read, and what was observed there.
  const onlyNoted = toImport === 0 && data.origin.source !== 'file';

  return (
    <>
      <PageHeader
        title={data.fileName}
        beside={
          <Text c="dimmed">
            {t(`vocabulary:importKind.${data.kind}`)} · {t(`vocabulary:importState.${data.state}`)} ·{' '}
            <RelativeDay instant={data.appliedAt ?? data.createdAt} />
          </Text>
        }
        actions={
          <>
            {data.rejected > 0 && data.state !== 'planning' && (
              <Button variant="default" onClick={() => void saveRejected()}>
                {t('saveRejected', { count: data.rejected })}
              </Button>
            )}
            {data.state === 'planned' && (
              <>
                {data.stagedFileId && data.origin.source === 'file' && (
                  <Button
                    variant="default"
                    onClick={() =>
                      void navigate({
                        to: '/imports/new',
                        search: { kind: data.kind, file: data.stagedFileId, reading: data.reading, from: importId } as never,
                      })
                    }
                  >
                    {t('backToMapping')}
                  </Button>
                )}
                <Button variant="subtle" color="gray" onClick={() => void discard()}>
                  {t('discard')}
                </Button>
                <Button
                  disabled={(toImport === 0 && !onlyNoted) || runs !== null || starting}
                  onClick={() => void start(() => client().imports.apply({ commandId: commandId(), importId }))}
                >
                  {onlyNoted
                    ? t('keepHowFar')
                    : toImport === 0
                      ? t('nothingToImport')
                      : t('importRows', { count: toImport, rows: formatNumber(toImport) })}
                </Button>
              </>
            )}
            {data.state === 'applied' && (toImport > 0 || onlyNoted) && (
              <Button variant="default" disabled={runs !== null} onClick={() => setAsking(true)}>
                {t('revert')}
              </Button>
            )}
          </>
        }
      />
      <ImportSteps
        current={data.state === 'planned' || data.state === 'planning' ? 'review' : 'result'}
        collected={data.origin.source !== 'file'}
      />
      <WhereFrom summary={data} />
      {runs && (
        <div style={{ maxWidth: 720, marginBottom: 16 }}>
          <JobProgress
            key={runs}
            jobId={runs}
            onEnd={async (job) => {
              await refetch();
              if (!job.failure) setJobId(null);
            }}
          />
        </div>
      )}
      <Counts summary={data} />
      {data.state === 'planned' && !runs && !starting && (
        <ChangeSetReview summary={data} mapping={data.mapping} onMeanings={data.stagedFileId === null ? null : compareAgain} />
      )}
      {data.state === 'failed' && <Alert color="red" variant="light" title={t('failed')} />}
      {data.state === 'discarded' && <Text c="dimmed">{t('discarded')}</Text>}
      {data.state === 'applied' && (
        <Stack gap="xs" mt="md">
          <Text>{t('appliedText')}</Text>
          <Text>
            {data.kind === 'contributions' ? (
              <Link to="/contributions" search={{ importId } as never}>
                {t('openRows')}
              </Link>
            ) : data.kind === 'activities' ? (
              <Link to="/activities" search={{ importId } as never}>
                {t('openActivities')}
              </Link>
            ) : data.kind === 'people' || data.kind === 'same_people' ? (
              <Link to="/people">{t('openPeople')}</Link>
            ) : (
              <Link to="/partners">{t('openPartners')}</Link>
            )}
          </Text>
        </Stack>
      )}
      {data.revert && (
        <Stack gap={4} mt="md">
          <Text fw={550}>
            {t('revertResult', {
              reversed: formatNumber(data.revert.reversed),
              kept: formatNumber(data.revert.kept),
              failed: formatNumber(data.revert.failed),
            })}
          </Text>
          {data.revert.rows.map((row) => (
            <Text key={row.label + row.reason}>
              {row.label} <span className="quiet">· {t(`failures:rows.${row.reason}`)}</span>
            </Text>
          ))}
        </Stack>
      )}
      {!runs && data.state !== 'planned' && data.state !== 'planning' && (
        <Text mt="md">
          <Link to="/imports">{t('allImports')}</Link>
        </Text>
      )}
      {asking && (
        <Dialog onClose={() => setAsking(false)} title={t('revertTitle')}>
          <Text mb="md">{t('revertAsk', { count: toImport, rows: formatNumber(toImport) })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('ui:cancel')}
            </Button>
            <Button
              color="red"
              onClick={() => {
                setAsking(false);
                void start(() => client().imports.revert({ commandId: commandId(), importId }));
              }}
            >
              {t('revertDo', { count: toImport, rows: formatNumber(toImport) })}
            </Button>
          </Group>
        </Dialog>
      )}
    </>
  );
}

/** Where gathered rows came from, and that there was more to gather, if so. */
function WhereFrom({ summary }: { summary: ImportSummary }) {
  const { t } = useTranslation('imports');
  const { source, label, incomplete } = summary.origin;
  if (source === 'file') return null;
  return (
    <Stack gap="xs" mb="md">
      <Text c="dimmed">{t(`origins.${source}`, { label })}</Text>
      {incomplete && <Alert color="yellow" variant="light" title={t('incomplete', { reason: whyIncomplete(incomplete) })} />}
    </Stack>
  );
}

function whyIncomplete({ reason, detail }: { reason: string; detail: string }): string {
  return stoppedBecause(reason, JSON.parse(detail) as Record<string, unknown>);
}

function Counts({ summary }: { summary: ImportSummary }) {
  const { t } = useTranslation('imports');
  if (summary.state === 'planning') return null;
  const parts = (['rows', 'created', 'changed', 'unchanged', 'conflicts', 'rejected', 'unticked'] as const).filter(
    (name) => name !== 'unticked' || summary.unticked > 0,
  );
  return (
    <Group gap="xl" mb="md">
      {parts.map((name) => (
        <div key={name}>
          <Text size="sm" c="dimmed">
            {t(`counts.${name}`)}
          </Text>
          <Text fz="xl" fw={600}>
            {formatNumber(summary[name])}
          </Text>
        </div>
      ))}
    </Group>
  );
}
