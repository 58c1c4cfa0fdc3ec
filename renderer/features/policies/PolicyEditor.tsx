// Every rule of the points policy as fields: bases, factors, levels, the quality gate, own kinds, rewards.
import { Checkbox, Grid, NativeSelect, SimpleGrid, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateChecks, PointsPolicy } from '../../../shared/contract/policies.ts';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, LEVELS, QUALITIES } from '../../../shared/vocabulary.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { CustomKinds } from './CustomKinds.tsx';
import { RewardRules } from './RewardRules.tsx';

const MOST_POINTS = 1_000;
const HIGHEST_LEVEL = 10_000_000;

/** How the policy that is being written changes; what stands beside the change stays the same, so that it need not be drawn again. */
export type ChangePolicy = (change: (policy: PointsPolicy) => PointsPolicy) => void;

interface PolicyEditorProps {
  readonly policy: PointsPolicy;
  /** Marks names that are not there yet. */
  readonly missing: boolean;
  readonly onChange: ChangePolicy;
}

export function PolicyEditor({ policy, missing, onChange }: PolicyEditorProps) {
  const { t } = useTranslation('policies');
  const put = (part: (policy: PointsPolicy) => Partial<PointsPolicy>) => onChange((before) => ({ ...before, ...part(before) }));
  const whole = (label: string, value: number, set: (value: number) => void, maximum = MOST_POINTS) => (
    <NumberField key={label} label={label} maximum={maximum} value={value} onChange={set} />
  );
  return (
    <Grid gap="xl">
      <Section title={t('bases')} explain={t('basesExplained')}>
        {CONTRIBUTION_KINDS.map((kind) =>
          whole(t(`vocabulary:kind.${kind}`), policy.bases[kind], (value) => put(({ bases }) => ({ bases: { ...bases, [kind]: value } }))),
        )}
        {whole(t('maximum'), policy.maximum, (maximum) => put(() => ({ maximum })))}
      </Section>
      {(
        [
          ['complexity', COMPLEXITIES],
          ['impact', IMPACTS],
          ['quality', QUALITIES],
        ] as const
      ).map(([name, words]) => (
        <Section key={name} title={t(`vocabulary:field.${name}`)} explain={t('factorsExplained')}>
          {words.map((word) => (
            <NumberField
              key={word}
              label={t(`vocabulary:${name}.${word}`)}
              maximum={10}
              decimals={2}
              value={((policy[name] as Record<string, number>)[word] ?? 100) / 100}
              onChange={(value) => put((before) => ({ [name]: { ...before[name], [word]: Math.round(value * 100) } }))}
            />
          ))}
        </Section>
      ))}
      <Section title={t('levels')} explain={t('levelsExplained')}>
        {LEVELS.slice(1).map((level) =>
          whole(
            t(`vocabulary:level.${level}`),
            policy.levels[level],
            (value) => put(({ levels }) => ({ levels: { ...levels, [level]: value } })),
            HIGHEST_LEVEL,
          ),
        )}
      </Section>
      <Grid.Col span={12}>
        <Title order={3}>{t('gate')}</Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('gateExplained')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {(['general', 'code', 'documentation'] as const).map((family) => (
            <Gate
              key={family}
              title={t(`gates.${family}`)}
              checks={policy.gate[family]}
              onChange={(checks) => put(({ gate }) => ({ gate: { ...gate, [family]: checks } }))}
            />
          ))}
        </SimpleGrid>
      </Grid.Col>
      <Grid.Col span={12}>
        <CustomKinds kinds={policy.customKinds} missing={missing} onChange={onChange} />
      </Grid.Col>
      <Grid.Col span={12}>
        <RewardRules rewards={policy.rewards} customKinds={policy.customKinds} missing={missing} onChange={onChange} />
      </Grid.Col>
    </Grid>
  );
}

function Section({ title, explain, children }: { title: string; explain: string; children: ReactNode }) {
  return (
    <Grid.Col span={{ base: 12, md: 6 }}>
      <Title order={3}>{title}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {explain}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" style={{ alignItems: 'end' }}>
        {children}
      </SimpleGrid>
    </Grid.Col>
  );
}

function Gate({ title, checks, onChange }: { title: string; checks: GateChecks; onChange: (checks: GateChecks) => void }) {
  const { t } = useTranslation('policies');
  return (
    <div>
      <Text fw={550} mb={6}>
        {title}
      </Text>
      <Checkbox
        mb={6}
        label={t('needsTitle')}
        checked={checks.title}
        onChange={(event) => onChange({ ...checks, title: event.currentTarget.checked })}
      />
      <Checkbox
        mb={6}
        label={t('needsLink')}
        checked={checks.link}
        onChange={(event) => onChange({ ...checks, link: event.currentTarget.checked })}
      />
      <NativeSelect
        label={t('minimumQuality')}
        value={checks.minimumQuality ?? ''}
        onChange={(event) =>
          onChange({ ...checks, minimumQuality: QUALITIES.find((quality) => quality === event.currentTarget.value) ?? null })
        }
        data={[{ value: '', label: t('anyQuality') }, ...QUALITIES.map((value) => ({ value, label: t(`vocabulary:quality.${value}`) }))]}
      />
    </div>
  );
}
