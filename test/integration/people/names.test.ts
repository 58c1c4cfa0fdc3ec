// What people are called follows from what the sources that stand say, in whatever order they came.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, failureOf, importSheet } from '../../support/crm.ts';
import { importText, revertImport } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
  await t.close();
});

const BARE = 'id,email,kind,date\n1,s@acme.example,code,2026-01-05\n';
const NAMED = 'id,email,login,name,kind,date\n2,s@acme.example,suelogin,Sue Smith,code,2026-01-06\n';
const BY_LOGIN = 'id,login,kind,date\n3,SueLogin,code,2026-01-07\n';

async function known() {
  const { items } = await t.client.people.list({ sort: { by: 'name', direction: 'ascending' } });
  const { items: suggested } = await t.client.people.suggestions({});
  return {
    people: items.map(({ name, login, email, points }) => [name, login?.toLowerCase(), email, points]),
    board: (await t.client.contributions.leaderboard({})).items.map(({ name }) => name),
    found: (await t.client.people.list({ filter: { search: 'suelogin' } })).total,
    named: (await t.client.people.list({ filter: { search: 'sue smith' } })).total,
    suggested: suggested.map(({ rule }) => rule),
  };
}

test.each([[[BARE, NAMED, BY_LOGIN]], [[NAMED, BARE, BY_LOGIN]], [[BY_LOGIN, BARE, NAMED]], [[NAMED, BY_LOGIN, BARE]]])(
  'a name and a login that a second source knows of an address are known, whichever comes first %#',
  async (sheets) => {
    for (const sheet of sheets) await importSheet(t, 'contributions', sheet);
    expect(await known()).toEqual({
      people: [
        ['Sue Smith', 'suelogin', 's@acme.example', 200],
        ['SueLogin', 'suelogin', null, 100],
      ],
      board: ['Sue Smith', 'SueLogin'],
      found: 2,
      named: 1,
      suggested: ['same_login'],
    });
  },
);

test('a later row of one sheet may know the name and the login that the first one does not', async () => {
  await importSheet(
    t,
    'contributions',
    'id,email,login,name,kind,date\n1,s@acme.example,,,code,2026-01-05\n2,s@acme.example,suelogin,,code,2026-01-05\n3,S@acme.example,,Sue Smith,code,2026-01-05\n',
  );
  expect((await known()).people).toEqual([['Sue Smith', 'suelogin', 's@acme.example', 300]]);
});

test('taking back the import that brought the name gives back what the others say', async () => {
  const bare = await importText(t, 'contributions', BARE);
  const before = await known();
  const named = await importText(t, 'contributions', NAMED);
  const other = await importText(t, 'contributions', 'id,email,name,kind,date\n5,s@acme.example,S. Smith-Jones,review,2026-01-08\n');
  await revertImport(t, named.id);
  expect((await known()).board).toEqual(['S. Smith-Jones']);
  await revertImport(t, other.id);
  expect(await known()).toEqual(before);
  expect(before.board).toEqual(['s@acme.example']);
  await revertImport(t, bare.id);
  await importText(t, 'contributions', NAMED);
  expect((await known()).board).toEqual(['Sue Smith']);
});

test('a name given by hand stays, and what the sources say is back when it is undone', async () => {
  await importText(t, 'contributions', BARE);
  const [person] = (await t.client.people.list({})).items;
  const { changeId } = await t.client.people.rename({ ...command(), personId: person?.id ?? '', name: 'Susan' });
  await importText(t, 'contributions', NAMED);
  expect((await known()).board).toEqual(['Susan']);
  await t.client.workspace.undo({ ...command(), changeId });
  expect((await known()).board).toEqual(['Sue Smith']);
  await t.client.workspace.redo(command());
  expect((await known()).board).toEqual(['Susan']);
});

test('who is merged is shown by a real name where any of the records has one, and by their own when taken apart', async () => {
  await importText(
    t,
    'contributions',
    'id,email,name,kind,date\n1,s@acme.example,,code,2026-01-05\n2,sue@home.example,Sue Smith,code,2026-01-06\n',
  );
  const people = (await t.client.people.list({ sort: { by: 'name', direction: 'ascending' } })).items;
  const [address, named] = [
    people.find(({ name }) => name.includes('@'))?.id ?? '',
    people.find(({ name }) => !name.includes('@'))?.id ?? '',
  ];
  const { changeId } = await t.client.people.merge({ ...command(), intoId: address, fromIds: [named], rule: 'by_hand', evidence: '' });
  expect((await known()).board).toEqual(['Sue Smith']);
  await t.client.workspace.undo({ ...command(), changeId });
  expect((await known()).board.toSorted()).toEqual(['Sue Smith', 's@acme.example']);
});

test.each([
  ['Sheet A', 'Bob Smith', 'Robert Smith'],
  ['Sheet B', 'Robert Smith', 'Bob Smith'],
])('importing a sheet again changes nobody’s name, whichever is imported again: %s', async (_which, again, other) => {
  const sheet = (name: string) => `id,email,name,kind,date\n${name},bob@acme.example,${name},code,2026-01-05\n`;
  await importSheet(t, 'contributions', sheet(again));
  await importSheet(t, 'contributions', sheet(other));
  const before = (await known()).board;
  for (const _time of [1, 2]) await importSheet(t, 'contributions', sheet(again));
  expect((await known()).board).toEqual(before);
  expect(before).toEqual(['Bob Smith']);
});

describe('a name given by hand to somebody who is merged into another', () => {
  const SHEET =
    'id,email,name,kind,date\n1,rob@x.example,,code,2026-01-05\n2,bob@x.example,,code,2026-01-06\n3,sue@x.example,Sue Smith,code,2026-01-07\n';
  const idOf = async (search: string) => (await t.client.people.list({ filter: { search } })).items[0]?.id ?? '';
  const merge = async (from: string, into: string) =>
    (await t.client.people.merge({ ...command(), intoId: into, fromIds: [from], rule: 'by_hand', evidence: '' })).changeId;
  const called = async () => (await known()).board.toSorted();
  const rename = async (personId: string, name: string) => (await t.client.people.rename({ ...command(), personId, name })).changeId;
  let rob: string;
  let bob: string;
  let sue: string;
  beforeEach(async () => {
    await importSheet(t, 'contributions', SHEET);
    [rob, bob, sue] = [await idOf('rob@'), await idOf('bob@'), await idOf('sue@')];
  });

  test('is what both are called, before an address and before what sources say, and each has their own when taken apart', async () => {
    await rename(rob, 'Robbie');
    const intoBob = await merge(rob, bob);
    expect(await called()).toEqual(['Robbie', 'Sue Smith']);
    await merge(bob, sue);
    expect(await called()).toEqual(['Robbie']);
    const { merges } = await t.client.people.get({ personId: sue });
    await t.client.people.unmerge({ ...command(), mergeId: merges.find(({ person }) => person.name === 'bob@x.example')?.mergeId ?? '' });
    expect(await called()).toEqual(['Robbie', 'Sue Smith']);
    await t.client.workspace.undo({ ...command(), changeId: intoBob });
    expect(await called()).toEqual(['Robbie', 'Sue Smith', 'bob@x.example']);
  });

  test('gives way to one of their own, and of several the first in their alphabet holds, in whatever order they came', async () => {
    await rename(sue, 'Susan');
    await rename(bob, 'Bobby');
    await merge(sue, rob);
    await merge(bob, rob);
    expect(await called()).toEqual(['Bobby']);
    const own = await rename(rob, 'Robbie');
    expect(await called()).toEqual(['Robbie']);
    await t.client.workspace.undo({ ...command(), changeId: own });
    expect(await called()).toEqual(['Bobby']);
  });

  test('is followed when it is given after the merge', async () => {
    await merge(rob, bob);
    const given = await rename(rob, 'Robbie');
    expect(await called()).toEqual(['Robbie', 'Sue Smith']);
    await t.client.workspace.undo({ ...command(), changeId: given });
    expect(await called()).toEqual(['Sue Smith', 'bob@x.example']);
  });
});

test('an address in the column of names is no name', async () => {
  await importText(t, 'contributions', 'id,email,login,name,kind,date\n1,s@acme.example,suelogin,s@acme.example,code,2026-01-05\n');
  expect((await known()).board).toEqual(['suelogin']);
});

test('a .mailmap says what somebody is properly called, before or after the work', async () => {
  const commits = 'id,email,name,kind,date\n1,s@acme.example,ssmith,code,2026-01-05\n2,old@acme.example,S. Smith,code,2026-01-06\n';
  await importSheet(t, 'contributions', commits);
  const mailmap = await importText(t, 'same_people', 'Sue Smith <s@acme.example> <old@acme.example>\n', undefined);
  expect((await known()).board).toEqual(['Sue Smith']);
  await revertImport(t, mailmap.id);
  expect((await known()).board.toSorted()).toEqual(['S. Smith', 'ssmith']);
});

test('nothing that was said of somebody who is forgotten is kept', async () => {
  await importText(t, 'contributions', NAMED);
  const [person] = (await t.client.people.list({})).items;
  await t.client.people.erase({ ...command(), personId: person?.id ?? '' });
  await importText(t, 'contributions', NAMED.replace('\n2,', '\n9,'));
  expect(JSON.stringify(await known())).not.toMatch(/sue/i);
  expect((await failureOf(t.client.workspace.undo(command()))).code).toBe('NOTHING_TO_UNDO');
});
