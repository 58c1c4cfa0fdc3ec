// Where long work is, and stopping it.
import { answer, failed } from '../procedure.ts';

export const jobsProcedures = {
  get: answer.jobs.get.handler(({ input, context }) => {
    const status = context.jobs.get(input.jobId);
    if (!status) throw failed('NOT_FOUND', { what: 'job' });
    return status;
  }),
  running: answer.jobs.running.handler(({ context }) => ({ items: context.jobs.running() })),
  cancel: answer.jobs.cancel.handler(({ input, context }) => {
    const status = context.jobs.cancel(input.jobId);
    if (!status) throw failed('NOT_FOUND', { what: 'job' });
    return status;
  }),
};
