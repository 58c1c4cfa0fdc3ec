// Every expected failure as the sentence that the terminal says. What has none is a bug.
import { ORPCError } from '@orpc/server';
import { wordOfField } from '../../shared/field-choices.ts';
import type { ImportKind, Language } from '../../shared/vocabulary.ts';
import { BadStart } from '../bad-start.ts';
import { CodedFailure } from '../jobs/coded-failure.ts';
import { say, sentenceFor } from '../language.ts';
import { sqliteCode } from '../store/connection.ts';

/** A mistake with a sentence of its own, already in the person's language. */
export class Mistake extends Error {}

/** A mistake in the words of the command itself, such as a period that ends before it begins. */
export class WrongUse extends Mistake {}

/** undefined for a bug. */
export function sentenceOf(error: unknown, language: Language): string | undefined {
  if (error instanceof Mistake) return error.message;
  if (error instanceof BadStart || error instanceof CodedFailure) return sentenceFor(error.code, error.data, language);
  if (error instanceof ORPCError)
    return sentenceFor(error.code, inWords((error.data ?? {}) as Record<string, unknown>, language), language);
  const system = ofTheSystem(error);
  return system && sentenceFor(system.code, system.data, language);
}

const BY_SYSTEM_CODE: Readonly<Record<string, string>> = {
  ENOENT: 'FILE_NOT_FOUND',
  ENOTDIR: 'FILE_NOT_FOUND',
  EISDIR: 'IS_A_FOLDER',
  EACCES: 'FILE_NOT_READABLE',
  EPERM: 'FILE_NOT_READABLE',
  EROFS: 'CANNOT_WRITE',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
};

/** What the system refuses is a matter of the machine and not a bug, as long as it says which file it is about. */
function ofTheSystem(error: unknown): { code: string; data: Record<string, unknown> } | undefined {
  if (sqliteCode(error) === 'SQLITE_FULL') return { code: 'DISK_FULL', data: {} };
  const { code = '', path } = (error ?? {}) as NodeJS.ErrnoException;
  const known = BY_SYSTEM_CODE[code];
  return known && (path !== undefined || known === 'DISK_FULL') ? { code: known, data: { path } } : undefined;
}

/** Names of fields in a failure's data, as people call them. */
export function inWords(data: Record<string, unknown>, language: Language): Record<string, unknown> {
  if (!Array.isArray(data.missing)) return data;
  return {
    ...data,
    missing: data.missing.map((field) => wordOfField((key) => say(language, key), data.kind as ImportKind, String(field))).join(', '),
  };
}
