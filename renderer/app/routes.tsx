// Every place in the program. Pages are fetched when they are first opened; addresses live behind `#` so that a reload always
// asks the program for the same page.
import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { StartPage } from '../features/start/StartPage.tsx';
import { PageSkeleton } from '../ui/PageSkeleton.tsx';
import { BrokenPage } from './BrokenPage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { Shell } from './Shell.tsx';
import { useScreenState } from './screen-state.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
/** Filters and tabs stand in the address; each page reads its own and ignores the rest. */
const anySearch = (search: Record<string, unknown>) => search;

const start = createRoute({ getParentRoute: () => root, path: '/', component: StartPage });
const partners = createRoute({
  getParentRoute: () => root,
  path: '/partners',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/partners/PartnersPage.tsx'), 'PartnersPage'),
});
const partner = createRoute({
  getParentRoute: () => root,
  path: '/partners/$partnerId',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/partners/PartnerPage.tsx'), 'PartnerPage'),
});
const activities = createRoute({
  getParentRoute: () => root,
  path: '/activities',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/activities/ActivitiesPage.tsx'), 'ActivitiesPage'),
});
const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/people/PeoplePage.tsx'), 'PeoplePage'),
});
const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId',
  component: lazyRouteComponent(() => import('../features/people/PersonPage.tsx'), 'PersonPage'),
});
const ledger = createRoute({
  getParentRoute: () => root,
  path: '/contributions',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/contributions/LedgerPage.tsx'), 'LedgerPage'),
});
const leaderboard = createRoute({
  getParentRoute: () => root,
  path: '/leaderboard',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/contributions/LeaderboardPage.tsx'), 'LeaderboardPage'),
});
const recognition = createRoute({
  getParentRoute: () => root,
  path: '/recognition',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/recognition/RecognitionPage.tsx'), 'RecognitionPage'),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/ImportsPage.tsx'), 'ImportsPage'),
});
const newImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/new',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/imports/ImportWizardPage.tsx'), 'ImportWizardPage'),
});
const gitImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/git',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/collections/GitImportPage.tsx'), 'GitImportPage'),
});
const githubImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/github',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/collections/GithubPage.tsx'), 'GithubPage'),
});
const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('../features/imports/ImportPage.tsx'), 'ImportPage'),
});
const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/ecosystem',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/reports/EcosystemReportPage.tsx'), 'EcosystemReportPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('../features/settings/SettingsPage.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    partners,
    partner,
    activities,
    people,
    person,
    ledger,
    leaderboard,
    recognition,
    imports,
    newImport,
    gitImport,
    githubImport,
    oneImport,
    report,
    settings,
  ]),
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
  if (pathChanged) useScreenState.getState().leavePage();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
