// One rule: the kind it gives, and what it looks at. It is read as text; its fields are there once somebody changes it.
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { KindRule } from '../../../shared/contract/kind-rules.ts';
import { KindRuleFields } from './KindRuleFields.tsx';
import classes from './KindRuleRow.module.css';

interface KindRuleRowProps {
  readonly number: number;
  readonly last: number;
  readonly rule: KindRule;
  readonly kinds: { value: string; label: string }[];
  /** Its fields are shown. */
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onChange: (rule: KindRule) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

export function KindRuleRow({ number, last, rule, kinds, open, onOpen, onChange, onMove, onRemove }: KindRuleRowProps) {
  const { t } = useTranslation('collections');
  const button = (label: 'edit' | 'up' | 'down' | 'remove', Icon: typeof IconTrash, onClick: () => void, atEnd = false) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t(`rules.${label}`, { number })}
      // A disabled button would drop the focus of whoever has just moved the rule to the end.
      aria-disabled={atEnd || undefined}
      data-disabled={atEnd || undefined}
      onClick={() => atEnd || onClick()}
    >
      <Icon size={17} />
    </ActionIcon>
  );
  return (
    <li className={classes.rule}>
      <Text c="dimmed" ta="right">
        {number}
      </Text>
      <div className={classes.what}>
        {open ? (
          <KindRuleFields number={number} rule={rule} kinds={kinds} onChange={onChange} />
        ) : (
          <>
            <Text fw={550}>{kinds.find(({ value }) => value === rule.kind)?.label ?? rule.kind}</Text>
            <Conditions rule={rule} />
          </>
        )}
      </div>
      <Group gap={4} wrap="nowrap">
        {!open && button('edit', IconPencil, onOpen)}
        {button('up', IconArrowUp, () => onMove(-1), number === 1)}
        {button('down', IconArrowDown, () => onMove(1), number === last)}
        {button('remove', IconTrash, onRemove)}
      </Group>
    </li>
  );
}

function Conditions({ rule }: { rule: KindRule }) {
  const { t } = useTranslation('collections');
  const shown = (['prefixes', 'paths', 'labels'] as const).filter((field) => rule[field].length > 0);
  if (shown.length === 0 && !rule.closesBug) return <Text c="dimmed">{t('rules.nothingYet')}</Text>;
  return (
    <dl className={classes.conditions}>
      {shown.map((field) => (
        <div key={field}>
          <dt>{t(`rules.${field}`)}</dt>
          <dd>{rule[field].join(', ')}</dd>
        </div>
      ))}
      {rule.closesBug && (
        <div>
          <dt>{t('rules.closesBug')}</dt>
        </div>
      )}
    </dl>
  );
}
