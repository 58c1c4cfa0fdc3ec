// Backups: what there is, making one, bringing one back after asking once with the consequence in numbers.
import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupEntry } from '../../../shared/contract/workspace.ts';
import { client, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { formatBytes, formatInstant, formatNumber } from '../../ui/format.ts';
import { RestoreDialog } from './RestoreDialog.tsx';

export function BackupsTab() {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const { data } = useQuery(program().workspace.backups.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<BackupEntry | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      notifyDone(done);
      await queries.invalidateQueries();
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const restore = async ({ id }: BackupEntry) => {
    await run(() => client().workspace.restore({ backupId: id }), t('backups.restored'));
    setChosen(null);
  };
  return (
    <Stack gap="md" maw={960}>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed">{t('backups.explained')}</Text>
        <Button loading={busy} style={{ flex: 'none' }} onClick={() => void run(() => client().workspace.backup({}), t('backups.made'))}>
          {t('backups.make')}
        </Button>
      </Group>
      {data?.items.length === 0 && <Text c="dimmed">{t('backups.none')}</Text>}
      {data && data.items.length > 0 && (
        <Table verticalSpacing={6} aria-label={t('tabs.backups')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('backups.when')}</Table.Th>
              <Table.Th>{t('backups.reason')}</Table.Th>
              <Table.Th ta="right">{t('backups.partners')}</Table.Th>
              <Table.Th ta="right">{t('backups.contributions')}</Table.Th>
              <Table.Th ta="right">{t('backups.size')}</Table.Th>
              <Table.Th aria-label={t('backups.restore')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>{formatInstant(one.madeAt)}</Table.Td>
                <Table.Td>{t(`backups.reasons.${one.reason}`)}</Table.Td>
                <Table.Td ta="right">{formatNumber(one.partners)}</Table.Td>
                <Table.Td ta="right">{formatNumber(one.contributions)}</Table.Td>
                <Table.Td ta="right">{formatBytes(one.bytes)}</Table.Td>
                <Table.Td ta="right">
                  <Button size="compact-sm" variant="default" onClick={() => setChosen(one)}>
                    {t('backups.restore')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {chosen && data && (
        <RestoreDialog backup={chosen} now={data.now} busy={busy} onRestore={() => void restore(chosen)} onClose={() => setChosen(null)} />
      )}
    </Stack>
  );
}
