// Hints to every open window that something changed. Nobody may rely on having heard one.
import { EventPublisher } from '@orpc/server';
import type { ProgramEvent, Topic } from '../../shared/contract/events.ts';
import type { JobStatus } from '../../shared/contract/jobs.ts';

export interface EventBus {
  changed(topics: readonly Topic[]): void;
  job(status: JobStatus): void;
  subscribe(signal?: AbortSignal): AsyncGenerator<ProgramEvent>;
}

export function createEventBus(): EventBus {
  const publisher = new EventPublisher<{ program: ProgramEvent }>();
  return {
    changed: (topics) => publisher.publish('program', { type: 'changed', topics: [...topics] }),
    job: (job) => publisher.publish('program', { type: 'job', job }),
    subscribe: (signal) => publisher.subscribe('program', { signal }),
  };
}
