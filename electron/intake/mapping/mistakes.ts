// What is wrong with the row that is being read. One list serves all rows, so that a row without mistakes costs nothing.
import type { Rejection } from '../import-kind.ts';
import { hasTwoDigitYear } from './dates.ts';

export interface Mistakes {
  /** Begins with cells that the reader could not take; whatever else is said of them is left out. */
  begin(unread: readonly Rejection[]): void;
  add(code: string, field: string, value?: string): void;
  any(): boolean;
  /** What was found, in that order; undefined for nothing. The next row begins with an empty list. */
  take(): readonly Rejection[] | undefined;
}

const LONGEST_VALUE = 500;
/** A cell that lists names can be wrong as often as it has names. */
const MOST_PER_ROW = 50;

export function createMistakes(): Mistakes {
  let found: Rejection[] = [];
  let unreadFields: ReadonlySet<string> = new Set();
  return {
    begin: (unread) => {
      found = [...unread];
      unreadFields = new Set(unread.map(({ field }) => field));
    },
    add: (code, field, value = '') => {
      if (found.length >= MOST_PER_ROW || unreadFields.has(field)) return;
      const nearer = code === 'not_a_day' && hasTwoDigitYear(value) ? 'two_digit_year' : code;
      found.push({ code: nearer, field, value: value.slice(0, LONGEST_VALUE) });
    },
    any: () => found.length > 0,
    take: () => {
      if (found.length === 0) return undefined;
      const taken = found;
      [found, unreadFields] = [[], new Set()];
      return taken;
    },
  };
}
