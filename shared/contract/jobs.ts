// Long work. A job outlives the page that started it; asking by id tells where it is.
import { z } from 'zod';
import { count, failure, id, instant, oc } from './base.ts';

export const jobStatus = z.object({
  id,
  kind: z.enum(['plan_import', 'apply_import', 'revert_import', 'load_demo', 'recompute', 'recognise', 'collect']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What it is doing now, as a code the language files know. */
  phase: z.string(),
  done: count,
  /** null while the amount is not known. */
  total: count.nullable(),
  startedAt: instant,
  finishedAt: z.string().nullable(),
  /** What the work is about: an import's id, for example. */
  subjectId: z.string().nullable(),
  failure: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
});
export type JobStatus = z.infer<typeof jobStatus>;

export const jobsContract = {
  get: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ jobId: id }))
    .output(jobStatus),
  running: oc.input(z.object({})).output(z.object({ items: z.array(jobStatus) })),
  cancel: oc
    .errors({ NOT_FOUND: failure.NOT_FOUND })
    .input(z.object({ jobId: id }))
    .output(jobStatus),
};
