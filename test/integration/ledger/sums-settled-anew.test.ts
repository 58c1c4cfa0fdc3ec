// A sum of commits that is in the ledger beside them: what a person changes by hand, people who become one, and scoring anew.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, failureOf, importSheet } from '../../support/crm.ts';
import { applyImport, finished, planImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { COUNTS, IN_PERIOD, importCommits, STANDS_BACK, SUM_HEADER, SUM_SHEET, standingSums } from '../../support/sums.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

const points = async () => (await t.client.contributions.list({})).points;
const board = async () => (await t.client.contributions.leaderboard({})).items.map((one) => [one.name, one.points, one.entries]);
const personId = async () => (await t.client.people.list({})).items[0]?.id ?? '';

describe('by hand', () => {
  const entry = (given: object = {}) => ({
    ...{ kind: 'code', since: '2025-07-01', day: '2025-09-30', title: 'Third quarter', link: null, complexity: null, impact: null },
    ...{ quality: null, quantity: 580, repository: null, ...given },
  });

  test('a sum is answered as it stands, cannot be accepted beside its commits, and counts for another repository', async () => {
    await importCommits(t, IN_PERIOD);
    const { contributionId } = await t.client.contributions.add({ ...command(), personId: await personId(), entry: entry() as never });
    const found = await t.client.contributions.get({ contributionId });
    expect(found).toMatchObject({
      since: '2025-07-01',
      day: '2025-09-30',
      state: 'rejected',
      rejectedBecause: 'counted_from_git',
      points: 0,
    });
    expect(found).toMatchObject({ standing: true, reason: 'by_hand' });
    expect(await points()).toBe(200);
    expect(await failureOf(t.client.contributions.accept({ ...command(), contributionId, reason: 'both please' }))).toEqual({
      code: 'RULE_BROKEN',
      data: { field: 'quantity', rule: 'counted_from_git', value: '' },
    });
    expect(await points()).toBe(200);
    await t.client.contributions.correct({
      ...{ ...command(), contributionId, reason: 'it was another one' },
      entry: entry({ repository: 'acme/gadget' }) as never,
    });
    expect(await standingSums(t)).toEqual([COUNTS]);
    expect(await points()).toBe(300);
  });

  test('taking a commit back lets the sum count again, and bringing it back does not', async () => {
    await importSheet(t, 'contributions', SUM_SHEET);
    await importCommits(t, [{ id: 'a', day: '2025-08-01' }]);
    const [commit] = (await t.client.contributions.list({})).items;
    await t.client.contributions.reverse({ ...command(), contributionId: commit?.id ?? '', reason: 'not hers' });
    expect(await standingSums(t)).toEqual([COUNTS]);
    await t.client.contributions.restore({ ...command(), contributionId: commit?.id ?? '', reason: 'hers' });
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    expect(await points()).toBe(100);
  });

  test('what a person corrected is still theirs after it stood back and counts again', async () => {
    const sheet = await importSheet(t, 'contributions', SUM_SHEET);
    const [sum] = (await t.client.contributions.list({})).items;
    await t.client.contributions.correct({
      ...{ ...command(), contributionId: sum?.id ?? '', reason: 'counted anew' },
      entry: entry({ quantity: 570 }) as never,
    });
    const commits = await importCommits(t, IN_PERIOD);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    const again = await planImport(t, 'contributions', SUM_SHEET);
    expect(await t.client.imports.get({ importId: again })).toMatchObject({ changed: 0, conflicts: 1 });
    await revertImport(t, commits);
    expect(await standingSums(t)).toEqual([COUNTS]);
    expect(await revertImport(t, sheet)).toMatchObject({ reversed: 0, kept: 1 });
  });

  test('a period belongs to a quantity and begins before it ends', async () => {
    await importCommits(t, IN_PERIOD);
    const person = await personId();
    for (const wrong of [{ quantity: null }, { since: '2025-10-01' }])
      expect((await failureOf(t.client.contributions.add({ ...command(), personId: person, entry: entry(wrong) as never }))).code).toBe(
        'BAD_REQUEST',
      );
  });
});

describe('people who are one', () => {
  const bo = [{ id: 'a', day: '2025-08-01', email: 'bo@home.example' }];
  const byName = async () => new Map((await t.client.people.list({})).items.map((one) => [one.name, one.id]));
  const merge = async () => {
    const people = await byName();
    return t.client.people.merge({
      ...{ ...command(), intoId: people.get('ann@acme.example') ?? '', fromIds: [people.get('bo@home.example') ?? ''] },
      ...{ rule: 'by_hand', evidence: '' },
    });
  };

  test('count once when they are put together, and as before when they are taken apart or it is undone', async () => {
    await importSheet(t, 'contributions', SUM_SHEET);
    await importCommits(t, bo);
    expect(await points()).toBe(200);
    await merge();
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    expect(await board()).toEqual([['ann@acme.example', 100, 1]]);
    await t.client.workspace.undo(command());
    expect(await standingSums(t)).toEqual([COUNTS]);
    await t.client.workspace.redo(command());
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    const person = await t.client.people.get({ personId: (await byName()).get('ann@acme.example') ?? '' });
    await t.client.people.unmerge({ ...command(), mergeId: person.merges[0]?.mergeId ?? '' });
    expect(await standingSums(t)).toEqual([COUNTS]);
    expect(await points()).toBe(200);
  });

  test('are one before either import comes', async () => {
    await importSheet(
      t,
      'contributions',
      `${SUM_HEADER}9,bo@home.example,review,2025-01-01,Look,,\n8,ann@acme.example,review,2025-01-02,Look,,\n`,
    );
    await merge();
    await importCommits(t, bo);
    await importSheet(t, 'contributions', SUM_SHEET);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
  });

  test('by a mailmap, until that is taken back', async () => {
    await importSheet(t, 'contributions', SUM_SHEET);
    await importCommits(t, bo);
    const mailmap = await planImport(t, 'same_people', 'Ann <ann@acme.example> <bo@home.example>\n');
    await applyImport(t, mailmap);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    await revertImport(t, mailmap);
    expect(await standingSums(t)).toEqual([COUNTS]);
  });
});

test('scored anew while it stands back, the sum counts by that version afterwards', async () => {
  await importSheet(t, 'contributions', SUM_SHEET);
  const commits = await importCommits(t, IN_PERIOD);
  const { policy } = await t.client.policies.points({});
  await t.client.policies.saveDraft({ ...command(), revision: null, policy: { ...policy, bases: { ...policy.bases, code: 40 } } });
  const { version } = await t.client.policies.publish({ ...command(), effectiveFrom: '2025-01-01' as never });
  const impact = await t.client.policies.preview({ version });
  expect(impact).toMatchObject({ entries: 3, changed: 2, pointsBefore: 200, pointsAfter: 80 });
  await finished(t, (await t.client.policies.recompute({ ...command(), version })).jobId);
  expect(await points()).toBe(80);
  expect(await standingSums(t)).toEqual([STANDS_BACK]);
  await revertImport(t, commits);
  expect(await standingSums(t)).toEqual([{ ...COUNTS, points: 40 }]);
});
