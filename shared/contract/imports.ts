// Imports: staged file → mapping → change-set → review → apply → revert. One path for every kind of row.
import { z } from 'zod';
import { CONFLICT_RULES, EMPTY_CELLS, IMPORT_SOURCES, IMPORT_STATES, ROW_STATUSES, TEMPLATE_FORMATS } from '../vocabulary.ts';
import { command, count, day, failure, id, importKind, instant, jobStarted, language, listOf, oc, outgoingFile, page } from './base.ts';

export const fileEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252']);
export const delimiter = z.enum([',', ';', '\t', '|']);
export const dateOrder = z.enum(['iso', 'day_first', 'month_first']);

/** How a file is read; see electron/intake/readers. `collected` is what Trellis itself gathered from git or a code host. */
export const fileFormat = z.enum(['delimited', 'xlsx', 'ods', 'json', 'landscape', 'all_contributors', 'mailmap', 'gitdm', 'collected']);

/** How the bytes become rows; detected, shown, and overridable. */
export const reading = z.object({
  format: fileFormat.default('delimited'),
  encoding: fileEncoding,
  delimiter,
  headerLine: z.int().min(1).max(20),
  /** The sheet of a workbook that is read; null elsewhere. */
  sheet: z.string().max(200).nullable().default(null),
});
export type Reading = z.infer<typeof reading>;

/** How the columns become fields of the kind. Columns are addressed by index: header names are data and may repeat. */
export const mapping = z.object({
  columns: z.array(z.object({ field: z.string().max(60), column: z.int().min(0).max(499) })).max(100),
  /** Values for fields that no column gives. */
  defaults: z.record(z.string().max(60), z.string().max(500)).default({}),
  /** How dates like 03/04/2026 are read; null asks the file, and where that leaves it open the person has to say. */
  dateOrder: dateOrder.nullable().default(null),
  /** By field, what a cell's text means: one of the field's choices, or '' for nothing. */
  values: z.record(z.string().max(60), z.record(z.string().max(200), z.string().max(200))).default({}),
  /** By field, what happens to a value that is there already; `replace` where nothing is said. */
  conflicts: z.record(z.string().max(60), z.enum(CONFLICT_RULES)).default({}),
  /** By field, what an empty cell says and whether `-`, `NA` and the like are empty; `nothing` where nothing is said. */
  emptyCells: z.record(z.string().max(60), z.enum(EMPTY_CELLS)).default({}),
  /** Whether a blank cell of a mapped column leaves what is there, or clears it. */
  blanks: z.enum(['leave', 'clear']).default('leave'),
  /** Whether rows that match something are proposed as changes, and rows that match nothing as new; otherwise they come unticked. */
  updates: z.boolean().default(true),
  creates: z.boolean().default(true),
  /** The file is the whole list, so what was imported from its like and is not in it any more is worth showing. */
  complete: z.boolean().default(false),
  /** By which of the kind's match keys a row finds what is there; null for the kind's first. */
  matchBy: z.string().max(60).nullable().default(null),
});
export type Mapping = z.infer<typeof mapping>;

export const importField = z.object({
  field: z.string(),
  required: z.boolean(),
  /** The words a cell may hold, for fields with a closed list. */
  choices: z.array(z.string()).nullable(),
  isDay: z.boolean(),
});

/** Where the rows came from. `incomplete` says why a collection ended before everything was read. */
export const origin = z.object({
  source: z.enum(IMPORT_SOURCES),
  /** A repository's path or name, an organisation; '' for a file. */
  label: z.string(),
  incomplete: z.object({ reason: z.string(), detail: z.string() }).nullable(),
});
export type Origin = z.infer<typeof origin>;

export const importSummary = z.object({
  id,
  kind: importKind,
  state: z.enum(IMPORT_STATES),
  fileName: z.string(),
  origin,
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

/** A mapping that was kept, for files with the same columns. Columns are kept by their headers. */
export const savedMapping = z.object({
  id,
  name: z.string().trim().min(1).max(120),
  kind: importKind,
  savedAt: instant,
  mapping,
});
export type SavedMapping = z.infer<typeof savedMapping>;

/** Dates of a column that say day and month in one order or the other, such as 03/04/2026. */
export const columnDates = z.object({
  /** What its values prove; `open` where they prove nothing or contradict each other, `either` where both orders mean the same days. */
  order: z.enum(['day_first', 'month_first', 'either', 'open']),
  /** The first of those that each order makes another day of; null for no day at all. */
  samples: z.array(z.object({ text: z.string(), dayFirst: day.nullable(), monthFirst: day.nullable() })),
});
export type ColumnDates = z.infer<typeof columnDates>;

export const inspection = z.object({
  stagedFileId: id,
  kind: importKind,
  fileName: z.string(),
  bytes: count,
  /** An applied import of a file with the same content. */
  seenBefore: importSummary.nullable(),
  reading,
  encodingCertain: z.boolean(),
  /** The sheets of a workbook, in their order; empty for other files. */
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  /** What a person should know before going on, as codes the language files know: hidden columns, formulas without a value… */
  notices: z.array(z.object({ code: z.string(), value: z.string() })),
  /** The first rows as they were read, the header left out. */
  sample: z.array(z.array(z.string())),
  columns: z.array(
    z.object({
      index: count,
      header: z.string(),
      samples: z.array(z.string()),
      /** Whether some of the first rows have nothing there. */
      hasEmpty: z.boolean(),
      /** Whether they look like groups whose value stands in their first row only. */
      looksGrouped: z.boolean(),
      /** null where it has no such dates. */
      dates: columnDates.nullable(),
    }),
  ),
  fields: z.array(importField),
  /** As kept for these columns, else by their headers. */
  suggested: mapping,
  /** The kept mappings whose columns this file has; `suggested` is the first of them, if there is one. */
  saved: z.array(savedMapping),
  /** What a row can be matched by, the usual one first. */
  matchKeys: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspection>;

export const rowReason = z.object({ code: z.string(), field: z.string(), value: z.string() });
export type RowReason = z.infer<typeof rowReason>;

export const changeSetRow = z.object({
  line: count,
  status: z.enum(ROW_STATUSES),
  ticked: z.boolean(),
  label: z.string(),
  /** Why it is rejected or in conflict, everything that is wrong with it: each a code the language files know, the field and the offending text. */
  reasons: z.array(rowReason),
  /** A person can say that this row is to be taken although it is in conflict. */
  takeable: z.boolean(),
  values: z.array(z.object({ field: z.string(), value: z.string() })),
  changes: z.array(z.object({ field: z.string(), old: z.string(), new: z.string() })),
});
export type ChangeSetRow = z.infer<typeof changeSetRow>;

/** Rows that cannot be taken for the same reason; one with several stands under each. `value` is '' where every row has its own. */
export const reasonGroup = z.object({
  status: z.enum(['conflict', 'rejected']),
  code: z.string(),
  field: z.string(),
  value: z.string(),
  rows: count,
});
export type ReasonGroup = z.infer<typeof reasonGroup>;

export const revertResult = z.object({
  reversed: count,
  kept: count,
  failed: count,
  /** Up to 500 rows that were not reversed, each with its reason. */
  rows: z.array(z.object({ label: z.string(), outcome: z.enum(['kept', 'failed']), reason: z.string() })),
});
export type RevertResult = z.infer<typeof revertResult>;

const importRef = { importId: id };
const notReady = { NOT_FOUND: failure.NOT_FOUND, IMPORT_NOT_READY: failure.IMPORT_NOT_READY, FILE_GONE: failure.FILE_GONE };

export const importsContract = {
  /** Looks into a staged file without importing anything. Give `reading` to override what was detected; without a kind the likeliest is taken. */
  inspect: oc
    .errors({ FILE_GONE: failure.FILE_GONE, FILE_UNREADABLE: failure.FILE_UNREADABLE })
    .input(z.object({ stagedFileId: id, kind: importKind.optional(), reading: reading.partial().optional() }))
    .output(inspection),
  /** Starts the job that builds the change-set. Nothing of the workspace changes. */
  plan: oc
    .errors({
      FILE_GONE: failure.FILE_GONE,
      FILE_UNREADABLE: failure.FILE_UNREADABLE,
      MAPPING_INCOMPLETE: failure.MAPPING_INCOMPLETE,
      DATE_ORDER_OPEN: failure.DATE_ORDER_OPEN,
    })
    .input(
      z.object({
        ...command,
        stagedFileId: id,
        kind: importKind,
        reading,
        mapping,
        /** An earlier change-set of the same file: what was mended, taken and unticked in it is carried over, and it is discarded. */
        basedOn: id.optional(),
      }),
    )
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
  /** What a kind of row can be filled with. */
  fields: oc.input(z.object({ kind: importKind })).output(z.object({ items: z.array(importField) })),
  /** Why rows are not taken, the most frequent reasons first. */
  reasons: oc
    .errors(notReady)
    .input(z.object(importRef))
    .output(z.object({ items: z.array(reasonGroup) })),
  /** Entries that came from sheets of this make and are in this one no longer; empty unless the mapping says the file is complete. */
  gone: oc
    .errors(notReady)
    .input(z.object({ ...importRef, ...page }))
    .output(
      listOf(
        z.object({
          contributionId: id,
          key: z.string(),
          title: z.string(),
          person: z.string(),
          day: z.string().nullable(),
          points: z.int(),
        }),
      ),
    ),
  /** One row as it stands in the file, or as it was mended. */
  row: oc
    .errors(notReady)
    .input(z.object({ ...importRef, line: count }))
    .output(z.object({ line: count, header: z.array(z.string()), cells: z.array(z.string()) })),
  /** Reads one row again with other cells. The file stays as it is. */
  mend: oc
    .errors(notReady)
    .input(z.object({ ...importRef, line: count, cells: z.array(z.string().max(100_000)).max(500) }))
    .output(importSummary),
  /** Takes a row that is in conflict: instead of the row it repeats, or over what a person did. */
  take: oc
    .errors(notReady)
    .input(z.object({ ...importRef, line: count }))
    .output(importSummary),
  /** The different texts of columns whose fields have a closed list, and what each means so far. */
  values: oc
    .errors({ FILE_GONE: failure.FILE_GONE, FILE_UNREADABLE: failure.FILE_UNREADABLE })
    .input(z.object({ stagedFileId: id, kind: importKind, reading, columns: mapping.shape.columns }))
    .output(
      z.object({
        items: z.array(z.object({ field: z.string(), text: z.string(), rows: count, meaning: z.string().nullable() })),
        /** False when there are more rows or texts than were looked at. */
        complete: z.boolean(),
      }),
    ),
  saveMapping: oc
    .input(
      z.object({ ...command, kind: importKind, name: savedMapping.shape.name, headers: z.array(z.string().max(200)).max(500), mapping }),
    )
    .output(z.object({ mappingId: id })),
  removeMapping: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ ...command, mappingId: id }))
    .output(z.object({ mappingId: id })),
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
  /** A sheet to fill in, with the names its columns are recognised by and rows that show how. */
  template: oc
    .input(z.object({ kind: importKind, format: z.enum(TEMPLATE_FORMATS), language: language.default('en') }))
    .output(outgoingFile),
  rejectedFile: oc
    .errors(notReady)
    .input(z.object({ ...importRef, language: language.default('en') }))
    .output(outgoingFile),
};
