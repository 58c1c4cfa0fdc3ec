// One sheet of an Excel workbook as rows, cell by cell as they stand in the file, so that what is not there costs nothing.
import { UnreadableFile } from '../reader.ts';
import { numberText, serialText, unescaped } from './cell-text.ts';
import { LAST_COLUMN, LAST_ROW, LONGEST_CELL, MOST_CELLS, type SheetNotes, type SheetRow } from './sheet-rows.ts';
import { createTextCollector, isTrue, type Workbook } from './xlsx-workbook.ts';
import { xmlChunks } from './xml-events.ts';
import type { ZipParts } from './zip-parts.ts';

const LONGEST_PLAIN_NUMBER = 15;
const MOST_NOTED = 10_000;

interface Source {
  readonly parts: ZipParts;
  readonly part: string;
  readonly workbook: Pick<Workbook, 'from1904' | 'meanings'>;
  readonly strings: readonly string[];
}

interface OpenRow {
  readonly line: number;
  readonly cells: string[];
  readonly numbers: number[];
  readonly errors: [number, string][];
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  /** What stands in its value element; undefined when it has none. */
  value: string | undefined;
}

export async function* readSheet({ parts, part, workbook, strings }: Source, notes: SheetNotes): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let row: OpenRow | undefined;
  let cell: OpenCell | undefined;
  let inValue = false;
  let lastLine = 0;
  let nextColumn = 0;
  const inline = createTextCollector();

  const open = (element: string, attributes: Readonly<Record<string, string>>) => {
    if (element === 'c' && row) {
      const column = attributes.r === undefined ? nextColumn : columnOf(attributes.r);
      if (column >= LAST_COLUMN) throw new UnreadableFile('beyond_sheet', row.line);
      nextColumn = column + 1;
      cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), formula: false, value: undefined };
    } else if (element === 'v' && cell) {
      inValue = true;
      cell.value = '';
    } else if (element === 'is' && cell) {
      inline.begin();
      cell.value = '';
    } else if (element === 'f' && cell) cell.formula = true;
    else if (element === 'row') {
      const line = attributes.r === undefined ? lastLine + 1 : Number(attributes.r);
      if (!Number.isInteger(line) || line > LAST_ROW) throw new UnreadableFile('beyond_sheet', lastLine);
      if (line <= lastLine) throw new UnreadableFile('damaged', lastLine);
      lastLine = line;
      nextColumn = 0;
      row = { line, cells: [], numbers: [], errors: [] };
      if (isTrue(attributes.hidden)) notes.hiddenRows += 1;
    } else if (element === 'col' && isTrue(attributes.hidden)) noteHidden(notes, attributes);
    else if (element === 'mergeCell' && notes.mergedFrom.length < MOST_NOTED) notes.mergedFrom.push(rowOf(attributes.ref ?? ''));
    inline.open(element);
  };

  const close = (element: string) => {
    inline.close(element);
    if (element === 'v') inValue = false;
    else if (element === 'is' && cell) cell.value = unescaped(inline.take());
    else if (element === 'c' && row && cell) {
      put(row, cell);
      cell = undefined;
    } else if (element === 'row' && row) {
      const { line, cells, numbers, errors } = row;
      rows.push(errors.length > 0 ? { line, cells, numbers, errors } : { line, cells, numbers });
      row = undefined;
    }
  };

  const put = (into: OpenRow, { column, type, style, formula, value }: OpenCell) => {
    if (value === undefined || (value === '' && type === 'n')) {
      if (formula) notes.formulasWithoutValue += 1;
      return;
    }
    const at = Math.min(column, MOST_CELLS - 1);
    const text = type === 'n' ? numberOf(into, at, style, value) : textOf(into, at, type, value);
    if (text === '') return;
    if (text.length > LONGEST_CELL) throw new UnreadableFile('too_large', into.line);
    while (into.cells.length < at) into.cells.push('');
    into.cells[at] = text;
  };

  const numberOf = (into: OpenRow, column: number, style: number, value: string): string => {
    const meaning = workbook.meanings[style] ?? 'plain';
    if (typeof meaning !== 'number' && meaning !== 'plain') {
      const text = serialText(Number(value), meaning, workbook.from1904);
      if (text !== undefined) return text;
    }
    const text = numberText(value);
    if (typeof meaning === 'number' && /^\d+$/.test(text)) return text.padStart(meaning, '0');
    into.numbers.push(column);
    if (text.length > LONGEST_PLAIN_NUMBER && /^-?\d{16,}$/.test(text)) notes.longNumbers += 1;
    return text;
  };

  const textOf = (into: OpenRow, column: number, type: string, value: string): string => {
    if (type === 's') {
      const text = strings[Number(value)];
      if (text === undefined) throw new UnreadableFile('damaged', into.line);
      return text;
    }
    if (type === 'inlineStr') return value;
    if (type === 'b') return isTrue(value.trim()) ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '');
    if (type === 'e' && value !== '#N/A') {
      into.errors.push([column, value.slice(0, 40)]);
      if (notes.errors.size < 20) notes.errors.set(value.slice(0, 40), (notes.errors.get(value.slice(0, 40)) ?? 0) + 1);
    }
    return unescaped(value);
  };

  const text = (piece: string) => {
    if (inValue && cell) cell.value += piece;
    else inline.add(piece);
  };

  for await (const _ of xmlChunks(parts, part, { open, close, text })) {
    yield rows;
    rows = [];
  }
}

/** The column of `AB12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > LAST_COLUMN) return LAST_COLUMN;
  }
  if (column === 0 || !(rowOf(reference) <= LAST_ROW)) return LAST_COLUMN;
  return column - 1;
}

function rowOf(reference: string): number {
  let row = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const digit = reference.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) row = row * 10 + digit;
    else if (digit === 10) break;
  }
  return row;
}

function noteHidden(notes: SheetNotes, { min, max }: Readonly<Record<string, string>>): void {
  const last = Math.min(Number(max), LAST_COLUMN);
  for (let column = Number(min); column >= 1 && column <= last && notes.hiddenColumns.size < 50; column += 1)
    notes.hiddenColumns.add(column - 1);
}
