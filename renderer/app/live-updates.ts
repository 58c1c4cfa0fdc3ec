// Keeps every window fresh: the program tells which topics changed, and what was shown of them is asked for again.
import type { QueryClient } from '@tanstack/react-query';
import type { Topic } from '../../shared/contract/events.ts';
import type { JobStatus } from '../../shared/contract/jobs.ts';
import type { ProgramClient } from './host.ts';

/** Which procedures' answers depend on a topic, by the first word of their path. */
const READERS: Readonly<Record<Topic, readonly string[]>> = {
  workspace: ['workspace', 'start', 'reports'],
  partners: ['partners', 'start', 'reports', 'workspace', 'contributions', 'people'],
  activities: ['activities', 'start', 'reports', 'partners', 'workspace'],
  people: ['people', 'start', 'reports', 'contributions', 'recognition'],
  contributions: ['contributions', 'people', 'partners', 'start', 'reports', 'workspace', 'recognition'],
  imports: ['imports', 'collections', 'start', 'workspace'],
  policies: ['policies', 'contributions', 'people', 'recognition'],
  recognition: ['recognition', 'people'],
};

const jobListeners = new Set<(job: JobStatus) => void>();

/** Calls back on every step of every job; returns how to stop. */
export function onJob(listener: (job: JobStatus) => void): () => void {
  jobListeners.add(listener);
  return () => jobListeners.delete(listener);
}

export function followChanges(client: ProgramClient, queries: QueryClient): void {
  void (async () => {
    for (let wait = 500; ; wait = Math.min(wait * 2, 15_000)) {
      try {
        for await (const event of await client.events.subscribe({})) {
          if (event.type === 'ready') {
            // Whatever happened while nobody listened may have changed anything.
            if (wait > 500) await queries.invalidateQueries();
            wait = 500;
          } else if (event.type === 'changed') {
            const readers = new Set(event.topics.flatMap((topic) => READERS[topic]));
            await queries.invalidateQueries({
              predicate: ({ queryKey }) => readers.has(String((queryKey[0] as string[] | undefined)?.[0])),
            });
          } else for (const listener of jobListeners) listener(event.job);
        }
      } catch {
        // The program may be gone for good; screens say so when they ask it something.
      }
      await new Promise((done) => setTimeout(done, wait));
    }
  })();
}
