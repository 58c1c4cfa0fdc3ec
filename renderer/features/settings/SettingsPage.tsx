// Settings: the program's name and fiscal year, language and look, policy, backups, check, history, versions.
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useAddress, wordOf } from '../../ui/use-address.ts';
import { KindRulesTab } from '../collections/KindRulesTab.tsx';
import { PolicyTab } from '../policies/PolicyTab.tsx';
import { AboutTab } from './AboutTab.tsx';
import { BackupsTab } from './BackupsTab.tsx';
import { GeneralTab } from './GeneralTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';

const TABS = {
  general: GeneralTab,
  policy: PolicyTab,
  kinds: KindRulesTab,
  backups: BackupsTab,
  history: HistoryTab,
  about: AboutTab,
} as const;

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const [address, change] = useAddress();
  const tab = wordOf(address.tab, Object.keys(TABS) as (keyof typeof TABS)[]) ?? 'general';
  const Panel = TABS[tab];
  return (
    <>
      <PageHeader title={t('title')} />
      <Tabs value={tab} onChange={(next) => change({ tab: next === 'general' ? undefined : next })} mb="md">
        <Tabs.List>
          {Object.keys(TABS).map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Panel />
    </>
  );
}
