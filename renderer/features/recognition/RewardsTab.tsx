// Rewards on their way: pending → sent → received. Chosen rows move together; what was sent twice is marked.
import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GrantedReward } from '../../../shared/contract/recognition.ts';
import { REWARD_STATES } from '../../../shared/vocabulary.ts';
import { client, commandId, program } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { useRewardNames } from '../../ui/kinds.ts';
import { type Asked, ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { type Address, useAddress, wordsOf } from '../../ui/use-address.ts';

/** What waits for somebody to do something. */
const OPEN = ['pending', 'sent'] as const;
/** As many as can be moved together. */
const AT_ONCE = 500;

export function RewardsTab() {
  const { t } = useTranslation('recognition');
  const navigate = useNavigate();
  const nameOfReward = useRewardNames();
  const [address, change] = useAddress();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data: policy } = useQuery(program().policies.points.queryOptions({ input: {} }));
  const known = policy?.policy.rewards.map((one) => one.key) ?? [];
  const states = wordsOf(address.states, REWARD_STATES);
  const rewards = wordsOf(address.rewards, known);
  const filter = { states: states.length > 0 ? states : [...OPEN], rewards };
  // What is no longer listed must not be moved unseen.
  const leave = (patch: Address) => {
    setChosen(new Set());
    change(patch);
  };
  const chooseAll = async () => {
    if (chosen.size > 0) return setChosen(new Set());
    try {
      const { items } = await client().recognition.rewards({ ...filter, limit: AT_ONCE });
      // A duplicate is not sent, so it must not stop the others.
      setChosen(new Set(items.filter((one) => !one.duplicate).map((one) => one.id)));
    } catch (error) {
      notifyFailure(error);
    }
  };
  const move = async (state: 'pending' | 'sent' | 'received' | 'withheld', note = '') => {
    const { changeId, moved } = await client().recognition.moveRewards({ commandId: commandId(), rewardIds: [...chosen], state, note });
    notifyDone(t('moved', { count: moved, state: t(`vocabulary:rewardState.${state}`) }), changeId);
    setChosen(new Set());
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const columns: Column<GrantedReward>[] = [
    {
      id: 'choose',
      header: (
        <Checkbox aria-label={t('chooseAll')} checked={chosen.size > 0} indeterminate={chosen.size > 0} onChange={() => void chooseAll()} />
      ),
      width: '24px',
      cell: (one) => (
        <Checkbox
          aria-label={t('choose', { name: one.person.name, reward: nameOfReward(one.reward) })}
          checked={chosen.has(one.id)}
          onChange={() => toggle(one.id)}
        />
      ),
    },
    {
      id: 'person',
      header: t('person'),
      width: 'minmax(130px, 1.2fr)',
      cell: (one) => (
        <Link to="/people/$personId" params={{ personId: one.person.id }}>
          {one.person.name}
        </Link>
      ),
    },
    { id: 'email', header: t('email'), width: 'minmax(190px, 2fr)', cell: (one) => one.email ?? <span className="quiet">–</span> },
    { id: 'reward', header: t('reward'), width: 'minmax(130px, 1fr)', cell: (one) => nameOfReward(one.reward) },
    {
      id: 'earned',
      header: t('earnedOn'),
      width: '120px',
      cell: (one) => (one.earnedOn ? formatDay(one.earnedOn) : <span className="quiet">–</span>),
    },
    {
      id: 'state',
      header: t('state'),
      width: 'minmax(160px, 1.2fr)',
      cell: (one) => (
        <>
          {t(`vocabulary:rewardState.${one.state}`)}{' '}
          {one.stateOn && one.state !== 'pending' && <span className="quiet">{formatDay(one.stateOn)}</span>}
          {one.duplicate && <span className="down"> {t('duplicate')}</span>}
        </>
      ),
    },
  ];
  return (
    <>
      <Group gap="xs" mb="md">
        <ChoiceFilter
          label={t('state')}
          words={REWARD_STATES}
          wordOf={(word) => t(`vocabulary:rewardState.${word}`)}
          chosen={states}
          onChoose={(next) => leave({ states: next })}
        />
        <ChoiceFilter
          label={t('reward')}
          words={known}
          wordOf={nameOfReward}
          chosen={rewards}
          onChoose={(next) => leave({ rewards: next })}
        />
        {chosen.size > 0 && (
          <>
            <Text c="dimmed">{t('chosen', { count: chosen.size, number: formatNumber(chosen.size) })}</Text>
            <Button onClick={() => void move('sent').catch(notifyFailure)}>{t('send')}</Button>
            <Button variant="default" onClick={() => void move('received').catch(notifyFailure)}>
              {t('receive')}
            </Button>
            <Button variant="default" onClick={() => void move('pending').catch(notifyFailure)}>
              {t('backToPending')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              onClick={() =>
                setAsked({
                  title: t('withholdTitle'),
                  explain: t('withholdExplained'),
                  action: t('withhold'),
                  run: (note) => move('withheld', note),
                })
              }
            >
              {t('withhold')}
            </Button>
          </>
        )}
      </Group>
      <DataTable
        label={t('tabs.rewards')}
        listKey={['recognition', 'rewards', filter]}
        fetchPage={(page) => client().recognition.rewards({ ...filter, ...page })}
        columns={columns}
        rowId={(one) => one.id}
        empty={
          states.length + rewards.length > 0
            ? {
                sentence: t('ui:nothingHere'),
                action: { label: t('ui:clearFilters'), onClick: () => leave({ states: undefined, rewards: undefined }) },
              }
            : {
                sentence: t('noRewards'),
                action: {
                  label: t('people:import'),
                  onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }),
                },
              }
        }
      />
      {asked && <ReasonDialog asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
