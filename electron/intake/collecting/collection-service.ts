// Gathering from a source into a staged file, page by page: every page and where to go on behind it are kept together, so a stop at any
// moment loses nothing and repeats nothing.
import { type Collection, type CollectionRequest, collectionRequest } from '../../../shared/contract/collections.ts';
import { Cancelled, JobFailure, type JobHandle, throwIfCancelled } from '../../jobs/jobs.ts';
import { onceOnly } from '../../store/answered-commands.ts';
import { sqliteCode } from '../../store/connection.ts';
import { ImportRefused } from '../import-refused.ts';
import { removeUnneeded } from '../imports.queries.ts';
import type { IntakeServices } from '../intake-services.ts';
import { type CollectedFile, CollectedFileGone, openCollectedFile } from './collected-file.ts';
import {
  addCollection,
  cursorsOf,
  findCollection,
  listCollections,
  type StoredCollection,
  updateCollection,
} from './collections.queries.ts';
import { CollectingStopped, type Collector, type Page } from './collector.ts';
import { readKindRules } from './kind-rules.queries.ts';

export interface CollectionServices extends IntakeServices {
  /** Waits for a limit to pass; ends early, with Cancelled, when the signal says so. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly collectorOf: { readonly [Source in CollectionRequest['source']]: Collector<Extract<CollectionRequest, { source: Source }>> };
}

export type CollectionService = ReturnType<typeof createCollectionService>;

/** How far a collection came. */
interface Progress {
  /** Bytes of the staged file that belong to kept pages. */
  length: number;
  rows: number;
  state: unknown;
  cursors: Record<string, unknown>;
  /** By source, the cursor it went on from; null where it began at the beginning. */
  from: Record<string, unknown>;
  at: string;
  counted: Record<string, number>;
  waitingUntil: string | null;
  requestsLeft: number | null;
}
const NOTHING_YET: Progress = {
  length: 0,
  rows: 0,
  state: null,
  cursors: {},
  from: {},
  at: '',
  counted: {},
  waitingUntil: null,
  requestsLeft: null,
};

export function createCollectionService(services: CollectionServices) {
  const { store, jobs, stagedFiles, events, now, newId } = services;
  const jobOfCollection = new Map<string, string>();
  const instant = () => new Date(now()).toISOString();
  const collectorFor = (request: CollectionRequest) => services.collectorOf[request.source] as Collector<CollectionRequest>;

  async function existing(collectionId: string): Promise<StoredCollection> {
    const row = await findCollection(store.read, collectionId);
    if (!row) throw new ImportRefused('NOT_FOUND', { what: 'collection' });
    return row;
  }

  async function update(collectionId: string, patch: Parameters<typeof updateCollection>[2]): Promise<void> {
    await store.write((writer) => updateCollection(writer, collectionId, { ...patch, changedAt: instant() }));
    events.changed(['imports']);
  }

  async function gather(collectionId: string, handle: JobHandle): Promise<void> {
    const row = await existing(collectionId);
    const request = collectionRequest.parse(JSON.parse(row.request));
    const stored = JSON.parse(row.progress) as Partial<Progress>;
    const progress: Progress = { ...NOTHING_YET, ...stored, from: { ...stored.from }, waitingUntil: null };
    const { rules } = await readKindRules(store.read);
    let file: CollectedFile | undefined;
    const keep = async ({ rows, observed, state, cursors, at, counted = {}, requestsLeft = null }: Page) => {
      throwIfCancelled(handle.signal);
      progress.length = (await file?.append(rows, observed)) ?? progress.length;
      progress.rows += rows.length;
      Object.assign(progress, { state, at, counted, requestsLeft, cursors: { ...progress.cursors, ...cursors } });
      await update(collectionId, { state: 'running', progress: JSON.stringify(progress) });
    };
    const waitUntil = async (instantMs: number, why: string) => {
      progress.waitingUntil = new Date(instantMs).toISOString();
      await update(collectionId, { state: 'waiting', progress: JSON.stringify(progress) });
      handle.progress(why, progress.rows, null);
      await (services.sleep ?? sleep)(instantMs - now(), handle.signal);
      progress.waitingUntil = null;
      await update(collectionId, { state: 'running', progress: JSON.stringify(progress) });
      handle.progress('collecting', progress.rows, null);
    };
    let stopped: { code: string; data: Record<string, unknown> } | null = null;
    try {
      file = await openStaged(row, progress.length);
      await collectorFor(request).collect(request, {
        signal: handle.signal,
        rules,
        resumeFrom: progress.state,
        now,
        cursorsOf: async (sources) => {
          const known = await cursorsOf(store.read, sources);
          for (const source of sources) progress.from[source] ??= known.get(source) ?? null;
          return known;
        },
        keep,
        progress: handle.progress,
        waitUntil,
      });
    } catch (error) {
      stopped = reasonOf(error, handle.signal);
      if (stopped.code === 'failed') throw error;
    } finally {
      await file?.close();
      progress.waitingUntil = null;
      try {
        if (stopped?.code !== 'file_gone') await describe(row, progress, stopped);
      } catch (error) {
        stopped = reasonOf(error, handle.signal);
      }
      await update(collectionId, {
        state: stopped ? 'incomplete' : 'complete',
        progress: JSON.stringify(progress),
        failure: stopped && JSON.stringify(stopped),
      });
    }
    if (stopped && stopped.code !== 'stopped') throw new JobFailure('COLLECTING_STOPPED', { reason: stopped.code, ...stopped.data });
  }

  async function openStaged(row: StoredCollection, length: number): Promise<CollectedFile> {
    const staged = await stagedFiles.find(row.stagedFileId);
    if (!staged) throw new CollectedFileGone();
    return openCollectedFile(staged.path, length);
  }

  async function describe(
    { stagedFileId, source, label }: Pick<StoredCollection, 'stagedFileId' | 'source' | 'label'>,
    { cursors, from }: Progress,
    stopped: { code: string; data: object } | null,
  ): Promise<void> {
    const incomplete = stopped && { reason: stopped.code, detail: JSON.stringify(stopped.data) };
    await stagedFiles.describe(stagedFileId, { collected: { origin: { source, label, incomplete }, cursors, from } });
  }

  function work(collectionId: string, jobId: string): void {
    jobOfCollection.set(collectionId, jobId);
    const { finished } = jobs.start({ id: jobId, kind: 'collect', subjectId: collectionId }, (handle) => gather(collectionId, handle));
    void finished.then(() => {
      if (jobOfCollection.get(collectionId) === jobId) jobOfCollection.delete(collectionId);
      events.changed(['imports']);
    });
  }

  async function start({ commandId, request }: { commandId: string; request: CollectionRequest }) {
    const label = await collectorFor(request).check(request);
    const staged = await stagedFiles.begin(label);
    // From the first moment on: a stop that leaves no time for words is one before the end all the same.
    await describe({ stagedFileId: staged.fileId, source: request.source, label }, NOTHING_YET, { code: 'stopped', data: {} });
    let fresh = false;
    const answer = await store.write((writer) =>
      onceOnly(writer, { commandId, procedure: 'collections.start', at: instant() }, async () => {
        fresh = true;
        const collectionId = newId();
        await addCollection(writer, {
          id: collectionId,
          source: request.source,
          label,
          request: JSON.stringify(request),
          state: 'running',
          stagedFileId: staged.fileId,
          progress: JSON.stringify(NOTHING_YET),
          startedAt: instant(),
          changedAt: instant(),
        });
        return { collectionId, jobId: newId() };
      }),
    );
    if (fresh) work(answer.collectionId, answer.jobId);
    else await stagedFiles.remove(staged.fileId);
    return answer;
  }

  async function resume({ commandId, collectionId }: { commandId: string; collectionId: string }) {
    const row = await existing(collectionId);
    const request = collectionRequest.parse(JSON.parse(row.request));
    await collectorFor(request).check(request);
    let fresh = false;
    const answer = await store.write((writer) =>
      onceOnly(writer, { commandId, procedure: 'collections.resume', at: instant() }, async () => {
        // The check takes its time: meanwhile it may have been gone on with elsewhere, or discarded.
        const { state } = (await findCollection(writer, collectionId)) ?? row;
        if (state !== 'incomplete') throw new ImportRefused('IMPORT_NOT_READY', { state });
        fresh = true;
        await updateCollection(writer, collectionId, { state: 'running', failure: null, changedAt: instant() });
        return { jobId: newId() };
      }),
    );
    if (fresh) work(collectionId, answer.jobId);
    return answer;
  }

  async function discard(collectionId: string): Promise<{ collectionId: string }> {
    const row = await existing(collectionId);
    const jobId = jobOfCollection.get(collectionId);
    if (jobId) {
      jobs.cancel(jobId);
      await jobs.finished(jobId);
    }
    // In one turn of the writer, so that no import of the file can begin in between.
    await store.write(async (writer) => {
      await updateCollection(writer, collectionId, { state: 'cancelled', changedAt: instant() });
      await removeUnneeded(writer, stagedFiles, row.stagedFileId);
    });
    events.changed(['imports']);
    return { collectionId };
  }

  function shown(row: StoredCollection): Collection {
    const progress = { ...NOTHING_YET, ...(JSON.parse(row.progress) as Partial<Progress>) };
    const { id, source, label, state, stagedFileId, startedAt, changedAt } = row;
    return {
      ...{ id, source, label, state, stagedFileId, startedAt, changedAt },
      request: collectionRequest.parse(JSON.parse(row.request)),
      rows: progress.rows,
      at: progress.at,
      counted: progress.counted,
      requestsLeft: progress.requestsLeft,
      waitingUntil: state === 'waiting' ? progress.waitingUntil : null,
      failure: row.failure === null ? null : (JSON.parse(row.failure) as Collection['failure']),
      jobId: jobOfCollection.get(id) ?? null,
    };
  }

  return {
    start,
    resume,
    discard,
    get: async (collectionId: string) => shown(await existing(collectionId)),
    list: async (source: CollectionRequest['source'], limit: number) => (await listCollections(store.read, source, limit)).map(shown),
  };
}

/** A bug is `failed`: what was read is kept all the same, and the job reports it. */
function reasonOf(error: unknown, signal: AbortSignal): { code: string; data: Record<string, unknown> } {
  if (error instanceof Cancelled || signal.aborted) return { code: 'stopped', data: {} };
  if (error instanceof CollectingStopped) return { code: error.code, data: error.data };
  if (error instanceof CollectedFileGone) return { code: 'file_gone', data: {} };
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC' || sqliteCode(error) === 'SQLITE_FULL') return { code: 'disk_full', data: {} };
  return { code: 'failed', data: {} };
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, stop) => {
    const abort = () => {
      clearTimeout(timer);
      stop(new Cancelled('cancelled'));
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', abort);
        done();
      },
      Math.max(0, milliseconds),
    );
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
