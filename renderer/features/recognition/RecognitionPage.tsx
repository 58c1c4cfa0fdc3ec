// Recognition: rewards on their way, milestones, the hall of fame, stock, and what to look at before anything goes out.
import { Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { program } from '../../app/client.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useAddress, wordOf } from '../../ui/use-address.ts';
import { FairnessTab } from './FairnessTab.tsx';
import { HallOfFameTab } from './HallOfFameTab.tsx';
import { MilestonesTab } from './MilestonesTab.tsx';
import { RewardsTab } from './RewardsTab.tsx';
import { StockTab } from './StockTab.tsx';

const TABS = { rewards: RewardsTab, milestones: MilestonesTab, hallOfFame: HallOfFameTab, stock: StockTab, fairness: FairnessTab } as const;

export function RecognitionPage() {
  const { t } = useTranslation('recognition');
  const [address, change] = useAddress();
  const tab = wordOf(address.tab, Object.keys(TABS) as (keyof typeof TABS)[]) ?? 'rewards';
  const Panel = TABS[tab];
  return (
    <>
      <PageHeader title={t('title')} />
      <Tabs value={tab} onChange={(next) => change({ tab: next === 'rewards' ? undefined : next })} mb="md">
        <Tabs.List>
          {Object.keys(TABS).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <WorkedOut />
      <Panel />
    </>
  );
}

/** After a large import it takes a while; until then the lists are not what they will be. */
function WorkedOut() {
  const { t } = useTranslation('recognition');
  const { data } = useQuery({
    ...program().jobs.running.queryOptions({ input: {} }),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.items.some(({ kind }) => kind === 'recognise') ? 1_000 : false),
  });
  if (!data?.items.some(({ kind }) => kind === 'recognise')) return null;
  return (
    <Text c="dimmed" mb="md" role="status">
      {t('beingWorkedOut')}
    </Text>
  );
}
