// One collection from its start to its change-set: progress, what to do when it ended early, and that there may be nothing new.
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { client, commandId, program } from '../../app/client.ts';
import { stoppedBecause } from '../../app/failures.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatNumber } from '../../ui/format.ts';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { Counted } from './Counted.tsx';
import { planCollected } from './plan-collected.ts';

interface CollectionRunProps {
  readonly collectionId: string;
  /** Back to choosing a source. */
  readonly onBack: () => void;
  /** Reads everything again, when there was nothing new. */
  readonly onFromStart: (collection: Collection) => void;
}

export function CollectionRun({ collectionId, onBack, onFromStart }: CollectionRunProps) {
  const { t } = useTranslation('collections');
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(program().collections.get.queryOptions({ input: { collectionId } }));
  const [busy, setBusy] = useState(false);
  const review = useCallback(
    async ({ stagedFileId }: Collection) => {
      setBusy(true);
      try {
        const importId = await planCollected(stagedFileId);
        void navigate({ to: '/imports/$importId', params: { importId }, replace: true });
      } catch (failure) {
        notifyFailure(failure);
        setBusy(false);
      }
    },
    [navigate],
  );
  const planned = useRef(false);
  useEffect(() => {
    if (data?.state !== 'complete' || data.rows === 0 || planned.current) return;
    planned.current = true;
    void review(data);
  }, [data, review]);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;

  const goOn = async () => {
    setBusy(true);
    try {
      await client().collections.resume({ commandId: commandId(), collectionId });
    } catch (failure) {
      notifyFailure(failure);
    } finally {
      await refetch();
      setBusy(false);
    }
  };
  const discard = async () => {
    try {
      await client().collections.discard({ commandId: commandId(), collectionId });
      onBack();
    } catch (failure) {
      notifyFailure(failure);
    }
  };

  if (data.state === 'cancelled') return <EmptyState sentence={t('isDiscarded')} action={{ label: t('back'), onClick: onBack }} />;
  if (data.state === 'complete' && data.rows === 0) {
    return (
      <Stack maw={640} gap="md">
        <Text>{t('nothingNew', { label: data.label })}</Text>
        <Group gap="xs">
          <Button variant="default" onClick={onBack}>
            {t('back')}
          </Button>
          <Button variant="light" onClick={() => onFromStart(data)}>
            {t('readAll')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack maw={720} gap="md">
      <div>
        <Text fw={550}>{data.label}</Text>
        <Counted collection={data} />
      </div>
      {data.state === 'incomplete' ? (
        <>
          <Alert color="yellow" variant="light" title={t('endedEarly')}>
            {data.failure ? stoppedBecause(data.failure.code, data.failure.data) : ''} {t('keptSoFar')}
          </Alert>
          <Group gap="xs">
            <Button loading={busy} onClick={() => void goOn()}>
              {t('goOn')}
            </Button>
            {data.rows > 0 && (
              <Button variant="default" disabled={busy} onClick={() => void review(data)}>
                {t('reviewSoFar', { count: data.rows, rows: formatNumber(data.rows) })}
              </Button>
            )}
            <Button variant="subtle" color="gray" disabled={busy} onClick={() => void discard()}>
              {t('discard')}
            </Button>
          </Group>
        </>
      ) : (
        <>
          {data.jobId && <JobProgress key={data.jobId} jobId={data.jobId} onEnd={() => void refetch()} />}
          <Text c="dimmed" size="sm">
            {t('stoppingKeeps')}
          </Text>
        </>
      )}
    </Stack>
  );
}
