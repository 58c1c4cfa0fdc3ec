// Rows read field by field as text, and what makes a row unusable whatever it is about.
import type { Mapping } from '../../../shared/contract/imports.ts';
import type { Rejection } from '../import-kind.ts';
import { createCellReader } from './fields.ts';
import type { StatedRow } from './merge-stated.rules.ts';

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

/** A row that no kind can read: cells without a header above them, or characters that are no text. */
export function refuseMalformed(headers: readonly string[], cells: readonly string[]): Rejection | undefined {
  if (cells.length > headers.length && cells.slice(headers.length).some((cell) => cell.trim() !== ''))
    return { code: 'too_many_cells', field: '', value: String(cells.length) };
  for (const cell of cells)
    if (cell.includes('\0')) return { code: 'control_character', field: '', value: cell.replaceAll('\0', '␀').slice(0, 200) };
  return undefined;
}

/** The first of the fields whose text is longer than it may be. */
export function refuseTooLong({ values }: StatedRow, longest: Readonly<Record<string, number>>): Rejection | undefined {
  const field = Object.keys(longest).find((one) => (values[one] ?? '').length > (longest[one] ?? 0));
  return field === undefined ? undefined : { code: 'too_long', field, value: (values[field] ?? '').slice(0, 60) };
}
