// A whole program beside a made GitHub: gathers, plans and applies as a person would, without waiting for anything.
import type { GithubRequest } from '../../shared/contract/collections.ts';
import { command } from './crm.ts';
import { finished } from './importing.ts';
import type { TemporaryProgram } from './temporary-program.ts';

/** Gathers; the collection as it stands then, whether it was read to its end or not. */
export async function collect(test: TemporaryProgram, request: GithubRequest) {
  const { jobId, collectionId } = await test.client.collections.start({ ...command(), request });
  await test.program.context.jobs.finished(jobId);
  return test.client.collections.get({ collectionId });
}

export async function resume(test: TemporaryProgram, collectionId: string) {
  const { jobId } = await test.client.collections.resume({ ...command(), collectionId });
  await test.program.context.jobs.finished(jobId);
  return test.client.collections.get({ collectionId });
}

export async function planGathered(test: TemporaryProgram, stagedFileId: string): Promise<string> {
  const found = await test.client.imports.inspect({ stagedFileId, kind: 'contributions' });
  const { importId, jobId } = await test.client.imports.plan({
    ...command(),
    stagedFileId,
    kind: 'contributions',
    reading: found.reading,
    mapping: found.suggested,
  });
  await finished(test, jobId);
  return importId;
}

/** Plans what was gathered and applies it, even when only what was observed is new. */
export async function importGathered(test: TemporaryProgram, stagedFileId: string): Promise<string> {
  const importId = await planGathered(test, stagedFileId);
  const { jobId } = await test.client.imports.apply({ ...command(), importId });
  await finished(test, jobId);
  return importId;
}
