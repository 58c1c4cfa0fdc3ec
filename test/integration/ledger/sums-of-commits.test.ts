// A sum of commits and the same commits read from git: never both scored, whichever comes first, and taking back gives back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planRows } from '../../support/collecting.ts';
import { command, importSheet } from '../../support/crm.ts';
import { applyImport, planImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { COUNTS, commitRow, IN_PERIOD, importCommits, STANDS_BACK, SUM_HEADER, SUM_SHEET, standingSums } from '../../support/sums.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

const points = async () => (await t.client.contributions.list({})).points;
const board = async () => (await t.client.contributions.leaderboard({})).items.map((one) => [one.name, one.points, one.entries]);

describe('the order of imports makes no difference', () => {
  test('the sum comes first, and gives way', async () => {
    await importSheet(t, 'contributions', SUM_SHEET);
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
    const sheet = await planImport(t, 'contributions', SUM_SHEET);
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
    const sheet = await planImport(t, 'contributions', SUM_SHEET);
    const commits = await importCommits(t, IN_PERIOD);
    await applyImport(t, sheet);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    await revertImport(t, commits);
    expect(await standingSums(t)).toEqual([COUNTS]);
  });

  test('the sum taken back and brought again', async () => {
    const sheet = await importSheet(t, 'contributions', SUM_SHEET);
    const commits = await importCommits(t, IN_PERIOD);
    expect(await revertImport(t, sheet)).toMatchObject({ reversed: 1, kept: 0, failed: 0 });
    expect(await points()).toBe(200);
    await importSheet(t, 'contributions', SUM_SHEET);
    expect(await standingSums(t)).toEqual([STANDS_BACK]);
    await revertImport(t, commits);
    expect(await points()).toBe(100);
  });

  test('both sheets again change nothing', async () => {
    await importSheet(t, 'contributions', SUM_SHEET);
    await importCommits(t, IN_PERIOD);
    const again = await planImport(t, 'contributions', SUM_SHEET);
    expect(await t.client.imports.get({ importId: again })).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    expect(await planRows(t, 'git', IN_PERIOD.map(commitRow))).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
  });

  test('a sum that a later sheet changes still stands back, and what the change replaced comes back as things are then', async () => {
    await importSheet(t, 'contributions', SUM_SHEET);
    const commits = await importCommits(t, IN_PERIOD);
    const changed = await importSheet(t, 'contributions', SUM_SHEET.replace('580', '600'));
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
  await importSheet(t, 'contributions', `${SUM_HEADER}1,ann@acme.example,code,${row}\n`);
  await importCommits(t, [{ id: 'a', day: '2025-08-01', ...commit }]);
  expect((await standingSums(t)).map((one) => one.state)).toEqual([counts ? 'accepted' : 'rejected']);
});

test('sums of anything but commits, and single rows, are no concern of it', async () => {
  const rows = ['1,ann@acme.example,community_support,2025-Q3,Answers,14,', '2,ann@acme.example,code,2025-08-01,One thing,,'];
  await importSheet(t, 'contributions', `${SUM_HEADER}${rows.join('\n')}\n`);
  await importCommits(t, IN_PERIOD);
  expect(await points()).toBe(15 + 100 + 200);
});

test('commits that do not count themselves leave the sum alone', async () => {
  await importCommits(t, IN_PERIOD);
  await importSheet(t, 'contributions', SUM_SHEET);
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
  await importSheet(t, 'contributions', SUM_SHEET);
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
