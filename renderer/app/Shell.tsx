// The frame around every page: navigation, page, and what opens beside or above it.
import { useHotkeys } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from './commands.ts';
import { Navigation } from './Navigation.tsx';
import classes from './Shell.module.css';
import { useScreenState } from './screen-state.ts';

const Palette = lazy(() => import('./Palette.tsx').then((file) => ({ default: file.Palette })));
const Shortcuts = lazy(() => import('./Shortcuts.tsx').then((file) => ({ default: file.Shortcuts })));
const EvidenceDrawer = lazy(() => import('../ui/EvidenceDrawer.tsx').then((file) => ({ default: file.EvidenceDrawer })));
const ContributionDrawer = lazy(() =>
  import('../features/contributions/ContributionDrawer.tsx').then((file) => ({ default: file.ContributionDrawer })),
);

export function Shell() {
  const { t } = useTranslation('shell');
  const commands = useCommands();
  const evidence = useScreenState((state) => state.evidence);
  const contributionId = useScreenState((state) => state.contributionId);
  const shortcutsShown = useScreenState((state) => state.shortcutsShown);
  const [paletteOpen, setPaletteOpen] = useState(false);
  useHotkeys([['mod+K', () => setPaletteOpen(true)]], []);
  useHotkeys(commands.flatMap((command) => (command.hotkey ? [[command.hotkey, () => command.run()] as [string, () => void]] : [])));
  return (
    <div className={classes.frame}>
      <button type="button" className="skip-link" onClick={() => document.getElementById('content')?.focus()}>
        {t('skip')}
      </button>
      <Navigation commands={commands} openPalette={() => setPaletteOpen(true)} />
      <main id="content" tabIndex={-1} className={classes.page}>
        <Outlet />
      </main>
      {paletteOpen && (
        <Later>
          <Palette commands={commands} close={() => setPaletteOpen(false)} />
        </Later>
      )}
      {shortcutsShown && (
        <Later>
          <Shortcuts commands={commands} />
        </Later>
      )}
      {evidence && (
        <Later>
          <EvidenceDrawer />
        </Later>
      )}
      {contributionId && (
        <Later>
          <ContributionDrawer />
        </Later>
      )}
    </div>
  );
}

/** Fetched when it is first opened; what lies open already stays as it is meanwhile. */
function Later({ children }: { children: ReactNode }) {
  return <Suspense>{children}</Suspense>;
}
