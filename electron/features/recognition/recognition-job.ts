// Recognition after imports: a job of its own, so that nobody waits for it, from the last entry that was looked at to the newest.
import { dayInZone } from '../../../shared/values/day.ts';
import type { EventBus } from '../../jobs/event-bus.ts';
import { interruptible } from '../../jobs/interruptible.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { Store } from '../../store/database.ts';
import { readPointsPolicy } from '../../store/points-policies.ts';
import { keepProgress, progressOf, recognise } from './recognise.queries.ts';

export interface RecognitionServices {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly events: EventBus;
  readonly now: () => number;
}

/** Starts the job when the ledger has entries that were not looked at yet; answers its id. */
export async function recogniseInBackground(services: RecognitionServices): Promise<string | undefined> {
  const { lookedAt, head } = await progressOf(services.store.read);
  if (head <= lookedAt) return undefined;
  const { jobId } = services.jobs.start({ kind: 'recognise', subjectId: null }, async (handle) => {
    handle.progress('recognising', 0, null);
    const rules = await readPointsPolicy(services.store.read, dayInZone(services.now()));
    const found = await services.store.writeBulk(null, (connection) =>
      interruptible(connection, handle.signal, async () => {
        const now = await progressOf(services.store.read);
        const at = new Date(services.now()).toISOString();
        const outcome = await recognise(connection, { afterSeq: now.lookedAt }, rules, { at });
        await keepProgress(connection, now.head);
        return outcome;
      }),
    );
    if (found.milestones + found.rewards > 0) services.events.changed(['recognition', 'people']);
  });
  return jobId;
}
