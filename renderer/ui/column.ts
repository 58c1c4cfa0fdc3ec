// A column of a list.
import type { ReactNode } from 'react';

export interface Column<Item> {
  readonly id: string;
  readonly header: string;
  /** Width as CSS grid track, such as `minmax(160px, 2fr)` or `90px`. */
  readonly width: string;
  readonly numeric?: boolean;
  /** The name the contract sorts this column by; without it the column does not sort. */
  readonly sortBy?: string;
  readonly cell: (item: Item) => ReactNode;
}
