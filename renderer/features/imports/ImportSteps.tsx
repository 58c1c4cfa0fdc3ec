// Where a person is on the way of an import.
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const STEPS = ['file', 'columns', 'review', 'result'] as const;

export function ImportSteps({ current }: { current: (typeof STEPS)[number] }) {
  const { t } = useTranslation('imports');
  const at = STEPS.indexOf(current);
  return (
    <Group component="ol" gap="lg" mb="md" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('steps.label')}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined}>
          <Text size="sm" fw={index === at ? 600 : 400} c={index === at ? undefined : 'dimmed'}>
            {index + 1} · {t(`steps.${step}`)}
          </Text>
        </li>
      ))}
    </Group>
  );
}
