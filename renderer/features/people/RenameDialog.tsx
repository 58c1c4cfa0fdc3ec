// Another name for a person; what sources wrote stays as it was.
import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export function RenameDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useTranslation('people');
  const [name, setName] = useState(person.name);
  const same = name.trim() === '' || name.trim() === person.name;
  const rename = async () => {
    try {
      const { changeId } = await client().people.rename({ commandId: commandId(), personId: person.id, name: name.trim() });
      notifyDone(t('renamed', { name: name.trim() }), changeId);
      onClose();
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <Dialog onClose={onClose} title={t('rename')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!same) void rename();
        }}
      >
        <TextInput label={t('columns.name')} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button type="submit" disabled={same}>
            {t('ui:save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
