// The path that everything takes on its way in: inspect → plan → review → apply → revert. Kinds and readers plug into it.
import {
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
import type { Store, Writer } from '../store/database.ts';
import { buildChangeSet, workspaceHead } from './change-set.ts';
import { cutCollectedFile } from './collecting/collected-file.ts';
import { keptLengths, settleCollections } from './collecting/collections.queries.ts';
import { type ApplyServices, type DraftRules, type ImportKindSql, type ImportRow, WHILE_APPLYING } from './import-kind.ts';
import { ImportRefused } from './import-refused.ts';
import {
  addImport,
  dropCursors,
  findImport,
  keepCursors,
  type StoredImport,
  settleInterrupted,
  stagedFilesInUse,
  summaryOf,
  updateImport,
} from './imports.queries.ts';
import { type InspectRequest, inspectFile, refuseIncomplete, valuesOf } from './inspect.ts';
import { describeFields } from './mapping/fields.ts';
import { type ReadApart, UnreadableFile } from './readers/reader.ts';
import { createReview } from './review.ts';
import { hashOf, type StagedFile, type StagedFiles } from './staged-files.ts';
import { countStaged, removeStaging, stagingPath } from './staging.ts';

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
  /** Reads files that are not read in this process. */
  readonly readApart: ReadApart;
  /** Work that follows once an import is in the workspace; nobody waits for it. */
  readonly afterwards: (kind: ImportKind) => Promise<void>;
}

export type ImportService = ReturnType<typeof createImportService>;

interface PlanRequest {
  commandId: string;
  stagedFileId: string;
  kind: ImportKind;
  reading: Reading;
  mapping: Mapping;
  basedOn?: string;
}

const STAGED_FILE_LIFE_MS = 7 * 24 * 3_600_000;

export function createImportService(services: ImportServices) {
  const { store, jobs, stagedFiles, readApart, now, newId } = services;
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

  async function inspect({ stagedFileId, kind, reading }: InspectRequest): Promise<Inspection> {
    return inspectFile(store.read, await stagedFile(stagedFileId), { rulesOf: services.draftRulesOf, readApart }, kind, reading);
  }

  async function values(request: { stagedFileId: string; kind: ImportKind; reading: Reading; columns: Mapping['columns'] }) {
    const { stagedFileId, kind, reading, columns } = request;
    return valuesOf(await stagedFile(stagedFileId), readApart, services.draftRulesOf[kind], { reading, columns });
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

  /** The change-set to go on from, when it is one of the same file read in the same way. */
  async function earlierOf({ basedOn, stagedFileId, kind, reading }: PlanRequest): Promise<StoredImport | null> {
    if (basedOn === undefined) return null;
    const row = await findImport(store.read, basedOn);
    const same =
      row?.state === 'planned' && row.stagedFileId === stagedFileId && row.kind === kind && row.reading === JSON.stringify(reading);
    return same ? row : null;
  }

  async function plan(request: PlanRequest) {
    const { stagedFileId, kind, reading, mapping } = request;
    const file = await stagedFile(stagedFileId);
    refuseIncomplete(services.draftRulesOf[kind], mapping);
    const earlier = await earlierOf(request);
    const sha256 = await hashOf(file);
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
          {
            stagePath: stageOf(importId),
            earlierStagePath: earlier && stageOf(earlier.id),
            workspacePath: store.path,
            workerScript: services.workerScript,
            readApart,
            today: dayInZone(now()),
          },
          { sql: services.sqlOf[kind], draftRules: services.draftRulesOf[kind] },
          { path: file.path, kind, reading, mapping },
          handle,
        );
        await store.write(async (writer) => {
          await updateImport(writer, importId, { state: 'planned', policyVersion, ...totals });
          if (earlier) await updateImport(writer, earlier.id, { state: 'discarded', stagedFileId: null });
        });
        if (earlier) await removeStaging(stageOf(earlier.id));
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
        const collected = await readWith(row);
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
            if (collected) await keepCursors(connection, importId, collected, instant());
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

  /** How far the source was read with these very rows; nothing when more was gathered into the file since they were planned. */
  async function readWith({ stagedFileId, sha256 }: StoredImport): Promise<StagedFile['collected']> {
    const staged = await stagedFiles.find(stagedFileId ?? '');
    return staged?.collected && (await hashOf(staged)) === sha256 ? staged.collected : undefined;
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
            await dropCursors(connection, importRow(row));
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

  /** At start: what a stop interrupted, and files that nothing needs any more. */
  async function settle(): Promise<void> {
    await store.write(async (writer) => {
      await settleInterrupted(writer);
      await settleCollections(writer);
    });
    for (const { stagedFileId, length } of await keptLengths(store.read)) {
      const staged = await stagedFiles.find(stagedFileId);
      if (staged) await cutCollectedFile(staged.path, length);
    }
    await stagedFiles.removeOlderThan(now() - STAGED_FILE_LIFE_MS, await stagedFilesInUse(store.read));
  }

  return {
    ...createReview(services, { existing, stagedFile }),
    inspect,
    values,
    rules: (kind: ImportKind) => services.draftRulesOf[kind],
    fields: (kind: ImportKind) => describeFields(services.draftRulesOf[kind].fields),
    plan,
    apply,
    discard,
    revert,
    settle,
    find: existing,
    jobOf: (importId: string) => jobOfImport.get(importId) ?? null,
  };
}
