// Who or what makes how much: a short table of shares, largest first; a row opens what it counts.
import { Anchor, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../app/language.ts';
import { formatNumber } from './format.ts';

export interface ShareRow {
  readonly key: string;
  readonly name: string;
  readonly entries: number;
  readonly points: number;
  readonly people: number;
}

const SHOWN = 12;

export function Shares(props: {
  title: string;
  total: number;
  shares: readonly ShareRow[];
  nameOf: (share: ShareRow) => string;
  open?: (share: ShareRow) => unknown;
}) {
  const { title, total, shares, nameOf, open } = props;
  const { t } = useTranslation('ui');
  const percent = new Intl.NumberFormat(currentLanguage(), { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <div>
      <Title order={2} mb={4}>
        {title}
      </Title>
      <Table verticalSpacing={4} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('shares.what')}</Table.Th>
            <Table.Th ta="right">{t('shares.share')}</Table.Th>
            <Table.Th ta="right">{t('shares.points')}</Table.Th>
            <Table.Th ta="right">{t('shares.entries')}</Table.Th>
            <Table.Th ta="right">{t('shares.people')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shares.slice(0, SHOWN).map((one) => (
            <Table.Tr key={one.key}>
              <Table.Td>
                {open ? (
                  <Anchor component="button" type="button" fz="md" ta="left" onClick={() => open(one)}>
                    {nameOf(one)}
                  </Anchor>
                ) : (
                  nameOf(one)
                )}
              </Table.Td>
              <Table.Td ta="right">{total > 0 ? percent.format(one.points / total) : '–'}</Table.Td>
              <Table.Td ta="right">{formatNumber(one.points)}</Table.Td>
              <Table.Td ta="right">{formatNumber(one.entries)}</Table.Td>
              <Table.Td ta="right">{formatNumber(one.people)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
