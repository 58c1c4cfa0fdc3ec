// How many goods there are, how many are promised, sent and received.
import { NumberInput, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useRewardNames } from '../../ui/kinds.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

export function StockTab() {
  const { t } = useTranslation('recognition');
  const nameOfReward = useRewardNames();
  const { data, error } = useQuery(program().recognition.stock.queryOptions({ input: {} }));
  if (error) return <Failed error={error} />;
  if (!data) return <PageSkeleton />;
  const set = async (reward: string, stock: number | null, before: number | null) => {
    if (stock === before) return;
    try {
      const { changeId } = await client().recognition.setStock({ commandId: commandId(), reward, stock });
      notifyDone(t('stockSet', { reward: nameOfReward(reward) }), changeId);
    } catch (failure) {
      notifyFailure(failure);
    }
  };
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('stockExplained')}
      </Text>
      <Table maw={760} verticalSpacing={6} aria-label={t('tabs.stock')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('reward')}</Table.Th>
            <Table.Th w={150}>{t('inStock')}</Table.Th>
            <Table.Th ta="right">{t('vocabulary:rewardState.pending')}</Table.Th>
            <Table.Th ta="right">{t('vocabulary:rewardState.sent')}</Table.Th>
            <Table.Th ta="right">{t('vocabulary:rewardState.received')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.items.map((one) => (
            <Table.Tr key={one.reward}>
              <Table.Td fw={550}>
                {nameOfReward(one.reward)}
                {one.stock !== null && one.stock < one.pending && (
                  <span className="down"> {t('tooFew', { count: one.pending - one.stock })}</span>
                )}
              </Table.Td>
              <Table.Td>
                <NumberInput
                  key={`${one.reward}${one.stock}`}
                  aria-label={t('stockOf', { reward: nameOfReward(one.reward) })}
                  placeholder={t('notCounted')}
                  min={0}
                  allowDecimal={false}
                  defaultValue={one.stock ?? ''}
                  onBlur={(event) =>
                    void set(
                      one.reward,
                      event.currentTarget.value === '' ? null : Number(event.currentTarget.value.replace(/\D/g, '')),
                      one.stock,
                    )
                  }
                />
              </Table.Td>
              <Table.Td ta="right">{formatNumber(one.pending)}</Table.Td>
              <Table.Td ta="right">{formatNumber(one.sent)}</Table.Td>
              <Table.Td ta="right">{formatNumber(one.received)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
