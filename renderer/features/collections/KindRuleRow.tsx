// One rule: the kind it gives, and what it looks at. One condition that holds is enough.
import { ActionIcon, Checkbox, Group, Select, TagsInput, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { KindRule } from '../../../shared/contract/kind-rules.ts';

interface KindRuleRowProps {
  readonly number: number;
  readonly last: number;
  readonly rule: KindRule;
  readonly kinds: { value: string; label: string }[];
  readonly onChange: (rule: KindRule) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

const MOST_WORDS = 50;

export function KindRuleRow({ number, last, rule, kinds, onChange, onMove, onRemove }: KindRuleRowProps) {
  const { t } = useTranslation('collections');
  const words = (field: 'labels' | 'prefixes' | 'paths') => (
    <TagsInput
      flex={1}
      miw={210}
      label={t(`rules.${field}`)}
      maxTags={MOST_WORDS}
      splitChars={[',', '，']}
      value={rule[field]}
      onChange={(next) => onChange({ ...rule, [field]: next.map((word) => word.trim().slice(0, 100)).filter((word) => word !== '') })}
    />
  );
  return (
    <li style={{ borderTop: '1px solid var(--mantine-color-default-border)', padding: '12px 0' }}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <Text c="dimmed" w={18} ta="right">
            {number}
          </Text>
          <Select
            w={220}
            aria-label={t('rules.kindOf', { number })}
            allowDeselect={false}
            data={kinds}
            value={rule.kind}
            onChange={(kind) => onChange({ ...rule, kind: kind ?? rule.kind })}
          />
        </Group>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('rules.up', { number })}
            disabled={number === 1}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={17} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('rules.down', { number })}
            disabled={number === last}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={17} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('rules.remove', { number })} onClick={onRemove}>
            <IconTrash size={17} />
          </ActionIcon>
        </Group>
      </Group>
      <Group align="start" gap="md" pl={30}>
        {words('prefixes')}
        {words('paths')}
        {words('labels')}
      </Group>
      <Checkbox
        mt="xs"
        ml={30}
        label={t('rules.closesBug')}
        checked={rule.closesBug}
        onChange={(event) => onChange({ ...rule, closesBug: event.currentTarget.checked })}
      />
    </li>
  );
}
