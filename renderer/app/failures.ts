// Turns a failed call into one sentence in the person's language.
import { ORPCError } from '@orpc/client';
import i18next from 'i18next';
import { wordOfField } from '../../shared/field-choices.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';

export interface Failure {
  readonly code: string;
  readonly data: Record<string, unknown>;
  readonly sentence: string;
}

export function failureOf(error: unknown): Failure {
  const code = error instanceof ORPCError ? error.code : 'OFFLINE';
  const data = (error instanceof ORPCError && typeof error.data === 'object' && error.data !== null ? error.data : {}) as Record<
    string,
    unknown
  >;
  return { code, data, sentence: sentenceOf(code, data) };
}

export function sentenceOf(code: string, data: Record<string, unknown>): string {
  const filled: Record<string, unknown> = { ...data };
  if (typeof data.rule === 'string') filled.rule = i18next.t(`failures:rules.${data.rule}`, { value: data.value });
  if (code === 'FILE_UNREADABLE') filled.reason = i18next.t(`failures:unreadable.${String(data.reason)}`, data);
  if (code === 'MERGE_REFUSED') filled.why = i18next.t(`failures:merges.${String(data.why)}`, data);
  if (code === 'SOURCE_REFUSED') filled.why = i18next.t(`failures:sources.${String(data.reason)}`, data);
  if (code === 'COLLECTING_STOPPED') filled.why = stoppedBecause(String(data.reason), data);
  if (Array.isArray(data.missing))
    filled.missing = data.missing.map((field) => wordOfField(i18next.t, data.kind as ImportKind, String(field))).join(', ');
  if (typeof data.what === 'string' && code === 'NOT_FOUND') filled.what = i18next.t(`ui:things.${data.what}`);
  if (typeof data.state === 'string') filled.state = i18next.t(`vocabulary:importState.${data.state}`);
  return i18next.exists(`failures:${code}`)
    ? i18next.t(`failures:${code}`, filled)
    : i18next.t('failures:INTERNAL', { incident: String(data.incident ?? code) });
}

/** Why a source was not read to its end. What refuses a source at the beginning can also happen in the middle. */
export function stoppedBecause(code: string, data: Record<string, unknown>): string {
  return i18next.t([`failures:stopped.${code}`, `failures:sources.${code}`], data);
}
