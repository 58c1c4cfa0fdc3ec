// Who is who among the accounts of a code host: by the number that a login never changes, and the private addresses that carry it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command } from '../../support/crm.ts';
import type { FakeGithub } from '../../support/fake-github.ts';
import { asking } from '../../support/github-gathering.ts';
import { collect, importGathered, openBesideGithub } from '../../support/github-program.ts';
import { importText, revertImport } from '../../support/importing.ts';
import { ADA, CAI, pull } from '../../support/made-repositories.ts';
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

const people = async () => (await program.client.people.list({ limit: 500 })).items;
const importAll = async () => importGathered(program, (await collect(program, asking(fake, { fromStart: true }))).stagedFileId);
const noreply = (id: number, login: string) => `${id}+${login}@users.noreply.${new URL(fake.api).host}`;
const namesOf = async () => (await people()).map(({ name }) => name).sort();

test('a renamed login is the same person', async () => {
  await importAll();
  fake.repositories[1]?.pulls.push(pull(2, { user: { ...CAI, login: 'cai-renamed' } }));
  await importAll();
  expect(await namesOf()).toEqual(['ada', 'bo-li', 'cai']);
  expect((await people()).find(({ name }) => name === 'cai')?.points).toBe(25 + 15 + 100);
});

test('a new account that takes a login that somebody had is somebody else', async () => {
  await importAll();
  fake.repositories[1]?.pulls.push(pull(2, { user: { id: 99, login: CAI.login } }));
  await importAll();
  expect((await people()).filter(({ name }) => name === 'cai').length).toBe(2);
});

test.each(['before', 'after'] as const)('a private mail address with the account’s number is linked, when it came %s', async (order) => {
  const sheet = `id,email,name,kind\n1,${noreply(ADA.id, 'ada-before')},Ada L.,code\n2,${noreply(999, 'ada')},Somebody,code\n`;
  if (order === 'before') await importText(program, 'contributions', sheet);
  const importId = await importAll();
  const sheetImport = order === 'after' ? await importText(program, 'contributions', sheet) : null;
  const linked = order === 'before' ? importId : (sheetImport?.id ?? '');
  expect((await people()).length).toBe(4);
  const ada = (await people()).find(({ name }) => name === 'ada');
  const { merges } = await program.client.people.get({ personId: ada?.id ?? '' });
  expect(merges).toMatchObject([{ rule: 'same_account' }]);
  await revertImport(program, linked);
  const standing = await program.program.context.store.read.selectFrom('personMerges').selectAll().where('undoneAt', 'is', null).execute();
  expect(standing).toEqual([]);
  const apart = await program.program.context.store.read.selectFrom('people').select('name').where('rootNum', 'is', null).execute();
  expect(apart.map(({ name }) => name)).toEqual(expect.arrayContaining(['ada', 'Ada L.']));
});

describe('a link that several imports justify', () => {
  const sheet = (id: number) => `id,email,name,kind\n${id},${noreply(ADA.id, 'ada')},Ada L.,code\n`;
  const linked = async () => {
    const merges = program.program.context.store.read.selectFrom('personMerges').select('id').where('undoneAt', 'is', null);
    return (await merges.execute()).length === 1;
  };
  const moreOfAda = (number: number) => {
    fake.repositories[1]?.pulls.push(pull(number, { user: ADA }));
    return importAll();
  };

  test('stays when the import that made it is taken back, until the last goes', async () => {
    await importText(program, 'contributions', sheet(1));
    const first = await importAll();
    const second = await moreOfAda(2);
    await revertImport(program, first);
    expect(await linked()).toBe(true);
    await revertImport(program, second);
    expect(await linked()).toBe(false);
  });

  test('stays for an import in which all rows of the account were known already', async () => {
    await importText(program, 'contributions', sheet(1));
    const first = await importAll();
    fake.repositories[1]?.pulls.push(pull(2, { user: CAI }));
    await importAll();
    await revertImport(program, first);
    expect(await linked()).toBe(true);
  });

  test('stays when the address came twice and one of the two sheets is taken back, not when both are', async () => {
    await importAll();
    const one = await importText(program, 'contributions', sheet(1));
    const two = await importText(program, 'contributions', sheet(2));
    await revertImport(program, one.id);
    expect(await linked()).toBe(true);
    await revertImport(program, two.id);
    expect(await linked()).toBe(false);
  });

  test('does not come back where a person took it apart', async () => {
    await importText(program, 'contributions', sheet(1));
    const first = await importAll();
    await moreOfAda(2);
    const ada = (await people()).find(({ name }) => name === 'ada');
    const { merges } = await program.client.people.get({ personId: ada?.id ?? '' });
    await program.client.people.unmerge({ ...command(), mergeId: merges[0]?.mergeId ?? '' });
    await revertImport(program, first);
    expect(await linked()).toBe(false);
  });
});

test('what a person took apart stays apart; what a revert took apart is linked again', async () => {
  await importText(program, 'contributions', `id,email,name,kind\n1,${noreply(ADA.id, 'ada')},Ada L.,code\n`);
  const importId = await importAll();
  await revertImport(program, importId);
  await importAll();
  const ada = (await people()).find(({ name }) => name === 'ada');
  const { merges } = await program.client.people.get({ personId: ada?.id ?? '' });
  expect(merges.length).toBe(1);
  await program.client.people.unmerge({ ...command(), mergeId: merges[0]?.mergeId ?? '' });
  fake.repositories[1]?.pulls.push(pull(2));
  await importAll();
  expect(await namesOf()).toEqual(['Ada L.', 'ada', 'bo-li', 'cai']);
});

test('more than ten addresses under one number wait for a person', async () => {
  const rows = Array.from({ length: 11 }, (_, index) => `${index},${noreply(ADA.id, `ada${index}`)},Ada ${index},code`);
  await importText(program, 'contributions', `id,email,name,kind\n${rows.join('\n')}\n`);
  await importAll();
  expect((await people()).length).toBe(11 + 3);
});
