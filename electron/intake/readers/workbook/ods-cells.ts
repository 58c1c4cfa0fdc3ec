// The cells of one row of an OpenDocument sheet, as they are opened and closed.
import { UnreadableFile } from '../reader.ts';
import { numberText } from './cell-text.ts';
import { LAST_COLUMN, LONGEST_CELL, MOST_CELLS, type SheetNotes, type SheetRow } from './sheet-rows.ts';

type Attributes = Readonly<Record<string, string>>;

const NUMBERS = new Set(['float', 'currency', 'percentage']);
const MOST_NOTED = 10_000;
const MOST_BLANKS = 1_000;

export function createOdsCells(notes: SheetNotes) {
  let line = 0;
  let cells: string[] = [];
  let numbers: number[] = [];
  let errors: [number, string][] = [];
  let column = 0;
  let cell: Attributes | undefined;
  let paragraphs: string[] = [];
  let inParagraph = false;
  let annotations = 0;

  const put = (attributes: Attributes) => {
    const times = Math.max(1, Number(attributes['table:number-columns-repeated'] ?? 1) || 1);
    const text = textOf(attributes);
    if (text !== '') {
      if (text.length > LONGEST_CELL) throw new UnreadableFile('too_large', line);
      if (column >= LAST_COLUMN) throw new UnreadableFile('beyond_sheet', line);
      const first = Math.min(column, MOST_CELLS - 1);
      while (cells.length < first) cells.push('');
      for (let at = first; at < Math.min(column + times, MOST_CELLS) || at === first; at += 1) note(at, attributes, text);
    }
    column += times;
  };

  const note = (at: number, attributes: Attributes, text: string) => {
    cells[at] = text;
    if (attributes['calcext:value-type'] === 'error' && text !== '#N/A') {
      errors.push([at, text.slice(0, 40)]);
      if (notes.errors.size < 20) notes.errors.set(text.slice(0, 40), (notes.errors.get(text.slice(0, 40)) ?? 0) + 1);
    } else if (NUMBERS.has(attributes['office:value-type'] ?? '') && !/^0\d/.test(text)) {
      numbers.push(at);
      if (/^-?\d{16,}$/.test(text)) notes.longNumbers += 1;
    }
  };

  const textOf = (attributes: Attributes): string => {
    const shown = paragraphs.join('\n');
    const type = attributes['office:value-type'];
    if (type === undefined && shown === '' && attributes['table:formula'] !== undefined) notes.formulasWithoutValue += 1;
    if (type === 'date') return (attributes['office:date-value'] ?? shown).replace(/T00:00:00(?:\.0+)?$/, '').replace('T', ' ');
    if (type === 'boolean') return attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE';
    // A format that keeps leading zeros shows more than the number says.
    if (NUMBERS.has(type ?? '') && !/^0\d+$/.test(shown)) return numberText(attributes['office:value'] ?? shown);
    return (attributes['office:string-value'] ?? shown).toWellFormed();
  };

  return {
    beginRow: (at: number) => {
      line = at;
      column = 0;
      cells = [];
      numbers = [];
      errors = [];
    },
    endRow: (): SheetRow => (errors.length > 0 ? { line, cells, numbers, errors } : { line, cells, numbers }),
    open: (element: string, attributes: Attributes) => {
      if (element === 'table-cell' || element === 'covered-table-cell') {
        cell = attributes;
        paragraphs = [];
        const spans = [attributes['table:number-columns-spanned'], attributes['table:number-rows-spanned']];
        if (spans.some((span) => Number(span ?? 1) > 1) && notes.mergedFrom.length < MOST_NOTED) notes.mergedFrom.push(line);
      } else if (element === 'annotation') annotations += 1;
      else if (annotations > 0 || !cell) return;
      else if (element === 'p') {
        inParagraph = true;
        paragraphs.push('');
      } else if (inParagraph && element === 's') add(' '.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 1, MOST_BLANKS)));
      else if (inParagraph && element === 'tab') add('\t');
      else if (inParagraph && element === 'line-break') add('\n');
    },
    close: (element: string) => {
      if (element === 'annotation') annotations -= 1;
      else if (element === 'p' && annotations === 0) inParagraph = false;
      else if ((element === 'table-cell' || element === 'covered-table-cell') && cell) {
        put(cell);
        cell = undefined;
      }
    },
    text: (piece: string) => {
      if (inParagraph && annotations === 0) add(piece);
    },
  };

  function add(piece: string): void {
    paragraphs.push((paragraphs.pop() ?? '') + piece);
  }
}
