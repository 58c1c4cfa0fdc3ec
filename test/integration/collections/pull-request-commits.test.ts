// A pull request and its commits, from GitHub and from a clone: one of them counts, whichever came first, and taking back gives back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CollectedRow } from '../../../electron/intake/collecting/collected-file.ts';
import { collectGit, importGit, planCollected, planRows, standingEntries } from '../../support/collecting.ts';
import { git, hasGit, makeHistory } from '../../support/git-history.ts';
import { applyImport, revertImport } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let folder: string;
let clone: string;
let program: TemporaryProgram;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-pulls-'));
  clone = join(folder, 'clone');
  program = await openTemporaryProgram();
  if (!hasGit) return;
  // main: begin, squashed (#7), merge of #8 with two commits, one of which main was merged into, and an issue's number that is no request.
  makeHistory(clone, [
    { message: 'Begin' },
    { message: 'A squashed one (#7)\n\nCo-authored-by: Bo <bo@acme.example>' },
    { author: 'Bo <bo@acme.example>', message: 'Part one', parents: [0] },
    { author: 'Bo <bo@acme.example>', message: "Merge branch 'main' into topic", parents: [2, 1], files: {} },
    { author: 'Bo <bo@acme.example>', message: 'Part two', parents: [3] },
    { message: 'On the main line', parents: [1] },
    { message: 'Merge pull request #8 from bo/topic\n\nTwo parts', parents: [5, 4], files: {} },
    { message: 'Closes an issue (#99)' },
  ]);
  git(clone, 'config', 'remote.origin.url', 'git@github.com:Acme/Widget.git');
});
afterEach(async () => {
  expect(program.incidents).toEqual([]);
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const AT = '2025-02-01T12:00:00Z';

/** Merged pull requests as they are gathered from GitHub, without asking GitHub. */
async function planPullRequests(numbers: readonly number[], mergeCommits: Readonly<Record<number, string>> = {}) {
  const rows = numbers.map(
    (number): CollectedRow => ({
      ...{ key: `github:github.com/42#${number}/merged`, email: '', login: 'bo', account: '', name: 'Bo', kind: 'code' },
      ...{ day: '2025-02-01', title: `Request ${number}`, link: `https://github.com/acme/widget/pull/${number}` },
      ...{ repository: 'acme/widget', sourceKind: '' },
    }),
  );
  const observed = Object.entries(mergeCommits).map(([number, mergeCommit]) => ({
    ...{ observed: 'pull_request', key: `github:github.com/42#${number}`, repository: 'acme/widget', number: Number(number), title: '' },
    ...{ link: `https://github.com/acme/widget/pull/${number}`, state: 'merged', login: 'bo', account: '', labels: [], mergeCommit },
    ...{ openedAt: AT, updatedAt: AT, closedAt: AT, mergedAt: AT },
  }));
  return planRows(program, 'github', rows, observed);
}

async function importPullRequests(numbers: readonly number[], mergeCommits?: Readonly<Record<number, string>>) {
  const { id } = await planPullRequests(numbers, mergeCommits);
  await applyImport(program, id);
  return program.client.imports.get({ importId: id });
}

/** Without ids that differ from run to run. */
const state = async () => (await standingEntries(program)).map(({ key, points, title, kind }) => ({ key, points, title, kind }));
const titles = async () => (await standingEntries(program)).map((one) => one.title).sort();

const ALONE = ['Begin', 'Closes an issue (#99)', 'On the main line'];

describe.skipIf(!hasGit)('commits of pull requests', () => {
  test('that came after their request are conflicts that name it', async () => {
    await importPullRequests([7, 8]);
    const planned = await planCollected(program, await collectGit(program, clone));
    expect(planned).toMatchObject({ rows: 7, created: 3, conflicts: 4 });
    const { items } = await program.client.imports.changeSet({ importId: planned.id, status: 'conflict' });
    expect(items.map((one) => [one.label, one.reasons[0]?.code, one.reasons[0]?.value, one.takeable]).sort()).toEqual([
      ['A squashed one (#7)', 'scored_as_pull_request', '#7', true],
      ['A squashed one (#7)', 'scored_as_pull_request', '#7', true],
      ['Part one', 'scored_as_pull_request', '#8', true],
      ['Part two', 'scored_as_pull_request', '#8', true],
    ]);
    await applyImport(program, planned.id);
    expect(await titles()).toEqual([...ALONE, 'Request 7', 'Request 8'].sort());
  });

  test('that were there before it give way, visibly, and come back with it', async () => {
    await importGit(program, clone);
    const before = await state();
    expect(before).toHaveLength(7);
    const planned = await planPullRequests([7, 8]);
    const { items } = await program.client.imports.changeSet({ importId: planned.id });
    expect(items.map((one) => one.changes)).toEqual([
      [{ field: 'commits', old: '2', new: '0' }],
      [{ field: 'commits', old: '2', new: '0' }],
    ]);
    await applyImport(program, planned.id);
    expect(await titles()).toEqual([...ALONE, 'Request 7', 'Request 8'].sort());
    expect(await revertImport(program, planned.id)).toMatchObject({ reversed: 2, kept: 0, failed: 0 });
    expect(await state()).toEqual(before);
  });

  test('the order of imports makes no difference', async () => {
    await importGit(program, clone);
    await importPullRequests([7, 8]);
    const gitFirst = await state();
    expect(await importGit(program, clone, { fromStart: true })).toMatchObject({ created: 0, changed: 0, conflicts: 4 });
    expect((await program.client.workspace.check({})).checks.filter((one) => one.problems > 0)).toEqual([]);
    await program.close();
    program = await openTemporaryProgram();
    await importPullRequests([7, 8]);
    await importGit(program, clone);
    expect(await state()).toEqual(gitFirst);
  });

  test('taken back in the order they came, nothing stays', async () => {
    const commits = await importGit(program, clone);
    const requests = await importPullRequests([7, 8]);
    await revertImport(program, requests.id);
    expect(await revertImport(program, commits.id)).toMatchObject({ reversed: 7, kept: 0 });
    expect(await state()).toEqual([]);
  });

  test('can be taken all the same, and then stay', async () => {
    await importPullRequests([7]);
    const planned = await planCollected(program, await collectGit(program, clone));
    const { items } = await program.client.imports.changeSet({ importId: planned.id, status: 'conflict' });
    const coAuthored = items.find((one) => one.values.some(({ field, value }) => field === 'key' && value.includes('co-author')));
    await program.client.imports.take({ importId: planned.id, line: coAuthored?.line ?? 0 });
    await applyImport(program, planned.id);
    expect(await titles()).toContain('A squashed one (#7)');
    expect(await importGit(program, clone, { fromStart: true })).toMatchObject({ created: 0, changed: 0, conflicts: 1 });
  });

  test('of another repository are no concern of it', async () => {
    git(clone, 'config', 'remote.origin.url', 'https://github.com/acme/other.git');
    await importPullRequests([7, 8]);
    expect(await importGit(program, clone)).toMatchObject({ created: 7, conflicts: 0 });
  });
});

describe.skipIf(!hasGit)('commits that no title and no page connects with their request', () => {
  /** What became of each request, by its number; main: begin, squashed 21, rebased 22 (three), own work, merged 23 (two), own work. */
  let merged: Record<number, string>;
  let other: string;
  const by = 'Maintainer <m@acme.example>';
  const second = 1 / 86_400;
  beforeEach(() => {
    other = join(folder, 'fork');
    const ids = makeHistory(other, [
      { message: 'Begin' },
      { message: 'Squashed under a title of its own', rewritten: { day: 20, by } },
      { author: 'Bo <bo@acme.example>', message: 'Rebased one', rewritten: { day: 30, by } },
      { author: 'Cai <cai@acme.example>', message: 'Rebased two', rewritten: { day: 30 + second, by } },
      { author: 'Bo <bo@acme.example>', message: 'Rebased three', rewritten: { day: 30 + 3 * second, by } },
      { message: 'Own work, committed when written' },
      { author: 'Bo <bo@acme.example>', message: 'Branch one', parents: [1] },
      { author: 'Bo <bo@acme.example>', message: 'Branch two', parents: [6] },
      { message: 'Bring in the work of Bo', parents: [5, 7], files: {} },
      { message: 'Own work, rewritten alone', rewritten: { day: 40, by } },
    ]);
    merged = { 21: ids[1] ?? '', 22: ids[4] ?? '', 23: ids[8] ?? '' };
    // The clone of a fork: its pages are not those of the requests.
    git(other, 'config', 'remote.origin.url', 'git@github.com:bo/widget-fork.git');
  });
  const NUMBERS = [21, 22, 23];
  const OWN = ['Begin', 'Own work, committed when written', 'Own work, rewritten alone'];
  const REQUESTS = ['Request 21', 'Request 22', 'Request 23'];

  test('give way to it when it came first', async () => {
    await importPullRequests(NUMBERS, merged);
    const planned = await planCollected(program, await collectGit(program, other));
    expect(planned).toMatchObject({ created: 3, conflicts: 6 });
    const { items } = await program.client.imports.changeSet({ importId: planned.id, status: 'conflict' });
    expect(items.map((one) => [one.label, one.reasons[0]?.code, one.reasons[0]?.value]).sort()).toEqual([
      ['Branch one', 'scored_as_pull_request', '#23'],
      ['Branch two', 'scored_as_pull_request', '#23'],
      ['Rebased one', 'scored_as_pull_request', '#22'],
      ['Rebased three', 'scored_as_pull_request', '#22'],
      ['Rebased two', 'scored_as_pull_request', '#22'],
      ['Squashed under a title of its own', 'scored_as_pull_request', '#21'],
    ]);
    await applyImport(program, planned.id);
    expect(await titles()).toEqual([...OWN, ...REQUESTS].sort());
  });

  test('give way to it when they came first, and come back with it', async () => {
    await importGit(program, other);
    const before = await state();
    expect(before).toHaveLength(9);
    const requests = await importPullRequests(NUMBERS, merged);
    expect(await titles()).toEqual([...OWN, ...REQUESTS].sort());
    expect((await program.client.workspace.check({})).checks.filter((one) => one.problems > 0)).toEqual([]);
    await revertImport(program, requests.id);
    expect(await state()).toEqual(before);
    await importPullRequests(NUMBERS, merged);
    expect(await titles()).toEqual([...OWN, ...REQUESTS].sort());
  });

  test('the order of imports makes no difference, also after the first is taken back and comes again', async () => {
    await importPullRequests(NUMBERS, merged);
    const commits = await importGit(program, other);
    const expected = await state();
    await revertImport(program, commits.id);
    expect(await titles()).toEqual(REQUESTS);
    await importGit(program, other);
    expect(await state()).toEqual(expected);
    await program.close();
    program = await openTemporaryProgram();
    await importGit(program, other);
    await importPullRequests(NUMBERS, merged);
    expect(await state()).toEqual(expected);
  });

  test('stay when the request was not merged into this history', async () => {
    await importPullRequests(NUMBERS, { 21: 'e'.repeat(40), 22: 'd'.repeat(40) });
    expect(await importGit(program, other)).toMatchObject({ created: 9, conflicts: 0 });
  });

  test('of two clones of one history only one is written', async () => {
    await importGit(program, other);
    git(other, 'config', 'remote.origin.url', 'git@github.com:acme/widget.git');
    const again = await importGit(program, other, { fromStart: true });
    expect(again).toMatchObject({ created: 0, conflicts: 0 });
    await importPullRequests(NUMBERS, merged);
    expect(await titles()).toEqual([...OWN, ...REQUESTS].sort());
  });
});
