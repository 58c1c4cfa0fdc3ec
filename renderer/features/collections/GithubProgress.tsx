// Reading while it goes on: where it is, how much there is, until when it waits; stopping keeps what was read. Once everything is read
// it goes on to the change-set by itself.
import { Alert, Button, Group, Loader, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contract/collections.ts';
import { client, commandId, program } from '../../app/client.ts';
import { stoppedBecause } from '../../app/failures.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { Countdown } from './Countdown.tsx';
import { useReview } from './use-review.ts';

export function GithubProgress({ collectionId, onLeave }: { collectionId: string; onLeave: () => void }) {
  const { t } = useTranslation('github');
  const { review, reviewing } = useReview();
  const ran = useRef(false);
  const { data, error, refetch } = useQuery({
    ...program().collections.get.queryOptions({ input: { collectionId } }),
    refetchInterval: (query) => (isRunning(query.state.data) ? 1_000 : false),
  });
  const running = isRunning(data);
  useEffect(() => {
    if (running) ran.current = true;
    // Only what ended before one's eyes goes on by itself; what ended earlier waits to be looked at.
    else if (ran.current && data?.state === 'complete') {
      ran.current = false;
      void review(data);
    }
  }, [running, data, review]);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const resume = async () => {
    try {
      await client().collections.resume({ commandId: commandId(), collectionId });
      await refetch();
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  const discard = async () => {
    try {
      await client().collections.discard({ commandId: commandId(), collectionId });
      onLeave();
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  return (
    <Stack gap="sm" maw={760} mb="xl" component="section" aria-label={data.label}>
      <Group gap="sm" wrap="nowrap">
        {running && <Loader size="xs" aria-hidden />}
        <Text fw={600} truncate>
          {data.label}
        </Text>
      </Group>
      <HowFar collection={data} running={running} />
      {data.failure && data.failure.code !== 'stopped' && (
        <Alert color="yellow" variant="light" title={stoppedBecause(data.failure.code, data.failure.data)}>
          {t('keptSoFar')}
        </Alert>
      )}
      {data.failure?.code === 'stopped' && !running && <Text c="dimmed">{t('stoppedByHand')}</Text>}
      <Group gap="xs">
        {running ? (
          data.jobId && (
            <Button variant="default" onClick={() => void client().jobs.cancel({ jobId: data.jobId ?? '' })}>
              {t('stop')}
            </Button>
          )
        ) : (
          <>
            {data.state === 'incomplete' && <Button onClick={() => void resume()}>{t('goOn')}</Button>}
            <Button variant={data.state === 'incomplete' ? 'default' : 'filled'} loading={reviewing} onClick={() => void review(data)}>
              {data.state === 'incomplete' ? t('reviewSoFar') : t('review')}
            </Button>
            {data.state === 'incomplete' && (
              <Button variant="subtle" color="gray" onClick={() => void discard()}>
                {t('discard')}
              </Button>
            )}
            <Button variant="subtle" color="gray" onClick={onLeave}>
              {t('another')}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}

function isRunning(collection: Collection | undefined): boolean {
  return collection?.state === 'running' || collection?.state === 'waiting';
}

function HowFar({ collection, running }: { collection: Collection; running: boolean }) {
  const { t } = useTranslation('github');
  const { at, rows, requestsLeft, waitingUntil } = collection;
  return (
    <div>
      <Group gap="xl" mb={4}>
        <Figure name={t('rowsRead')} value={formatNumber(rows)} />
        {at !== '' && <Figure name={t(running ? 'readingNow' : 'readLast')} value={at} />}
        {running && requestsLeft !== null && <Figure name={t('requestsLeft')} value={formatNumber(requestsLeft)} />}
        {waitingUntil !== null && <Countdown until={waitingUntil} />}
      </Group>
      <VisuallyHidden role="status">{waitingUntil !== null ? t('waits') : running ? t('readingNow') : ''}</VisuallyHidden>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz="lg" fw={600}>
        {value}
      </Text>
    </div>
  );
}
