// Asks why before something is done that others will read about.
import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from './use-focus-return.ts';

export interface Asked {
  readonly title: string;
  readonly explain?: string;
  readonly action: string;
  readonly run: (reason: string) => Promise<void>;
}

export function ReasonDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useTranslation('ui');
  useFocusReturn();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await asked.run(reason.trim());
    setBusy(false);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={asked.title} zIndex={400} closeButtonProps={{ 'aria-label': t('close') }}>
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
    </Modal>
  );
}
