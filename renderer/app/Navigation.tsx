// The slim column on the left: search, pages, and where the data is.
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeDay } from '../ui/RelativeDay.tsx';
import { program } from './client.ts';
import type { Command } from './commands.ts';
import classes from './Shell.module.css';
import { useScreenState } from './screen-state.ts';

export function Navigation({ commands, openPalette }: { commands: Command[]; openPalette: () => void }) {
  const { t } = useTranslation('shell');
  const navigationOpen = useScreenState((state) => state.navigationOpen);
  const toggleNavigation = useScreenState((state) => state.toggleNavigation);
  const slim = !navigationOpen;
  const Collapse = slim ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const toggleLabel = t('actions.toggleNavigation');
  return (
    <nav className={classes.navigation} data-slim={slim || undefined} aria-label={t('navigation')}>
      <Link to="/" className={classes.brand} aria-label="Trellis">
        <img src="./icon.svg" alt="" width={22} height={22} />
        {!slim && <span>Trellis</span>}
      </Link>
      <Hint label={t('search')} shown={slim}>
        <button type="button" className={classes.link} onClick={openPalette}>
          <IconSearch size={17} stroke={1.7} aria-hidden />
          <Word slim={slim}>{t('search')}</Word>
          {!slim && <kbd>{navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}</kbd>}
        </button>
      </Hint>
      {commands
        .filter((command) => command.to)
        .map(({ id, to, label, icon: Icon }) => (
          <Hint key={id} label={label} shown={slim}>
            <Link to={to as '/'} className={classes.link} activeOptions={{ exact: to === '/', includeSearch: false }}>
              {Icon && <Icon size={17} stroke={1.7} aria-hidden />}
              <Word slim={slim}>{label}</Word>
            </Link>
          </Hint>
        ))}
      <div className={classes.rest}>
        {!slim && <SavedNote />}
        <Hint label={toggleLabel} shown={slim}>
          <button type="button" className={classes.link} onClick={toggleNavigation} aria-expanded={navigationOpen}>
            <Collapse size={17} stroke={1.7} aria-hidden />
            <Word slim={slim}>{toggleLabel}</Word>
          </button>
        </Hint>
      </div>
    </nav>
  );
}

function Word({ slim, children }: { slim: boolean; children: ReactNode }) {
  return slim ? <VisuallyHidden>{children}</VisuallyHidden> : <span>{children}</span>;
}

function Hint({ label, shown, children }: { label: string; shown: boolean; children: ReactNode }) {
  return (
    <Tooltip label={label} position="right" disabled={!shown}>
      {children}
    </Tooltip>
  );
}

function SavedNote() {
  const { t } = useTranslation('shell');
  const { data } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  if (!data) return null;
  return (
    <div className="quiet" style={{ fontSize: '0.75rem', padding: '0 8px 8px', overflowWrap: 'anywhere' }}>
      <div>{t('savedIn', { file: data.fileName })}</div>
      <div>
        {data.newestBackup ? (
          <>
            {t('lastBackup')} <RelativeDay instant={data.newestBackup.madeAt} />
          </>
        ) : (
          t('noBackup')
        )}
      </div>
    </div>
  );
}
