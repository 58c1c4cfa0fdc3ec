// Keeps the leaderboard that is shown under a name, with its own weights per kind.
import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { useKinds } from '../../ui/kinds.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { textOf, useAddress } from '../../ui/use-address.ts';
import { weightsText } from './board-address.ts';

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
  // The page behind makes its weights anew whenever it is drawn, so they are told apart by what they say.
  const [began] = useState(board.weights);
  const weighted = kinds.some((kind) => (weights[kind] ?? 100) !== (began[kind] ?? 100));
  const period = textOf(address.period) || 'lastYear';
  const fixed = period === 'custom' ? { from: textOf(address.from) as never, to: textOf(address.to) as never } : {};
  const { data: saved } = useQuery(program().contributions.boards.queryOptions({ input: {} }));
  const same = saved?.items.find((one) => one.name === name.trim());
  const save = async () => {
    try {
      const own = Object.fromEntries(Object.entries(weights).filter(([, hundredths]) => hundredths !== 100));
      const { changeId } = await client().contributions.saveBoard({
        commandId: commandId(),
        boardId: same?.id ?? null,
        revision: same?.revision ?? null,
        name: name.trim(),
        board: { ...board, ...fixed, weights: own, period },
      });
      change({ period, weights: weightsText(own) });
      notifyDone(t('boardSaved', { name: name.trim() }), changeId);
      onClose();
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <SideDrawer onClose={onClose} dirty={name !== '' || weighted} title={t('saveBoard')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void save();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('boardName')}
            description={same && t('boardReplaces')}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div>
            <Text fw={600}>{t('weights')}</Text>
            <Text size="sm" c="dimmed" mb="xs">
              {t('weightsExplained')}
            </Text>
            <SimpleGrid cols={2}>
              {kinds.map((kind) => (
                <NumberField
                  key={kind}
                  label={nameOfKind(kind)}
                  maximum={10}
                  decimals={2}
                  value={(weights[kind] ?? 100) / 100}
                  onChange={(value) => setWeights({ ...weights, [kind]: Math.round(value * 100) })}
                />
              ))}
            </SimpleGrid>
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === ''}>
              {t('ui:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SideDrawer>
  );
}
