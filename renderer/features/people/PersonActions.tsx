// What can be put right about a person.
import { Button, Group, Menu, Modal, Text, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { formatNumber } from '../../ui/format.ts';
import { EntryForm } from '../contributions/EntryForm.tsx';
import { MergeDialog } from './MergeDialog.tsx';

type Open = 'entry' | 'merge' | 'rename' | 'erase' | null;

export function PersonActions({ person }: { person: PersonDetail }) {
  const { t } = useTranslation('people');
  const [open, setOpen] = useState<Open>(null);
  const [name, setName] = useState(person.name);
  const close = () => setOpen(null);
  const ofPerson = { personId: person.id };
  const doing = async (work: () => Promise<{ changeId?: string }>, done: string) => {
    try {
      const { changeId } = await work();
      notifyDone(done, changeId);
      close();
    } catch (error) {
      notifyFailure(error);
    }
  };
  if (person.erased || person.mergedInto) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen('entry')}>
        {t('contributions:add')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={t('more')} px="sm">
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('merge')}>{t('merge')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('rename')}>{t('rename')}</Menu.Item>
          <Menu.Item onClick={() => window.print()}>{t('print')}</Menu.Item>
          <Menu.Item
            onClick={() =>
              void doing(
                () => client().people.setOptOut({ commandId: commandId(), ...ofPerson, optedOut: !person.optedOut }),
                t(person.optedOut ? 'optedIn' : 'optedOut', { name: person.name }),
              )
            }
          >
            {t(person.optedOut ? 'optIn' : 'optOut')}
          </Menu.Item>
          <Menu.Item
            onClick={() =>
              void doing(
                () => client().people.setBot({ commandId: commandId(), ...ofPerson, isBot: !person.isBot }),
                t(person.isBot ? 'isPersonNow' : 'isBotNow', { name: person.name }),
              )
            }
          >
            {t(person.isBot ? 'isPerson' : 'isBot')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item c="var(--down)" onClick={() => setOpen('erase')}>
            {t('erase')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'entry' && <EntryForm person={person} onClose={close} />}
      {open === 'merge' && <MergeDialog person={person} onClose={close} />}
      <Modal opened={open === 'rename'} onClose={close} title={t('rename')} closeButtonProps={{ 'aria-label': t('ui:close') }}>
        <TextInput label={t('columns.name')} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Group justify="flex-end" mt="md">
          <Button
            disabled={name.trim() === '' || name.trim() === person.name}
            onClick={() => void doing(() => client().people.rename({ commandId: commandId(), ...ofPerson, name }), t('renamed', { name }))}
          >
            {t('ui:save')}
          </Button>
        </Group>
      </Modal>
      <Modal
        opened={open === 'erase'}
        onClose={close}
        title={t('eraseTitle', { name: person.name })}
        closeButtonProps={{ 'aria-label': t('ui:close') }}
      >
        <Text mb="md">{t('eraseExplained', { identities: person.identities.length, points: formatNumber(person.points) })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('ui:cancel')}
          </Button>
          <Button
            color="red"
            onClick={() =>
              void doing(async () => {
                await client().people.erase({ commandId: commandId(), ...ofPerson });
                return {};
              }, t('erased'))
            }
          >
            {t('erase')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
