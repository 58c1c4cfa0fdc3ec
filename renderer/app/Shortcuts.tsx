// `?`: every key there is, made from the same list as the palette.
import { Group, Kbd, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog.tsx';
import type { Command } from './commands.ts';
import { useScreenState } from './screen-state.ts';

export function Shortcuts({ commands }: { commands: Command[] }) {
  const { t } = useTranslation('shell');
  const hideShortcuts = useScreenState((state) => state.hideShortcuts);
  const keys = [{ id: 'palette', label: t('search'), hotkey: 'mod+K' }, ...commands.filter((command) => command.hotkey)];
  return (
    <Dialog onClose={hideShortcuts} title={t('actions.shortcuts')}>
      <Stack gap={6}>
        {keys.map(({ id, label, hotkey }) => (
          <Group key={id} justify="space-between">
            <Text size="md">{label}</Text>
            <Group gap={4}>
              {(hotkey ?? '')
                .replace('mod', navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl')
                .split('+')
                .map((part) => (
                  <Kbd key={part}>{part === 'alt' ? 'Alt' : part === 'shift' ? 'Shift' : part}</Kbd>
                ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Dialog>
  );
}
