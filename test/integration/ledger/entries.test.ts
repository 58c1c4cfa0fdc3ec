// Single entries by hand: nothing is overwritten, every step explains itself, and all sums follow.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, failureOf, importSheet } from '../../support/crm.ts';
import { finished } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

const SHEET = 'id,email,kind,date,title,link\n1,ann@x.example,code,2026-01-10,Fix,https://git.example/acme/tool/pull/1\n';
const onlyEntry = async () => (await t.client.contributions.list({})).items[0];
const sums = async () => {
  const { total, points } = await t.client.contributions.list({});
  const board = (await t.client.contributions.leaderboard({})).items.map((one) => [one.points, one.entries, one.biggest]);
  return { total, points, board };
};
const entry = (given: object = {}) => ({
  kind: 'review',
  day: '2026-02-01' as never,
  title: 'Read it all',
  link: 'https://git.example/acme/tool/pull/2',
  complexity: null,
  impact: null,
  quality: null,
  quantity: null,
  repository: null,
  ...given,
});

test('an entry typed by hand is scored by the policy of its day and names its repository', async () => {
  await importSheet(t, 'contributions', SHEET);
  const personId = (await t.client.people.list({})).items[0]?.id ?? '';
  const { contributionId } = await t.client.contributions.add({ ...command(), personId, entry: entry({ complexity: 'high' }) });
  const found = await t.client.contributions.get({ contributionId });
  expect(found).toMatchObject({ points: 30, repository: 'acme/tool', reason: 'by_hand', standing: true, formula: { product: '30' } });
  expect(found.source.externalKey).toMatch(/^manual:/);
  expect(await sums()).toEqual({ total: 2, points: 130, board: [[130, 2, 100]] });
  expect((await t.client.contributions.leaderboard({ repository: 'acme/tool' })).items[0]?.points).toBe(130);
  expect(await t.client.contributions.repositories({})).toEqual({ items: ['acme/tool'] });
  expect((await failureOf(t.client.contributions.add({ ...command(), personId, entry: entry({ kind: 'juggling' }) }))).code).toBe(
    'RULE_BROKEN',
  );
});

test('rejected it scores 0, accepted it counts again, reversed it is gone, restored it stands; the whole way is kept', async () => {
  await importSheet(t, 'contributions', SHEET);
  const first = (await onlyEntry())?.id ?? '';
  const { contributionId: rejected } = await t.client.contributions.reject({
    ...command(),
    contributionId: first,
    reason: 'a duplicate of #7',
  });
  expect(await t.client.contributions.get({ contributionId: rejected })).toMatchObject({
    state: 'rejected',
    points: 0,
    rejectedBecause: 'by_hand',
    reason: 'a duplicate of #7',
    source: { line: 2 },
  });
  expect(await sums()).toEqual({ total: 0, points: 0, board: [] });
  expect((await failureOf(t.client.contributions.reject({ ...command(), contributionId: first, reason: 'again' }))).code).toBe(
    'ENTRY_NOT_STANDING',
  );

  const { contributionId: accepted } = await t.client.contributions.accept({ ...command(), contributionId: rejected, reason: 'it is not' });
  expect(await sums()).toEqual({ total: 1, points: 100, board: [[100, 1, 100]] });
  await t.client.contributions.reverse({ ...command(), contributionId: accepted, reason: 'reverted upstream' });
  expect(await sums()).toEqual({ total: 0, points: 0, board: [] });
  const { contributionId: restored } = await t.client.contributions.restore({
    ...command(),
    contributionId: accepted,
    reason: 'landed again',
  });
  expect(await sums()).toEqual({ total: 1, points: 100, board: [[100, 1, 100]] });

  const { history } = await t.client.contributions.get({ contributionId: restored });
  expect(history.map(({ state, points, reason }) => [state, points, reason])).toEqual([
    ['accepted', 100, null],
    ['reversal', -100, 'a duplicate of #7'],
    ['rejected', 0, 'a duplicate of #7'],
    ['reversal', 0, 'it is not'],
    ['accepted', 100, 'it is not'],
    ['reversal', -100, 'reverted upstream'],
    ['accepted', 100, 'landed again'],
  ]);
});

test('a correction is a reversal and a new entry, and no later sheet overwrites it', async () => {
  await importSheet(t, 'contributions', SHEET);
  const first = (await onlyEntry())?.id ?? '';
  await t.client.contributions.correct({
    ...command(),
    contributionId: first,
    entry: entry({ kind: 'documentation' }),
    reason: 'it was the manual',
  });
  expect((await onlyEntry())?.kind).toBe('documentation');
  const folderSheet = SHEET.replace('Fix', 'Fix it properly');
  await importSheet(t, 'contributions', folderSheet).catch(() => undefined);
  expect((await t.client.imports.list({})).items[0]).toMatchObject({ created: 0, changed: 0, conflicts: 1 });
  expect((await onlyEntry())?.kind).toBe('documentation');
});

test.each([
  ['a person', SHEET, 'by_hand'],
  ['its source', SHEET.replace(',link\n1', ',link,reverted\n1').replace('pull/1\n', 'pull/1,yes\n'), 'reverted'],
] as const)('what %s refused stays refused when its title is corrected, until somebody accepts it', async (_who, sheet, why) => {
  await importSheet(t, 'contributions', sheet);
  const [first] = (await t.client.contributions.list({ filter: { states: ['accepted', 'rejected'] } })).items;
  let contributionId = first?.id ?? '';
  if (why === 'by_hand') ({ contributionId } = await t.client.contributions.reject({ ...command(), contributionId, reason: 'not ours' }));
  expect(await t.client.contributions.get({ contributionId })).toMatchObject({ state: 'rejected', rejectedBecause: why });
  ({ contributionId } = await t.client.contributions.correct({ ...command(), contributionId, entry: entry(), reason: 'a typo' }));
  expect(await t.client.contributions.get({ contributionId })).toMatchObject({
    ...{ title: 'Read it all', state: 'rejected', points: 0, rejectedBecause: why },
  });
  expect(await sums()).toEqual({ total: 0, points: 0, board: [] });
  await t.client.contributions.accept({ ...command(), contributionId, reason: 'it is ours' });
  expect((await sums()).points).toBe(20);
});

test('taking back the import keeps what a person corrected, and takes what was only scored anew', async () => {
  const importId = await importSheet(t, 'contributions', `${SHEET}2,ben@x.example,review,2026-01-11,Look,\n`);
  const { items } = await t.client.contributions.list({ sort: { by: 'day', direction: 'ascending' } });
  await t.client.contributions.correct({ ...command(), contributionId: items[0]?.id ?? '', entry: entry(), reason: 'wrong kind' });
  const { policy } = await t.client.policies.points({});
  await t.client.policies.saveDraft({ ...command(), revision: null, policy: { ...policy, bases: { ...policy.bases, review: 40 } } });
  const { version } = await t.client.policies.publish({ ...command(), effectiveFrom: '2026-01-01' as never });
  await finished(t, (await t.client.policies.recompute({ ...command(), version })).jobId);
  expect((await sums()).points).toBe(80);
  await finished(t, (await t.client.imports.revert({ ...command(), importId })).jobId);
  expect((await t.client.imports.get({ importId })).revert).toMatchObject({ reversed: 1, kept: 1 });
  expect((await sums()).points).toBe(40);
});

describe('policies', () => {
  test('an entry is scored by the version of its day; own kinds and the quality gate count from then on', async () => {
    const { policy } = await t.client.policies.points({});
    const next = {
      ...policy,
      customKinds: [{ key: 'podcast', names: { en: 'Podcast', 'zh-CN': '播客' }, base: 70, words: ['audio show'] }],
      gate: { ...policy.gate, code: { title: true, link: true, minimumQuality: null } },
    };
    await t.client.policies.saveDraft({ ...command(), revision: null, policy: next });
    expect((await failureOf(t.client.policies.saveDraft({ ...command(), revision: null, policy: next }))).code).toBe('STALE_REVISION');
    await t.client.policies.publish({ ...command(), effectiveFrom: '2026-02-01' as never });
    await importSheet(
      t,
      'contributions',
      'id,email,kind,date,title,link\n1,a@x.example,code,2026-01-31,Old,\n2,a@x.example,code,2026-02-01,New,\n3,a@x.example,播客,2026-02-02,Talk,\n4,a@x.example,audio show,2026-01-02,Early,\n',
    );
    const all = await t.client.contributions.list({
      filter: { states: ['accepted', 'rejected'] },
      sort: { by: 'recorded', direction: 'ascending' },
    });
    expect(all.items.map(({ kind, points, state }) => [kind, points, state])).toEqual([
      ['code', 100, 'accepted'],
      ['code', 0, 'rejected'],
      ['podcast', 70, 'accepted'],
      ['podcast', 10, 'accepted'],
    ]);
    const refused = await t.client.contributions.get({ contributionId: all.items[1]?.id ?? '' });
    expect(refused).toMatchObject({ rejectedBecause: 'no_link', formula: { policyVersion: 2 } });
    const report = await t.client.reports.ecosystem({ from: '2026-01-01' as never, to: '2026-03-31' as never });
    expect(report.kindNames).toEqual({ podcast: { en: 'Podcast', 'zh-CN': '播客' } });
    expect(report.contributions.byKind.find(({ key }) => key === 'podcast')).toMatchObject({ value: 2, points: 80 });
  });

  test('a policy that contradicts itself is refused with the field that is wrong', async () => {
    const { policy } = await t.client.policies.points({});
    const levels = { ...policy.levels, gold: 400 };
    expect(await failureOf(t.client.policies.saveDraft({ ...command(), revision: null, policy: { ...policy, levels } }))).toEqual({
      code: 'RULE_BROKEN',
      data: { field: 'levels.gold', rule: 'levels_rise', value: '400' },
    });
  });
});
