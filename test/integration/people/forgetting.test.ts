// What is left in the workspace of somebody who was forgotten: looked for in every table, wherever it may have been written.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, importSheet, register } from '../../support/crm.ts';
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

/** Each place where a text stands, with what is around it. */
async function found(text: RegExp): Promise<string[]> {
  const all = await t.program.context.store.writeBulk(null, async (connection) => {
    const tables = await connection.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`);
    const rows: unknown[] = [];
    for (const { name } of tables) rows.push(name, await connection.all(`SELECT * FROM ${name}`));
    return JSON.stringify(rows);
  });
  return all.match(new RegExp(`.{0,80}(?:${text.source}).{0,40}`, 'gi')) ?? [];
}
const ANN = /ann lee|ann@old\.example|annlee@home\.example/;
const personOf = async (search: string) => (await t.client.people.list({ filter: { search } })).items[0]?.id ?? '';

const WORK = `name,email,kind,date
Ann Lee,ann@old.example,code,2026-01-01
Ann Lee,annlee@home.example,code,2026-01-02
Ben Fox,ben@x.example,review,2026-01-03
Cai Wu,cai@x.example,review,2026-01-04
`;

test('neither links, taken apart or not, nor the history tell of somebody who was forgotten', async () => {
  const acme = await register(t, 'Acme');
  await importSheet(t, 'contributions', WORK);
  await importSheet(t, 'same_people', 'Ann Lee <annlee@home.example> <ann@old.example>\n', '.mailmap');
  const [ann, ben, cai] = [await personOf('ann@old.example'), await personOf('ben@x.example'), await personOf('cai@x.example')];
  const { changeId } = await t.client.people.merge({
    ...command(),
    intoId: ben,
    fromIds: [ann],
    rule: 'by_hand',
    evidence: 'ann@old.example signed for Ben',
  });
  await t.client.workspace.undo({ ...command(), changeId });
  await t.client.people.merge({ ...command(), intoId: ben, fromIds: [cai], rule: 'by_hand', evidence: 'one desk' });
  await t.client.people.dismiss({ ...command(), oneId: ann, otherId: ben });
  const fields = { partnerId: acme, from: null, until: null, evidence: 'badge' };
  await t.client.people.saveAffiliation({ ...command(), personId: ann, affiliationId: null, fields });
  expect((await found(ANN)).length).toBeGreaterThan(8);

  await t.client.people.erase({ ...command(), personId: ann });

  expect(await found(ANN)).toEqual([]);
  // What is said of others stays.
  expect((await t.client.people.get({ personId: ben })).merges).toMatchObject([{ evidence: 'one desk' }]);
  expect(JSON.stringify((await t.client.workspace.history({})).items)).toContain('Cai Wu → Ben Fox');
});

test('a link that tells of somebody behind one of its ends tells of them no more', async () => {
  await importSheet(t, 'contributions', WORK);
  const [one, other, ben] = [await personOf('ann@old.example'), await personOf('annlee@home.example'), await personOf('ben@x.example')];
  await t.client.people.merge({ ...command(), intoId: other, fromIds: [one], rule: 'by_hand', evidence: '' });
  // Written between the ends of both chains.
  await importSheet(t, 'same_people', 'Ben Fox <ben@x.example> <ann@old.example>\n', '.mailmap');
  for (let step = 0; step < 2; step += 1) {
    const [last] = (await t.client.people.get({ personId: ben })).merges.concat((await t.client.people.get({ personId: other })).merges);
    await t.client.people.unmerge({ ...command(), mergeId: last?.mergeId ?? '' });
  }
  expect((await found(/"evidence":"ann@old\.example/)).length).toBe(1);

  await t.client.people.erase({ ...command(), personId: one });

  expect(await found(/ann@old\.example/)).toEqual([]);
});
