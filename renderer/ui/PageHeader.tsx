// The top of a page: what it is, what belongs to it, what can be done here.
import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function PageHeader({ title, beside, actions }: { title: string; beside?: ReactNode; actions?: ReactNode }) {
  return (
    <Group justify="space-between" align="center" mb="md" gap="md" wrap="nowrap">
      <Group gap="sm" align="center">
        <Title order={1}>{title}</Title>
        {beside}
      </Group>
      <Group gap="xs" justify="flex-end" style={{ flexShrink: 0, maxWidth: '70%' }}>
        {actions}
      </Group>
    </Group>
  );
}
