// The rejected rows as a file to mend and import again: the sheet's own columns, then line, reason and value.
import type { RejectedRow } from '../../intake/import-service.ts';
import { csvLine } from '../../reporting/renderers/csv.ts';

/** These columns are ignored when the mended file comes back. */
const NOTES = ['_line', '_reason', '_field', '_value'];

export async function* rejectedCsv(sheet: { header: string[]; rows: AsyncIterable<RejectedRow> }): AsyncGenerator<string> {
  yield `\ufeff${csvLine([...sheet.header, ...NOTES])}`;
  for await (const row of sheet.rows) {
    const cells = sheet.header.map((_, index) => row.cells[index] ?? '');
    yield csvLine([...cells, String(row.line), row.code, row.field, row.value]);
  }
}
