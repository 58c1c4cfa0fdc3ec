// What is left in the workspace of somebody who was forgotten: looked for in every table, wherever it may have been written.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, importSheet, register } from '../../support/crm.ts';
import { applyImport, finished, planImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

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

/** Somebody who never did anything is on no list. */
const idOf = async (email: string) =>
  (
    await t.program.context.store.read
      .selectFrom('identities as i')
      .innerJoin('people as h', 'h.num', 'i.personNum')
      .select('h.id')
      .where('i.email', '=', email)
      .executeTakeFirst()
  )?.id ?? '';

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

test('an import of who is who can be taken back although some of whom it brought were forgotten, or kept apart from somebody', async () => {
  const lines = [
    'Dee Ott <dee@new.example> <dee@old.example>',
    'Eli Roy <eli@new.example> <eli@old.example>',
    'Flo Sun <flo@x.example> <flo@y.example>',
  ];
  await importSheet(t, 'contributions', WORK);
  const importId = await importSheet(t, 'same_people', `${lines.join('\n')}\n`, '.mailmap');
  const [dee, eli, ben] = [await idOf('dee@new.example'), await idOf('eli@new.example'), await idOf('ben@x.example')];
  await t.client.people.dismiss({ ...command(), oneId: eli, otherId: ben });
  await t.client.people.erase({ ...command(), personId: dee });
  await finished(t, (await t.client.imports.revert({ ...command(), importId })).jobId);
  expect(await idOf('flo@x.example')).toBe('');
  // Nobody's name comes back with the same file.
  await importSheet(t, 'same_people', `${lines.join('\n')}\n`, '.mailmap');
  expect(await found(/dee ott|dee@/)).toEqual([]);
  expect(await idOf('flo@x.example')).not.toBe('');
});

test('rows that were read before somebody was forgotten, and are written after it, bring no name back', async () => {
  const acme = await register(t, 'Acme');
  await importSheet(t, 'contributions', WORK);
  const more = await planImport(t, 'contributions', WORK.replaceAll('2026-01', '2026-02'));
  const linked = await planImport(t, 'same_people', 'Ben Fox <ben@x.example> <ann@old.example>\n', () => ({}), '.mailmap');
  const met = await planImport(t, 'activities', 'date,kind,title,partners,people\n2026-02-01,meeting,Review,Acme,ann@old.example\n');
  for (const email of ['ann@old.example', 'annlee@home.example'])
    await t.client.people.erase({ ...command(), personId: await personOf(email) });
  for (const importId of [met, linked, more]) await applyImport(t, importId);
  expect(await found(ANN)).toEqual([]);
  expect((await t.client.contributions.list({})).total).toBe(8);
  const { items } = await t.client.activities.list({ filter: { partnerIds: [acme] } });
  expect(items.map(({ people }) => people)).toEqual([['#1']]);
});
