// What the screens remember among themselves; nothing the program knows.
import { create } from 'zustand';
import type { Evidence } from '../../shared/contract/reports.ts';

const NAVIGATION = 'trellis-navigation';
/** Below it the page needs the room more, until somebody says otherwise. */
const NARROW_PX = 900;

interface ScreenState {
  readonly navigationOpen: boolean;
  readonly shortcutsShown: boolean;
  /** The rows behind a figure, open in the drawer beside the page. */
  readonly evidence: { title: string; rows: Evidence } | null;
  readonly contributionId: string | null;
  toggleNavigation(): void;
  showShortcuts(): void;
  hideShortcuts(): void;
  openEvidence(title: string, rows: Evidence): void;
  openContribution(contributionId: string): void;
  closeContribution(): void;
  closeEvidence(): void;
  /** What lies beside a page or above it belongs to that page. */
  leavePage(): void;
}

export const useScreenState = create<ScreenState>((set) => ({
  navigationOpen: (localStorage.getItem(NAVIGATION) ?? (window.innerWidth < NARROW_PX ? 'closed' : 'open')) !== 'closed',
  shortcutsShown: false,
  evidence: null,
  contributionId: null,
  toggleNavigation: () =>
    set(({ navigationOpen }) => {
      localStorage.setItem(NAVIGATION, navigationOpen ? 'closed' : 'open');
      return { navigationOpen: !navigationOpen };
    }),
  showShortcuts: () => set({ shortcutsShown: true }),
  hideShortcuts: () => set({ shortcutsShown: false }),
  openEvidence: (title, rows) => set({ evidence: { title, rows } }),
  openContribution: (contributionId) => set({ contributionId }),
  closeContribution: () => set({ contributionId: null }),
  closeEvidence: () => set({ evidence: null }),
  leavePage: () => set({ evidence: null, contributionId: null, shortcutsShown: false }),
}));
