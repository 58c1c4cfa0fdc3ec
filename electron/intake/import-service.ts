// The path that everything takes on its way in: inspect → plan → review → apply → revert. Kinds and readers plug into it.
import {
  type ChangeSetRow,
  type ImportSummary,
  type Inspection,
  type Mapping,
  mapping as mappingSchema,
  type Reading,
} from '../../shared/contract/imports.ts';
import { dayInZone } from '../../shared/values/day.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import type { EventBus } from '../jobs/event-bus.ts';
import { interruptible } from '../jobs/interruptible.ts';
import { Cancelled, JobFailure, type JobHandle, type Jobs } from '../jobs/jobs.ts';
import { onceOnly } from '../store/answered-commands.ts';
import { sha256Of } from '../store/backup.ts';
import type { Store, Writer } from '../store/database.ts';
import { buildChangeSet, type ChangeSetQuery, changeSetPage, type Ticking, tickRows, workspaceHead } from './change-set.ts';
import { settleCollections } from './collecting/collections.queries.ts';
import { type ApplyServices, type DraftRules, type ImportKindSql, type ImportRow, WHILE_APPLYING } from './import-kind.ts';
import {
  addImport,
  dropCursors,
  findAppliedByHash,
  findImport,
  keepCursors,
  type StoredImport,
  settleInterrupted,
  stagedFilesInUse,
  summaryOf,
  updateImport,
} from './imports.queries.ts';
import { dayOrderOf, describeFields, suggestMapping } from './mapping/fields.ts';
import { detectFile } from './readers/index.ts';
import { UnreadableFile } from './readers/reader.ts';
import { pagedRejections, type RejectedRow } from './rejected-rows.queries.ts';
import type { StagedFiles } from './staged-files.ts';
import { countStaged, removeStaging, stagingPath, withStaging } from './staging.ts';

export interface ImportServices {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly events: EventBus;
  readonly stagedFiles: StagedFiles;
  readonly now: () => number;
  readonly newId: () => string;
  readonly draftRulesOf: Readonly<Record<ImportKind, DraftRules>>;
  readonly sqlOf: Readonly<Record<ImportKind, ImportKindSql>>;
  readonly workerScript: URL;
  /** Work that follows once an import is in the workspace; nobody waits for it. */
  readonly afterwards: (kind: ImportKind) => Promise<void>;
}

/** Why an import cannot go on; procedures turn it into the contract's failure of that code. */
export class ImportRefused extends Error {
  readonly code: 'FILE_GONE' | 'FILE_UNREADABLE' | 'MAPPING_INCOMPLETE' | 'NOT_FOUND' | 'IMPORT_NOT_READY';
  readonly data: Record<string, unknown>;
  constructor(code: ImportRefused['code'], data: Record<string, unknown>) {
    super(code);
    this.code = code;
    this.data = data;
  }
}

export type ImportService = ReturnType<typeof createImportService>;

const STAGED_FILE_LIFE_MS = 7 * 24 * 3_600_000;

export function createImportService(services: ImportServices) {
  const { store, jobs, stagedFiles, now, newId } = services;
  const jobOfImport = new Map<string, string>();
  const instant = () => new Date(now()).toISOString();
  const stageOf = (importId: string) => stagingPath(store.folders.imports, importId);

  async function stagedFile(fileId: string) {
    const file = await stagedFiles.find(fileId);
    if (!file) throw new ImportRefused('FILE_GONE', { name: '' });
    return file;
  }

  async function existing(importId: string, ...states: StoredImport['state'][]): Promise<StoredImport> {
    const row = await findImport(store.read, importId);
    if (!row) throw new ImportRefused('NOT_FOUND', { what: 'import' });
    if (states.length > 0 && !states.includes(row.state)) throw new ImportRefused('IMPORT_NOT_READY', { state: row.state });
    return row;
  }

  async function inspect(request: { stagedFileId: string; kind: ImportKind; reading?: Partial<Reading> }): Promise<Inspection> {
    const file = await stagedFile(request.stagedFileId);
    const { fields, matchKeys } = services.draftRulesOf[request.kind];
    const detected = await detectFile(file.path, file.name, request.reading).catch((error: unknown) => {
      if (error instanceof UnreadableFile) throw new ImportRefused('FILE_UNREADABLE', { name: file.name, reason: error.reason });
      throw error;
    });
    const headers = detected.rows[0] ?? [];
    if (headers.length > 500) throw new ImportRefused('FILE_UNREADABLE', { name: file.name, reason: 'too_many_columns' });
    const body = detected.rows.slice(1);
    const suggested = suggestMapping(fields, headers, body);
    const seen = await findAppliedByHash(store.read, await sha256Of(file.path), request.kind);
    return {
      stagedFileId: file.fileId,
      fileName: file.name,
      bytes: file.bytes,
      seenBefore: seen ? summaryOf(seen) : null,
      reading: detected.reading,
      encodingCertain: detected.encodingCertain,
      sheets: detected.sheets,
      notices: detected.notices,
      columns: headers.map((header, index) => ({
        index,
        header: header.slice(0, 200),
        samples: body
          .map((cells) => (cells[index] ?? '').trim().slice(0, 200))
          .filter((text) => text !== '')
          .slice(0, 3),
      })),
      fields: describeFields(fields),
      suggested,
      matchKeys: [...matchKeys],
      dateOrderAmbiguous: dayOrderOf(fields, suggested.columns, body).ambiguous,
    };
  }

  function refuseIncomplete(kind: ImportKind, mapping: Mapping): void {
    const rules = services.draftRulesOf[kind];
    const given = new Set([...mapping.columns.map((column) => column.field), ...Object.keys(mapping.defaults)]);
    const missing = rules.fields.filter((spec) => spec.required && !given.has(spec.field)).map((spec) => spec.field);
    if (missing.length === 0 && !rules.oneOf.some((field) => given.has(field))) missing.push(...rules.oneOf);
    if (missing.length > 0) throw new ImportRefused('MAPPING_INCOMPLETE', { missing });
  }

  /** A job that starts once per command id: sent again, the command answers with the job it started the first time. */
  async function startOnce<Answer extends { jobId: string }>(
    command: { commandId: string; procedure: string },
    begin: (writer: Writer, jobId: string) => Promise<Answer>,
    job: {
      kind: 'plan_import' | 'apply_import' | 'revert_import';
      subjectId: (answer: Answer) => string;
      work: (handle: JobHandle, answer: Answer) => Promise<void>;
    },
  ): Promise<Answer> {
    let fresh = false;
    const answer = await store.write((writer) =>
      onceOnly(writer, { ...command, at: instant() }, () => {
        fresh = true;
        return begin(writer, newId());
      }),
    );
    if (fresh) {
      jobs.start({ id: answer.jobId, kind: job.kind, subjectId: job.subjectId(answer) }, (handle) => job.work(handle, answer));
      jobOfImport.set(job.subjectId(answer), answer.jobId);
    }
    return answer;
  }

  async function plan(request: { commandId: string; stagedFileId: string; kind: ImportKind; reading: Reading; mapping: Mapping }) {
    const file = await stagedFile(request.stagedFileId);
    refuseIncomplete(request.kind, request.mapping);
    const { stagedFileId, kind, reading, mapping } = request;
    const sha256 = await sha256Of(file.path);
    const begin = async (writer: Writer, jobId: string) => {
      const importId = newId();
      const origin = file.collected?.origin ?? { source: 'file' as const, label: '', incomplete: null };
      await addImport(writer, {
        id: importId,
        kind,
        fileName: file.name,
        sha256,
        stagedFileId,
        reading,
        mapping,
        origin,
        createdAt: instant(),
      });
      return { importId, jobId };
    };
    const work = async (handle: JobHandle, { importId }: { importId: string }) => {
      try {
        const { totals, policyVersion } = await buildChangeSet(
          { stagePath: stageOf(importId), workspacePath: store.path, workerScript: services.workerScript, today: dayInZone(now()) },
          services.sqlOf[kind],
          { path: file.path, kind, reading, mapping },
          handle,
        );
        await store.write((writer) => updateImport(writer, importId, { state: 'planned', policyVersion, ...totals }));
      } catch (error) {
        await removeStaging(stageOf(importId));
        await store.write((writer) =>
          updateImport(writer, importId, { state: error instanceof Cancelled || handle.signal.aborted ? 'discarded' : 'failed' }),
        );
        if (error instanceof UnreadableFile)
          throw new JobFailure('FILE_UNREADABLE', { name: file.name, reason: error.reason, line: error.line });
        throw error;
      } finally {
        services.events.changed(['imports']);
      }
    };
    return startOnce({ commandId: request.commandId, procedure: 'imports.plan' }, begin, {
      kind: 'plan_import',
      subjectId: (answer) => answer.importId,
      work,
    });
  }

  async function changeSet(query: { importId: string } & ChangeSetQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
    const row = await existing(query.importId, 'planned');
    return withStaging(stageOf(query.importId), store.path, (stage) => changeSetPage(stage, services.sqlOf[row.kind], query));
  }

  async function tick(request: { importId: string } & Ticking): Promise<ImportSummary> {
    await existing(request.importId, 'planned');
    const totals = await withStaging(stageOf(request.importId), store.path, (stage) => tickRows(stage, request));
    await store.write((writer) => updateImport(writer, request.importId, totals));
    return summaryOf(await existing(request.importId));
  }

  function importRow({ num, id, policyVersion, firstSeq, lastSeq }: StoredImport): ImportRow {
    return { num, id, policyVersion, firstSeq, lastSeq };
  }

  function applying(row: StoredImport, handle: JobHandle): ApplyServices {
    const mapping = mappingSchema.parse(JSON.parse(row.mapping));
    return { mapping, newId, at: instant(), today: dayInZone(now()), ...handle };
  }

  async function apply({ commandId, importId }: { commandId: string; importId: string }) {
    const begin = async (writer: Writer, jobId: string) => {
      await existing(importId, 'planned');
      await updateImport(writer, importId, { state: 'applying' });
      return { jobId };
    };
    const work = async (handle: JobHandle) => {
      const row = await existing(importId);
      const sql = services.sqlOf[row.kind];
      try {
        await backupBefore(row, handle);
        await store.writeBulk(stageOf(importId), (connection) =>
          interruptible(connection, handle.signal, async () => {
            // Had the workspace changed since the review, what is written is decided again, inside this transaction.
            const plannedOn = await connection.get<{ head: string }>('SELECT head FROM stage.planned_on');
            if (plannedOn?.head !== (await workspaceHead(connection, WHILE_APPLYING)))
              await sql.plan(connection, WHILE_APPLYING, applying(row, handle));
            const totals = await countStaged(connection, 'stage');
            const { firstSeq, lastSeq } = await sql.apply(connection, importRow(row), applying(row, handle));
            await connection.run(
              `UPDATE imports SET state = 'applied', applied_at = ?, first_seq = ?, last_seq = ?, rows = ?, created = ?, changed = ?, unchanged = ?, conflicts = ?, rejected = ?, unticked = ? WHERE id = ?`,
              [
                instant(),
                firstSeq,
                lastSeq,
                totals.rows,
                totals.created,
                totals.changed,
                totals.unchanged,
                totals.conflicts,
                totals.rejected,
                totals.unticked,
                importId,
              ],
            );
            await keepCursors(connection, importId, (await stagedFiles.find(row.stagedFileId ?? ''))?.collected?.cursors ?? {}, instant());
            handle.progress('saving', 0, null);
          }),
        );
      } catch (error) {
        await store.write((writer) => updateImport(writer, importId, { state: 'planned' }));
        throw error;
      } finally {
        services.events.changed(['imports', ...sql.topics]);
      }
      await services.afterwards(row.kind);
    };
    return startOnce({ commandId, procedure: 'imports.apply' }, begin, { kind: 'apply_import', subjectId: () => importId, work });
  }

  async function backupBefore(row: StoredImport, handle: JobHandle): Promise<void> {
    const holds = await store.read.selectFrom('partners').select('id').limit(1).executeTakeFirst();
    const ledger = await store.read.selectFrom('ledgerEntries').select('seq').limit(1).executeTakeFirst();
    if ((!holds && !ledger) || row.created + row.changed === 0) return;
    handle.progress('backup', 0, null);
    await store.backup('before_import');
  }

  async function discard(importId: string): Promise<ImportSummary> {
    await existing(importId, 'planned', 'failed');
    await removeStaging(stageOf(importId));
    await store.write((writer) => updateImport(writer, importId, { state: 'discarded', stagedFileId: null }));
    services.events.changed(['imports']);
    return summaryOf(await existing(importId));
  }

  async function revert({ commandId, importId }: { commandId: string; importId: string }) {
    const begin = async (_writer: Writer, jobId: string) => {
      await existing(importId, 'applied');
      return { jobId };
    };
    const work = async (handle: JobHandle) => {
      const row = await existing(importId, 'applied');
      const sql = services.sqlOf[row.kind];
      try {
        await store.writeBulk(null, (connection) =>
          interruptible(connection, handle.signal, async () => {
            const result = await sql.revert(connection, importRow(row), applying(row, handle));
            await dropCursors(connection, importId);
            await connection.run(`UPDATE imports SET state = 'reverted', revert_result = ? WHERE id = ?`, [
              JSON.stringify(result),
              importId,
            ]);
          }),
        );
      } finally {
        services.events.changed(['imports', ...sql.topics]);
      }
    };
    return startOnce({ commandId, procedure: 'imports.revert' }, begin, { kind: 'revert_import', subjectId: () => importId, work });
  }

  /** Hands over the rejected rows one by one, in the order of their lines, with the sheet's header. */
  async function rejectedRows(
    importId: string,
    use: (sheet: { header: string[]; rows: AsyncIterable<RejectedRow> }) => Promise<void>,
  ): Promise<void> {
    await existing(importId);
    await withStaging(stageOf(importId), store.path, async (stage) => {
      const header = await stage.get<{ cells: string }>('SELECT cells FROM header');
      await use({ header: JSON.parse(header?.cells ?? '[]') as string[], rows: pagedRejections(stage) });
    });
  }

  /** At start: what a stop interrupted, and files that nothing needs any more. */
  async function settle(): Promise<void> {
    await store.write(async (writer) => {
      await settleInterrupted(writer);
      await settleCollections(writer);
    });
    await stagedFiles.removeOlderThan(now() - STAGED_FILE_LIFE_MS, await stagedFilesInUse(store.read));
  }

  return {
    inspect,
    plan,
    changeSet,
    tick,
    apply,
    discard,
    revert,
    rejectedRows,
    settle,
    find: existing,
    jobOf: (importId: string) => jobOfImport.get(importId) ?? null,
  };
}
