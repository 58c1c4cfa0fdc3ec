// A short ranking: name, points, entries, points before. The name opens the rows.
import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '../../../shared/contract/reports.ts';
import { useScreenState } from '../../app/screen-state.ts';
import { formatNumber } from '../../ui/format.ts';

interface RankedRow {
  id: string;
  rank?: number;
  name: string;
  note: string | null;
  points: number;
  entries: number;
  previousPoints: number | null;
  evidence: Evidence;
}

const CUT = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export function RankedTable({ label, head, rows }: { label: string; head: string; rows: readonly RankedRow[] }) {
  const { t } = useTranslation('reports');
  const openEvidence = useScreenState((state) => state.openEvidence);
  return (
    <Table verticalSpacing={4} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{head}</Table.Th>
          <Table.Th ta="right">{t('figures.points')}</Table.Th>
          <Table.Th ta="right">{t('figures.entries')}</Table.Th>
          <Table.Th ta="right">{t('figures.pointsBefore')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td w="100%" maw={0} style={CUT} title={[row.name, row.note].filter(Boolean).join(' · ')}>
              {row.rank !== undefined && <span className="quiet">{formatNumber(row.rank)}. </span>}
              <Anchor component="button" type="button" fz="md" ta="left" onClick={() => openEvidence(row.name, row.evidence)}>
                {row.name}
              </Anchor>
              {row.note && <span className="quiet"> · {row.note}</span>}
            </Table.Td>
            <Table.Td ta="right">{formatNumber(row.points)}</Table.Td>
            <Table.Td ta="right">{formatNumber(row.entries)}</Table.Td>
            <Table.Td ta="right">{row.previousPoints === null ? '–' : formatNumber(row.previousPoints)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
