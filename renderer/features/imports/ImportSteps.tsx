// Where a person is on the way of an import.
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const STEPS = ['file', 'columns', 'review', 'result'] as const;
/** What Trellis gathered itself has columns of its own. */
const COLLECTED_STEPS = ['source', 'review', 'result'] as const;
type Step = (typeof STEPS)[number] | (typeof COLLECTED_STEPS)[number];

export function ImportSteps({ current, collected = false }: { current: Step; collected?: boolean }) {
  const { t } = useTranslation('imports');
  const steps: readonly Step[] = collected ? COLLECTED_STEPS : STEPS;
  const at = steps.indexOf(current);
  return (
    <Group component="ol" gap="lg" mb="md" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('steps.label')}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined}>
          <Text size="sm" fw={index === at ? 600 : 400} c={index === at ? undefined : 'dimmed'}>
            {index + 1} · {t(`steps.${step}`)}
          </Text>
        </li>
      ))}
    </Group>
  );
}
