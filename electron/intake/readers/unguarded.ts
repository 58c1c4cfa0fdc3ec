// Rejected rows that were saved, mended and come back: an apostrophe that kept a cell from being run as a formula is no part of its text.
import { unguarded } from '../../reporting/renderers/csv.ts';
import { NOTE_COLUMNS } from '../rejected-rows.queries.ts';
import type { SourceRow } from './reader.ts';

function isSavedRejections(header: readonly string[]): boolean {
  return NOTE_COLUMNS.every((note) => header.includes(note));
}

/** The rows as they were before they were saved. The first is the header. */
export async function* withoutGuards(batches: AsyncIterable<SourceRow[]>): AsyncGenerator<SourceRow[]> {
  let saved: boolean | undefined;
  for await (const rows of batches) {
    saved ??= isSavedRejections(rows[0]?.cells ?? []);
    yield saved ? rows.map((row) => ({ ...row, cells: row.cells.map(unguarded) })) : rows;
  }
}
