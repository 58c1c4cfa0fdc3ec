// Kinds of contributions that this program adds to the usual ones.
import { ActionIcon, Button, Group, NumberInput, TagsInput, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomKind } from '../../../shared/contract/policies.ts';

export function CustomKinds({
  kinds,
  readOnly,
  onChange,
}: {
  kinds: CustomKind[];
  readOnly?: boolean;
  onChange: (kinds: CustomKind[]) => void;
}) {
  const { t } = useTranslation('policies');
  const put = (index: number, patch: Partial<CustomKind>) => onChange(kinds.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  const add = () => {
    const taken = new Set(kinds.map((one) => one.key));
    let number = kinds.length + 1;
    while (taken.has(`own_${number}`)) number += 1;
    onChange([...kinds, { key: `own_${number}`, names: { en: '', 'zh-CN': '' }, base: 10, words: [] }]);
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
            label={t('nameEnglish')}
            readOnly={readOnly}
            value={one.names.en}
            onChange={(event) => put(index, { names: { ...one.names, en: event.currentTarget.value } })}
          />
          <TextInput
            label={t('nameChinese')}
            readOnly={readOnly}
            value={one.names['zh-CN']}
            onChange={(event) => put(index, { names: { ...one.names, 'zh-CN': event.currentTarget.value } })}
          />
          <NumberInput
            label={t('base')}
            w={90}
            min={0}
            max={1_000}
            allowDecimal={false}
            readOnly={readOnly}
            value={one.base}
            onChange={(value) => put(index, { base: Number(value) || 0 })}
          />
          <TagsInput label={t('words')} w={320} readOnly={readOnly} value={one.words} onChange={(words) => put(index, { words })} />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('removeKind', { name: one.names.en || one.key })}
              onClick={() => onChange(kinds.filter((_, at) => at !== index))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={add}>
          {t('addKind')}
        </Button>
      )}
    </>
  );
}
