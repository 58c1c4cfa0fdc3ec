// From a code host into the ledger and back: rows, points, states of pull requests, cursors.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standingEntries } from '../../support/collecting.ts';
import { command } from '../../support/crm.ts';
import { type FakeGithub, startFakeGithub } from '../../support/fake-github.ts';
import { FAULTS } from '../../support/github-faults.ts';
import { asking } from '../../support/github-gathering.ts';
import { collect, importGathered, openBesideGithub, resume } from '../../support/github-program.ts';
import { revertImport } from '../../support/importing.ts';
import { ADA, BO, CAI, issue, MADE_ROWS, pull } from '../../support/made-repositories.ts';
import type { TemporaryProgram } from '../../support/temporary-program.ts';

let fake: FakeGithub;
let program: TemporaryProgram;
beforeEach(async () => {
  ({ fake, program } = await openBesideGithub());
});
afterEach(async () => {
  await program.close();
  await fake.close();
  expect(program.incidents).toEqual([]);
});

const host = () => new URL(fake.api).host;

/** What stands in the ledger, by its key behind the host. */
async function ledger(): Promise<Record<string, { kind: string; points: number }>> {
  const rows = await standingEntries(program);
  return Object.fromEntries(rows.map(({ key, kind, points }) => [key.replace(`github:${host()}/`, ''), { kind, points }]));
}

const pullRequests = () => program.program.context.store.read.selectFrom('pullRequests').selectAll().orderBy('externalKey').execute();
const cursors = () => program.program.context.store.read.selectFrom('sourceCursors').selectAll().execute();
const people = async () => (await program.client.people.list({ limit: 500 })).items;

describe('a whole import', () => {
  test('has the points of an independent count, per entry and per person', async () => {
    const collection = await collect(program, asking(fake));
    expect(collection).toMatchObject({ state: 'complete', failure: null, rows: Object.keys(MADE_ROWS).length, requestsLeft: 4321 });
    await importGathered(program, collection.stagedFileId);
    const expected = Object.fromEntries(Object.entries(MADE_ROWS).map(([key, { kind, points }]) => [key, { kind, points }]));
    expect(await ledger()).toEqual(expected);
    const sums: Record<string, number> = {};
    for (const { login, points } of Object.values(MADE_ROWS)) sums[login] = (sums[login] ?? 0) + points;
    const found = Object.fromEntries((await people()).map(({ name, points }) => [name, points]));
    expect(found).toMatchObject({ ada: sums.ada, 'bo-li': sums['bo-li'], cai: sums.cai });
  });

  test('again, nothing is new; a little later only the new is', async () => {
    const first = await collect(program, asking(fake));
    await importGathered(program, first.stagedFileId);
    const again = await collect(program, asking(fake));
    const nothing = await program.client.imports.get({ importId: await importGathered(program, again.stagedFileId) });
    expect(nothing).toMatchObject({ created: 0, changed: 0, conflicts: 0, rejected: 0 });
    fake.repositories[0]?.pulls.push(pull(40, { user: CAI, updated_at: '2026-04-01T10:00:00Z' }));
    const later = await collect(program, asking(fake));
    const some = await program.client.imports.get({ importId: await importGathered(program, later.stagedFileId) });
    expect(some).toMatchObject({ created: 1, changed: 0, conflicts: 0 });
  });

  test('deleted accounts and programs are kept apart from people, and nobody is called null', async () => {
    const { stagedFileId } = await collect(program, asking(fake));
    await importGathered(program, stagedFileId);
    const all = await program.program.context.store.read.selectFrom('people').select(['name', 'isBot']).orderBy('name').execute();
    expect(all).toEqual([
      { name: 'ada', isBot: 0 },
      { name: 'bo-li', isBot: 0 },
      { name: 'cai', isBot: 0 },
      { name: 'ghost', isBot: 1 },
      { name: 'updater', isBot: 1 },
    ]);
  });

  test('somebody whose login is a word for nothing is somebody', async () => {
    fake.repositories[1]?.pulls.push(pull(2, { user: { id: 77, login: 'null' } }));
    const { stagedFileId } = await collect(program, asking(fake));
    await importGathered(program, stagedFileId);
    expect((await ledger())['502#2/merged']).toBeDefined();
    expect((await people()).map(({ name }) => name)).toContain('null');
  });

  test('stopped by a fault, what was read can be imported; gone on with, the rest follows and nothing is twice', async () => {
    const begin = fake.asked.length;
    for (let number = 14; number < 18; number += 1) fake.faults.set(begin + number, FAULTS['bad gateway']);
    const stopped = await collect(program, asking(fake));
    expect(stopped).toMatchObject({ state: 'incomplete', failure: { code: 'unreachable' } });
    expect(stopped.rows).toBeGreaterThan(0);
    const partial = await importGathered(program, stopped.stagedFileId);
    expect((await program.client.imports.get({ importId: partial })).origin).toMatchObject({
      source: 'github',
      incomplete: { reason: 'unreachable' },
    });
    const whole = await resume(program, stopped.id);
    expect(whole).toMatchObject({ state: 'complete', rows: Object.keys(MADE_ROWS).length });
    await importGathered(program, whole.stagedFileId);
    expect(Object.keys(await ledger()).sort()).toEqual(Object.keys(MADE_ROWS).sort());
  });

  test('what is not there is refused before anything begins', async () => {
    const start = (given: Parameters<typeof asking>[1]) => program.client.collections.start({ ...command(), request: asking(fake, given) });
    await expect(start({ repositories: ['acme/nothing'] })).rejects.toMatchObject({
      data: { reason: 'repository_missing', detail: 'acme/nothing' },
    });
    await expect(start({ repositories: [], organisation: 'nobody' })).rejects.toMatchObject({ data: { reason: 'organisation_missing' } });
    await expect(start({ repositories: [] })).rejects.toMatchObject({ data: { reason: 'nothing_named' } });
    await expect(start({ api: 'http://api.github.com' })).rejects.toMatchObject({ data: { reason: 'not_https' } });
    fake.token = 'another';
    await expect(start({})).rejects.toMatchObject({ data: { reason: 'token_refused' } });
    await fake.close();
    await expect(start({})).rejects.toMatchObject({ data: { reason: 'unreachable' } });
    expect((await program.client.collections.list({ source: 'github' })).items).toEqual([]);
    fake = await startFakeGithub([]);
  });
});

describe('states of pull requests', () => {
  const stateOf = async (number: number) =>
    (await pullRequests()).find((one) => one.number === number && one.repository === 'acme/engine')?.state;

  test('are kept with their authors, and follow later imports and their reverts, in any order', async () => {
    const first = await importGathered(program, (await collect(program, asking(fake))).stagedFileId);
    expect((await pullRequests()).length).toBe(14);
    expect(await stateOf(10)).toBe('draft');
    const known = await pullRequests();
    expect(known.find(({ number }) => number === 13)).toMatchObject({ authorLogin: BO.login, mergeCommit: '13'.padStart(40, 'a') });
    expect(known.find(({ number }) => number === 13)?.authorNum).not.toBeNull();

    const tenth = fake.repositories[0]?.pulls.find(({ number }) => number === 10);
    Object.assign(tenth ?? {}, { draft: false, updated_at: '2026-04-02T10:00:00Z' });
    const second = await importGathered(program, (await collect(program, asking(fake))).stagedFileId);
    expect(await stateOf(10)).toBe('open');
    Object.assign(tenth ?? {}, { state: 'closed', updated_at: '2026-04-03T10:00:00Z' });
    const third = await importGathered(program, (await collect(program, asking(fake))).stagedFileId);
    expect(await stateOf(10)).toBe('closed');

    await revertImport(program, second);
    expect(await stateOf(10)).toBe('closed');
    await revertImport(program, third);
    expect(await stateOf(10)).toBe('draft');
    await revertImport(program, first);
    expect(await pullRequests()).toEqual([]);
    expect(await ledger()).toEqual({});
    expect(await cursors()).toEqual([]);
  });

  test('forgetting somebody takes their login from there too, and a later import does not bring it back', async () => {
    const request = asking(fake, { fromStart: true });
    await importGathered(program, (await collect(program, request)).stagedFileId);
    const bo = (await people()).find(({ name }) => name === BO.login);
    await program.client.people.erase({ ...command(), personId: bo?.id ?? '' });
    expect(JSON.stringify(await pullRequests())).not.toContain(BO.login);
    await importGathered(program, (await collect(program, request)).stagedFileId);
    expect(JSON.stringify(await pullRequests())).not.toContain(BO.login);
    const names = await program.program.context.store.read.selectFrom('identities').select(['login', 'account']).execute();
    expect(JSON.stringify(names)).not.toContain(BO.login);
    expect(JSON.stringify(names)).not.toContain(`${host()}/${BO.id}`);
  });
});

test('an answered issue gives one entry to each who answered, and nothing to who asked', async () => {
  fake.repositories[1]?.issues.push(
    issue(31, { user: ADA, answers: [ADA, BO, BO, CAI].map((user, hour) => ({ user, created_at: `2026-03-02T0${hour}:00:00Z` })) }),
  );
  await importGathered(program, (await collect(program, asking(fake, { parts: ['comments'] }))).stagedFileId);
  expect(
    Object.keys(await ledger())
      .filter((key) => key.startsWith('502'))
      .sort(),
  ).toEqual(['502#31/answered-by/12', '502#31/answered-by/13']);
});
