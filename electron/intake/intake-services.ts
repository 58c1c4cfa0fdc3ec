// What everything works with that takes something in.
import type { EventBus } from '../jobs/event-bus.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Store } from '../store/database.ts';
import type { StagedFiles } from './staged-files.ts';

/** Time and randomness are handed in, so that tests can fix them. */
export interface IntakeServices {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly events: EventBus;
  readonly stagedFiles: StagedFiles;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
}
