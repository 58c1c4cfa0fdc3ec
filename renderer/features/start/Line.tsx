// One line of today's work: what it is, and beside it since when or how much.
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function Line({ main, beside }: { main: ReactNode; beside: ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap" py={5} style={{ borderBottom: '1px solid var(--hairline)' }}>
      <Text truncate>{main}</Text>
      <Text c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {beside}
      </Text>
    </Group>
  );
}
