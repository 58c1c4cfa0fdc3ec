// In which order the dates of a staged file say day and month. The first rows mostly prove it; where they do not, more of the file is read.

import type { ColumnDates, Mapping } from '../../shared/contract/imports.ts';
import { provenOrder } from '../../shared/date-order.ts';
import { ImportRefused } from './import-refused.ts';
import { createDateWatch } from './mapping/dates.ts';
import { dayColumns, type FieldSpec } from './mapping/fields.ts';
import { type SourceRow, UnreadableFile } from './readers/reader.ts';

const MOST_ROWS = 200_000;

const PROVEN = new Set(['day_first', 'month_first']);

type Rows = () => AsyncIterable<SourceRow[]>;

/** What each column says, by the first rows below the header and, for columns that leave it open there, by those that follow. */
export async function datesOfColumns(width: number, first: readonly (readonly string[])[], whole: Rows): Promise<(ColumnDates | null)[]> {
  const watches = Array.from({ length: width }, createDateWatch);
  for (const cells of first) for (const [column, watch] of watches.entries()) watch.look(cells[column] ?? '');
  const open = [...watches.keys()].filter((column) => ['open', 'either'].includes(watches[column]?.found()?.order ?? ''));
  // A file that cannot be read to its end says so when it is compared.
  await readOn(whole, open, watches).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
  });
  return watches.map((watch) => watch.found());
}

async function readOn(whole: Rows, columns: readonly number[], watches: readonly ReturnType<typeof createDateWatch>[]): Promise<void> {
  const isOpen = (column: number) => !PROVEN.has(watches[column]?.found()?.order ?? '');
  let open = columns;
  let read = 0;
  if (open.length === 0) return;
  for await (const rows of whole()) {
    for (const { cells } of rows) for (const column of open) watches[column]?.look(cells[column] ?? '');
    read += rows.length;
    open = open.filter(isOpen);
    if (open.length === 0 || read > MOST_ROWS) return;
  }
}

/** The order to read a file's dates by: as the mapping says, else as they prove. Refuses where nothing says it. */
export async function decidedOrder(
  fields: readonly FieldSpec[],
  mapping: Mapping,
  whole: Rows,
): Promise<NonNullable<Mapping['dateOrder']>> {
  if (mapping.dateOrder !== null) return mapping.dateOrder;
  const columns = dayColumns(fields, mapping.columns);
  const watches = Array.from({ length: Math.max(0, ...columns) + 1 }, createDateWatch);
  await readOn(whole, columns, watches);
  const dates = columns.map((column) => watches[column]?.found() ?? null);
  const order = provenOrder(dates);
  if (order !== null) return order;
  const sample = dates.flatMap((one) => one?.samples ?? [])[0] ?? { text: '', dayFirst: null, monthFirst: null };
  throw new ImportRefused('DATE_ORDER_OPEN', sample);
}
