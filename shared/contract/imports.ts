// Imports: staged file → mapping → change-set → review → apply → revert. One path for every kind of row.
import { z } from 'zod';
import { IMPORT_STATES, ROW_STATUSES } from '../vocabulary.ts';
import { command, count, failure, id, importKind, instant, jobStarted, language, listOf, oc, outgoingFile, page } from './base.ts';

export const fileEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252']);
export const delimiter = z.enum([',', ';', '\t', '|']);
export const dateOrder = z.enum(['iso', 'day_first', 'month_first']);

/** Delimited text, or a format with columns of its own. */
export const fileFormat = z.enum(['delimited', 'all_contributors', 'mailmap', 'gitdm']);

/** How the bytes become rows; detected, shown, and overridable. */
export const reading = z.object({
  format: fileFormat.default('delimited'),
  encoding: fileEncoding,
  delimiter,
  headerLine: z.int().min(1).max(20),
});
export type Reading = z.infer<typeof reading>;

/** How the columns become fields of the kind. Columns are addressed by index: header names are data and may repeat. */
export const mapping = z.object({
  columns: z.array(z.object({ field: z.string().max(60), column: z.int().min(0).max(499) })).max(100),
  /** Values for fields that no column gives. */
  defaults: z.record(z.string().max(60), z.string().max(500)).default({}),
  dateOrder: dateOrder.default('iso'),
});
export type Mapping = z.infer<typeof mapping>;

export const importField = z.object({
  field: z.string(),
  required: z.boolean(),
  /** The words a cell may hold, for fields with a closed list. */
  choices: z.array(z.string()).nullable(),
});

export const importSummary = z.object({
  id,
  kind: importKind,
  state: z.enum(IMPORT_STATES),
  fileName: z.string(),
  createdAt: instant,
  appliedAt: z.string().nullable(),
  rows: count,
  created: count,
  changed: count,
  unchanged: count,
  conflicts: count,
  rejected: count,
  /** Rows the person unticked. */
  unticked: count,
});
export type ImportSummary = z.infer<typeof importSummary>;

export const inspection = z.object({
  stagedFileId: id,
  fileName: z.string(),
  bytes: count,
  /** An applied import of a file with the same content. */
  seenBefore: importSummary.nullable(),
  reading,
  encodingCertain: z.boolean(),
  columns: z.array(z.object({ index: count, header: z.string(), samples: z.array(z.string()) })),
  fields: z.array(importField),
  suggested: mapping,
  /** Two readings of the date column differ and no value proves either; the person has to choose. */
  dateOrderAmbiguous: z.boolean(),
});
export type Inspection = z.infer<typeof inspection>;

export const changeSetRow = z.object({
  line: count,
  status: z.enum(ROW_STATUSES),
  ticked: z.boolean(),
  label: z.string(),
  /** Why it is rejected or in conflict: a code the language files know, the field and the offending text. */
  reason: z.object({ code: z.string(), field: z.string(), value: z.string() }).nullable(),
  values: z.array(z.object({ field: z.string(), value: z.string() })),
  changes: z.array(z.object({ field: z.string(), old: z.string(), new: z.string() })),
});
export type ChangeSetRow = z.infer<typeof changeSetRow>;

export const revertResult = z.object({
  reversed: count,
  kept: count,
  failed: count,
  /** Up to 500 rows that were not reversed, each with its reason. */
  rows: z.array(z.object({ label: z.string(), outcome: z.enum(['kept', 'failed']), reason: z.string() })),
});
export type RevertResult = z.infer<typeof revertResult>;

const importRef = { importId: id };
const notReady = { NOT_FOUND: failure.NOT_FOUND, IMPORT_NOT_READY: failure.IMPORT_NOT_READY };

export const importsContract = {
  /** Looks into a staged file without importing anything. Give `reading` to override what was detected. */
  inspect: oc
    .errors({ FILE_GONE: failure.FILE_GONE, FILE_UNREADABLE: failure.FILE_UNREADABLE })
    .input(z.object({ stagedFileId: id, kind: importKind, reading: reading.partial().optional() }))
    .output(inspection),
  /** Starts the job that builds the change-set. Nothing of the workspace changes. */
  plan: oc
    .errors({ FILE_GONE: failure.FILE_GONE, FILE_UNREADABLE: failure.FILE_UNREADABLE, MAPPING_INCOMPLETE: failure.MAPPING_INCOMPLETE })
    .input(z.object({ ...command, stagedFileId: id, kind: importKind, reading, mapping }))
    .output(z.object({ importId: id, jobId: id })),
  get: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object(importRef))
    .output(importSummary.extend({ jobId: id.nullable(), revert: revertResult.nullable(), reading, mapping, stagedFileId: id.nullable() })),
  list: oc.input(z.object({ ...page })).output(listOf(importSummary)),
  changeSet: oc
    .errors(notReady)
    .input(z.object({ ...importRef, status: z.enum(ROW_STATUSES).optional(), search: z.string().max(200).optional(), ...page }))
    .output(listOf(changeSetRow)),
  /** Ticks or unticks single rows, or every row of a status. */
  tick: oc
    .errors(notReady)
    .input(
      z.object({
        ...importRef,
        ticked: z.boolean(),
        lines: z.array(count).max(500).optional(),
        status: z.enum(['new', 'changed']).optional(),
      }),
    )
    .output(importSummary),
  apply: oc
    .errors(notReady)
    .input(z.object({ ...command, ...importRef }))
    .output(jobStarted),
  discard: oc
    .errors(notReady)
    .input(z.object({ ...command, ...importRef }))
    .output(importSummary),
  revert: oc
    .errors(notReady)
    .input(z.object({ ...command, ...importRef }))
    .output(jobStarted),
  rejectedFile: oc
    .errors(notReady)
    .input(z.object({ ...importRef, language: language.default('en') }))
    .output(outgoingFile),
};
