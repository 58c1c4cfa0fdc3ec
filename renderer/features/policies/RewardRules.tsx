// What is given for what: for reaching a level, for one large entry, for a kind of work. Once per person each.
import { ActionIcon, Button, Group, NumberInput, Select, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PointsPolicy, RewardRule } from '../../../shared/contract/policies.ts';
import { CONTRIBUTION_KINDS, LEVELS, REWARD_FORMS, type RewardForm } from '../../../shared/vocabulary.ts';
import { currentLanguage } from '../../app/language.ts';

type When = RewardRule['when'];

export function RewardRules({
  policy,
  readOnly,
  onChange,
}: {
  policy: PointsPolicy;
  readOnly?: boolean;
  onChange: (rewards: RewardRule[]) => void;
}) {
  const { t } = useTranslation('policies');
  const { rewards } = policy;
  const put = (index: number, patch: Partial<RewardRule>) =>
    onChange(rewards.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  const nameOf = (one: RewardRule) => one.names?.[currentLanguage()] ?? t(`vocabulary:reward.${one.key}`, { defaultValue: one.key });
  const whenOf = (type: string | null): When =>
    type === 'record'
      ? { type: 'record', minimumPoints: 100 }
      : type === 'kind'
        ? { type: 'kind', kind: 'code' }
        : { type: 'level', level: 'bronze' };
  const kinds = [
    ...CONTRIBUTION_KINDS.map((value) => ({ value: value as string, label: t(`vocabulary:kind.${value}`) })),
    ...policy.customKinds.map(({ key, names }) => ({ value: key, label: names[currentLanguage()] || key })),
  ];
  const add = () => {
    const taken = new Set(rewards.map((one) => one.key));
    let number = rewards.length + 1;
    while (taken.has(`reward_${number}`)) number += 1;
    onChange([
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
                label={t('nameEnglish')}
                w={150}
                readOnly={readOnly}
                value={one.names.en}
                onChange={(event) => put(index, { names: { en: event.currentTarget.value, 'zh-CN': one.names?.['zh-CN'] ?? '' } })}
              />
              <TextInput
                label={t('nameChinese')}
                w={150}
                readOnly={readOnly}
                value={one.names['zh-CN']}
                onChange={(event) => put(index, { names: { en: one.names?.en ?? '', 'zh-CN': event.currentTarget.value } })}
              />
            </>
          ) : (
            <Text w={200} fw={550} pb={8}>
              {nameOf(one)}
            </Text>
          )}
          <Select
            aria-label={t('formOf', { name: nameOf(one) })}
            w={120}
            allowDeselect={false}
            disabled={readOnly}
            value={one.form}
            onChange={(form) => put(index, { form: form as RewardForm })}
            data={REWARD_FORMS.map((value) => ({ value, label: t(`forms.${value}`) }))}
          />
          <Select
            aria-label={t('whenOf', { name: nameOf(one) })}
            w={200}
            allowDeselect={false}
            disabled={readOnly}
            value={one.when.type}
            onChange={(type) => put(index, { when: whenOf(type) })}
            data={(['level', 'record', 'kind'] as const).map((value) => ({ value, label: t(`when.${value}`) }))}
          />
          {one.when.type === 'level' && (
            <Select
              aria-label={t('when.level')}
              w={180}
              allowDeselect={false}
              disabled={readOnly}
              value={one.when.level}
              onChange={(level) => put(index, { when: { type: 'level', level: level as (typeof LEVELS)[number] } })}
              data={LEVELS.slice(1).map((value) => ({ value, label: t(`vocabulary:level.${value}`) }))}
            />
          )}
          {one.when.type === 'record' && (
            <NumberInput
              aria-label={t('when.record')}
              w={180}
              min={0}
              max={1_000}
              allowDecimal={false}
              readOnly={readOnly}
              value={one.when.minimumPoints}
              onChange={(value) => put(index, { when: { type: 'record', minimumPoints: Number(value) || 0 } })}
            />
          )}
          {one.when.type === 'kind' && (
            <Select
              aria-label={t('when.kind')}
              w={180}
              allowDeselect={false}
              disabled={readOnly}
              value={one.when.kind}
              onChange={(kind) => put(index, { when: { type: 'kind', kind: kind ?? 'code' } })}
              data={kinds}
            />
          )}
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('removeReward', { name: nameOf(one) })}
              onClick={() => onChange(rewards.filter((_, at) => at !== index))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={add}>
          {t('addReward')}
        </Button>
      )}
    </>
  );
}
