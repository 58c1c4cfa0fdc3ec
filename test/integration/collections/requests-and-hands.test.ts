// A pull request and its commits, after a person had a hand in one of them: still only one of them counts, and the person is told why.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryFields } from '../../../shared/contract/contributions.ts';
import { planRows } from '../../support/collecting.ts';
import { command, failureOf } from '../../support/crm.ts';
import { applyImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(() => closeSound(t));

const SHA = 'a'.repeat(40);
const AT = '2025-02-01T12:00:00Z';
const REPOSITORY = 'acme/widget';
const PAGE = `https://github.com/${REPOSITORY}`;
const row = { email: '', account: '', kind: 'code', day: '2025-02-01', repository: REPOSITORY, sourceKind: '' };

const planCommit = (title: string) =>
  planRows(t, 'git', [
    {
      ...row,
      key: `git:${'0'.repeat(40)}/${SHA}/author`,
      email: 'bo@acme.example',
      login: '',
      name: 'Bo',
      title,
      link: `${PAGE}/commit/${SHA}`,
    },
  ]);

const planRequest = (mergeCommit?: string, title = 'Request') =>
  planRows(
    t,
    'github',
    [{ ...row, key: 'github:github.com/42#7/merged', login: 'bo', name: 'Bo', title, link: `${PAGE}/pull/7` }],
    mergeCommit === undefined
      ? []
      : [
          {
            ...{
              observed: 'pull_request',
              key: 'github:github.com/42#7',
              repository: REPOSITORY,
              number: 7,
              title: '',
              link: `${PAGE}/pull/7`,
            },
            ...{
              state: 'merged',
              login: 'bo',
              account: '',
              labels: [],
              mergeCommit,
              openedAt: AT,
              updatedAt: AT,
              closedAt: AT,
              mergedAt: AT,
            },
          },
        ],
  );

/** Takes a row that was held back, and applies its import. */
async function taken(planned: Promise<{ id: string }>) {
  const { id } = await planned;
  const { items } = await t.client.imports.changeSet({ importId: id });
  await t.client.imports.take({ importId: id, line: items[0]?.line ?? 0 });
  await applyImport(t, id);
}

async function applied(planned: Promise<{ id: string; created: number; conflicts: number }>) {
  const { id, created, conflicts } = await planned;
  await applyImport(t, id);
  return { id, created, conflicts };
}

const counting = async () => (await t.client.contributions.list({})).items.map(({ title }) => title).sort();
/** The newest entry of a title, which may have been taken back. */
async function idOf(title: string): Promise<string> {
  const { items } = await t.client.contributions.list({
    filter: { states: ['accepted', 'rejected'] },
    sort: { by: 'recorded', direction: 'descending' },
  });
  return items.find((one) => one.title === title)?.id ?? '';
}
const byHand = async (what: 'reverse' | 'restore' | 'reject' | 'accept', title: string) =>
  t.client.contributions[what]({ ...command(), contributionId: await idOf(title), reason: what });
async function correct(title: string, changes: Partial<EntryFields>): Promise<void> {
  const contributionId = await idOf(title);
  const { kind, since, day, link, quantity, repository } = await t.client.contributions.get({ contributionId });
  const entry = { kind, since, day, title, link, complexity: null, impact: null, quality: null, quantity, repository, ...changes };
  await t.client.contributions.correct({ ...command(), contributionId, entry: entry as EntryFields, reason: 'looked again' });
}
const undo = (changeId?: string) => t.client.workspace.undo({ ...command(), ...(changeId === undefined ? {} : { changeId }) });

const refusal = (rule: string, value: string) => ({ code: 'RULE_BROKEN', data: { field: 'link', rule, value } });
const COUNTED_AS_REQUEST = refusal('counted_as_pull_request', '#7');

describe.each([
  ['by its title', 'Squashed (#7)', undefined],
  ['by what became of the request', 'Squashed', SHA],
])('a commit known %s', (_how, COMMIT, mergeCommit) => {
  const COUNTED_AS_COMMIT = refusal('counted_as_commits', COMMIT);

  test('that was reversed before its request came is not undone into counting beside it, nor the other way round', async () => {
    await applied(planCommit(COMMIT));
    const { changeId } = await byHand('reverse', COMMIT);
    expect(await applied(planRequest(mergeCommit))).toMatchObject({ created: 1, conflicts: 0 });
    expect(await failureOf(undo())).toEqual(COUNTED_AS_REQUEST);
    expect(await counting()).toEqual(['Request']);
    await byHand('reverse', 'Request');
    await undo(changeId);
    expect(await counting()).toEqual([COMMIT]);
    expect(await failureOf(undo())).toEqual(COUNTED_AS_COMMIT);
    expect(await counting()).toEqual([COMMIT]);
  });

  test('that gave way is not restored beside its request, nor the request beside it', async () => {
    await applied(planCommit(COMMIT));
    await applied(planRequest(mergeCommit));
    expect(await failureOf(byHand('restore', COMMIT))).toEqual(COUNTED_AS_REQUEST);
    expect(await counting()).toEqual(['Request']);
    await byHand('reverse', 'Request');
    await byHand('restore', COMMIT);
    expect(await failureOf(byHand('restore', 'Request'))).toEqual(COUNTED_AS_COMMIT);
    expect(await counting()).toEqual([COMMIT]);
  });

  test('that a person edited holds its request back, which can be taken in its place', async () => {
    await applied(planCommit(COMMIT));
    await correct(COMMIT, { title: 'Edited', complexity: 'high' });
    const planned = await planRequest(mergeCommit);
    expect(planned).toMatchObject({ created: 0, conflicts: 1 });
    const { items } = await t.client.imports.changeSet({ importId: planned.id });
    expect(items).toMatchObject([
      { status: 'conflict', takeable: true, changes: [], reasons: [{ code: 'commit_corrected_by_hand', value: 'Edited' }] },
    ]);
    await t.client.imports.take({ importId: planned.id, line: items[0]?.line ?? 0 });
    expect(await t.client.imports.get({ importId: planned.id })).toMatchObject({ created: 1, conflicts: 0 });
    await applyImport(t, planned.id);
    expect(await counting()).toEqual(['Request']);
    expect(await revertImport(t, planned.id)).toMatchObject({ reversed: 1, kept: 0 });
    expect(await counting()).toEqual(['Edited']);
    expect((await t.client.contributions.list({})).points).toBe(150);
  });

  test('that a person refused leaves its request alone, and is not accepted beside it', async () => {
    await applied(planCommit(COMMIT));
    await byHand('reject', COMMIT);
    expect(await applied(planRequest(mergeCommit))).toMatchObject({ created: 1, conflicts: 0 });
    expect(await failureOf(byHand('accept', COMMIT))).toEqual(COUNTED_AS_REQUEST);
    expect(await counting()).toEqual(['Request']);
  });

  test('stays away as long as a person keeps the request, and is back when they do not', async () => {
    await applied(planCommit(COMMIT));
    const { id } = await applied(planRequest(mergeCommit));
    await correct('Request', { complexity: 'high' });
    expect(await revertImport(t, id)).toMatchObject({ reversed: 0, kept: 1 });
    expect(await counting()).toEqual(['Request']);
    await undo();
    expect(await counting()).toEqual([COMMIT]);
  });

  test('that a person took beside its request comes back beside it', async () => {
    await applied(planRequest(mergeCommit));
    await taken(planCommit(COMMIT));
    expect(await counting()).toEqual(['Request', COMMIT]);
    await byHand('reverse', COMMIT);
    await undo();
    expect(await counting()).toEqual(['Request', COMMIT]);
  });

  test('and its request may each be edited and undone when a person let both count', async () => {
    await applied(planRequest(mergeCommit));
    await taken(planCommit(COMMIT));
    for (const edit of [
      () => correct('Request', { title: 'Renamed' }),
      () => byHand('reject', 'Request'),
      () => byHand('reverse', 'Request'),
      () => byHand('reverse', COMMIT),
    ]) {
      await edit();
      await undo();
      expect(await counting()).toEqual(['Request', COMMIT]);
    }
    await byHand('reverse', 'Request');
    await byHand('restore', 'Request');
    expect(await counting()).toEqual(['Request', COMMIT]);
  });

  test('that a person refused is not accepted beside its request after a correction either, nor the request beside it', async () => {
    await applied(planCommit(COMMIT));
    await byHand('reject', COMMIT);
    await applied(planRequest(mergeCommit));
    await correct(COMMIT, { title: 'Mended' });
    expect(await failureOf(byHand('accept', 'Mended'))).toEqual(COUNTED_AS_REQUEST);
    await byHand('reject', 'Request');
    await correct('Request', { title: 'Renamed' });
    await byHand('accept', 'Mended');
    expect(await failureOf(byHand('accept', 'Renamed'))).toEqual(refusal('counted_as_commits', 'Mended'));
    expect(await counting()).toEqual(['Mended']);
  });

  describe('and gave way to its request', () => {
    let id: string;
    beforeEach(async () => {
      await applied(planCommit(COMMIT));
      ({ id } = await applied(planRequest(mergeCommit)));
    });

    test.each([
      ['first to last', [0, 1]],
      ['last to first', [1, 0]],
    ])('is back once every import of that is taken back, %s', async (_order, order) => {
      const ids = [id, await changedAgain()];
      await revertImport(t, ids[order[0] ?? 0] ?? '');
      expect(await counting()).toEqual([order[0] === 0 ? 'Renamed' : 'Request']);
      await revertImport(t, ids[order[1] ?? 0] ?? '');
      expect(await counting()).toEqual([COMMIT]);
    });

    test('is back when the last hand is taken off the request, whose imports are all taken back', async () => {
      const later = await changedAgain();
      await correct('Renamed', { title: 'Edited' });
      await revertImport(t, id);
      await revertImport(t, later);
      expect(await counting()).toEqual(['Edited']);
      await undo();
      expect(await counting()).toEqual([COMMIT]);
    });

    test.each(['before', 'between', 'after'] as const)(
      'is back when it was restored and that is undone: import reverted %s',
      async (when) => {
        const revert = async (now: typeof when) => when === now && (await revertImport(t, id));
        await byHand('reverse', 'Request');
        await byHand('restore', COMMIT);
        await revert('before');
        await undo();
        await revert('between');
        expect(await counting()).toEqual(when === 'after' ? [] : [COMMIT]);
        await undo();
        await revert('after');
        expect(await counting()).toEqual([COMMIT]);
      },
    );

    test('and was restored can be restored again when that was undone after its import was reverted', async () => {
      await byHand('reverse', 'Request');
      await byHand('restore', COMMIT);
      await revertImport(t, id);
      await undo();
      await t.client.workspace.redo(command());
      expect(await counting()).toEqual([COMMIT]);
      await undo();
      expect(await counting()).toEqual([COMMIT]);
    });

    test('stays away when what was done since a person kept that request is undone', async () => {
      await correct('Request', { title: 'Edited' });
      await revertImport(t, id);
      await byHand('reverse', 'Edited');
      await byHand('restore', COMMIT);
      await undo();
      expect(await counting()).toEqual([]);
      await undo();
      expect(await counting()).toEqual(['Edited']);
    });

    async function changedAgain(): Promise<string> {
      const planned = await planRequest(mergeCommit, 'Renamed');
      expect(planned).toMatchObject({ created: 0, changed: 1 });
      await applyImport(t, planned.id);
      return planned.id;
    }
  });
});

test('what an undo wrote only to take it back never counted beside the commit', async () => {
  await applied(planCommit('Squashed (#7)'));
  const { id } = await applied(planRequest());
  await byHand('reverse', 'Request');
  await byHand('restore', 'Squashed (#7)');
  await revertImport(t, id);
  await undo();
  await undo();
  expect(await failureOf(byHand('restore', 'Request'))).toEqual(refusal('counted_as_commits', 'Squashed (#7)'));
  expect(await counting()).toEqual(['Squashed (#7)']);
});
