// Long work: started with an id, watched by id, cancelled by id. The result of a job is what it wrote, never kept here.
import type { JobStatus } from '../../shared/contract/jobs.ts';
import { sqliteCode } from '../store/connection.ts';
import { CodedFailure } from './coded-failure.ts';
import type { EventBus } from './event-bus.ts';

export interface JobHandle {
  readonly signal: AbortSignal;
  progress(phase: string, done: number, total: number | null): void;
}

export interface Jobs {
  /** Starts work at once; the promise in `finished` never rejects. */
  start(
    job: { id?: string; kind: JobStatus['kind']; subjectId: string | null },
    work: (handle: JobHandle) => Promise<void>,
  ): { jobId: string; finished: Promise<JobStatus> };
  get(jobId: string): JobStatus | undefined;
  /** Waits for a job's end; undefined when there is no such job. */
  finished(jobId: string): Promise<JobStatus> | undefined;
  running(): JobStatus[];
  /** Asks a job to stop; it ends as `cancelled` once it has cleaned up. */
  cancel(jobId: string): JobStatus | undefined;
  /** Cancels what runs and waits for it. */
  stopAll(): Promise<void>;
}

/** Thrown by work that noticed its cancellation. */
export class Cancelled extends Error {}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled('cancelled');
}

/** Work that could not be done, as it is shown on the job. */
export class JobFailure extends CodedFailure {}

const EVENT_INTERVAL_MS = 200;
const KEPT_FINISHED_JOBS = 200;

export function createJobs(services: {
  events: EventBus;
  now: () => number;
  newId: () => string;
  onIncident: (incident: { id: string; error: unknown }) => void;
}): Jobs {
  const jobs = new Map<string, { status: JobStatus; controller: AbortController; finished: Promise<JobStatus>; toldAt: number }>();

  function forgetOldest(): void {
    const finished = [...jobs].filter(([, job]) => job.status.state !== 'running');
    for (const [jobId] of finished.slice(0, Math.max(0, finished.length - KEPT_FINISHED_JOBS))) jobs.delete(jobId);
  }

  return {
    start: ({ id, kind, subjectId }, work) => {
      const jobId = id ?? services.newId();
      const controller = new AbortController();
      const status: JobStatus = {
        id: jobId,
        kind,
        state: 'running',
        phase: 'starting',
        done: 0,
        total: null,
        startedAt: new Date(services.now()).toISOString(),
        finishedAt: null,
        subjectId,
        failure: null,
      };
      const job = { status, controller, finished: Promise.resolve(status), toldAt: 0 };
      const handle: JobHandle = {
        signal: controller.signal,
        progress: (phase, done, total) => {
          const phaseChanged = status.phase !== phase;
          Object.assign(status, { phase, done, total });
          if (!phaseChanged && services.now() - job.toldAt < EVENT_INTERVAL_MS) return;
          job.toldAt = services.now();
          services.events.job({ ...status });
        },
      };
      const end = (state: JobStatus['state'], failure: JobStatus['failure']) => {
        Object.assign(status, { state, failure, finishedAt: new Date(services.now()).toISOString() });
        services.events.job({ ...status });
        forgetOldest();
        return status;
      };
      job.finished = work(handle).then(
        () => end('done', null),
        (error: unknown) => {
          if (error instanceof Cancelled || controller.signal.aborted) return end('cancelled', null);
          if (error instanceof JobFailure) return end('failed', { code: error.code, data: error.data });
          if (sqliteCode(error) === 'SQLITE_FULL') return end('failed', { code: 'DISK_FULL', data: { path: '' } });
          const incident = { id: services.newId(), error };
          services.onIncident(incident);
          return end('failed', { code: 'INTERNAL', data: { incident: incident.id } });
        },
      );
      jobs.set(jobId, job);
      return { jobId, finished: job.finished };
    },
    get: (jobId) => jobs.get(jobId)?.status,
    finished: (jobId) => jobs.get(jobId)?.finished,
    running: () => [...jobs.values()].map((job) => job.status).filter((status) => status.state === 'running'),
    cancel: (jobId) => {
      const job = jobs.get(jobId);
      job?.controller.abort();
      return job?.status;
    },
    stopAll: async () => {
      for (const job of jobs.values()) job.controller.abort();
      await Promise.all([...jobs.values()].map((job) => job.finished));
    },
  };
}
