// Asks why before something is done that others will read about.
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyFailure } from '../app/notify.tsx';
import { Dialog } from './Dialog.tsx';

export interface Asked {
  readonly title: string;
  readonly explain?: string;
  readonly action: string;
  /** What fails is told here. */
  readonly run: (reason: string) => Promise<void>;
}

export function ReasonDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useTranslation('ui');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await asked.run(reason.trim());
      onClose();
    } catch (error) {
      // What was typed stays for another try.
      notifyFailure(error);
      setBusy(false);
    }
  };
  return (
    <Dialog onClose={onClose} title={asked.title}>
      {asked.explain && <Text mb="sm">{asked.explain}</Text>}
      <Textarea
        label={t('reason')}
        required
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={reason.trim() === ''} loading={busy} onClick={() => void run()}>
          {asked.action}
        </Button>
      </Group>
    </Dialog>
  );
}
