// Settings: the program's name and fiscal year, language and look, backups, check, history, versions.
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { AboutTab } from './AboutTab.tsx';
import { BackupsTab } from './BackupsTab.tsx';
import { GeneralTab } from './GeneralTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';

const TABS = { general: GeneralTab, backups: BackupsTab, history: HistoryTab, about: AboutTab } as const;

export function SettingsPage() {
  const { t } = useTranslation('settings');
  return (
    <>
      <PageHeader title={t('title')} />
      <Tabs defaultValue="general" keepMounted={false}>
        <Tabs.List mb="md">
          {Object.keys(TABS).map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(TABS).map(([tab, Panel]) => (
          <Tabs.Panel key={tab} value={tab}>
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
