// Keeps the leaderboard that is shown under a name, with its own weights per kind.
import { Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { useKinds } from '../../ui/kinds.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { textOf, useAddress } from '../../ui/use-address.ts';

interface Board {
  kinds?: string[];
  partnerId?: string;
  repository?: string;
  weights: Record<string, number>;
}

export function BoardForm({ board, onClose }: { board: Board; onClose: () => void }) {
  const { t } = useTranslation('contributions');
  const [address, change] = useAddress();
  const { kinds, nameOfKind } = useKinds();
  const [name, setName] = useState('');
  const [weights, setWeights] = useState(board.weights);
  const period = textOf(address.period) || 'lastYear';
  const fixed = period === 'custom' ? { from: textOf(address.from) as never, to: textOf(address.to) as never } : {};
  const save = async () => {
    try {
      const own = Object.fromEntries(Object.entries(weights).filter(([, hundredths]) => hundredths !== 100));
      const { changeId } = await client().contributions.saveBoard({
        commandId: commandId(),
        boardId: null,
        revision: null,
        name,
        board: { ...board, ...fixed, weights: own, period },
      });
      change({
        weights: Object.entries(own)
          .map(([kind, hundredths]) => `${kind}:${hundredths}`)
          .join(','),
      });
      notifyDone(t('boardSaved', { name }), changeId);
      onClose();
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <SideDrawer onClose={onClose} title={t('saveBoard')}>
      <Stack gap="md">
        <TextInput label={t('boardName')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <div>
          <Text fw={600}>{t('weights')}</Text>
          <Text size="sm" c="dimmed" mb="xs">
            {t('weightsExplained')}
          </Text>
          <SimpleGrid cols={2}>
            {kinds.map((kind) => (
              <NumberInput
                key={kind}
                label={nameOfKind(kind)}
                min={0}
                max={10}
                step={0.25}
                decimalScale={2}
                value={(weights[kind] ?? 100) / 100}
                onChange={(value) => setWeights({ ...weights, [kind]: Math.round(Number(value) * 100) })}
              />
            ))}
          </SimpleGrid>
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button disabled={name.trim() === ''} onClick={() => void save()}>
            {t('ui:save')}
          </Button>
        </Group>
      </Stack>
    </SideDrawer>
  );
}
