// A workbook as the intake wants it: which sheet, where its header is, its rows, and what a person should know of it.
import type { Reading } from '../../../../shared/contract/imports.ts';
import { detectHeaderLine } from '../detect.ts';
import { type Detected, SAMPLE_ROWS, type SourceRow, UnreadableFile } from '../reader.ts';
import { emptyNotes, isBlank, type OpenWorkbook, type Sheet, type SheetRow } from './sheet-rows.ts';
import { noticesOf } from './workbook-notices.ts';

/** Rows that are looked at to tell a sheet with a table from a cover page. */
const ROWS_TO_JUDGE = 50;
/** Rows that are looked at for what is worth telling before an import; what is wrong further down shows row by row. */
const ROWS_TO_LOOK_AT = 20_000;

const LONGEST_SHOWN = 1_000;

export type OpenWorkbookFile = (path: string) => Promise<OpenWorkbook>;

export async function inspectWorkbook(open: OpenWorkbookFile, path: string, override: Partial<Reading>): Promise<Detected> {
  const workbook = await open(path);
  try {
    const sheet = await chooseSheet(workbook, override.sheet ?? null);
    const notes = emptyNotes();
    const first: SheetRow[] = [];
    const numbers = new Set<number>();
    let read = 0;
    for await (const rows of workbook.rows(sheet, notes)) {
      for (const row of rows) {
        if (isBlank(row)) continue;
        if (first.length < SAMPLE_ROWS + 20) first.push(row);
        for (const column of row.numbers) numbers.add(column);
      }
      read += rows.length;
      if (read >= ROWS_TO_LOOK_AT) break;
    }
    const headerLine = override.headerLine ?? detectHeaderLine(first);
    const shown = first.filter(({ line }) => line >= headerLine).slice(0, SAMPLE_ROWS);
    const [header] = shown;
    if (!header) throw new UnreadableFile('empty', 1);
    return {
      reading: { format: override.format ?? 'xlsx', encoding: 'utf-8', delimiter: ',', headerLine, sheet: sheet.name },
      encodingCertain: true,
      rows: shown.map(({ cells }) => cells.map((cell) => cell.slice(0, LONGEST_SHOWN))),
      sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
      notices: noticesOf({ sheets: workbook.sheets, notes, header, numbers }),
    };
  } finally {
    workbook.close();
  }
}

/** The header first, then the rows below it that are not blank. */
export async function* workbookRows(open: OpenWorkbookFile, path: string, reading: Partial<Reading>): AsyncGenerator<SourceRow[]> {
  const workbook = await open(path);
  try {
    const sheet = await chooseSheet(workbook, reading.sheet ?? null);
    for await (const rows of workbook.rows(sheet, emptyNotes())) {
      const wanted = rows.filter((row) => row.line >= (reading.headerLine ?? 1) && !isBlank(row));
      if (wanted.length > 0) yield wanted;
    }
  } finally {
    workbook.close();
  }
}

/** The sheet of that name, else the first in sight with a table, else the first in sight with anything. */
async function chooseSheet(workbook: OpenWorkbook, wanted: string | null): Promise<Sheet> {
  const named = workbook.sheets.find(({ name }) => name === wanted);
  if (named) return named;
  const inSight = workbook.sheets.filter(({ hidden }) => !hidden);
  let withAnything: Sheet | undefined;
  for (const sheet of inSight.length > 0 ? inSight : workbook.sheets) {
    const { rows, width } = await firstRows(workbook, sheet);
    if (rows >= 2 && width >= 2) return sheet;
    if (rows >= 1) withAnything ??= sheet;
  }
  if (!withAnything) throw new UnreadableFile('empty', 1);
  return withAnything;
}

async function firstRows(workbook: OpenWorkbook, sheet: Sheet): Promise<{ rows: number; width: number }> {
  let rows = 0;
  let width = 0;
  for await (const batch of workbook.rows(sheet, emptyNotes())) {
    for (const row of batch.filter((one) => !isBlank(one))) {
      rows += 1;
      width = Math.max(width, row.cells.filter((cell) => cell.trim() !== '').length);
    }
    if (rows >= ROWS_TO_JUDGE) break;
  }
  return { rows, width };
}
