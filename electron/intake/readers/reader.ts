// What every way of reading a file has in common.
import type { Inspection, Reading } from '../../../shared/contract/imports.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';

export interface SourceRow {
  /** Where the row starts: the line of a text file, the row of a sheet, else its number; counted from 1. */
  readonly line: number;
  readonly cells: string[];
  /** The row swallowed everything after it, because a quotation mark in it is never closed. */
  readonly unclosed?: true;
  /** Something that was observed and is no row of the kind, such as the state of a pull request. */
  readonly observed?: object;
  /** Why this row cannot be taken, as a code the language files know; its cells say what could be read of it. */
  readonly refused?: { readonly code: string; readonly value: string };
  /** Cells that hold an error instead of a value, by column; the row cannot be taken when such a column is. */
  readonly errors?: readonly (readonly [column: number, text: string])[];
}

/** Why a file cannot be read; the language files have a sentence for each. */
export const UNREADABLE = [
  'encoding',
  'unterminated_quote',
  'cell_too_long',
  'not_text',
  'unknown_format',
  'empty',
  'utf_32',
  'encrypted',
  'old_workbook',
  'binary_workbook',
  'no_workbook',
  'damaged',
  'unsafe',
  'too_large',
  'too_deep',
  'beyond_sheet',
  'too_many_columns',
  'stopped',
  'not_json',
  'several_lists',
  'no_records',
  'not_yaml',
  'no_landscape',
] as const;

/** The file cannot be read to its end; `line` is where it went wrong. */
export class UnreadableFile extends Error {
  readonly reason: (typeof UNREADABLE)[number];
  readonly line: number;
  constructor(reason: UnreadableFile['reason'], line: number) {
    super(`${reason} at line ${line}`);
    this.reason = reason;
    this.line = line;
  }
}

/** How a file wants to be read, and its first rows. */
export interface Detected {
  readonly reading: Reading;
  /** False when the bytes fit more than one encoding and the person should look at the sample. */
  readonly encodingCertain: boolean;
  /** Rows from the header on, at most {@link SAMPLE_ROWS}. */
  readonly rows: string[][];
  readonly sheets: Inspection['sheets'];
  readonly notices: Inspection['notices'];
}
export const SAMPLE_ROWS = 200;

/** The beginning of a file: its first bytes, and the same as text, however it is encoded. */
export interface FileHead {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

export interface FileReader {
  readonly format: Reading['format'];
  /** File name endings, for the person who looks for a file; what a file is, is told by its content. */
  readonly endings: readonly string[];
  /** What its rows can be, the usual one first; null when they can be anything. */
  readonly kinds: readonly ImportKind[] | null;
  recognises(head: FileHead): boolean;
  /** Looks into the file. What the person chose comes first. */
  inspect(path: string, override: Partial<Reading>, readApart: ReadApart): Promise<Detected>;
  /** The header first, then everything below it, in batches as they come. */
  rows(path: string, reading: Reading, readApart: ReadApart): AsyncGenerator<SourceRow[]>;
}

/** A question about a file that is read in a process of its own; see ./apart. */
export interface ApartRequest {
  readonly what: 'inspect' | 'rows';
  readonly format: Reading['format'];
  readonly path: string;
  readonly reading: Partial<Reading>;
}

/** The answer's pieces as JSON text. Throws UnreadableFile; ends early, and its process with it, when the signal says so. */
export type ReadApart = (request: ApartRequest, signal?: AbortSignal) => AsyncGenerator<string>;

/** A reader of a format that knows its columns by heart, so that nothing about it has to be chosen. */
export function fixedReader(
  description: Pick<FileReader, 'endings' | 'kinds' | 'recognises'> & {
    format: Reading['format'];
    read(path: string): AsyncGenerator<SourceRow[]>;
  },
): FileReader {
  const { format, read } = description;
  return {
    ...description,
    rows: (path) => read(path),
    inspect: async (path) => {
      const rows: string[][] = [];
      for await (const batch of read(path)) {
        for (const { cells, refused } of batch) if (!refused && rows.length < SAMPLE_ROWS) rows.push(cells);
        if (rows.length >= SAMPLE_ROWS) break;
      }
      return {
        reading: { format, encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null },
        encodingCertain: true,
        rows,
        sheets: [],
        notices: [],
      };
    },
  };
}
