// What a collection does at the moment, or why it waits, and a way to stop it that keeps what was read.
import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, program } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';

export function Doing({ jobId }: { jobId: string }) {
  const { t } = useTranslation('collections');
  const { data } = useQuery({ ...program().jobs.get.queryOptions({ input: { jobId } }), refetchInterval: 1_000 });
  const phase = data ? t(`ui:phases.${data.phase}`) : '';
  return (
    <>
      <Text c="dimmed" role="status">
        {phase}
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
