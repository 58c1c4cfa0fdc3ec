// What every contract file is built from: ids, paging, the fields a command carries, and the failures that are values.
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type Day, isDay } from '../values/day.ts';
import { IMPORT_KINDS, LANGUAGES } from '../vocabulary.ts';

export { oc };

export const id = z.string().min(1).max(64);
export const day = z
  .string()
  .length(10)
  .refine(isDay, { message: 'not_a_day' })
  .transform((text) => text as Day);
/** A kind of contribution: one of ours, or one that a policy adds. */
export const kindKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
export const instant = z.iso.datetime();
export const language = z.enum(LANGUAGES);
export const importKind = z.enum(IMPORT_KINDS);
const count = z.int().min(0);

export { count };

/** Every command carries an id its caller made: repeating it returns the first answer instead of doing the work twice. */
export const command = { commandId: z.uuid() };

export const page = { offset: z.int().min(0).max(100_000_000).default(0), limit: z.int().min(1).max(500).default(100) };
export const direction = z.enum(['ascending', 'descending']);
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: count });
}

/** Expected failures. A door turns the code and its data into one sentence in the person's language. */
export const failure = {
  NOT_FOUND: { status: 404, data: z.object({ what: z.string() }) },
  NAME_TAKEN: { status: 409, data: z.object({ name: z.string(), otherId: z.string() }) },
  DOMAIN_TAKEN: { status: 409, data: z.object({ domain: z.string(), otherName: z.string() }) },
  STALE_REVISION: { status: 409, data: z.object({ revision: count }) },
  RULE_BROKEN: { status: 422, data: z.object({ field: z.string(), rule: z.string(), value: z.string() }) },
  FILE_GONE: { status: 410, data: z.object({ name: z.string() }) },
  FILE_UNREADABLE: { status: 422, data: z.object({ name: z.string(), reason: z.string(), line: count.optional() }) },
  SOURCE_REFUSED: { status: 422, data: z.object({ reason: z.string(), detail: z.string() }) },
  MAPPING_INCOMPLETE: { status: 422, data: z.object({ kind: importKind, missing: z.array(z.string()) }) },
  DATE_ORDER_OPEN: {
    status: 422,
    data: z.object({ text: z.string(), dayFirst: z.string().nullable(), monthFirst: z.string().nullable() }),
  },
  IMPORT_NOT_READY: { status: 409, data: z.object({ state: z.string() }) },
  WORKSPACE_NOT_EMPTY: { status: 409, data: z.object({ partners: count, contributions: count }) },
  NOTHING_TO_UNDO: { status: 409, data: z.object({}) },
  ENTRY_NOT_STANDING: { status: 409, data: z.object({ state: z.string() }) },
  MERGE_REFUSED: { status: 422, data: z.object({ why: z.string(), name: z.string() }) },
  CHANGED_SINCE: { status: 409, data: z.object({ what: z.string() }) },
  BACKUP_DAMAGED: { status: 422, data: z.object({ name: z.string() }) },
  DISK_FULL: { status: 507, data: z.object({ path: z.string() }) },
  CANCELLED: { status: 499, data: z.object({}) },
} as const;
export type FailureCode = keyof typeof failure;

export const jobStarted = z.object({ jobId: id });
/** A file the program has made and keeps ready under an opaque id; a door hands it to the person. */
export const outgoingFile = z.object({ fileId: id, name: z.string(), mediaType: z.string(), bytes: count });
export type OutgoingFile = z.infer<typeof outgoingFile>;
