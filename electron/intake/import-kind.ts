// What a kind of row (partners, contributions, …) has to say to be importable. The pure half runs in the worker that reads
// the file; the SQL half plans, shows, applies and reverts. Both are listed once, in electron/import-kinds.ts.
import type { ChangeSetRow, Inspection, Mapping, Reading, RevertResult } from '../../shared/contract/imports.ts';
import { type ImportKind, ROW_STATUSES, type RowStatus } from '../../shared/vocabulary.ts';
import type { Connection } from '../store/connection.ts';
import type { FieldSpec } from './mapping/fields.ts';

export interface Rejection {
  readonly code: string;
  readonly field: string;
  readonly value: string;
}

export interface DraftSettings {
  readonly format: Reading['format'];
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  /** What the kind needs from the workspace, such as the points policy; plain JSON. */
  readonly rules: unknown;
}

/** Turns rows into drafts. Accepted ones are collected by table; `take` hands over what has come together. */
export interface Drafter {
  /**
   * Everything that is wrong with the row, where it cannot be accepted. Of a row with cells that the reader could not take, the rest is
   * only looked through.
   */
  add(line: number, cells: readonly string[], unread?: readonly Rejection[]): readonly Rejection[] | undefined;
  /** What the source said beside the rows, as it stands in the file: to be looked at before it is believed. */
  observe?(line: number, said: object): void;
  /** Rows per staging table, each an array of the columns its insert statement names. */
  take(): Record<string, unknown[][]>;
}

export interface DraftRules {
  readonly kind: ImportKind;
  readonly fields: readonly FieldSpec[];
  /** Fields of which at least one must be mapped or defaulted. */
  readonly oneOf: readonly string[];
  /** What a row can be matched by, the usual one first. */
  readonly matchKeys: readonly string[];
  /** Values for fields without a column that the headers speak for; a person can change them. */
  presets?(headers: readonly string[], columns: Mapping['columns']): Mapping['defaults'];
  /** What a person should know of a sheet that is mapped like this, beside what the file itself is like. */
  notices?(headers: readonly string[], mapping: Mapping): Inspection['notices'];
  createDrafter(settings: DraftSettings): Drafter;
}

/** Where the tables stand: when planning, staging is `main`; when applying, the workspace is. */
export interface Schemas {
  readonly stage: string;
  readonly workspace: string;
}
export const WHILE_PLANNING: Schemas = { stage: 'main', workspace: 'workspace' };
export const WHILE_APPLYING: Schemas = { stage: 'stage', workspace: 'main' };

export interface ImportRow {
  readonly num: number;
  readonly id: string;
  readonly policyVersion: number | null;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
}

/** What planning needs beside the two databases; `today` is the day in the program's time zone. */
export interface PlanServices {
  readonly mapping: Mapping;
  readonly today: string;
  readonly signal: AbortSignal;
  progress(phase: string, done: number, total: number | null): void;
}

export interface ApplyServices extends PlanServices {
  readonly newId: () => string;
  /** Instant of the apply. */
  readonly at: string;
}

export interface GoneEntry {
  contributionId: string;
  key: string;
  title: string;
  person: string;
  day: string | null;
  points: number;
}

export interface ImportKindSql {
  /** Tables of the staging file besides `rejected`; `drafts` must have line, status, ticked and the reason columns. */
  readonly stageSchema: string;
  /** Per staging table the statement that takes one JSON array of rows. */
  readonly stageInserts: Readonly<Record<string, string>>;
  /** What the worker needs to know, read from the workspace before it starts. */
  rulesFor(workspace: Connection, today: string): Promise<{ rules: unknown; policyVersion: number | null }>;
  /** Called after every part of a file that is read for the first time; what it finds out, planning need not. */
  whileReading?(stage: Connection, schemas: Schemas): () => Promise<void>;
  /** Decides for every draft whether it is new, changed, unchanged or in conflict. Writes to the staging tables only. */
  plan(connection: Connection, schemas: Schemas, services: PlanServices): Promise<void>;
  page(
    stage: Connection,
    query: { status: RowStatus | undefined; search: string; offset: number; limit: number },
  ): Promise<{ items: ChangeSetRow[]; total: number }>;
  /** What came from sources of the same make and stands in this one no longer, for kinds whose rows have keys. */
  gone?(stage: Connection, query: { offset: number; limit: number }): Promise<{ items: GoneEntry[]; total: number }>;
  /** Writes the ticked drafts, inside the caller's transaction. */
  apply(connection: Connection, row: ImportRow, services: ApplyServices): Promise<{ firstSeq: number | null; lastSeq: number | null }>;
  revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult>;
  /** Topics that change when such an import is applied or reverted. */
  readonly topics: readonly ('partners' | 'people' | 'contributions' | 'activities')[];
}

/** Statuses as the staging file keeps them: numbers, so that a million rows stay small. */
export const STATUS = Object.fromEntries(ROW_STATUSES.map((status, index) => [status, index])) as Record<RowStatus, number>;

/** Columns every `drafts` table has. */
export const DRAFT_COLUMNS = `line INTEGER PRIMARY KEY, status INTEGER NOT NULL DEFAULT 0, ticked INTEGER NOT NULL DEFAULT 1,
  reason_code TEXT, reason_field TEXT, reason_value TEXT`;
