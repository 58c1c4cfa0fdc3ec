// Whom the names in an activity are: by hand and from a sheet, and what merging, taking apart and forgetting people make of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { activityInput, command, failureOf, importSheet, logActivity, register } from '../../support/crm.ts';
import { applyImport, importText, planImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
let acme: string;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  acme = await register(t, 'Acme', { emailDomains: ['acme.example'] });
  await register(t, 'Beta', { emailDomains: ['beta.example'] });
  const sheet = [
    'email,login,name,kind,date,title,link',
    'ann@acme.example,,Ann Lee,code,2026-01-10,One,https://x.example/1',
    'bo1@acme.example,,Bo Chen,code,2026-01-10,Two,https://x.example/2',
    'bo2@acme.example,,Bo Chen,code,2026-01-10,Three,https://x.example/3',
    'cy@beta.example,,Cy Roe,code,2026-01-10,Four,https://x.example/4',
    ',dee-hub,Dee Poe,code,2026-01-10,Five,https://x.example/5',
    ',helper[bot],helper[bot],code,2026-01-10,Six,https://x.example/6',
  ];
  await importSheet(t, 'contributions', `${sheet.join('\n')}\n`);
});
afterEach(() => closeSound(t));

const personId = async (name: string) => (await t.client.people.list({ filter: { search: name } })).items[0]?.id ?? expect.fail();
const activities = async () => (await t.client.activities.list({})).items;
const only = async () => (await activities())[0] ?? expect.fail();
/** By name, whom it is linked to. */
const links = async () => Object.fromEntries(Object.entries((await only()).personOf).map(([written, { name }]) => [written, name]));
const titlesOf = async (id: string) =>
  (await t.client.activities.list({ filter: { personId: id } })).items.map(({ title }) => title).sort();
const edit = async (given: Parameters<typeof activityInput>[2]) => {
  const { id, revision, title } = await only();
  return t.client.activities.edit({ ...command(), activityId: id, revision, fields: activityInput(title, [acme], given) });
};

describe('by hand', () => {
  test('a name is linked where it names exactly one, and shows on that person’s page', async () => {
    const people = [
      'Ann Lee',
      'ann lee (notes)',
      'CY@BETA.example',
      'Dee <@dee-hub>',
      '@Dee-Hub',
      'Bo Chen',
      'Cy Roe',
      'helper[bot]',
      'Ann',
    ];
    await logActivity(t, 'Kick-off', [acme], { people });
    expect((await only()).people).toEqual(people);
    expect(await links()).toEqual({ 'Ann Lee': 'Ann Lee', 'CY@BETA.example': 'Cy Roe', '@Dee-Hub': 'Dee Poe' });
    // Two of Acme are called Bo Chen; Cy works elsewhere, so the bare name is nobody's here.
    expect((await only()).ambiguous).toEqual(['Bo Chen']);
    expect(await titlesOf(await personId('Ann Lee'))).toEqual(['Kick-off']);
    expect(await titlesOf(await personId('bo1@acme.example'))).toEqual([]);
  });

  test('a name counts among the partners of the activity, on its day', async () => {
    const ann = await personId('Ann Lee');
    const partnerId = await register(t, 'Former');
    const fields = { partnerId, from: null, until: '2025-06-01' as never, evidence: '' };
    await t.client.people.saveAffiliation({ ...command(), personId: ann, affiliationId: null, fields });
    await logActivity(t, 'Then', [partnerId], { day: '2025-05-31', people: ['Ann Lee'] });
    expect(await links()).toEqual({ 'Ann Lee': 'Ann Lee' });
    await logActivity(t, 'Later', [partnerId], { day: '2025-06-01', people: ['Ann Lee'] });
    expect(await titlesOf(ann)).toEqual(['Then']);
  });

  test('one of several can be picked, and stays picked', async () => {
    const bo = await personId('bo2@acme.example');
    await logActivity(t, 'Review', [acme], { people: ['Bo Chen'], personOf: { 'Bo Chen': bo } });
    expect(await only()).toMatchObject({ personOf: { 'Bo Chen': { id: bo, name: 'Bo Chen' } }, ambiguous: [] });
    await edit({ people: ['Bo Chen', 'Ann Lee'], notes: 'More' });
    expect((await only()).personOf['Bo Chen']?.id).toBe(bo);
    expect(await titlesOf(bo)).toEqual(['Review']);
    const wrong = logActivity(t, 'Wrong', [acme], { people: ['X'], personOf: { X: 'nobody' } });
    expect(await failureOf(wrong)).toMatchObject({ code: 'NOT_FOUND', data: { what: 'person' } });
  });

  test('a name can be a word of the language the program is written in', async () => {
    const people = ['constructor', 'toString', '__proto__'];
    await logActivity(t, 'Odd names', [acme], { people });
    expect(await only()).toMatchObject({ people, personOf: {}, ambiguous: [] });
    expect(Object.keys((await only()).personOf)).toEqual([]);
  });

  test('an edit takes links along with their names, and undo gives them back', async () => {
    await logActivity(t, 'Talk', [acme], { people: ['Ann Lee'] });
    await edit({ people: ['Somebody'] });
    expect(await links()).toEqual({});
    await t.client.workspace.undo(command());
    expect(await links()).toEqual({ 'Ann Lee': 'Ann Lee' });
    await t.client.workspace.redo(command());
    expect(await links()).toEqual({});
  });
});

describe('people who are put together', () => {
  test('take part together, and each for themselves again when taken apart', async () => {
    const [ann, cy] = [await personId('Ann Lee'), await personId('Cy Roe')];
    await logActivity(t, 'With Ann', [acme], { people: ['ann@acme.example'] });
    await logActivity(t, 'With Cy', [acme], { people: ['cy@beta.example'] });
    await t.client.people.merge({ ...command(), intoId: ann, fromIds: [cy], rule: 'by_hand', evidence: '' });
    expect(await titlesOf(ann)).toEqual(['With Ann', 'With Cy']);
    // Whoever they were written as, one person is meant: also by the name of the one that was merged.
    await logActivity(t, 'Under the other name', [acme], { people: ['Cy Roe'] });
    expect(await titlesOf(ann)).toEqual(['Under the other name', 'With Ann', 'With Cy']);
    const { merges } = await t.client.people.get({ personId: ann });
    await t.client.people.unmerge({ ...command(), mergeId: merges[0]?.mergeId ?? '' });
    expect(await titlesOf(ann)).toEqual(['With Ann']);
    expect(await titlesOf(cy)).toEqual(['Under the other name', 'With Cy']);
  });
});

const SHEET = 'date,title,partners,people\n2026-02-01,Workshop,Acme,Ann Lee; Bo Chen; Guest\n';
const importIt = (sheet: string) => importText(t, 'activities', sheet);

describe('from a sheet', () => {
  test('the review says whom names are and which fit several; the same sheet again changes nothing', async () => {
    const importId = await planImport(t, 'activities', SHEET);
    const { items } = await t.client.imports.changeSet({ importId });
    const shown = Object.fromEntries((items[0]?.values ?? []).map(({ field, value }) => [field, value]));
    expect(shown).toMatchObject({ people: 'Ann Lee; Bo Chen; Guest', personOf: 'Ann Lee → Ann Lee', ambiguousPeople: 'Bo Chen' });
    await applyImport(t, importId);
    expect(await links()).toEqual({ 'Ann Lee': 'Ann Lee' });
    expect((await only()).ambiguous).toEqual(['Bo Chen']);
    expect(await importIt(SHEET)).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    await revertImport(t, importId);
    expect(await activities()).toEqual([]);
  });

  test('links names whose people came later, as a change that can be taken back', async () => {
    await importIt(SHEET);
    await importText(
      t,
      'contributions',
      'email,name,kind,date,title,link\nguest@acme.example,Guest,code,2026-01-11,Seven,https://x.example/7\n',
    );
    const importId = await planImport(t, 'activities', SHEET);
    const { items } = await t.client.imports.changeSet({ importId, status: 'changed' });
    expect(items[0]?.changes).toEqual([{ field: 'personOf', old: 'Ann Lee → Ann Lee', new: 'Ann Lee → Ann Lee; Guest → Guest' }]);
    await applyImport(t, importId);
    expect(await links()).toEqual({ 'Ann Lee': 'Ann Lee', Guest: 'Guest' });
    expect(await revertImport(t, importId)).toMatchObject({ reversed: 1, kept: 0 });
    expect(await links()).toEqual({ 'Ann Lee': 'Ann Lee' });
  });

  test('changes links with the names, and gives both back', async () => {
    const keyed = (people: string) => `id,date,title,partners,people\n1,2026-02-01,Workshop,Acme,${people}\n`;
    await importIt(keyed('Ann Lee'));
    const second = await importIt(keyed('cy@beta.example'));
    expect(await links()).toEqual({ 'cy@beta.example': 'Cy Roe' });
    await revertImport(t, second.id);
    expect(await links()).toEqual({ 'Ann Lee': 'Ann Lee' });
  });

  test('leaves what a person picked, and keeps an activity whose people a person put right', async () => {
    const { id: importId } = await importIt(SHEET);
    const bo = await personId('bo1@acme.example');
    const { people } = await only();
    await edit({ day: '2026-02-01', people, kind: 'other', personOf: { 'Bo Chen': bo } });
    expect(await importIt(SHEET)).toMatchObject({ unchanged: 1 });
    expect((await only()).personOf['Bo Chen']?.id).toBe(bo);
    expect(await revertImport(t, importId)).toMatchObject({ reversed: 0, kept: 1 });
  });
});

describe('somebody who is forgotten', () => {
  test('is a number where they were named, in what can be undone, and when the sheet comes again', async () => {
    const first = await importIt(SHEET);
    await logActivity(t, 'By hand', [acme], { people: ['ann@acme.example', 'Bo Chen'] });
    const ann = await personId('Ann Lee');
    const { name } = await t.client.people.erase({ ...command(), personId: ann });
    expect(await titlesOf(ann)).toEqual(['By hand', 'Workshop']);
    expect((await activities()).map(({ people }) => people.join('; ')).sort()).toEqual([`${name}; Bo Chen`, `${name}; Bo Chen; Guest`]);
    const kept = await t.program.context.store.read.selectFrom('journal').selectAll().where('tableName', 'like', 'activit%').execute();
    expect(JSON.stringify(kept)).not.toMatch(/Ann Lee|ann@acme/);
    expect(await importIt(SHEET)).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    const again = await importIt('date,title,partners,people\n2026-02-02,Another,Acme,Ann <ann@acme.example>\n');
    const another = (await activities()).find(({ title }) => title === 'Another');
    expect(another?.people).toEqual([name]);
    await revertImport(t, again.id);
    expect(await revertImport(t, first.id)).toMatchObject({ reversed: 1, kept: 0 });
    await t.client.workspace.undo(command());
    expect(await activities()).toEqual([]);
  });
});
