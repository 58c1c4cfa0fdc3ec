// A chart with the table behind it: whoever cannot or will not read the picture reads the numbers.
import { Button, Group, Table, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format.ts';

export interface ChartTable {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly (string | number | null)[]; readonly open?: () => void }[];
}

export function ChartFrame({ title, table, children }: { title: string; table: ChartTable; children: ReactNode }) {
  const { t } = useTranslation('ui');
  const [asTable, setAsTable] = useState(false);
  return (
    <figure style={{ margin: 0 }} aria-label={title}>
      <Group justify="space-between" mb={6}>
        <Title order={2}>{title}</Title>
        {table.rows.length > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
            {t('asTable')}
          </Button>
        )}
      </Group>
      {table.rows.length === 0 ? <Text c="dimmed">{t('nothingHere')}</Text> : asTable ? <TableBehind {...table} /> : children}
    </figure>
  );
}

function TableBehind({ heads, rows }: ChartTable) {
  const { t } = useTranslation('ui');
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head, index) => (
              <Table.Th key={head} ta={index === 0 ? 'left' : 'right'}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells, open }) => (
            <Table.Tr key={key}>
              {cells.map((cell, index) => {
                const text = cell === null ? '–' : typeof cell === 'number' ? formatNumber(cell) : cell;
                return (
                  <Table.Td key={heads[index]} ta={index === 0 ? 'left' : 'right'}>
                    {index === 0 && open ? (
                      <Button size="compact-sm" variant="transparent" px={0} onClick={open} aria-label={t('showRows', { label: text })}>
                        {text}
                      </Button>
                    ) : (
                      text
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
