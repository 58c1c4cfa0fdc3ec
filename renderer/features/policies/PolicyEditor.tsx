// Every rule of the points policy as fields: bases, factors, levels, the quality gate, own kinds, rewards.
import { Checkbox, Grid, NumberInput, Select, SimpleGrid, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateChecks, PointsPolicy } from '../../../shared/contract/policies.ts';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, LEVELS, QUALITIES } from '../../../shared/vocabulary.ts';
import { CustomKinds } from './CustomKinds.tsx';
import { RewardRules } from './RewardRules.tsx';

interface EditorProps {
  policy: PointsPolicy;
  onChange: (policy: PointsPolicy) => void;
  readOnly?: boolean;
}

export function PolicyEditor({ policy, onChange, readOnly }: EditorProps) {
  const { t } = useTranslation('policies');
  const whole = (label: string, value: number, set: (value: number) => void, maximum = 1_000) => (
    <NumberInput
      key={label}
      label={label}
      min={0}
      max={maximum}
      allowDecimal={false}
      readOnly={readOnly}
      value={value}
      onChange={(next) => set(Number(next) || 0)}
    />
  );
  const factor = (label: string, value: number, set: (value: number) => void) => (
    <NumberInput
      key={label}
      label={label}
      min={0}
      max={10}
      step={0.05}
      decimalScale={2}
      fixedDecimalScale
      readOnly={readOnly}
      value={value / 100}
      onChange={(next) => set(Math.round((Number(next) || 0) * 100))}
    />
  );
  return (
    <Grid gap="xl">
      <Section title={t('bases')} explain={t('basesExplained')}>
        {CONTRIBUTION_KINDS.map((kind) =>
          whole(t(`vocabulary:kind.${kind}`), policy.bases[kind], (value) =>
            onChange({ ...policy, bases: { ...policy.bases, [kind]: value } }),
          ),
        )}
        {whole(t('maximum'), policy.maximum, (maximum) => onChange({ ...policy, maximum }))}
      </Section>
      {(
        [
          ['complexity', COMPLEXITIES],
          ['impact', IMPACTS],
          ['quality', QUALITIES],
        ] as const
      ).map(([name, words]) => (
        <Section key={name} title={t(`vocabulary:field.${name}`)} explain={t('factorsExplained')}>
          {words.map((word) =>
            factor(t(`vocabulary:${name}.${word}`), (policy[name] as Record<string, number>)[word] ?? 100, (value) =>
              onChange({ ...policy, [name]: { ...policy[name], [word]: value } }),
            ),
          )}
        </Section>
      ))}
      <Section title={t('levels')} explain={t('levelsExplained')}>
        {LEVELS.slice(1).map((level) =>
          whole(
            t(`vocabulary:level.${level}`),
            policy.levels[level],
            (value) => onChange({ ...policy, levels: { ...policy.levels, [level]: value } }),
            10_000_000,
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
              readOnly={readOnly}
              onChange={(checks) => onChange({ ...policy, gate: { ...policy.gate, [family]: checks } })}
            />
          ))}
        </SimpleGrid>
      </Grid.Col>
      <Grid.Col span={12}>
        <CustomKinds kinds={policy.customKinds} readOnly={readOnly} onChange={(customKinds) => onChange({ ...policy, customKinds })} />
      </Grid.Col>
      <Grid.Col span={12}>
        <RewardRules policy={policy} readOnly={readOnly} onChange={(rewards) => onChange({ ...policy, rewards })} />
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
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
        {children}
      </SimpleGrid>
    </Grid.Col>
  );
}

function Gate(props: { title: string; checks: GateChecks; readOnly?: boolean; onChange: (checks: GateChecks) => void }) {
  const { title, checks, readOnly, onChange } = props;
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
        disabled={readOnly}
        onChange={(event) => onChange({ ...checks, title: event.currentTarget.checked })}
      />
      <Checkbox
        mb={6}
        label={t('needsLink')}
        checked={checks.link}
        disabled={readOnly}
        onChange={(event) => onChange({ ...checks, link: event.currentTarget.checked })}
      />
      <Select
        label={t('minimumQuality')}
        placeholder={t('anyQuality')}
        clearable
        disabled={readOnly}
        value={checks.minimumQuality}
        onChange={(value) => onChange({ ...checks, minimumQuality: (value as GateChecks['minimumQuality']) ?? null })}
        data={QUALITIES.map((value) => ({ value, label: t(`vocabulary:quality.${value}`) }))}
      />
    </div>
  );
}
