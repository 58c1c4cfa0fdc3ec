// What was said about working at a partner while that partner is in the bin: it rests, whatever else is done, taken back or reverted meanwhile.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, importSheet, register } from '../../support/crm.ts';
import { importText, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
let acme: string;
let beta: string;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  acme = await register(t, 'Acme');
  beta = await register(t, 'Beta');
  await importSheet(t, 'contributions', 'email,name,kind,date,title\nann@x.example,Ann,code,2026-01-10,One\n');
});
afterEach(() => closeSound(t));

async function ann() {
  const [person] = (await t.client.people.list({ filter: { search: 'ann@x.example' } })).items;
  return t.client.people.get({ personId: person?.id ?? '' });
}

/** Where Ann works by what stands, and whom the report credits with her work. */
async function employed() {
  const { topPartners } = await t.client.reports.ecosystem({ from: '2026-01-01' as never, to: '2026-12-31' as never });
  return {
    at: (await ann()).affiliations.map(({ partner }) => partner?.name),
    credited: topPartners.filter(({ points }) => points > 0).map(({ name }) => name),
  };
}
const nowhere = { at: [], credited: ['unknown'] };
const atAcme = { at: ['Acme'], credited: ['Acme'] };
const atBeta = { at: ['Beta'], credited: ['Beta'] };

async function affiliate(
  partnerId: string | null,
  affiliationId: string | null = null,
): Promise<{ changeId: string; affiliationId: string }> {
  const { id } = await ann();
  const fields = { partnerId, from: null, until: null, evidence: '' };
  const { changeId } = await t.client.people.saveAffiliation({ ...command(), personId: id, affiliationId, fields });
  return { changeId, affiliationId: (await ann()).affiliations[0]?.id ?? '' };
}
const remove = async (partnerId: string) => (await t.client.partners.remove({ ...command(), partnerId })).changeId;
const undo = (changeId: string) => t.client.workspace.undo({ ...command(), changeId });

describe('undoing what was done before to an affiliation', () => {
  test('that was taken away lets it rest, and redoing takes it away again', async () => {
    const { affiliationId } = await affiliate(acme);
    const { changeId } = await t.client.people.removeAffiliation({ ...command(), affiliationId });
    const binned = await remove(acme);
    await undo(changeId);
    expect(await employed()).toEqual(nowhere);
    expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
    await t.client.workspace.redo(command());
    await undo(changeId);
    await undo(binned);
    expect(await employed()).toEqual(atAcme);
  });

  test('that was moved to another partner lets it rest, and redoing moves it again', async () => {
    const { affiliationId } = await affiliate(acme);
    const { changeId } = await affiliate(beta, affiliationId);
    const binned = await remove(acme);
    await undo(changeId);
    expect(await employed()).toEqual(nowhere);
    expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
    await t.client.workspace.redo(command());
    expect(await employed()).toEqual(atBeta);
    await undo(changeId);
    await undo(binned);
    expect(await employed()).toEqual(atAcme);
  });

  test('of somebody independent gives back that they are', async () => {
    const { affiliationId } = await affiliate(null);
    const { changeId } = await affiliate(acme, affiliationId);
    await remove(acme);
    await undo(changeId);
    expect(await employed()).toEqual({ at: [undefined], credited: ['independent'] });
  });

  test('that was made takes it away where it rests', async () => {
    const { changeId } = await affiliate(acme);
    const binned = await remove(acme);
    await undo(changeId);
    await undo(binned);
    expect(await employed()).toEqual(nowhere);
  });
});

test('people who were merged before can be taken apart while it rests', async () => {
  await importSheet(t, 'contributions', 'email,name,kind,date,title\nsue@x.example,Sue,code,2026-01-11,Two\n');
  await affiliate(acme);
  const [sue] = (await t.client.people.list({ filter: { search: 'sue@x.example' } })).items;
  const people = { intoId: sue?.id ?? '', fromIds: [(await ann()).id] };
  const { changeId } = await t.client.people.merge({ ...command(), ...people, rule: 'by_hand', evidence: '' });
  const binned = await remove(acme);
  await undo(changeId);
  await undo(binned);
  expect((await ann()).affiliations).toMatchObject([{ partner: { name: 'Acme' } }]);
  expect((await t.client.people.get({ personId: sue?.id ?? '' })).affiliations).toEqual([]);
});

describe('reverting an import of affiliations', () => {
  const SHEET = 'email,partner,until\nann@x.example,Acme,\n';

  test('takes away what rests, so that it is not back with the partner', async () => {
    const { id } = await importText(t, 'people', SHEET);
    expect(await employed()).toEqual(atAcme);
    const binned = await remove(acme);
    expect(await revertImport(t, id)).toEqual({ reversed: 1, kept: 0, failed: 0, rows: [] });
    await undo(binned);
    expect(await employed()).toEqual(nowhere);
  });

  test('gives back what it said before where it rests', async () => {
    await importText(t, 'people', SHEET);
    const { id, changed } = await importText(t, 'people', SHEET.replace('Acme,', 'Acme,2026-01-31'));
    expect(changed).toBe(1);
    const binned = await remove(acme);
    expect(await revertImport(t, id)).toMatchObject({ reversed: 1, kept: 0 });
    await undo(binned);
    expect((await ann()).affiliations).toMatchObject([{ partner: { name: 'Acme' }, until: null }]);
  });

  test('names whose affiliation it keeps, even of one that is gone', async () => {
    const { id } = await importText(t, 'people', SHEET);
    await t.client.people.removeAffiliation({ ...command(), affiliationId: (await ann()).affiliations[0]?.id ?? '' });
    expect((await revertImport(t, id))?.rows).toEqual([{ label: 'Ann', outcome: 'kept', reason: 'changed_since' }]);
  });
});

test('people who only worked at a partner in the bin are still people, listed and counted', async () => {
  await importText(t, 'people', 'email,name,partner\nbo@x.example,Bo,Acme\n');
  const known = async () => ({
    listed: (await t.client.people.list({ sort: { by: 'name', direction: 'ascending' } })).items.map(({ name }) => name),
    counted: (await t.client.workspace.get({})).counts.people,
  });
  expect(await known()).toEqual({ listed: ['Ann', 'Bo'], counted: 2 });
  await remove(acme);
  expect(await known()).toEqual({ listed: ['Ann', 'Bo'], counted: 2 });
});
