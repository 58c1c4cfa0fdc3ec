// The jobs that imports run as, each started once per command.
import { JobFailure } from '../jobs/jobs.ts';
import { onceOnly } from '../store/answered-commands.ts';
import { ImportRefused } from './import-refused.ts';
import type { ImportServices, StartOnce } from './import-services.ts';

/** A refusal in the middle of a job is a failure with a sentence. */
async function tellingRefusals(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw error instanceof ImportRefused ? new JobFailure(error.code, error.data) : error;
  }
}

export function createImportJobs({ store, jobs, now, newId }: ImportServices) {
  const jobOfImport = new Map<string, string>();

  /** A job that starts once per command id: sent again, the command answers with the job it started the first time. */
  const startOnce: StartOnce = async (command, begin, job) => {
    let fresh = false;
    const answer = await store.write((writer) =>
      onceOnly(writer, { ...command, at: new Date(now()).toISOString() }, () => {
        fresh = true;
        return begin(writer, newId());
      }),
    );
    if (fresh) {
      jobs.start({ id: answer.jobId, kind: job.kind, subjectId: job.subjectId(answer) }, (handle) =>
        tellingRefusals(job.work(handle, answer)),
      );
      jobOfImport.set(job.subjectId(answer), answer.jobId);
    }
    return answer;
  };

  return { startOnce, jobOf: (importId: string) => jobOfImport.get(importId) ?? null };
}
