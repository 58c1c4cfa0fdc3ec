// Why a row of a file cannot be taken, in words: what is wrong, where, and what to do.
import type { RowReason } from './contract/imports.ts';
import { knownWords, wordOfField } from './field-choices.ts';
import type { ImportKind } from './vocabulary.ts';

type Say = (key: string, data?: Record<string, unknown>) => string;

/** One mistake as one sentence. */
export function sentenceOfReason(say: Say, kind: ImportKind, { code, field, value }: RowReason): string {
  return say(`failures:rows.${code}`, { value, field: wordOfField(say, kind, field), known: knownWords(say, kind, field).join(', ') });
}
