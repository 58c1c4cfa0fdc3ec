// Under which key a row is known: its own where the sheet has one, else what it says. Never the file's name or the line's number.
import { createHash } from 'node:crypto';
import { textKey } from '../../../shared/values/text-key.ts';
import { headerKey } from './fields.ts';

/** Sheets of the same make share their keys: the headers of the `telling` fields say what a row is about. */
export function sheetKeyOf(
  headers: readonly string[],
  columns: readonly { field: string; column: number }[],
  telling: readonly string[],
): string {
  const shape = columns
    .filter(({ field }) => telling.includes(field))
    .map(({ field, column }) => `${field}=${headerKey(headers[column] ?? '')}`)
    .sort()
    .join('&');
  return createHash('sha256').update(shape).digest('hex').slice(0, 8);
}

export function rowHash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.map(textKey).join('\u001f')).digest('hex').slice(0, 24);
}
