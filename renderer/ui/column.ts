// A column of a list.
import type { ReactNode } from 'react';
import { currentLanguage } from '../app/language.ts';

export interface Column<Item> {
  readonly id: string;
  readonly header: ReactNode;
  /** Width as CSS grid track, such as `minmax(160px, 2fr)` or `90px`. */
  readonly width: string;
  readonly numeric?: boolean;
  /** The name the contract sorts this column by; without it the column does not sort. */
  readonly sortBy?: string;
  readonly cell: (item: Item) => ReactNode;
}

/** Between two columns, in pixels, as the list's styles have it. */
export const COLUMN_GAP = 16;

/** Words are longer in English, days in Chinese. */
export const widthByLanguage = (english: string, chinese: string) => (currentLanguage() === 'zh-CN' ? chinese : english);
export const dayWidth = () => widthByLanguage('100px', '116px');
