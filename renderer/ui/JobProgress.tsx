// Long work while it runs: what it does, how far it is, and a way to stop it. Finds itself again after a reload.
import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '../../shared/contract/jobs.ts';
import { client, program } from '../app/client.ts';
import { sentenceOf } from '../app/failures.ts';
import { onJob } from '../app/live-updates.ts';
import { formatNumber } from './format.ts';

export function JobProgress({ jobId, onEnd }: { jobId: string; onEnd: (job: JobStatus) => void }) {
  const { t } = useTranslation('ui');
  const queries = useQueryClient();
  const options = program().jobs.get.queryOptions({ input: { jobId } });
  const { data: job } = useQuery({ ...options, refetchInterval: (query) => (query.state.data?.state === 'running' ? 1_000 : false) });
  useEffect(
    () => onJob((status) => status.id === jobId && queries.setQueryData(options.queryKey, status)),
    [jobId, queries, options.queryKey],
  );
  const ended = useRef(false);
  useEffect(() => {
    if (!job || job.state === 'running' || ended.current) return;
    ended.current = true;
    onEnd(job);
  }, [job, onEnd]);

  if (!job) return null;
  if (job.failure) return <Text className="down">{sentenceOf(job.failure.code, job.failure.data)}</Text>;
  const share = job.total ? Math.min(100, (job.done / job.total) * 100) : 100;
  const phase = t(`phases.${job.phase}`);
  return (
    <Group gap="md" wrap="nowrap" role="status">
      <div style={{ flex: 1 }}>
        <Text size="sm" mb={4}>
          {phase}
          {job.done > 0 && ` · ${formatNumber(job.done)}${job.total ? ` / ${formatNumber(job.total)}` : ''}`}
        </Text>
        <Progress value={share} animated={!job.total} striped={!job.total} aria-label={phase} transitionDuration={120} />
      </div>
      {job.state === 'running' && (
        <Button variant="default" size="compact-sm" onClick={() => void client().jobs.cancel({ jobId })}>
          {t('cancel')}
        </Button>
      )}
    </Group>
  );
}
