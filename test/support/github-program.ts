// A whole program beside a made GitHub: gathers, plans and applies as a person would, without waiting for anything.
import type { GithubRequest } from '../../shared/contract/collections.ts';
import { planGathered } from './collecting.ts';
import { command } from './crm.ts';
import { type FakeGithub, startFakeGithub } from './fake-github.ts';
import { applyImport } from './importing.ts';
import { madeRepositories } from './made-repositories.ts';
import { openTemporaryProgram, type TemporaryProgram } from './temporary-program.ts';

/** Both on one clock, which goes on by as long as the program means to wait. */
export async function openBesideGithub(): Promise<{ fake: FakeGithub; program: TemporaryProgram }> {
  let clock = Date.UTC(2026, 5, 1);
  const now = () => clock;
  const sleep = async (milliseconds: number) => {
    clock += Math.max(0, milliseconds);
  };
  const fake = await startFakeGithub(madeRepositories(), { now });
  return { fake, program: await openTemporaryProgram({ now, environment: {}, outside: { sleep } }) };
}

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

/** Plans what was gathered and applies it, even when only what was observed is new. */
export async function importGathered(test: TemporaryProgram, stagedFileId: string): Promise<string> {
  const importId = await planGathered(test, stagedFileId);
  await applyImport(test, importId);
  return importId;
}
