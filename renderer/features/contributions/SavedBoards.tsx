// The leaderboards that were kept: open one, or remove it.
import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SavedBoard } from '../../../shared/contract/contributions.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { useAddress } from '../../ui/use-address.ts';

export function SavedBoards() {
  const { t } = useTranslation('contributions');
  const [, change] = useAddress();
  const { data } = useQuery(program().contributions.boards.queryOptions({ input: {} }));
  if (!data || data.items.length === 0) return null;
  const open = ({ board }: SavedBoard) =>
    change({
      period: board.period,
      from: board.from,
      to: board.to,
      kind: board.kinds?.[0],
      partnerId: board.partnerId,
      repository: board.repository,
      weights: Object.entries(board.weights ?? {})
        .map(([kind, hundredths]) => `${kind}:${hundredths}`)
        .join(','),
    });
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
        <Button variant="default">{t('boards')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {data.items.map((one) => (
          <Group key={one.id} gap={4} wrap="nowrap">
            <Menu.Item onClick={() => open(one)}>{one.name}</Menu.Item>
            <ActionIcon variant="subtle" color="gray" aria-label={t('removeBoard', { name: one.name })} onClick={() => void remove(one)}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
