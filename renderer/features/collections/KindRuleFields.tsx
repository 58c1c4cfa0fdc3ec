// The fields of one rule. One condition that holds is enough.
import { Checkbox, Group, NativeSelect, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KindRule } from '../../../shared/contract/kind-rules.ts';
import { focusFirst } from '../../ui/focus-first.ts';

interface KindRuleFieldsProps {
  readonly number: number;
  readonly rule: KindRule;
  readonly kinds: { value: string; label: string }[];
  readonly onChange: (rule: KindRule) => void;
}

const MOST_WORDS = 50;

export function KindRuleFields({ number, rule, kinds, onChange }: KindRuleFieldsProps) {
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
    <>
      <NativeSelect
        w={220}
        mb={6}
        ref={focusFirst}
        aria-label={t('rules.kindOf', { number })}
        data={kinds}
        value={rule.kind}
        onChange={(event) => onChange({ ...rule, kind: event.currentTarget.value })}
      />
      <Group align="start" gap="md">
        {words('prefixes')}
        {words('paths')}
        {words('labels')}
      </Group>
      <Checkbox
        mt="xs"
        label={t('rules.closesBug')}
        checked={rule.closesBug}
        onChange={(event) => onChange({ ...rule, closesBug: event.currentTarget.checked })}
      />
    </>
  );
}
