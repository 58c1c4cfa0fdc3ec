// While the program runs and the workspace changes, its newest backup is at most a quarter of an hour old; one more at the end.
import { listBackups } from '../../store/backup.ts';
import type { Store } from '../../store/database.ts';
import { changesByThisProcess } from './workspace.queries.ts';

const INTERVAL_MS = 15 * 60_000;

/**
 * For a command that ends when it has done its work: a backup unless the newest is fresh, such as the one from before its import. It never
 * undoes what is done; without room for it the next chance is taken.
 */
export async function backUpUnlessFresh(services: {
  store: Store;
  now: () => number;
  onIncident: (incident: { id: string; error: unknown }) => void;
  newId: () => string;
}): Promise<void> {
  const [newest] = await listBackups(services.store.folders.backups);
  if (newest && services.now() - Date.parse(newest.madeAt) <= INTERVAL_MS) return;
  await services.store.backup('automatic').catch((error: unknown) => services.onIncident({ id: services.newId(), error }));
}

export interface AutomaticBackups {
  /** Makes the last backup if something changed since the one before. */
  stop(): Promise<void>;
}

export function startAutomaticBackups(services: {
  store: Store;
  now: () => number;
  onIncident: (incident: { id: string; error: unknown }) => void;
  newId: () => string;
}): AutomaticBackups {
  const { store } = services;
  let known: Promise<number> = changesByThisProcess(store);
  let running: Promise<void> = Promise.resolve();

  async function backUpIfChanged(reason: 'automatic' | 'at_close'): Promise<void> {
    const before = await known;
    const current = await changesByThisProcess(store);
    if (current === before) return;
    try {
      await store.backup(reason);
      known = Promise.resolve(current);
    } catch (error) {
      services.onIncident({ id: services.newId(), error });
    }
  }

  const timer = setInterval(() => {
    running = running.then(() => backUpIfChanged('automatic'));
  }, INTERVAL_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      await backUpIfChanged('at_close');
    },
  };
}
