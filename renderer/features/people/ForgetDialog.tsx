// Asks once before a person is forgotten, with what that means in numbers: it cannot be undone.
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatNumber } from '../../ui/format.ts';

export function ForgetDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useTranslation('people');
  const [busy, setBusy] = useState(false);
  const forget = async () => {
    setBusy(true);
    try {
      await client().people.erase({ commandId: commandId(), personId: person.id });
      notifyDone(t('erased'));
      onClose();
    } catch (error) {
      notifyFailure(error);
      setBusy(false);
    }
  };
  return (
    <Dialog onClose={onClose} title={t('eraseTitle', { name: person.name })}>
      <Text mb="md">{t('eraseExplained', { count: person.identities.length, points: formatNumber(person.points) })}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('ui:cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={() => void forget()}>
          {t('erase')}
        </Button>
      </Group>
    </Dialog>
  );
}
