// What an empty cell of a column says. Nearly always nothing, so it is a quiet line under the column's samples; where a column looks like
// groups that are named once, it is asked aloud, because nothing may be filled in that nobody said.
import { Button, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EMPTY_CELLS, type EmptyCells } from '../../../shared/vocabulary.ts';
import type { MappingProps } from './mapping-draft.ts';

type EmptyCellsChoiceProps = Pick<MappingProps, 'mapping' | 'onMapping'> & {
  field: string;
  header: string;
  /** The column has a value in the first row of each group only. */
  looksGrouped: boolean;
};

/** Fields that a row has for itself or not at all. */
const NEVER_GROUPED = new Set([
  ...['key', 'title', 'link', 'evidence', 'notes', 'outcome', 'followUpOn', 'followUpNote', 'phone', 'website', 'emailDomains', 'until'],
  ...['points', 'quantity', 'reverted'],
]);

export function EmptyCellsChoice({ field, header, looksGrouped, mapping, onMapping }: EmptyCellsChoiceProps) {
  const { t } = useTranslation('imports');
  const chosen = mapping.emptyCells[field] ?? 'nothing';
  const choose = (next: EmptyCells) => {
    onMapping({ ...mapping, emptyCells: { ...mapping.emptyCells, [field]: next } });
  };
  if (looksGrouped && !NEVER_GROUPED.has(field) && mapping.emptyCells[field] === undefined) {
    return (
      <Group gap={6} mt={4} role="group" aria-label={t('emptyCellsOf', { column: header })}>
        <Text size="sm" c="var(--mantine-color-text)">
          {t('grouped')}
        </Text>
        <Button size="compact-xs" variant="default" onClick={() => choose('above')}>
          {t('groupedYes')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => choose('nothing')}>
          {t('groupedNo')}
        </Button>
      </Group>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton fz="xs" c="dimmed" display="block" aria-label={t('emptyCellsOf', { column: header })}>
          {t(`emptyCells.${chosen}`)} ▾
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {EMPTY_CELLS.map((value) => (
          <Menu.Item key={value} onClick={() => choose(value)} fw={value === chosen ? 600 : undefined}>
            {t(`emptyCells.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
