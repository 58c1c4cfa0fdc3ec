// A published policy to be read: it cannot be changed, so nothing of it is a field.
import { Grid, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateChecks, PointsPolicy, RewardRule } from '../../../shared/contract/policies.ts';
import { formatHundredths } from '../../../shared/values/hundredths.ts';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, LEVELS, QUALITIES } from '../../../shared/vocabulary.ts';
import { currentLanguage } from '../../app/language.ts';
import { formatNumber, joined } from '../../ui/format.ts';
import classes from './PolicyView.module.css';

const GATES = ['general', 'code', 'documentation'] as const;

export function PolicyView({ policy }: { policy: PointsPolicy }) {
  const { t } = useTranslation('policies');
  const factors = [
    ['complexity', COMPLEXITIES],
    ['impact', IMPACTS],
    ['quality', QUALITIES],
  ] as const;
  const nameOfKind = (kind: string) =>
    policy.customKinds.find((one) => one.key === kind)?.names[currentLanguage()] ?? t(`vocabulary:kind.${kind}`);
  const givenFor = ({ when }: RewardRule) =>
    when.type === 'level'
      ? t('given.level', { level: t(`vocabulary:level.${when.level}`) })
      : when.type === 'record'
        ? t('given.record', { points: formatNumber(when.minimumPoints) })
        : t('given.kind', { kind: nameOfKind(when.kind) });
  return (
    <Grid gap="xl">
      <Section title={t('bases')} explain={t('basesExplained')}>
        <Values
          values={[
            ...CONTRIBUTION_KINDS.map((kind) => [t(`vocabulary:kind.${kind}`), formatNumber(policy.bases[kind])] as const),
            [t('maximum'), formatNumber(policy.maximum)],
          ]}
        />
      </Section>
      {factors.map(([name, words]) => (
        <Section key={name} title={t(`vocabulary:field.${name}`)} explain={t('factorsExplained')}>
          <Values
            values={words.map((word) => [
              t(`vocabulary:${name}.${word}`),
              formatHundredths((policy[name] as Record<string, number>)[word] ?? 100),
            ])}
          />
        </Section>
      ))}
      <Section title={t('levels')} explain={t('levelsExplained')}>
        <Values values={LEVELS.slice(1).map((level) => [t(`vocabulary:level.${level}`), formatNumber(policy.levels[level])])} />
      </Section>
      <Section title={t('gate')} explain={t('gateExplained')}>
        <dl className={classes.checks}>
          {GATES.map((family) => (
            <div key={family}>
              <dt>{t(`gates.${family}`)}</dt>
              <dd>
                <Checks checks={policy.gate[family]} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      {policy.customKinds.length > 0 && (
        <Section title={t('customKinds')} explain={t('customKindsExplained')}>
          <Values values={policy.customKinds.map((one) => [nameOfKind(one.key), formatNumber(one.base)])} />
        </Section>
      )}
      <Section title={t('rewards')} explain={t('rewardsExplained')} wide>
        <Table verticalSpacing={4} maw={720} aria-label={t('rewards')}>
          <Table.Tbody>
            {policy.rewards.map((one) => (
              <Table.Tr key={one.key}>
                <Table.Td fw={550}>
                  {one.names?.[currentLanguage()] ?? t(`vocabulary:reward.${one.key}`, { defaultValue: one.key })}
                </Table.Td>
                <Table.Td>{t(`forms.${one.form}`)}</Table.Td>
                <Table.Td>{givenFor(one)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Section>
    </Grid>
  );
}

function Section({ title, explain, wide, children }: { title: string; explain: string; wide?: boolean; children: ReactNode }) {
  return (
    <Grid.Col span={wide ? 12 : { base: 12, md: 6 }}>
      <Title order={3}>{title}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {explain}
      </Text>
      {children}
    </Grid.Col>
  );
}

function Values({ values }: { values: readonly (readonly [label: string, value: string])[] }) {
  return (
    <dl className={classes.values}>
      {values.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Checks({ checks }: { checks: GateChecks }) {
  const { t } = useTranslation('policies');
  const asked = [
    ...(checks.title ? [t('needsTitle')] : []),
    ...(checks.link ? [t('needsLink')] : []),
    ...(checks.minimumQuality ? [t('needsQuality', { quality: t(`vocabulary:quality.${checks.minimumQuality}`) })] : []),
  ];
  return asked.length > 0 ? joined(asked) : <span className="quiet">{t('noChecks')}</span>;
}
