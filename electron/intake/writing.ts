// A reviewed change-set on its way into the workspace, and an applied one on its way out again: each in one transaction.
import { mapping as mappingSchema } from '../../shared/contract/imports.ts';
import { dayInZone } from '../../shared/values/day.ts';
import { interruptible } from '../jobs/interruptible.ts';
import type { JobHandle } from '../jobs/jobs.ts';
import type { Writer } from '../store/database.ts';
import { keepingUnwantedOut, plannedOn, workspaceHead } from './change-set.queries.ts';
import { type ApplyServices, type ImportRow, WHILE_APPLYING } from './import-kind.ts';
import type { ImportLookup, ImportServices, StartOnce } from './import-services.ts';
import {
  dropCursors,
  hasAnything,
  keepCursors,
  markApplied,
  markReverted,
  refuseUnlessApplied,
  removeUnneeded,
  type StoredImport,
  updateImport,
  waitAgain,
} from './imports.queries.ts';
import { dropRemovals } from './removed-rows.queries.ts';
import { hashOf, type StagedFile } from './staged-files.ts';
import { countStaged, refuseUnlessWhole } from './staging.queries.ts';
import { keepRejections } from './staging-leftovers.queries.ts';

export function createWriting(services: ImportServices, { existing, stageOf }: ImportLookup, startOnce: StartOnce) {
  const { store, stagedFiles, now, newId } = services;
  const instant = () => new Date(now()).toISOString();

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
        await refuseUnlessWhole(stageOf(importId));
        const collected = await readWith(row);
        await backupBefore(row, handle);
        await store.writeBulk(stageOf(importId), (connection) =>
          interruptible(connection, handle.signal, async () => {
            // Had the workspace changed since the review, what is written is decided again, inside this transaction.
            if ((await plannedOn(connection)) !== (await workspaceHead(connection, WHILE_APPLYING)))
              await keepingUnwantedOut(connection, () => sql.plan(connection, WHILE_APPLYING, applying(row, handle)));
            const totals = await countStaged(connection, 'stage');
            const { firstSeq, lastSeq } = await sql.apply(connection, importRow(row), applying(row, handle));
            await markApplied(connection, importId, { at: instant(), firstSeq, lastSeq, totals });
            if (collected) await keepCursors(connection, importId, collected, instant());
            handle.progress('saving', 0, null);
          }),
        );
      } catch (error) {
        await store.write((writer) => waitAgain(writer, importId));
        throw error;
      } finally {
        services.events.changed(['imports', ...sql.topics]);
      }
      await store.write((writer) => removeUnneeded(writer, stagedFiles, row.stagedFileId ?? ''));
      // What cannot be taken away now is taken away at the next start.
      await keepRejections(stageOf(importId)).catch(() => undefined);
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
    if (row.created + row.changed === 0 || !(await hasAnything(store.read))) return;
    handle.progress('backup', 0, null);
    await store.backup('before_import');
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
            // Another command may have taken it back while this one waited for its turn.
            await refuseUnlessApplied(connection, importId);
            const result = await sql.revert(connection, importRow(row), applying(row, handle));
            await dropRemovals(connection, importRow(row));
            await dropCursors(connection, importRow(row));
            await markReverted(connection, importId, result);
          }),
        );
      } finally {
        services.events.changed(['imports', ...sql.topics]);
      }
    };
    return startOnce({ commandId, procedure: 'imports.revert' }, begin, { kind: 'revert_import', subjectId: () => importId, work });
  }

  return { apply, revert };
}
