// Short notes at the edge of the window: what was done, with undo beside it, or what went wrong.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { client, commandId } from './client.ts';
import { failureOf } from './failures.ts';
import { subjectOf } from './subject.ts';

const closeButton = () => ({ 'aria-label': i18next.t('ui:close') });
/** One note at a time: an older one could offer to undo what was undone meanwhile. */
let lastDone = '';

export function notifyFailure(error: unknown): void {
  notifications.show({
    color: 'red',
    message: failureOf(error).sentence,
    autoClose: 10_000,
    withBorder: true,
    closeButtonProps: closeButton(),
  });
}

/** Says what was done; with a change's id it can be taken back from here. */
export function notifyDone(message: string, changeId?: string): void {
  const id = `done-${Math.random()}`;
  notifications.hide(lastDone);
  lastDone = id;
  const undo = async () => {
    notifications.hide(id);
    await takeBack(changeId);
  };
  notifications.show({
    id,
    withBorder: true,
    closeButtonProps: closeButton(),
    autoClose: 8_000,
    message: changeId ? (
      <Group justify="space-between" wrap="nowrap">
        <Text size="md">{message}</Text>
        <Button variant="subtle" size="compact-sm" onClick={() => void undo()}>
          {i18next.t('ui:undo')}
        </Button>
      </Group>
    ) : (
      message
    ),
  });
}

export async function takeBack(changeId?: string): Promise<void> {
  try {
    const change = await client().workspace.undo({ commandId: commandId(), changeId });
    notifyDone(i18next.t('ui:undone', { subject: subjectOf(change) }));
  } catch (error) {
    notifyFailure(error);
  }
}

export async function doAgain(): Promise<void> {
  try {
    const change = await client().workspace.redo({ commandId: commandId() });
    notifyDone(i18next.t('ui:redone', { subject: subjectOf(change) }));
  } catch (error) {
    notifyFailure(error);
  }
}
