// All tokens of the look: type, spacing, colours, the fixed colours of tiers and charts. No colour or size is written elsewhere.
import { createTheme, type MantineColorsTuple } from '@mantine/core';
import type { Level, PartnerTier } from '../../shared/vocabulary.ts';

const leaf: MantineColorsTuple = [
  '#e8f6f0',
  '#d3ebe1',
  '#a6d6c3',
  '#76c1a4',
  '#4fae89',
  '#319e74',
  '#17875f',
  '#0b6e4f',
  '#075a40',
  '#034530',
];

export const FONT = "'Inter Variable', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif";

export const theme = createTheme({
  fontFamily: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  primaryColor: 'leaf',
  primaryShade: 7,
  colors: { leaf },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 100 } } },
    Drawer: { defaultProps: { position: 'right', size: 'lg', transitionProps: { duration: 120 } } },
    // Above every drawer and dialog, one of which may lie on another.
    Popover: { defaultProps: { zIndex: 500 } },
    Table: { defaultProps: { fz: 'md' } },
    Alert: { styles: { root: { padding: '10px 14px' } } },
    Modal: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});

/** A colour, and how much of the circle is filled that tells tiers apart where colour does not. */
export interface RankLook {
  readonly colour: string;
  readonly share: number;
}

/** Fixed everywhere. */
export const TIER_LOOK: Readonly<Record<PartnerTier, RankLook>> = {
  community: { colour: 'var(--tier-community)', share: 0 },
  bronze: { colour: 'var(--tier-bronze)', share: 0.25 },
  silver: { colour: 'var(--tier-silver)', share: 0.5 },
  gold: { colour: 'var(--tier-gold)', share: 0.75 },
  platinum: { colour: 'var(--tier-platinum)', share: 1 },
};

export const LEVEL_LOOK: Readonly<Record<Level, RankLook>> = {
  newbie: TIER_LOOK.community,
  bronze: TIER_LOOK.bronze,
  silver: TIER_LOOK.silver,
  gold: TIER_LOOK.gold,
  platinum: TIER_LOOK.platinum,
};

/** Okabe–Ito in an order that also falls apart in greyscale; the same order as in exports. On dark ground the first is lighter. */
export const CHART_COLOURS = ['var(--chart-first)', '#e69f00', '#009e73', '#56b4e9', '#d55e00', '#cc79a7', '#8a8f98'] as const;

export const CHART_HEIGHT = 260;
