// Entries that a complete list does not name any more. Nothing happens to them by itself: each opens and can be reversed.
import { Table, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { program } from '../../app/client.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { formatNumber } from '../../ui/format.ts';

const SHOWN = 200;

export function Gone({ importId }: { importId: string }) {
  const { t } = useTranslation('imports');
  const { data } = useQuery(program().imports.gone.queryOptions({ input: { importId, limit: SHOWN } }));
  const { openContribution } = useScreenState();
  if (!data || data.total === 0) return null;
  const title = t('gone', { count: data.total, entries: formatNumber(data.total) });
  return (
    <details style={{ marginBottom: 12 }}>
      <summary>{title}</summary>
      <Table verticalSpacing={4} maw={900} mt={4} aria-label={title}>
        <Table.Tbody>
          {data.items.map((one) => (
            <Table.Tr key={one.contributionId}>
              <Table.Td>{one.key}</Table.Td>
              <Table.Td>
                <UnstyledButton fz="sm" td="underline" onClick={() => openContribution(one.contributionId)}>
                  {one.title || t('untitled')}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>{one.person}</Table.Td>
              <Table.Td>{one.day ?? '–'}</Table.Td>
              <Table.Td ta="right">{formatNumber(one.points)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}
