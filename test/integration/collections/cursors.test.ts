// How far a source was read is never said of rows that are not there: nothing between two imports is left out for ever.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collectGit, importCollected, importGit, planGathered, standingEntries } from '../../support/collecting.ts';
import { command, failureOf } from '../../support/crm.ts';
import { type FakeGithub, send, startFakeGithub } from '../../support/fake-github.ts';
import { hasGit, makeHistory } from '../../support/git-history.ts';
import { asking } from '../../support/github-gathering.ts';
import { collect, resume } from '../../support/github-program.ts';
import { applyImport, revertImport } from '../../support/importing.ts';
import { madeRepositories } from '../../support/made-repositories.ts';
import { openTemporaryProgram, openTemporaryProgramAt, type TemporaryProgram } from '../../support/temporary-program.ts';

let folder: string;
let fake: FakeGithub;
let program: TemporaryProgram;
const given = { environment: {}, outside: { sleep: async () => undefined } };
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-cursors-'));
  fake = await startFakeGithub(madeRepositories());
  program = await openTemporaryProgram(given);
});
afterEach(async () => {
  expect(program.incidents).toEqual([]);
  await program.close();
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
});

const standing = async () => (await standingEntries(program)).length;
const cursors = () => program.program.context.store.read.selectFrom('sourceCursors').selectAll().execute();
const pathOf = async (stagedFileId: string) => (await program.program.context.stagedFiles.find(stagedFileId))?.path ?? '';
const forbidden = (_request: unknown, response: Parameters<typeof send>[0]) => {
  send(response, 403, { message: 'Resource not accessible' });
  return true;
};
/** Stopped by the token being refused at this request. */
const refuseAt = (number: number) =>
  fake.faults.set(number, (_request, response) => {
    send(response, 401, { message: 'Bad credentials' });
    return true;
  });

describe.skipIf(!hasGit)('a clone', () => {
  const clone = () => join(folder, 'clone');
  const history = (length: number) =>
    makeHistory(
      clone(),
      Array.from({ length }, (_, index) => ({ message: `commit ${index}` })),
    );

  test('is read from its beginning again when an earlier import is taken back', async () => {
    history(3);
    const early = await importGit(program, clone());
    history(5);
    await importGit(program, clone());
    await revertImport(program, early.id);
    expect(await standing()).toBe(2);
    await importGit(program, clone());
    expect(await standing()).toBe(5);
  });

  test('that was gathered on from an import, which is then taken back, leaves nothing out', async () => {
    history(3);
    const early = await importGit(program, clone());
    history(5);
    const late = await collectGit(program, clone());
    await revertImport(program, early.id);
    await importCollected(program, late);
    expect(await standing()).toBe(2);
    await importGit(program, clone());
    expect(await standing()).toBe(5);
  });
});

describe('a collection from GitHub', () => {
  test('planned in the middle and gone on with: only what was planned counts as read', async () => {
    refuseAt(12);
    const half = await collect(program, asking(fake));
    expect(half.state).toBe('incomplete');
    const importId = await planGathered(program, half.stagedFileId);
    const whole = await resume(program, half.id);
    expect(whole.state).toBe('complete');
    await applyImport(program, importId);
    expect(await cursors()).toEqual([]);
    expect((await collect(program, asking(fake))).rows).toBe(whole.rows);
  });

  test('whose pages go away before the last is not read to its end', async () => {
    const path = (at: number) => fake.asked[at]?.path ?? '';
    const first = await collect(program, asking(fake));
    const second = fake.asked.findIndex((_, at) => path(at).includes('/pulls?') && path(at).includes('page=2'));
    fake.faults.set(fake.asked.length + second, forbidden);
    const cut = await collect(program, asking(fake));
    expect(cut).toMatchObject({ state: 'incomplete', failure: { code: 'repositories_missing' } });
    expect((await resume(program, cut.id)).rows).toBeGreaterThanOrEqual(first.rows);
  });

  test('is gone on with by one at a time', async () => {
    refuseAt(12);
    const { id } = await collect(program, asking(fake));
    const both = [1, 2].map(() => program.client.collections.resume({ ...command(), collectionId: id }));
    const answers = await Promise.allSettled(both);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [begun] = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await program.program.context.jobs.finished(begun?.jobId ?? '');
    const { rows, stagedFileId } = await program.client.collections.get({ collectionId: id });
    const { created } = await program.client.imports.get({ importId: await planGathered(program, stagedFileId) });
    expect(created).toBe(rows);
  });

  test('whose file is gone, or from an earlier time, says so and can be discarded', async () => {
    refuseAt(12);
    const { id, stagedFileId } = await collect(program, asking(fake));
    const path = await pathOf(stagedFileId);
    truncateSync(path, statSync(path).size - 5);
    expect(await resume(program, id)).toMatchObject({ state: 'incomplete', failure: { code: 'file_gone' } });
    await program.program.context.stagedFiles.remove(stagedFileId);
    expect(await resume(program, id)).toMatchObject({ state: 'incomplete', jobId: null, failure: { code: 'file_gone' } });
    await program.client.collections.discard({ ...command(), collectionId: id });
    expect(await failureOf(program.client.collections.resume({ ...command(), collectionId: id }))).toMatchObject({
      code: 'IMPORT_NOT_READY',
    });
  });

  describe('that is discarded while an import of it waits', () => {
    const isThere = async (stagedFileId: string) => (await pathOf(stagedFileId)) !== '';
    const waiting = async () => {
      const { id, rows, stagedFileId } = await collect(program, asking(fake));
      const importId = await planGathered(program, stagedFileId);
      await program.client.collections.discard({ ...command(), collectionId: id });
      return { rows, stagedFileId, importId };
    };

    test('leaves it its rows to look at, mend and apply, and goes with it', async () => {
      const { rows, stagedFileId, importId } = await waiting();
      const { items } = await program.client.imports.changeSet({ importId });
      const shown = await program.client.imports.row({ importId, line: items[0]?.line ?? 0 });
      expect(shown.cells.length).toBe(shown.header.length);
      await applyImport(program, importId);
      expect(await standing()).toBe(rows);
      expect(await isThere(stagedFileId)).toBe(false);
    });

    test('goes when the import is discarded too', async () => {
      const { stagedFileId, importId } = await waiting();
      expect(await isThere(stagedFileId)).toBe(true);
      await program.client.imports.discard({ ...command(), importId });
      expect(await isThere(stagedFileId)).toBe(false);
    });

    test('goes at once when nothing waits for it', async () => {
      const { id, stagedFileId } = await collect(program, asking(fake));
      await program.client.imports.discard({ ...command(), importId: await planGathered(program, stagedFileId) });
      expect(await isThere(stagedFileId)).toBe(true);
      await program.client.collections.discard({ ...command(), collectionId: id });
      expect(await isThere(stagedFileId)).toBe(false);
    });
  });

  test('after a stop in the middle of a page, what was kept before it can be reviewed', async () => {
    refuseAt(12);
    const { rows, stagedFileId } = await collect(program, asking(fake));
    const path = await pathOf(stagedFileId);
    const kept = readFileSync(path, 'utf8');
    appendFileSync(path, '["github:half');
    const workspace = program.program.context.store.path;
    await program.program.close();
    const reopened = await openTemporaryProgramAt(workspace, given);
    expect(readFileSync(path, 'utf8')).toBe(kept);
    const importId = await planGathered(reopened, stagedFileId);
    expect(await reopened.client.imports.get({ importId })).toMatchObject({ created: rows, origin: { source: 'github' } });
    await reopened.close();
    program = await openTemporaryProgram(given);
  });
});
