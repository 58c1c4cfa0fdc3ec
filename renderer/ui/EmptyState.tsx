// Nothing here: one sentence and one action.
import { Button, Center, Stack, Text } from '@mantine/core';

export function EmptyState({ sentence, action }: { sentence: string; action?: { label: string; onClick: () => void } }) {
  return (
    <Center py={48}>
      <Stack align="center" gap="sm" maw={440}>
        <Text ta="center" c="dimmed">
          {sentence}
        </Text>
        {action && (
          <Button variant="light" onClick={action.onClick}>
            {action.label}
          </Button>
        )}
      </Stack>
    </Center>
  );
}
