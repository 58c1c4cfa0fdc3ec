// The workspace itself: what it is, its backups, its history of changes, undo.
import { z } from 'zod';
import { command, count, failure, id, instant, jobStarted, language, listOf, oc, page } from './base.ts';

export const settings = z.object({
  programName: z.string().trim().min(1).max(120),
  /** First month of the fiscal year, 1–12: quarters in reports follow it. */
  fiscalYearStart: z.int().min(1).max(12),
  language: language.nullable(),
});
export type Settings = z.infer<typeof settings>;

export const backupEntry = z.object({
  id,
  madeAt: instant,
  reason: z.enum(['automatic', 'by_hand', 'before_migration', 'before_recompute', 'before_import', 'before_restore', 'at_close']),
  bytes: count,
  partners: count,
  contributions: count,
});
export type BackupEntry = z.infer<typeof backupEntry>;

export const workspaceInfo = z.object({
  id,
  fileName: z.string(),
  bytes: count,
  schemaVersion: count,
  sqliteVersion: z.string(),
  programVersion: z.string(),
  counts: z.object({ partners: count, people: count, contributions: count, activities: count, imports: count }),
  newestBackup: backupEntry.nullable(),
  settings,
  /** The day it is for the program; screens count relative dates from it. */
  today: z.string(),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfo>;

export const historyEntry = z.object({
  changeId: id,
  at: instant,
  /** Name of the procedure that made the change, such as `partners.edit`. */
  what: z.string(),
  subject: z.string(),
  rows: count,
  undone: z.boolean(),
  undoable: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const checkResult = z.object({
  ok: z.boolean(),
  /** Each check by name with the number of problems it found and up to five examples. */
  checks: z.array(z.object({ name: z.string(), problems: count, examples: z.array(z.string()) })),
});

const undoneChange = z.object({ changeId: id, what: z.string(), subject: z.string() });

const undoFailures = {
  NOTHING_TO_UNDO: failure.NOTHING_TO_UNDO,
  CHANGED_SINCE: failure.CHANGED_SINCE,
  RULE_BROKEN: failure.RULE_BROKEN,
};

export const workspaceContract = {
  get: oc.input(z.object({})).output(workspaceInfo),
  saveSettings: oc.input(z.object({ ...command, settings })).output(settings),
  check: oc.input(z.object({})).output(checkResult),
  /** `now` counts what is there as each backup counts what it holds. */
  backups: oc
    .input(z.object({}))
    .output(z.object({ items: z.array(backupEntry), now: z.object({ partners: count, contributions: count }) })),
  backup: oc.errors({ DISK_FULL: failure.DISK_FULL }).input(z.object({})).output(backupEntry),
  restore: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND, BACKUP_DAMAGED: failure.BACKUP_DAMAGED })
    .input(z.object({ backupId: id }))
    .output(z.object({ restored: backupEntry, before: backupEntry })),
  /** Writes the demo program into an empty workspace. */
  loadDemo: oc
    .errors({ WORKSPACE_NOT_EMPTY: failure.WORKSPACE_NOT_EMPTY })
    .input(z.object({ ...command, language }))
    .output(jobStarted),
  history: oc.input(z.object({ ...page })).output(listOf(historyEntry)),
  /** Takes back the newest change that is not undone yet, or the named one when nothing was built on it since. */
  undo: oc
    .errors(undoFailures)
    .input(z.object({ ...command, changeId: id.optional() }))
    .output(undoneChange),
  /** Does again what was undone last, as long as nothing else was changed after the undo. */
  redo: oc
    .errors(undoFailures)
    .input(z.object({ ...command }))
    .output(undoneChange),
};
