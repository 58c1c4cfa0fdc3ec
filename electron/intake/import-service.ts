// The path that everything takes on its way in: inspect → plan → review → apply → revert. Kinds and readers plug into it.
import type { ImportSummary, Inspection, Mapping, Reading } from '../../shared/contract/imports.ts';
import { dayInZone } from '../../shared/values/day.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import { Cancelled, JobFailure, type JobHandle } from '../jobs/jobs.ts';
import type { Writer } from '../store/database.ts';
import { buildChangeSet } from './change-set.queries.ts';
import { cutCollectedFile } from './collecting/collected-file.ts';
import { keptLengths, settleCollections } from './collecting/collections.queries.ts';
import { decidedOrder } from './date-order.ts';
import { createImportJobs } from './import-jobs.ts';
import { ImportRefused } from './import-refused.ts';
import type { ImportLookup, ImportServices } from './import-services.ts';
import {
  addImport,
  findImport,
  importStates,
  removeUnneeded,
  type StoredImport,
  settleInterrupted,
  stagedFilesInUse,
  summaryOf,
  updateImport,
} from './imports.queries.ts';
import { type InspectRequest, inspectFile, refuseIncomplete, refusingUnreadable, valuesOf } from './inspect.ts';
import { describeFields } from './mapping/fields.ts';
import { readRows } from './readers/index.ts';
import { UnreadableFile } from './readers/reader.ts';
import { createReview } from './review.ts';
import { hashOf } from './staged-files.ts';
import { isWhole, removeStaging, stagingPath } from './staging.queries.ts';
import { sweepStaging } from './staging-leftovers.queries.ts';
import { createWriting } from './writing.ts';

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
  const { store, stagedFiles, readApart, now, newId } = services;
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

  const lookup: ImportLookup = { existing, stagedFile, stageOf };
  const { startOnce, jobOf } = createImportJobs(services);

  async function inspect({ stagedFileId, kind, reading }: InspectRequest): Promise<Inspection> {
    return inspectFile(store.read, await stagedFile(stagedFileId), { rulesOf: services.draftRulesOf, readApart }, kind, reading);
  }

  async function values(request: { stagedFileId: string; kind: ImportKind; reading: Reading; columns: Mapping['columns'] }) {
    const { stagedFileId, kind, reading, columns } = request;
    return valuesOf(await stagedFile(stagedFileId), readApart, services.draftRulesOf[kind], { reading, columns });
  }

  /** The change-set to go on from, when it is one of the same file read in the same way. */
  async function earlierOf({ basedOn, stagedFileId, kind, reading }: PlanRequest): Promise<StoredImport | null> {
    if (basedOn === undefined) return null;
    const row = await findImport(store.read, basedOn);
    const same =
      row?.state === 'planned' && row.stagedFileId === stagedFileId && row.kind === kind && row.reading === JSON.stringify(reading);
    return same && (await isWhole(stageOf(row.id))) ? row : null;
  }

  async function plan(request: PlanRequest) {
    const { stagedFileId, kind, reading } = request;
    const file = await stagedFile(stagedFileId);
    const draftRules = services.draftRulesOf[kind];
    refuseIncomplete(draftRules, request.mapping);
    const whole = () => readRows(file.path, reading, readApart);
    const dateOrder = await refusingUnreadable(file, decidedOrder(draftRules.fields, request.mapping, whole));
    const mapping: Mapping = { ...request.mapping, dateOrder };
    const earlier = await earlierOf(request);
    const sha256 = await hashOf(file);
    const begin = async (writer: Writer, jobId: string) => {
      // What was gathered may have been discarded meanwhile.
      await stagedFile(stagedFileId);
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
          { sql: services.sqlOf[kind], draftRules },
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

  async function discard(importId: string): Promise<ImportSummary> {
    // Looked at in the writer's own turn, where no apply can begin in between; and files go once it is written that nobody needs them.
    const stagedFileId = await store.write(async (writer) => {
      const row = await existing(importId, 'planned', 'failed');
      await updateImport(writer, importId, { state: 'discarded', stagedFileId: null });
      return row.stagedFileId;
    });
    await removeStaging(stageOf(importId));
    await store.write((writer) => removeUnneeded(writer, stagedFiles, stagedFileId ?? ''));
    services.events.changed(['imports']);
    return summaryOf(await existing(importId));
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
    const states = await importStates(store.read);
    await sweepStaging(store.folders.imports, (importId) => states.get(importId), now() - STAGED_FILE_LIFE_MS);
  }

  return {
    ...createReview(services, lookup),
    ...createWriting(services, lookup, startOnce),
    inspect,
    values,
    rules: (kind: ImportKind) => services.draftRulesOf[kind],
    fields: (kind: ImportKind) => describeFields(services.draftRulesOf[kind].fields),
    plan,
    discard,
    settle,
    /** What was under way in a workspace that comes from elsewhere waits again, or has failed. */
    settleInterrupted: () => store.write(settleInterrupted),
    find: existing,
    jobOf,
  };
}
