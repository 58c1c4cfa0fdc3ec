// An OpenDocument workbook, opened: its sheets, and the rows of each. All sheets stand in one part, one after the other.
import { UnreadableFile } from '../reader.ts';
import { createOdsCells } from './ods-cells.ts';
import { LAST_ROW, type OpenWorkbook, type Sheet, type SheetNotes, type SheetRow } from './sheet-rows.ts';
import { readXml, type XmlHandlers, xmlChunks } from './xml-events.ts';
import { openZip, type ZipParts } from './zip-parts.ts';

const CONTENT = 'content.xml';
const MOST_SHEETS = 100;
const SILENT: XmlHandlers = { open: () => undefined, close: () => undefined, text: () => undefined };
const isHidden = (visibility: string | undefined) => visibility === 'collapse' || visibility === 'filter';

export async function openOds(path: string): Promise<OpenWorkbook> {
  const parts = await openZip(path);
  try {
    if (!parts.has(CONTENT)) throw new UnreadableFile('no_workbook', 1);
    if (parts.has('META-INF/manifest.xml')) await refuseEncrypted(parts);
    const sheets = await listSheets(parts);
    return { sheets, rows: (sheet, notes) => readSheet(parts, sheets.indexOf(sheet), notes), close: parts.close };
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function refuseEncrypted(parts: ZipParts): Promise<void> {
  await readXml(parts, 'META-INF/manifest.xml', {
    ...SILENT,
    open: (element) => {
      if (element === 'encryption-data') throw new UnreadableFile('encrypted', 1);
    },
  });
}

async function listSheets(parts: ZipParts): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  const hiddenStyles = new Set<string>();
  let style = '';
  await readXml(parts, CONTENT, {
    ...SILENT,
    open: (element, attributes) => {
      if (element === 'style') style = attributes['style:name'] ?? '';
      if (element === 'table-properties' && attributes['table:display'] === 'false') hiddenStyles.add(style);
      if (element !== 'table') return;
      if (sheets.length >= MOST_SHEETS) throw new UnreadableFile('too_large', 1);
      const name = (attributes['table:name'] ?? '').slice(0, 200).toWellFormed();
      sheets.push({ name, hidden: hiddenStyles.has(attributes['table:style-name'] ?? '') });
    },
  });
  if (sheets.length === 0) throw new UnreadableFile('no_workbook', 1);
  return sheets;
}

/** How often a row or cell is repeated, as it says itself. */
export function timesOf(written: string | undefined): number {
  const times = written === undefined ? 1 : Number(written);
  return Number.isInteger(times) && times >= 1 ? times : 1;
}

async function* readSheet(parts: ZipParts, wanted: number, notes: SheetNotes): AsyncGenerator<SheetRow[]> {
  let sheet = -1;
  let line = 0;
  let column = 0;
  let repeated = 1;
  let rows: SheetRow[] = [];
  const cells = createOdsCells(notes);

  const open = (element: string, attributes: Readonly<Record<string, string>>) => {
    if (element === 'table') sheet += 1;
    if (sheet !== wanted) return;
    if (element === 'table-row') {
      repeated = timesOf(attributes['table:number-rows-repeated']);
      cells.beginRow(line + 1);
      if (isHidden(attributes['table:visibility'])) notes.hiddenRows += repeated;
    } else if (element === 'table-column') {
      const times = timesOf(attributes['table:number-columns-repeated']);
      if (isHidden(attributes['table:visibility']))
        for (let at = 0; at < Math.min(times, 50); at += 1) notes.hiddenColumns.add(column + at);
      column += times;
    } else cells.open(element, attributes);
  };

  const close = (element: string) => {
    if (sheet !== wanted) return;
    cells.close(element);
    if (element !== 'table-row') return;
    const row = cells.endRow();
    // Rows without anything go on to the last row of the sheet; they are none.
    if (row.cells.length > 0) {
      if (line + repeated > LAST_ROW) throw new UnreadableFile('beyond_sheet', line);
      for (let time = 0; time < repeated; time += 1) rows.push({ ...row, line: line + time + 1 });
    }
    line += repeated;
  };

  for await (const _ of xmlChunks(parts, CONTENT, { open, close, text: cells.text })) {
    yield rows;
    rows = [];
    if (sheet > wanted) return;
  }
}
