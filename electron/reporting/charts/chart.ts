// One description of a chart, drawn by whoever needs it: as SVG in exports, by the chart library on screen.
import type { PartnerTier } from '../../../shared/vocabulary.ts';

export interface BarChart {
  readonly kind: 'bars';
  readonly title: string;
  /** What the thick and the thin bar of a row stand for. */
  readonly legend: { readonly value: string; readonly earlier: string };
  /** `colour` only where it means something, such as a tier. */
  readonly bars: readonly { readonly label: string; readonly value: number; readonly earlier: number | null; readonly colour?: string }[];
}

export interface StackedMonths {
  readonly kind: 'stacked_months';
  readonly title: string;
  readonly months: readonly string[];
  /** Bottom first; each series has one value per month. */
  readonly series: readonly { readonly label: string; readonly values: readonly number[] }[];
}

export interface LineMonths {
  readonly kind: 'line_months';
  readonly title: string;
  readonly months: readonly string[];
  readonly values: readonly number[];
}

export type Chart = BarChart | StackedMonths | LineMonths;

/** Okabe–Ito: tells apart without red and green, and the order also falls in lightness. */
export const CHART_COLOURS = ['#0072b2', '#e69f00', '#009e73', '#56b4e9', '#d55e00', '#cc79a7', '#8a8f98'] as const;

/** The tiers' fixed colours in exports: on paper and on dark ground alike, each with its glyph beside it. */
export const TIER_COLOURS: Readonly<Record<PartnerTier, string>> = {
  community: '#7b8591',
  bronze: '#b0703a',
  silver: '#6f8fae',
  gold: '#a8820f',
  platinum: '#8a6fd1',
};
