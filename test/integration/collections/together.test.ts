// A repository read from GitHub and its clone read from git, in both orders and taken back in both: what counts is what an independent
// count of the same history says, and the workspace stays sound.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collectGit, importCollected, standingEntries } from '../../support/collecting.ts';
import { type FakeGithub, startFakeGithub } from '../../support/fake-github.ts';
import { git, hasGit, makeHistory } from '../../support/git-history.ts';
import { asking } from '../../support/github-gathering.ts';
import { collect, importGathered } from '../../support/github-program.ts';
import { revertImport } from '../../support/importing.ts';
import { ADA, BO, CAI, pull } from '../../support/made-repositories.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const REQUEST = { repositories: ['acme/widget'], parts: ['pull_requests' as const, 'reviews' as const] };

/** By who did it: what stands alone in the history, and the commits that belong to a request. */
const COMMITS = [
  { author: 'Ada <ada@acme.example>', message: 'Begin', request: 0 },
  { author: 'Bo <bo@acme.example>', message: 'A squashed one (#7)\n\nCo-authored-by: Cai <cai@acme.example>', request: 7 },
  { author: 'Bo <bo@acme.example>', message: 'Part one', parents: [0], request: 8 },
  { author: 'Cai <cai@acme.example>', message: 'Part two', parents: [2], request: 8 },
  { author: 'Ada <ada@acme.example>', message: 'On the main line', parents: [1], request: 0 },
  {
    author: 'Ada <ada@acme.example>',
    message: 'Merge pull request #8 from bo/topic\n\nTwo parts',
    parents: [4, 3],
    files: {},
    request: null,
  },
  { author: 'Ada <ada@acme.example>', message: 'See the issue (#99)', request: 0 },
  { author: 'Cai <cai@acme.example>', message: 'Merged elsewhere, not read (#31)', request: 0 },
];
const CREDITED = (commit: (typeof COMMITS)[number]) => 1 + (commit.message.match(/^Co-authored-by:/gm)?.length ?? 0);
const countOf = (chosen: readonly (typeof COMMITS)[number][]) => chosen.reduce((sum, one) => sum + CREDITED(one), 0);
const ALONE = countOf(COMMITS.filter((one) => one.request === 0));
const ALL_COMMITS = countOf(COMMITS.filter((one) => one.request !== null));
/** #7, #8, and one review; #9 was never merged. */
const FROM_GITHUB = 3;

let folder: string;
let clone: string;
let fake: FakeGithub;
let program: TemporaryProgram;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-together-'));
  clone = join(folder, 'clone');
  const reviews = [{ user: ADA, state: 'APPROVED', submitted_at: '2026-03-09T11:00:00Z' }];
  const pulls = [pull(7, { user: BO, reviews }), pull(8, { user: BO }), pull(9, { user: CAI, merged_at: null, state: 'closed' })];
  fake = await startFakeGithub([{ id: 42, name: 'acme/widget', formerNames: [], pulls, issues: [], releases: [] }]);
  program = await openTemporaryProgram({ environment: {} });
  if (!hasGit) return;
  makeHistory(clone, COMMITS);
  // The made server's pages stand on this host.
  git(clone, 'config', 'remote.origin.url', 'https://github.example/Acme/Widget.git');
});
afterEach(async () => {
  expect(program.incidents).toEqual([]);
  await program.close();
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
});

const fromGithub = async () => importGathered(program, (await collect(program, asking(fake, REQUEST))).stagedFileId);
const fromGit = async (more = {}) => (await importCollected(program, await collectGit(program, clone, more))).id;

/** Sums as the screens have them are those of the entries that stand, and the workspace finds no fault with itself. */
async function standing(): Promise<{ github: number; git: number }> {
  const entries = await standingEntries(program);
  const { checks } = await program.client.workspace.check({});
  expect(checks.filter((one) => one.problems > 0)).toEqual([]);
  const people = (await program.client.people.list({ limit: 500 })).items;
  expect(people.reduce((sum, one) => sum + one.points, 0)).toBe(entries.reduce((sum, one) => sum + one.points, 0));
  const github = entries.filter(({ key }) => key.startsWith('github:')).length;
  return { github, git: entries.length - github };
}

describe.skipIf(!hasGit)('GitHub and a clone of the same repository', () => {
  test('in either order the same counts, once', async () => {
    await fromGithub();
    expect(await standing()).toEqual({ github: FROM_GITHUB, git: 0 });
    await fromGit();
    const githubFirst = await standingEntries(program);
    expect(await standing()).toEqual({ github: FROM_GITHUB, git: ALONE });
    await program.close();
    program = await openTemporaryProgram({ environment: {} });
    await fromGit();
    expect(await standing()).toEqual({ github: 0, git: ALL_COMMITS });
    await fromGithub();
    expect(await standing()).toEqual({ github: FROM_GITHUB, git: ALONE });
    expect(await standingEntries(program)).toEqual(githubFirst);
  });

  test('git first: either can be taken back, in either order', async () => {
    const [commits, requests] = [await fromGit(), await fromGithub()];
    await revertImport(program, requests);
    expect(await standing()).toEqual({ github: 0, git: ALL_COMMITS });
    await revertImport(program, commits);
    expect(await standing()).toEqual({ github: 0, git: 0 });
    const [again, requestsAgain] = [await fromGit(), await fromGithub()];
    expect(await standing()).toEqual({ github: FROM_GITHUB, git: ALONE });
    await revertImport(program, again);
    expect(await standing()).toEqual({ github: FROM_GITHUB, git: 0 });
    await revertImport(program, requestsAgain);
    expect(await standing()).toEqual({ github: 0, git: 0 });
  });

  test('GitHub first: without its requests the commits count after the next reading of the clone', async () => {
    const [requests, commits] = [await fromGithub(), await fromGit()];
    await revertImport(program, requests);
    expect(await standing()).toEqual({ github: 0, git: ALONE });
    await fromGit();
    expect(await standing()).toEqual({ github: 0, git: ALL_COMMITS });
    await fromGithub();
    expect(await standing()).toEqual({ github: FROM_GITHUB, git: ALONE });
    await revertImport(program, commits);
    expect(await standing()).toMatchObject({ github: FROM_GITHUB });
  });
});
