// Asks once before a backup takes the place of the workspace, with both in numbers.
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupEntry } from '../../../shared/contract/workspace.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';

interface RestoreDialogProps {
  readonly backup: BackupEntry;
  readonly now: { readonly partners: number; readonly contributions: number };
  readonly busy: boolean;
  readonly onRestore: () => void;
  readonly onClose: () => void;
}

export function RestoreDialog({ backup, now, busy, onRestore, onClose }: RestoreDialogProps) {
  const { t } = useTranslation('settings');
  return (
    <Dialog onClose={onClose} title={t('backups.restoreTitle')}>
      <Text mb="md">
        {t('backups.ask', {
          when: formatInstant(backup.madeAt),
          partners: formatNumber(backup.partners),
          contributions: formatNumber(backup.contributions),
          partnersNow: formatNumber(now.partners),
          contributionsNow: formatNumber(now.contributions),
        })}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('ui:cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={onRestore}>
          {t('backups.restore')}
        </Button>
      </Group>
    </Dialog>
  );
}
