// What a collection does at the moment, or why it waits, and a way to stop it that keeps what was read.
import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, program } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { formatTime } from '../../ui/format.ts';

interface DoingProps {
  readonly jobId: string;
  /** When it goes on by itself, while it waits. */
  readonly waitingUntil: string | null;
}

const WAITS = new Set(['rate_limit', 'secondary_limit', 'trying_again']);

export function Doing({ jobId, waitingUntil }: DoingProps) {
  const { t } = useTranslation('collections');
  const { data } = useQuery({ ...program().jobs.get.queryOptions({ input: { jobId } }), refetchInterval: 1_000 });
  const phase = data ? t(`ui:phases.${data.phase}`) : '';
  const waits = data !== undefined && waitingUntil !== null && WAITS.has(data.phase);
  return (
    <>
      <Text c="dimmed" role="status">
        {waits ? t(`waitsFor.${data.phase}`, { until: formatTime(waitingUntil) }) : phase}
      </Text>
      {data?.total ? <Progress value={Math.min(100, (data.done / data.total) * 100)} aria-label={phase} /> : null}
      <Group gap="sm">
        <Button variant="default" onClick={() => void client().jobs.cancel({ jobId }).catch(notifyFailure)}>
          {t('stop')}
        </Button>
        <Text c="dimmed" size="sm">
          {t('stoppingKeeps')}
        </Text>
      </Group>
    </>
  );
}
