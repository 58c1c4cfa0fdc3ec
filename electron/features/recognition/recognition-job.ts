// Recognition after imports: a job of its own, so that nobody waits for it, from the last entry that was looked at to the newest.
import { dayInZone } from '../../../shared/values/day.ts';
import type { EventBus } from '../../jobs/event-bus.ts';
import { interruptible } from '../../jobs/interruptible.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { Store } from '../../store/database.ts';
import { readPointsPolicy } from '../policies/policies.queries.ts';
import { recognise } from './recognise.queries.ts';

export interface RecognitionServices {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly events: EventBus;
  readonly now: () => number;
}

const LOOKED_AT = 'recognised_seq';

/** Starts the job when the ledger has entries that were not looked at yet; answers its id. */
export async function recogniseInBackground(services: RecognitionServices): Promise<string | undefined> {
  const { lookedAt, head } = await progressOf(services.store);
  if (head <= lookedAt) return undefined;
  const { jobId } = services.jobs.start({ kind: 'recognise', subjectId: null }, async (handle) => {
    handle.progress('recognising', 0, null);
    const rules = await readPointsPolicy(services.store.read, dayInZone(services.now()));
    const found = await services.store.writeBulk(null, (connection) =>
      interruptible(connection, handle.signal, async () => {
        const now = await progressOf(services.store);
        const at = new Date(services.now()).toISOString();
        const outcome = await recognise(connection, { afterSeq: now.lookedAt }, rules, { at });
        await connection.run(
          `INSERT INTO workspace_meta (key, value) VALUES ('${LOOKED_AT}', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
          [String(now.head)],
        );
        return outcome;
      }),
    );
    if (found.milestones + found.rewards > 0) services.events.changed(['recognition', 'people']);
  });
  return jobId;
}

async function progressOf(store: Store): Promise<{ lookedAt: number; head: number }> {
  const [meta, ledger] = await Promise.all([
    store.read.selectFrom('workspaceMeta').select('value').where('key', '=', LOOKED_AT).executeTakeFirst(),
    store.read
      .selectFrom('ledgerEntries')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirst(),
  ]);
  return { lookedAt: Number(meta?.value ?? 0), head: ledger?.seq ?? 0 };
}
