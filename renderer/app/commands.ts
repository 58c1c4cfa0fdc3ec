// Every page and action by name, once: the navigation, the palette and the shortcuts are made from this list.
import { useMantineColorScheme } from '@mantine/core';
import {
  IconAward,
  IconBook2,
  IconBuildingCommunity,
  IconChartBar,
  IconFileImport,
  IconHome,
  IconMedal,
  IconNotes,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ComponentType, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, speak } from './language.ts';
import { doAgain, takeBack } from './notify.tsx';
import { useScreenState } from './screen-state.ts';

export interface Command {
  readonly id: string;
  readonly group: 'pages' | 'actions';
  readonly label: string;
  /** Keys pressed one after the other or together, as the hotkey library writes them. */
  readonly hotkey?: string;
  readonly icon?: ComponentType<{ size?: number; stroke?: number }>;
  /** Where the navigation shows it. */
  readonly to?: string;
  run(): void;
}

const PAGES = [
  { id: 'start', to: '/', icon: IconHome, hotkey: 'alt+1' },
  { id: 'partners', to: '/partners', icon: IconBuildingCommunity, hotkey: 'alt+2' },
  { id: 'activities', to: '/activities', icon: IconNotes, hotkey: 'alt+3' },
  { id: 'people', to: '/people', icon: IconUsers, hotkey: 'alt+4' },
  { id: 'contributions', to: '/contributions', icon: IconBook2, hotkey: 'alt+5' },
  { id: 'leaderboard', to: '/leaderboard', icon: IconMedal, hotkey: 'alt+6' },
  { id: 'recognition', to: '/recognition', icon: IconAward, hotkey: 'alt+7' },
  { id: 'report', to: '/reports/ecosystem', icon: IconChartBar, hotkey: 'alt+8' },
  { id: 'imports', to: '/imports', icon: IconFileImport, hotkey: 'alt+9' },
  { id: 'settings', to: '/settings', icon: IconSettings, hotkey: 'alt+0' },
] as const;

export function useCommands(): Command[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const { toggleNavigation, showShortcuts } = useScreenState();
  return useMemo(() => {
    const go = (to: string, search?: Record<string, unknown>) => () => void navigate({ to, search } as never);
    const pages: Command[] = PAGES.map((page) => ({ ...page, group: 'pages', label: t(`nav.${page.id}`), run: go(page.to) }));
    const actions: Command[] = [
      { id: 'registerPartner', hotkey: 'alt+N', run: go('/partners', { form: 'new' }) },
      { id: 'logActivity', hotkey: 'alt+L', run: go('/activities', { form: 'new' }) },
      { id: 'addEntry', hotkey: 'alt+E', run: go('/contributions', { form: 'new' }) },
      { id: 'mergeSuggestions', run: go('/people', { view: 'suggestions' }) },
      { id: 'statistics', run: go('/people', { view: 'statistics' }) },
      { id: 'fairness', run: go('/recognition', { tab: 'fairness' }) },
      { id: 'policy', run: go('/settings', { tab: 'policy' }) },
      { id: 'importPartners', run: go('/imports/new', { kind: 'partners' }) },
      { id: 'importContributions', hotkey: 'alt+I', run: go('/imports/new', { kind: 'contributions' }) },
      { id: 'importContacts', run: go('/imports/new', { kind: 'contacts' }) },
      { id: 'importActivities', run: go('/imports/new', { kind: 'activities' }) },
      { id: 'importPeople', run: go('/imports/new', { kind: 'people' }) },
      { id: 'importSamePeople', run: go('/imports/new', { kind: 'same_people' }) },
      { id: 'importGithub', run: go('/imports/github') },
      { id: 'importGit', run: go('/imports/git') },
      { id: 'undo', hotkey: 'mod+Z', run: () => void takeBack() },
      { id: 'redo', hotkey: 'mod+shift+Z', run: () => void doAgain() },
      { id: 'language', run: () => void speak(currentLanguage() === 'en' ? 'zh-CN' : 'en') },
      { id: 'light', run: () => setColorScheme('light') },
      { id: 'dark', run: () => setColorScheme('dark') },
      { id: 'autoScheme', run: () => setColorScheme('auto') },
      { id: 'toggleNavigation', hotkey: 'mod+B', run: toggleNavigation },
      { id: 'shortcuts', hotkey: 'shift+?', run: showShortcuts },
    ].map((action) => ({ ...action, group: 'actions', label: t(`actions.${action.id}`) }));
    return [...pages, ...actions];
  }, [t, navigate, setColorScheme, toggleNavigation, showShortcuts]);
}
