// Rows read field by field as text, and what makes a row unusable whatever it is about.
import type { Mapping } from '../../../shared/contract/imports.ts';
import { createCellReader } from './fields.ts';
import type { StatedRow } from './merge-stated.rules.ts';
import type { Mistakes } from './mistakes.ts';

/** Reads the fields of a row by the mapping. Only `clearable` ones can be cleared by a blank cell. */
export function createStatedReader(mapping: Mapping, fields: readonly string[], clearable: readonly string[]) {
  const cellOf = createCellReader(mapping);
  const readers = fields.map((field) => [field, cellOf(field)] as const);
  const mapped = new Set(mapping.columns.map(({ field }) => field));
  const open = clearable.filter((field) => mapped.has(field) && (mapping.conflicts[field] ?? 'replace') === 'replace');
  return (cells: readonly string[]): StatedRow => {
    const values: Record<string, string> = {};
    for (const [field, read] of readers) {
      const text = read(cells);
      if (text !== '') values[field] = text;
    }
    return { values, cleared: mapping.blanks === 'clear' ? open.filter((field) => values[field] === undefined) : [] };
  };
}

/** Whether no kind can read the row: cells without a header above them, or characters that are no text. Which cell means what is not known then. */
export function isMalformed(headers: readonly string[], cells: readonly string[], mistakes: Mistakes): boolean {
  let malformed = false;
  if (cells.length > headers.length && cells.slice(headers.length).some((cell) => cell.trim() !== '')) {
    mistakes.add('too_many_cells', '', String(cells.length));
    malformed = true;
  }
  for (const cell of cells) {
    if (!cell.includes('\0')) continue;
    mistakes.add('control_character', '', cell.replaceAll('\0', '␀').slice(0, 200));
    malformed = true;
  }
  return malformed;
}

/** Fields whose text is longer than it may be. */
export function noteTooLong(values: StatedRow['values'], longest: Readonly<Record<string, number>>, mistakes: Mistakes): void {
  for (const [field, most] of Object.entries(longest)) {
    const text = values[field] ?? '';
    if (text.length > most) mistakes.add('too_long', field, text.slice(0, 60));
  }
}
