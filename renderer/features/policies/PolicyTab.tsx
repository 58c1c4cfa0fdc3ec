// The points policy: the versions there are, the draft of the next one, scoring anew.
import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersion } from '../../../shared/contract/policies.ts';
import { isDay } from '../../../shared/values/day.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { DraftEditor } from './DraftEditor.tsx';
import { Impact } from './Impact.tsx';
import { PolicyView } from './PolicyView.tsx';

export function PolicyTab() {
  const { t } = useTranslation('policies');
  const { data, error, refetch } = useQuery(program().policies.versions.queryOptions({ input: {} }));
  const [recomputing, setRecomputing] = useState<number | null>(null);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const newest = data.items.at(-1);
  const begin = async () => {
    if (!newest) return;
    try {
      await client().policies.saveDraft({ commandId: commandId(), revision: null, policy: newest.policy });
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  return (
    <Stack gap="xl" maw={1100}>
      <div>
        <Group justify="space-between" mb="xs">
          <Title order={2}>{t('versions')}</Title>
          {!data.draft && <Button onClick={() => void begin()}>{t('beginDraft')}</Button>}
        </Group>
        <Table verticalSpacing={6} aria-label={t('versions')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('version')}</Table.Th>
              <Table.Th>{t('effectiveFrom')}</Table.Th>
              <Table.Th>{t('publishedAt')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...data.items].reverse().map((one) => (
              <Table.Tr key={one.version}>
                <Table.Td fw={550}>v{one.version}</Table.Td>
                <Table.Td>{one.effectiveFrom ? formatDay(one.effectiveFrom) : t('fromTheBeginning')}</Table.Td>
                <Table.Td>{formatInstant(one.publishedAt)}</Table.Td>
                <Table.Td ta="right">
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    onClick={() => setRecomputing(recomputing === one.version ? null : one.version)}
                  >
                    {t('recompute')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {recomputing !== null && (
          <Recompute key={recomputing} version={recomputing} versions={data.items} onClose={() => setRecomputing(null)} />
        )}
      </div>
      {data.draft && <DraftEditor key={data.draft.basedOn} draft={data.draft} />}
      {!data.draft && newest && (
        <div>
          <Title order={2} mb="xs">
            {t('inForce', { version: newest.version })}
          </Title>
          <PolicyView policy={newest.policy} />
        </div>
      )}
    </Stack>
  );
}

/** What scoring everything under a version would change, and doing it. */
function Recompute({ version, versions, onClose }: { version: number; versions: PolicyVersion[]; onClose: () => void }) {
  const { t } = useTranslation('policies');
  const start = versions.find((one) => one.version === version)?.effectiveFrom ?? '';
  const [from, setFrom] = useState(start);
  const [jobId, setJobId] = useState<string | null>(null);
  const input = { version, from: (isDay(from) ? from : undefined) as never };
  const { data, error } = useQuery(program().policies.preview.queryOptions({ input }));
  const recompute = async () => {
    try {
      setJobId((await client().policies.recompute({ commandId: commandId(), ...input })).jobId);
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  return (
    <Stack gap="sm" mt="md">
      <Group align="end">
        <DayField label={t('entriesFrom')} description={t('entriesFromExplained')} value={from} onChange={setFrom} />
        <Text size="sm" c="dimmed">
          {from ? '' : t('allEntries')}
        </Text>
      </Group>
      {error ? <Failed error={error} /> : data ? <Impact impact={data} /> : <PageSkeleton rows={3} />}
      {jobId ? (
        <JobProgress
          jobId={jobId}
          onEnd={(job) => {
            setJobId(null);
            if (!job.failure) {
              notifyDone(t('recomputed', { version }));
              onClose();
            }
          }}
        />
      ) : (
        <Group>
          <Button variant="default" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button disabled={!data || data.changed === 0} onClick={() => void recompute()}>
            {t('recomputeDo', { count: data?.changed ?? 0 })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
