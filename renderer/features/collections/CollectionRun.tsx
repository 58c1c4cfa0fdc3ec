// One collection from its start to its change-set: how far it is, what to do when it ended early, and that there may be nothing new.
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { client, commandId, program } from '../../app/client.ts';
import { stoppedBecause } from '../../app/failures.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { Doing } from './Doing.tsx';
import { HowFar } from './HowFar.tsx';
import { useReview } from './use-review.ts';

interface CollectionRunProps {
  readonly collectionId: string;
  /** It was started just now, so it goes on to the change-set even when it ends before it was seen running. */
  readonly fresh: boolean;
  /** Back to choosing a source. */
  readonly onLeave: () => void;
  /** Reads everything again, for sources where no row means that there is nothing to import. */
  readonly onFromStart?: (collection: Collection) => void;
}

export function CollectionRun({ collectionId, fresh, onLeave, onFromStart }: CollectionRunProps) {
  const { t } = useTranslation('collections');
  const { review, reviewing } = useReview();
  const [busy, setBusy] = useState(false);
  const ran = useRef(fresh);
  const { data, error, refetch } = useQuery({
    ...program().collections.get.queryOptions({ input: { collectionId } }),
    refetchInterval: (query) => (isRunning(query.state.data) ? 1_000 : false),
  });
  const running = isRunning(data);
  const nothing = data?.state === 'complete' && data.rows === 0 && onFromStart !== undefined;
  useEffect(() => {
    if (running) ran.current = true;
    // Only what ended before one's eyes goes on by itself; what ended earlier waits to be looked at.
    else if (ran.current && data?.state === 'complete' && !nothing) {
      ran.current = false;
      void review(data);
    }
  }, [running, nothing, data, review]);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const doing = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (failure) {
      notifyFailure(failure);
    } finally {
      await refetch();
      setBusy(false);
    }
  };
  const resume = () => doing(() => client().collections.resume({ commandId: commandId(), collectionId }));
  const discard = () => doing(() => client().collections.discard({ commandId: commandId(), collectionId }).then(onLeave));
  if (data.state === 'cancelled') return <EmptyState sentence={t('isDiscarded')} action={{ label: t('back'), onClick: onLeave }} />;
  const back = (
    <Button variant="subtle" color="gray" onClick={onLeave}>
      {t('back')}
    </Button>
  );
  if (nothing) {
    return (
      <Stack maw={640} gap="md">
        <Text>{t('nothingNew', { label: data.label })}</Text>
        <Group gap="xs">
          <Button variant="light" onClick={() => onFromStart(data)}>
            {t('readAll')}
          </Button>
          {back}
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm" maw={760} mb="xl" component="section" aria-label={data.label}>
      <Text fw={600} truncate>
        {data.label}
      </Text>
      <HowFar collection={data} running={running} />
      {data.failure && data.failure.code !== 'stopped' && (
        <Alert color="yellow" variant="light" title={stoppedBecause(data.failure.code, data.failure.data)}>
          {t('keptSoFar')}
        </Alert>
      )}
      {data.failure?.code === 'stopped' && !running && <Text c="dimmed">{t('stoppedByHand')}</Text>}
      {running && data.jobId !== null && <Doing jobId={data.jobId} waitingUntil={data.waitingUntil} />}
      <Group gap="xs">
        {data.state === 'incomplete' && (
          <>
            <Button loading={busy} onClick={() => void resume()}>
              {t('goOn')}
            </Button>
            {data.rows > 0 && (
              <Button variant="default" loading={reviewing} disabled={busy} onClick={() => void review(data)}>
                {t('reviewSoFar', { count: data.rows, rows: formatNumber(data.rows) })}
              </Button>
            )}
            <Button variant="subtle" color="gray" disabled={busy} onClick={() => void discard()}>
              {t('discard')}
            </Button>
          </>
        )}
        {data.state === 'complete' && (
          <Button loading={reviewing} onClick={() => void review(data)}>
            {t('review')}
          </Button>
        )}
        {!running && back}
      </Group>
    </Stack>
  );
}

function isRunning(collection: Collection | undefined): boolean {
  return collection?.state === 'running' || collection?.state === 'waiting';
}
