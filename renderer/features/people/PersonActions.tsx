// What can be put right about a person.
import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { EntryForm } from '../contributions/EntryForm.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';

type Open = 'entry' | 'merge' | 'rename' | 'erase' | null;

export function PersonActions({ person }: { person: PersonDetail }) {
  const { t } = useTranslation('people');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const ofPerson = { personId: person.id };
  const doing = async (work: () => Promise<{ changeId?: string }>, done: string) => {
    try {
      const { changeId } = await work();
      notifyDone(done, changeId);
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
      {open === 'rename' && <RenameDialog person={person} onClose={close} />}
      {open === 'erase' && <ForgetDialog person={person} onClose={close} />}
    </>
  );
}
