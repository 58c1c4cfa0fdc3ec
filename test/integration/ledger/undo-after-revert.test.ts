// What an import brought and was taken back with it does not come again when a person takes back what they had done to it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryFields } from '../../../shared/contract/contributions.ts';
import { activityInput, command, failureOf, importSheet, partnerInput, register } from '../../support/crm.ts';
import { importText, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-08-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

const undo = () => t.client.workspace.undo(command());
const redo = () => t.client.workspace.redo(command());
const undoable = async () => (await t.client.workspace.history({})).items.filter((one) => one.undoable).map(({ what }) => what);

describe('an entry', () => {
  const SHEET = 'id,email,kind,date,title\n1,ann@x.example,code,2026-07-01,One\n';
  const OTHER = SHEET.replace('code', 'review');
  const counting = async () => (await t.client.contributions.list({})).items.map(({ kind, points }) => [kind, points]);
  const firstId = async () => (await t.client.contributions.list({})).items[0]?.id ?? '';
  const manual: EntryFields = {
    ...{ kind: 'documentation', since: null, day: '2026-07-01' as EntryFields['day'], title: 'One', link: null, quantity: null },
    ...{ complexity: null, impact: null, quality: null, repository: null },
  };
  const byHand = {
    reverse: async () => t.client.contributions.reverse({ ...command(), contributionId: await firstId(), reason: 'a mistake' }),
    correct: async () =>
      t.client.contributions.correct({ ...command(), contributionId: await firstId(), entry: manual, reason: 'it was the manual' }),
    reject: async () => t.client.contributions.reject({ ...command(), contributionId: await firstId(), reason: 'not ours' }),
  };

  test.each(['reverse', 'correct', 'reject'] as const)('is gone once both are taken back, in whichever order: %s', async (change) => {
    const { id } = await importText(t, 'contributions', SHEET);
    await byHand[change]();
    const changed = await counting();
    expect(await revertImport(t, id)).toMatchObject({ reversed: 0, kept: 1 });
    await undo();
    expect(await counting()).toEqual([]);
    // What was done by hand is no opinion any more, and can be done again.
    await redo();
    expect(await counting()).toEqual(changed);
    await undo();
    expect(await counting()).toEqual([]);
    const again = await importText(t, 'contributions', SHEET);
    expect(again).toMatchObject({ created: 1, conflicts: 0 });
    expect(await counting()).toEqual([['code', 100]]);
    expect(await revertImport(t, again.id)).toMatchObject({ reversed: 1, kept: 0 });
  });

  test('gives way to what its import had replaced, as if that had been taken back last', async () => {
    await importText(t, 'contributions', SHEET);
    const { id } = await importText(t, 'contributions', OTHER);
    await byHand.reverse();
    await revertImport(t, id);
    expect(await counting()).toEqual([]);
    await undo();
    expect(await counting()).toEqual([['code', 100]]);
    expect((await failureOf(redo())).code).toBe('CHANGED_SINCE');
  });

  test('stands again where a person had a hand in it before', async () => {
    const { id } = await importText(t, 'contributions', SHEET);
    await byHand.correct();
    await byHand.reverse();
    await revertImport(t, id);
    await undo();
    expect(await counting()).toEqual([['documentation', 30]]);
  });
});

describe('a row that a person had removed', () => {
  const PEOPLE = 'email,employer,from\nann@x.example,Acme,2026-01-01\n';
  const partners = async () => (await t.client.partners.list({})).items.map(({ name }) => name);
  const idOf = async (search: string) => (await t.client.partners.list({ filter: { search } })).items[0]?.id ?? '';
  const keptAcme = (reason: string) => ({ reversed: 0, kept: 1, failed: 0, rows: [{ label: 'Acme', outcome: 'kept', reason }] });
  async function ann() {
    const [one] = (await t.client.people.list({ filter: { search: 'ann@x.example' } })).items;
    return t.client.people.get({ personId: one?.id ?? '' });
  }
  async function activity() {
    const [one] = (await t.client.activities.list({})).items;
    if (!one) throw new Error('no activity');
    return one;
  }

  test('stays removed when it is an affiliation', async () => {
    await register(t, 'Acme');
    const importId = await importSheet(t, 'people', PEOPLE);
    const [ann] = (await t.client.people.list({})).items;
    const employers = async () => (await t.client.people.get({ personId: ann?.id ?? '' })).affiliations;
    const [affiliation] = await employers();
    await t.client.people.removeAffiliation({ ...command(), affiliationId: affiliation?.id ?? '' });
    await revertImport(t, importId);
    expect(await undoable()).toEqual(['partners.register']);
    expect(await undo()).toMatchObject({ what: 'partners.register' });
    expect(await employers()).toEqual([]);
  });

  test('is gone for good when it is a partner, is counted, and is new in the same sheet', async () => {
    const sheet = 'name,owner\nAcme,Mia\n';
    const importId = await importSheet(t, 'partners', sheet);
    await t.client.partners.remove({ ...command(), partnerId: await idOf('Acme') });
    expect(await revertImport(t, importId)).toEqual({ reversed: 1, kept: 0, failed: 0, rows: [] });
    expect((await failureOf(undo())).code).toBe('NOTHING_TO_UNDO');
    expect(await importText(t, 'partners', sheet)).toMatchObject({ created: 1, conflicts: 0 });
    expect(await partners()).toEqual(['Acme']);
  });

  test('is gone for good when it is an activity, is counted, and is new in the same sheet', async () => {
    await register(t, 'Acme');
    const sheet = 'type,date,title,partner\nmeeting,2026-07-01,Kick-off,Acme\n';
    const importId = await importSheet(t, 'activities', sheet);
    await t.client.activities.remove({ ...command(), activityId: (await activity()).id });
    expect(await revertImport(t, importId)).toEqual({ reversed: 1, kept: 0, failed: 0, rows: [] });
    expect(await undoable()).toEqual(['partners.register']);
    expect(await importText(t, 'activities', sheet)).toMatchObject({ created: 1, conflicts: 0 });
    expect((await t.client.activities.list({})).total).toBe(1);
  });

  test('stays apart when it is a link between two people', async () => {
    const mailmap = 'Ann Lee <ann@new.example> <ann@old.example>\n';
    await importText(t, 'contributions', 'email,kind,date,title\nann@old.example,code,2026-07-01,A\nann@new.example,code,2026-07-01,B\n');
    const importId = await importSheet(t, 'same_people', mailmap, '.mailmap');
    const [ann] = (await t.client.people.list({})).items;
    const { merges } = await t.client.people.get({ personId: ann?.id ?? '' });
    await t.client.people.unmerge({ ...command(), mergeId: merges[0]?.mergeId ?? '' });
    await revertImport(t, importId);
    expect((await failureOf(undo())).code).toBe('NOTHING_TO_UNDO');
    expect((await t.client.people.list({})).total).toBe(2);
  });

  test('is named and comes back when a person had also changed it', async () => {
    const importId = await importSheet(t, 'partners', 'name,owner\nAcme,Mia\n');
    const partnerId = await idOf('Acme');
    const { revision } = await t.client.partners.get({ partnerId });
    await t.client.partners.edit({ ...command(), partnerId, revision, fields: partnerInput('Acme', { emailDomains: ['acme.example'] }) });
    await t.client.partners.remove({ ...command(), partnerId });
    expect(await revertImport(t, importId)).toEqual(keptAcme('changed_since'));
    await undo();
    expect(await partners()).toEqual(['Acme']);
  });

  test('is no less gone for an edit that was taken back', async () => {
    const importId = await importSheet(t, 'partners', 'name,owner\nAcme,Mia\n');
    const partnerId = await idOf('Acme');
    const { revision } = await t.client.partners.get({ partnerId });
    await t.client.partners.edit({ ...command(), partnerId, revision, fields: partnerInput('Acme') });
    await undo();
    await t.client.partners.remove({ ...command(), partnerId });
    expect(await revertImport(t, importId)).toMatchObject({ reversed: 1, kept: 0 });
  });

  test('comes back when another import says who works there', async () => {
    const importId = await importSheet(t, 'partners', 'name,owner\nAcme,Mia\n');
    await importSheet(t, 'people', PEOPLE);
    await t.client.partners.remove({ ...command(), partnerId: await idOf('Acme') });
    expect(await revertImport(t, importId)).toEqual(keptAcme('in_use'));
    await undo();
    expect((await ann()).affiliations.map(({ partner }) => partner?.name)).toEqual(['Acme']);
  });

  test('comes back when an activity is about it', async () => {
    const importId = await importSheet(t, 'partners', 'name,owner\nAcme,Mia\n');
    await importSheet(t, 'activities', 'type,date,title,partner\nmeeting,2026-07-01,Kick-off,Acme\n');
    await t.client.partners.remove({ ...command(), partnerId: await idOf('Acme') });
    expect(await revertImport(t, importId)).toEqual(keptAcme('in_use'));
    await undo();
    expect((await activity()).partners.map(({ name }) => name)).toEqual(['Acme']);
  });

  test('comes back for whom a person had moved away from it before', async () => {
    const importId = await importSheet(t, 'partners', 'name,owner\nAcme,Mia\n');
    const employing = await importSheet(t, 'people', PEOPLE);
    const fields = { partnerId: await register(t, 'Beta'), from: null, until: null, evidence: '' };
    const { id: personId, affiliations } = await ann();
    await t.client.people.saveAffiliation({ ...command(), personId, affiliationId: affiliations[0]?.id ?? '', fields });
    expect(await revertImport(t, employing)).toMatchObject({ reversed: 0, kept: 1 });
    await t.client.partners.remove({ ...command(), partnerId: await idOf('Acme') });
    expect(await revertImport(t, importId)).toEqual(keptAcme('in_use'));
    await undo();
    await undo();
    expect((await ann()).affiliations.map(({ partner }) => partner?.name)).toEqual(['Acme']);
  });

  test('comes back when it is removed after its import was taken back without it', async () => {
    const importId = await importSheet(t, 'partners', 'name,owner\nAcme,Mia\n');
    await t.client.activities.log({ ...command(), fields: activityInput('Call', [await idOf('Acme')]) });
    expect(await revertImport(t, importId)).toMatchObject({ reversed: 0, kept: 1 });
    await t.client.partners.remove({ ...command(), partnerId: await idOf('Acme') });
    await undo();
    expect(await partners()).toEqual(['Acme']);
  });
});
