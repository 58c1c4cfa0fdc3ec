// What imports are given to work with, and what their parts share.
import type { ImportKind } from '../../shared/vocabulary.ts';
import type { JobHandle } from '../jobs/jobs.ts';
import type { Writer } from '../store/database.ts';
import type { DraftRules, ImportKindSql } from './import-kind.ts';
import type { StoredImport } from './imports.queries.ts';
import type { IntakeServices } from './intake-services.ts';
import type { ReadApart } from './readers/reader.ts';
import type { StagedFile } from './staged-files.ts';

export interface ImportServices extends IntakeServices {
  readonly draftRulesOf: Readonly<Record<ImportKind, DraftRules>>;
  readonly sqlOf: Readonly<Record<ImportKind, ImportKindSql>>;
  readonly workerScript: URL;
  /** Reads files that are not read in this process. */
  readonly readApart: ReadApart;
  /** Work that follows once an import is in the workspace; nobody waits for it. */
  readonly afterwards: (kind: ImportKind) => Promise<void>;
}

/** How the parts find an import and its file. */
export interface ImportLookup {
  /** The import, when it is in one of the states; refuses otherwise. */
  existing(importId: string, ...states: StoredImport['state'][]): Promise<StoredImport>;
  stagedFile(fileId: string): Promise<StagedFile & { path: string }>;
  stageOf(importId: string): string;
}

/** Work that starts once per command id; see ./import-jobs.ts. */
export type StartOnce = <Answer extends { jobId: string }>(
  command: { commandId: string; procedure: string },
  begin: (writer: Writer, jobId: string) => Promise<Answer>,
  job: {
    kind: 'plan_import' | 'apply_import' | 'revert_import';
    subjectId: (answer: Answer) => string;
    work: (handle: JobHandle, answer: Answer) => Promise<void>;
  },
) => Promise<Answer>;
