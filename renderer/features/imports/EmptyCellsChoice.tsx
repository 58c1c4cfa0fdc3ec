// What an empty cell of a column says. Nearly always nothing, so it is a quiet line under the column's samples.
import { Menu, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EMPTY_CELLS, type EmptyCells } from '../../../shared/vocabulary.ts';
import type { MappingProps } from './mapping-draft.ts';

type EmptyCellsChoiceProps = Pick<MappingProps, 'mapping' | 'onMapping'> & { field: string; header: string };

export function EmptyCellsChoice({ field, header, mapping, onMapping }: EmptyCellsChoiceProps) {
  const { t } = useTranslation('imports');
  const chosen = mapping.emptyCells[field] ?? 'nothing';
  const choose = (next: EmptyCells) => {
    const { [field]: _, ...rest } = mapping.emptyCells;
    onMapping({ ...mapping, emptyCells: next === 'nothing' ? rest : { ...rest, [field]: next } });
  };
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
