// What the sheets of a workbook have in common, whichever program wrote it: rows of text, and what is worth telling about them.
import type { SourceRow } from '../reader.ts';

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
}

export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;
/** Cells further right are kept as one: it is enough to refuse the row, and the header if it is that wide. */
export const MOST_CELLS = 501;

/** Spreadsheet programs stop at 32,767 characters; what is far beyond comes from elsewhere. */
export const LONGEST_CELL = 1 << 20;

export interface SheetRow extends SourceRow {
  /** Columns whose value is a number, and not a date. */
  readonly numbers: readonly number[];
}

/** Counted while rows are read. */
export interface SheetNotes {
  readonly hiddenColumns: Set<number>;
  hiddenRows: number;
  formulasWithoutValue: number;
  readonly errors: Map<string, number>;
  /** Whole numbers of more than fifteen digits, of which a spreadsheet program keeps only that many. */
  longNumbers: number;
  /** The rows in which merged cells begin; a sheet lists them after its rows. */
  readonly mergedFrom: number[];
}

export function emptyNotes(): SheetNotes {
  return { hiddenColumns: new Set(), hiddenRows: 0, formulasWithoutValue: 0, errors: new Map(), longNumbers: 0, mergedFrom: [] };
}

/** `AB` for 27. */
export function columnLetters(index: number): string {
  const rest = index % 26;
  const before = Math.floor(index / 26);
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + rest);
}

export function isBlank({ cells }: SourceRow): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** How a workbook's format gives its sheets. */
export interface OpenWorkbook {
  readonly sheets: readonly Sheet[];
  /** Rows in their order, blank ones too, in batches; a batch may be empty. */
  rows(sheet: Sheet, notes: SheetNotes): AsyncGenerator<SheetRow[]>;
  close(): void;
}
