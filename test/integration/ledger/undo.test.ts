// What a person did to the ledger is part of the history, and is taken back and done again like any other change; the ledger only grows.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryFields } from '../../../shared/contract/contributions.ts';
import { command, failureOf, importSheet, partnerInput, register } from '../../support/crm.ts';
import { finished, importText, revertImport } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
let importId: string;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-08-15T12:00:00Z') });
  importId = await importSheet(t, 'contributions', SHEET);
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
  await t.close();
});

const SHEET = 'id,email,kind,date,title\n1,ann@x.example,code,2026-07-01,One\n';
const undo = () => t.client.workspace.undo(command());
const redo = () => t.client.workspace.redo(command());
const all = async () =>
  (await t.client.contributions.list({ filter: { states: ['accepted', 'rejected'] }, sort: { by: 'recorded', direction: 'descending' } }))
    .items;
const newest = async () => {
  const [found] = await all();
  return t.client.contributions.get({ contributionId: found?.id ?? '' });
};
const points = async () => (await t.client.contributions.leaderboard({})).items.map((one) => [one.points, one.entries]);
const documentation: EntryFields = {
  ...{ kind: 'documentation', since: null, day: '2026-07-01' as EntryFields['day'], title: 'One', link: null, quantity: null },
  ...{ complexity: null, impact: null, quality: null, repository: null },
};
const correct = async (changes: Partial<EntryFields> = {}) =>
  t.client.contributions.correct({
    ...command(),
    contributionId: (await newest()).id,
    entry: { ...documentation, ...changes },
    reason: 'it was the manual',
  });
const reverse = async () => t.client.contributions.reverse({ ...command(), contributionId: (await newest()).id, reason: 'a mistake' });

test('undo takes back the reversal that came last, not the edit before it', async () => {
  const partnerId = await register(t, 'Beta GmbH');
  const { revision } = await t.client.partners.get({ partnerId });
  await t.client.partners.edit({ ...command(), partnerId, revision, fields: partnerInput('Beta GmbH', { owner: 'Mia' }) });
  await reverse();
  expect(await points()).toEqual([]);
  expect(await undo()).toMatchObject({ what: 'contributions.reverse', subject: 'One' });
  expect(await points()).toEqual([[100, 1]]);
  expect((await t.client.partners.get({ partnerId })).owner).toBe('Mia');
  expect(await undo()).toMatchObject({ what: 'partners.edit' });
});

test('every kind of change by hand is listed, undone step by step and done again', async () => {
  const personId = (await newest()).person.id;
  const states: unknown[] = [];
  const state = async () => {
    const items = await all();
    const details = await Promise.all(items.map(({ id }) => t.client.contributions.get({ contributionId: id })));
    const standing = details.filter((one) => one.standing);
    return {
      entries: standing.map(({ kind, title, points, state, reason }) => [title, kind, points, state, reason]).sort(),
      points: await points(),
    };
  };
  const idOf = async () => (await all()).find(({ title }) => title === 'One')?.id ?? '';
  const change = (what: 'reject' | 'accept' | 'reverse') => async () =>
    t.client.contributions[what]({ ...command(), contributionId: await idOf(), reason: what });
  const steps = [
    () => t.client.contributions.add({ ...command(), personId, entry: { ...documentation, title: 'Talk' } }),
    async () =>
      t.client.contributions.correct({ ...command(), contributionId: await idOf(), entry: documentation, reason: 'it was the manual' }),
    change('reject'),
    change('accept'),
    change('reverse'),
    async () => t.client.contributions.restore({ ...command(), contributionId: await idOf(), reason: 'restore' }),
  ];
  states.push(await state());
  for (const step of steps) {
    await step();
    states.push(await state());
  }
  const { items } = await t.client.workspace.history({});
  expect(items.slice(0, 6).map(({ what, subject, undoable }) => [what, subject, undoable])).toEqual([
    ['contributions.restore', 'One', true],
    ['contributions.reverse', 'One', true],
    ['contributions.accept', 'One', true],
    ['contributions.reject', 'One', true],
    ['contributions.correct', 'One', true],
    ['contributions.add', 'Talk', true],
  ]);
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    await undo();
    expect(await state()).toEqual(states[index]);
  }
  for (let index = 1; index <= steps.length; index += 1) {
    await redo();
    expect(await state()).toEqual(states[index]);
  }
  expect((await failureOf(redo())).code).toBe('NOTHING_TO_UNDO');
});

test('the entry’s own history keeps the whole way', async () => {
  await correct();
  await undo();
  expect((await newest()).history.map(({ kind, points, reason }) => [kind, points, reason])).toEqual([
    ['code', 100, null],
    ['code', -100, 'it was the manual'],
    ['documentation', 30, 'it was the manual'],
    ['documentation', -30, 'undone'],
    ['code', 100, null],
  ]);
});

test('what was undone is no opinion any more: the sheet changes the entry, and taking its import back takes it', async () => {
  await correct();
  await undo();
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ unchanged: 1, conflicts: 0 });
  expect(await revertImport(t, importId)).toMatchObject({ reversed: 1, kept: 0 });
  expect(await points()).toEqual([]);
});

test('what was done again is protected from the sheet again', async () => {
  await correct();
  await undo();
  await redo();
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ changed: 0, conflicts: 1 });
  await undo();
  await reverse();
  await undo();
  await redo();
  expect(await importText(t, 'contributions', SHEET)).toMatchObject({ created: 0, conflicts: 1 });
});

test('a change that the ledger was scored anew over comes back scored by that version', async () => {
  await correct();
  const { policy } = await t.client.policies.points({});
  await t.client.policies.saveDraft({
    ...command(),
    revision: null,
    policy: { ...policy, bases: { ...policy.bases, code: 110, documentation: 31 } },
  });
  const { version } = await t.client.policies.publish({ ...command(), effectiveFrom: '2026-08-01' as never });
  await finished(t, (await t.client.policies.recompute({ ...command(), version })).jobId);
  expect(await points()).toEqual([[31, 1]]);
  expect((await t.client.workspace.history({})).items.map(({ what, undoable }) => [what, undoable])).toEqual(
    expect.arrayContaining([
      ['policies.recompute', false],
      ['policies.publish', false],
      ['contributions.correct', true],
    ]),
  );
  await undo();
  expect(await newest()).toMatchObject({ kind: 'code', points: 110, formula: { policyVersion: version } });
  await redo();
  expect(await newest()).toMatchObject({
    kind: 'documentation',
    points: 31,
    reason: 'it was the manual',
    formula: { policyVersion: version },
  });
});

test('a change that something was built on is not taken back over it', async () => {
  const { changeId } = await correct();
  await correct({ title: 'Two' });
  expect(await failureOf(t.client.workspace.undo({ ...command(), changeId }))).toEqual({ code: 'CHANGED_SINCE', data: { what: 'One' } });
  expect((await newest()).title).toBe('Two');
});

test('an entry without a title is called by its number', async () => {
  await correct({ title: '' });
  const { id } = await newest();
  await reverse();
  expect((await t.client.workspace.history({})).items[0]).toMatchObject({ what: 'contributions.reverse', subject: `#${id}` });
});
