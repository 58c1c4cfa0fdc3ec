// Sheets that write a value once and leave the cells below it empty: the rows with those cells filled, column by column as the mapping says.
import type { Mapping } from '../../../shared/contract/imports.ts';
import type { SourceRow } from '../readers/reader.ts';

/** The rows as they mean it. The first row is the header and stays as it is. */
export async function* cellsFromAbove(batches: AsyncIterable<SourceRow[]>, mapping: Mapping): AsyncGenerator<SourceRow[]> {
  const columns = mapping.columns.flatMap(({ field, column }) => (mapping.emptyCells[field] === 'above' ? [column] : []));
  if (columns.length === 0) {
    yield* batches;
    return;
  }
  const above = new Map<number, string>();
  let header = true;
  for await (const rows of batches) {
    yield rows.map((row) => {
      if (header || row.observed) {
        header = false;
        return row;
      }
      const cells = [...row.cells];
      for (const column of columns) {
        const written = cells[column] ?? '';
        if (written.trim() !== '') above.set(column, written);
        else if (above.has(column)) {
          while (cells.length < column) cells.push('');
          cells[column] = above.get(column) ?? '';
        }
      }
      return { ...row, cells };
    });
  }
}
