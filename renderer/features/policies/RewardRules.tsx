// What is given for what: for reaching a level, for one large entry, for a kind of work. Once per person each.
import { ActionIcon, Button, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type CustomKind, POLICY_LIMITS, type RewardRule } from '../../../shared/contract/policies.ts';
import { CONTRIBUTION_KINDS, LEVELS, REWARD_FORMS, type RewardForm } from '../../../shared/vocabulary.ts';
import { currentLanguage } from '../../app/language.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import type { ChangePolicy } from './PolicyEditor.tsx';

type When = RewardRule['when'];

interface RewardRulesProps {
  readonly rewards: RewardRule[];
  readonly customKinds: CustomKind[];
  readonly missing: boolean;
  readonly onChange: ChangePolicy;
}

export const RewardRules = memo(function RewardRules({ rewards, customKinds, missing, onChange }: RewardRulesProps) {
  const { t } = useTranslation('policies');
  const change = (next: RewardRule[]) => onChange((policy) => ({ ...policy, rewards: next }));
  const put = (index: number, patch: Partial<RewardRule>) => change(rewards.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  const nameOf = (one: RewardRule) => one.names?.[currentLanguage()] ?? t(`vocabulary:reward.${one.key}`, { defaultValue: one.key });
  const whenOf = (type: string): When =>
    type === 'record'
      ? { type: 'record', minimumPoints: 100 }
      : type === 'kind'
        ? { type: 'kind', kind: 'code' }
        : { type: 'level', level: 'bronze' };
  const kinds = [
    ...CONTRIBUTION_KINDS.map((value) => ({ value: value as string, label: t(`vocabulary:kind.${value}`) })),
    ...customKinds.map(({ key, names }) => ({ value: key, label: names[currentLanguage()] || key })),
  ];
  const add = () => {
    const taken = new Set(rewards.map((one) => one.key));
    let number = rewards.length + 1;
    while (taken.has(`reward_${number}`)) number += 1;
    change([
      ...rewards,
      { key: `reward_${number}`, form: 'goods', names: { en: '', 'zh-CN': '' }, when: { type: 'level', level: 'bronze' } },
    ]);
  };
  return (
    <>
      <Title order={3}>{t('rewards')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('rewardsExplained')}
      </Text>
      {rewards.map((one, index) => (
        <Group key={one.key} align="end" gap="xs" mb="xs">
          {one.names ? (
            <>
              <TextInput
                maxLength={POLICY_LIMITS.letters}
                label={t('nameEnglish')}
                w={150}
                error={missing && one.names.en.trim() === ''}
                value={one.names.en}
                onChange={(event) => put(index, { names: { en: event.currentTarget.value, 'zh-CN': one.names?.['zh-CN'] ?? '' } })}
              />
              <TextInput
                maxLength={POLICY_LIMITS.letters}
                label={t('nameChinese')}
                w={150}
                error={missing && one.names['zh-CN'].trim() === ''}
                value={one.names['zh-CN']}
                onChange={(event) => put(index, { names: { en: one.names?.en ?? '', 'zh-CN': event.currentTarget.value } })}
              />
            </>
          ) : (
            <Text w={200} fw={550} pb={8}>
              {nameOf(one)}
            </Text>
          )}
          <NativeSelect
            aria-label={t('formOf', { name: nameOf(one) })}
            w={120}
            value={one.form}
            onChange={(event) => put(index, { form: event.currentTarget.value as RewardForm })}
            data={REWARD_FORMS.map((value) => ({ value, label: t(`forms.${value}`) }))}
          />
          <NativeSelect
            aria-label={t('whenOf', { name: nameOf(one) })}
            w={200}
            value={one.when.type}
            onChange={(event) => put(index, { when: whenOf(event.currentTarget.value) })}
            data={(['level', 'record', 'kind'] as const).map((value) => ({ value, label: t(`when.${value}`) }))}
          />
          {one.when.type === 'level' && (
            <NativeSelect
              aria-label={t('when.level')}
              w={180}
              value={one.when.level}
              onChange={(event) =>
                put(index, { when: { type: 'level', level: LEVELS.find((level) => level === event.currentTarget.value) ?? 'bronze' } })
              }
              data={LEVELS.slice(1).map((value) => ({ value, label: t(`vocabulary:level.${value}`) }))}
            />
          )}
          {one.when.type === 'record' && (
            <NumberField
              aria-label={t('when.record')}
              w={180}
              maximum={1_000}
              value={one.when.minimumPoints}
              onChange={(minimumPoints) => put(index, { when: { type: 'record', minimumPoints } })}
            />
          )}
          {one.when.type === 'kind' && (
            <NativeSelect
              aria-label={t('when.kind')}
              w={180}
              value={one.when.kind}
              onChange={(event) => put(index, { when: { type: 'kind', kind: event.currentTarget.value } })}
              data={kinds}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('removeReward', { name: nameOf(one) })}
            onClick={() => change(rewards.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={rewards.length >= POLICY_LIMITS.rewards}
        onClick={add}
      >
        {t('addReward')}
      </Button>
    </>
  );
});
