// The leaderboards that were kept: open one, or remove it.
import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SavedBoard } from '../../../shared/contract/contributions.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { labelled } from '../../ui/format.ts';
import { useAddress } from '../../ui/use-address.ts';
import { addressOf, isShown } from './board-address.ts';

export function SavedBoards() {
  const { t } = useTranslation('contributions');
  const [address, change] = useAddress();
  const { data } = useQuery(program().contributions.boards.queryOptions({ input: {} }));
  if (!data || data.items.length === 0) return null;
  const shown = data.items.find((one) => isShown(one, address));
  const remove = async ({ id, name }: SavedBoard) => {
    try {
      const { changeId } = await client().contributions.removeBoard({ commandId: commandId(), boardId: id });
      notifyDone(t('boardRemoved', { name }), changeId);
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {shown ? labelled(t('board'), shown.name) : t('boards')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {data.items.map((one) => (
          <Group key={one.id} gap={4} wrap="nowrap">
            <Menu.Item
              aria-current={one === shown || undefined}
              fw={one === shown ? 600 : undefined}
              onClick={() => change(addressOf(one))}
            >
              {one.name}
            </Menu.Item>
            <ActionIcon variant="subtle" color="gray" aria-label={t('removeBoard', { name: one.name })} onClick={() => void remove(one)}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
