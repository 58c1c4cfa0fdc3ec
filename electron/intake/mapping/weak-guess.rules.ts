// Whether what was recognised of a file is too little to go by where nobody looks at it first.
import type { Inspection } from '../../../shared/contract/imports.ts';

/** JSON holds everything there is, and nearly all of it calls something `name`. */
export function isWeakGuess({
  reading,
  suggested,
  columns,
  saved,
}: Pick<Inspection, 'reading' | 'suggested' | 'columns' | 'saved'>): boolean {
  const recognised = suggested.columns.length;
  return reading.format === 'json' && saved.length === 0 && recognised <= 2 && recognised * 4 < columns.length;
}
