// Kinds of contributions that this program adds to the usual ones.
import { ActionIcon, Button, Group, TagsInput, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type CustomKind, POLICY_LIMITS } from '../../../shared/contract/policies.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import type { ChangePolicy } from './PolicyEditor.tsx';

interface CustomKindsProps {
  readonly kinds: CustomKind[];
  readonly missing: boolean;
  readonly onChange: ChangePolicy;
}

/** A paste of several words is cut apart without regard to their length. */
const tidyWord = (word: string) => word.trim().slice(0, POLICY_LIMITS.letters).trim();

export const CustomKinds = memo(function CustomKinds({ kinds, missing, onChange }: CustomKindsProps) {
  const { t } = useTranslation('policies');
  const change = (next: CustomKind[]) => onChange((policy) => ({ ...policy, customKinds: next }));
  const put = (index: number, patch: Partial<CustomKind>) => change(kinds.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  const add = () => {
    const taken = new Set(kinds.map((one) => one.key));
    let number = kinds.length + 1;
    while (taken.has(`own_${number}`)) number += 1;
    change([...kinds, { key: `own_${number}`, names: { en: '', 'zh-CN': '' }, base: 10, words: [] }]);
  };
  return (
    <>
      <Title order={3}>{t('customKinds')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('customKindsExplained')}
      </Text>
      {kinds.map((one, index) => (
        <Group key={one.key} align="end" gap="xs" mb="xs">
          <TextInput
            maxLength={POLICY_LIMITS.letters}
            label={t('nameEnglish')}
            error={missing && one.names.en.trim() === ''}
            value={one.names.en}
            onChange={(event) => put(index, { names: { ...one.names, en: event.currentTarget.value } })}
          />
          <TextInput
            maxLength={POLICY_LIMITS.letters}
            label={t('nameChinese')}
            error={missing && one.names['zh-CN'].trim() === ''}
            value={one.names['zh-CN']}
            onChange={(event) => put(index, { names: { ...one.names, 'zh-CN': event.currentTarget.value } })}
          />
          <NumberField label={t('base')} w={90} maximum={1_000} value={one.base} onChange={(value) => put(index, { base: value })} />
          <TagsInput
            label={t('words')}
            w={320}
            maxLength={POLICY_LIMITS.letters}
            maxTags={POLICY_LIMITS.words}
            value={one.words}
            onChange={(words) => put(index, { words: words.map(tidyWord).filter((word) => word !== '') })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('removeKind', { name: one.names.en || one.key })}
            onClick={() => change(kinds.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={kinds.length >= POLICY_LIMITS.kinds}
        onClick={add}
      >
        {t('addKind')}
      </Button>
    </>
  );
});
