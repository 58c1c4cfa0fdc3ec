// A sum of commits and the same commits read from git: never both scored, whichever comes first, and taking back gives back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planRows } from '../../support/collecting.ts';
import { command, failureOf, finished, importSheet } from '../../support/crm.ts';
import { applyImport, planImport, revertImport } from '../../support/importing.ts';
import { commitRow, importCommits, standingSums } from '../../support/sums.ts';
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

const HEADER = 'id,email,kind,date,title,commits,repository\n';
const SHEET = `${HEADER}1,ann@acme.example,code,2025-Q3,Third quarter,580,\n`;
const COUNTS = { title: 'Third quarter', state: 'accepted', points: 100, why: null };
const STANDS_BACK = { title: 'Third quarter', state: 'rejected', points: 0, why: 'counted_from_git' };
const IN_PERIOD = [
  { id: 'a', day: '2025-07-01' },
  { id: 'b', day: '2025-09-30' },
];
const points = async () => (await t.client.contributions.list({})).points;
const board = async () => (await t.client.contributions.leaderboard({})).items.map((one) => [one.name, one.points, one.entries]);
const personId = async () => (await t.client.people.list({})).items[0]?.id ?? '';

describe('the order of imports makes no difference', () => {
  test('the sum comes first, and gives way', async () => {
    await importSheet(t, 'contributions', SHEET);
    expect(await standingSums(t)).toEqual([COUNTS]);
    const commits = await importCommits(t, IN_PERIOD);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    expect(await board()).toEqual([['ann@acme.example', 200, 2]]);
    expect(await revertImport(t, commits)).toMatchObject({ reversed: 2, kept: 0, failed: 0 });
    expect(await standingSums(t)).toEqual([COUNTS]);
    expect(await board()).toEqual([['ann@acme.example', 100, 1]]);
  });

  test('the commits come first, the review says that the sum will not count, and it counts once they are gone', async () => {
    const commits = await importCommits(t, IN_PERIOD);
    const sheet = await planImport(t, 'contributions', SHEET);
    const [row] = (await t.client.imports.changeSet({ importId: sheet })).items;
    expect(row?.values).toEqual(
      expect.arrayContaining([
        { field: 'points', value: '0' },
        { field: 'rejectedBecause', value: 'counted_from_git' },
      ]),
    );
    await applyImport(t, sheet);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    expect(await points()).toBe(200);
    await revertImport(t, commits);
    expect(await standingSums(t)).toEqual([COUNTS]);
    expect(await points()).toBe(100);
    expect(await revertImport(t, sheet)).toMatchObject({ reversed: 1, kept: 0, failed: 0 });
    expect(await standingSums(t)).toEqual([]);
    expect(await points()).toBe(0);
  });

  test('what comes between review and apply is seen', async () => {
    const sheet = await planImport(t, 'contributions', SHEET);
    const commits = await importCommits(t, IN_PERIOD);
    await applyImport(t, sheet);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    await revertImport(t, commits);
    expect(await standingSums(t)).toEqual([COUNTS]);
  });

  test('the sum taken back and brought again', async () => {
    const sheet = await importSheet(t, 'contributions', SHEET);
    const commits = await importCommits(t, IN_PERIOD);
    expect(await revertImport(t, sheet)).toMatchObject({ reversed: 1, kept: 0, failed: 0 });
    expect(await points()).toBe(200);
    await importSheet(t, 'contributions', SHEET);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    await revertImport(t, commits);
    expect(await points()).toBe(100);
  });

  test('both sheets again change nothing', async () => {
    await importSheet(t, 'contributions', SHEET);
    await importCommits(t, IN_PERIOD);
    const again = await planImport(t, 'contributions', SHEET);
    expect(await t.client.imports.get({ importId: again })).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    expect(await planRows(t, 'git', IN_PERIOD.map(commitRow))).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
  });

  test('a sum that a later sheet changes still stands back, and what the change replaced comes back as things are then', async () => {
    await importSheet(t, 'contributions', SHEET);
    const commits = await importCommits(t, IN_PERIOD);
    const changed = await importSheet(t, 'contributions', SHEET.replace('580', '600'));
    expect(await t.client.imports.get({ importId: changed })).toMatchObject({ created: 0, changed: 1 });
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    await revertImport(t, commits);
    expect(await standingSums(t)).toEqual([COUNTS]);
    expect(await revertImport(t, changed)).toMatchObject({ reversed: 1, kept: 0, failed: 0 });
    expect(await standingSums(t)).toEqual([COUNTS]);
    expect(await points()).toBe(100);
  });
});

test.each([
  ['a commit on the day before the period', '2025-Q3,Sum,580,', { day: '2025-06-30' }, true],
  ['a commit on the day after it', '2025-Q3,Sum,580,', { day: '2025-10-01' }, true],
  ['a commit long before the last day of a sum without a first', '2025-09-30,Sum,580,', { day: '2019-01-01' }, false],
  ['a commit after the last day of a sum without a first', '2025-09-30,Sum,580,', { day: '2025-10-01' }, true],
  ['any commit, when the sum says no day', ',Sum,580,', { day: '2019-01-01' }, false],
  ['a commit whose day is not known', '2025-Q3,Sum,580,', { day: '' }, true],
  ['the same repository in other letters', '2025-Q3,Sum,580,acme/widget', {}, false],
  ['the same repository as an address', '2025-Q3,Sum,580,https://github.com/Acme/Widget.git', {}, false],
  ['the same repository as it is cloned over SSH', '2025-Q3,Sum,580,git@github.com:Acme/Widget.git', {}, false],
  ['the same repository as an address without its scheme', '2025-Q3,Sum,580,github.com/acme/widget/', {}, false],
  ['a repository in a group of that name', '2025-Q3,Sum,580,group/acme/widget', {}, true],
  ['the same repository without its owner', '2025-Q3,Sum,580,widget', {}, false],
  ['a clone of which no owner is known', '2025-Q3,Sum,580,acme/widget', { repository: 'widget' }, false],
  ['a repository of that name with another owner', '2025-Q3,Sum,580,other/widget', {}, true],
  ['another repository', '2025-Q3,Sum,580,acme/gadget', {}, true],
  ['another person', '2025-Q3,Sum,580,', { email: 'bo@acme.example' }, true],
  ['a commit that they only wrote with somebody', '2025-Q3,Sum,580,', { role: 'co-author/ann@acme.example' }, true],
  ['commits of another kind', '2025-Q3,Sum,580,', { kind: 'translation' }, false],
])('%s', async (_name, row, commit, counts) => {
  await importSheet(t, 'contributions', `${HEADER}1,ann@acme.example,code,${row}\n`);
  await importCommits(t, [{ id: 'a', day: '2025-08-01', ...commit }]);
  expect((await standingSums(t)).map((one) => one.state)).toEqual([counts ? 'accepted' : 'rejected']);
});

test('sums of anything but commits, and single rows, are no concern of it', async () => {
  const rows = ['1,ann@acme.example,community_support,2025-Q3,Answers,14,', '2,ann@acme.example,code,2025-08-01,One thing,,'];
  await importSheet(t, 'contributions', `${HEADER}${rows.join('\n')}\n`);
  await importCommits(t, IN_PERIOD);
  expect(await points()).toBe(15 + 100 + 200);
});

test('commits that do not count themselves leave the sum alone', async () => {
  await importCommits(t, IN_PERIOD);
  await importSheet(t, 'contributions', SHEET);
  const entries = await t.client.contributions.list({ filter: { kinds: ['code'] } });
  for (const { id } of entries.items) await t.client.contributions.reject({ ...command(), contributionId: id, reason: 'generated' });
  expect(await standingSums(t)).toEqual([COUNTS]);
  expect(await points()).toBe(100);
  const rejected = await t.client.contributions.list({ filter: { states: ['rejected'], search: 'Commit a' } });
  const newest = Math.max(...rejected.items.map(({ id }) => Number(id)));
  await t.client.contributions.accept({ ...command(), contributionId: String(newest), reason: 'it is not' });
  expect(await standingSums(t)).toEqual([STANDS_BACK]);
  expect(await points()).toBe(100);
});

test('a pull request stands for its commits: it does not let the sum count again beside it', async () => {
  await importSheet(t, 'contributions', SHEET);
  await importCommits(t, [{ id: 'a', day: '2025-08-01' }]);
  const request = {
    ...{
      key: 'github:github.com/42#7/merged',
      email: 'ann@acme.example',
      login: '',
      account: '',
      name: '',
      kind: 'code',
      day: '2025-08-02',
    },
    ...{ title: 'Request 7', link: 'https://github.com/acme/widget/pull/7', repository: 'acme/widget', sourceKind: '' },
  };
  await applyImport(t, (await planRows(t, 'github', [request])).id);
  const { items } = await t.client.contributions.list({ filter: { search: 'Commit a' } });
  await t.client.contributions.reverse({ ...command(), contributionId: items[0]?.id ?? '', reason: 'in the request' });
  expect(await standingSums(t)).toEqual([STANDS_BACK]);
  expect(await points()).toBe(100);
});

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
    await importSheet(t, 'contributions', SHEET);
    await importCommits(t, [{ id: 'a', day: '2025-08-01' }]);
    const [commit] = (await t.client.contributions.list({})).items;
    await t.client.contributions.reverse({ ...command(), contributionId: commit?.id ?? '', reason: 'not hers' });
    expect(await standingSums(t)).toEqual([COUNTS]);
    await t.client.contributions.restore({ ...command(), contributionId: commit?.id ?? '', reason: 'hers' });
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    expect(await points()).toBe(100);
  });

  test('what a person corrected is still theirs after it stood back and counts again', async () => {
    const sheet = await importSheet(t, 'contributions', SHEET);
    const [sum] = (await t.client.contributions.list({})).items;
    await t.client.contributions.correct({
      ...{ ...command(), contributionId: sum?.id ?? '', reason: 'counted anew' },
      entry: entry({ quantity: 570 }) as never,
    });
    const commits = await importCommits(t, IN_PERIOD);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    const again = await planImport(t, 'contributions', SHEET);
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
    await importSheet(t, 'contributions', SHEET);
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
      `${HEADER}9,bo@home.example,review,2025-01-01,Look,,\n8,ann@acme.example,review,2025-01-02,Look,,\n`,
    );
    await merge();
    await importCommits(t, bo);
    await importSheet(t, 'contributions', SHEET);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
  });

  test('by a mailmap, until that is taken back', async () => {
    await importSheet(t, 'contributions', SHEET);
    await importCommits(t, bo);
    const mailmap = await planImport(t, 'same_people', 'Ann <ann@acme.example> <bo@home.example>\n');
    await applyImport(t, mailmap);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    await revertImport(t, mailmap);
    expect(await standingSums(t)).toEqual([COUNTS]);
  });
});

test('scored anew while it stands back, the sum counts by that version afterwards', async () => {
  await importSheet(t, 'contributions', SHEET);
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
