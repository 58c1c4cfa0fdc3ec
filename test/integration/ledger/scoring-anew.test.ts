// Scoring anew under another version is nobody's opinion: what a person decided holds as it did before, and so does what follows from it.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EntryFields } from '../../../shared/contract/contributions.ts';
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { command } from '../../support/crm.ts';
import { finished, importText, revertImport } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-08-15T12:00:00Z') });
});
afterEach(async () => {
  expect(t.incidents).toEqual([]);
  expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
  await t.close();
});

const HEADER = 'id,email,kind,date,title,link\n';
const SHEET = `${HEADER}1,ann@x.example,code,2026-07-01,One,\n`;

async function publish(change: (policy: PointsPolicy) => void): Promise<number> {
  const policy = structuredClone((await t.client.policies.points({})).policy);
  change(policy);
  await t.client.policies.saveDraft({ ...command(), revision: null, policy });
  return (await t.client.policies.publish({ ...command(), effectiveFrom: '2026-08-01' as never })).version;
}

async function recompute(version: number, from?: string): Promise<void> {
  await finished(t, (await t.client.policies.recompute({ ...command(), version, ...(from ? { from: from as never } : {}) })).jobId);
}

const standing = async (title: string) => {
  const { items } = await t.client.contributions.list({
    filter: { states: ['accepted', 'rejected'] },
    sort: { by: 'recorded', direction: 'descending' },
  });
  const found = items.find((one) => one.title === title);
  return t.client.contributions.get({ contributionId: found?.id ?? '' });
};

async function correct(title: string, changes: Partial<EntryFields>): Promise<void> {
  const { id, kind, since, day, link, quantity, repository } = await standing(title);
  const fields = { kind, since, day, title, link, complexity: null, impact: null, quality: null, quantity, repository, ...changes };
  await t.client.contributions.correct({ ...command(), contributionId: id, entry: fields as EntryFields, reason: 'it was the manual' });
}

describe('a correction', () => {
  const steps = {
    correct: () => correct('One', { kind: 'documentation' }),
    // Moves the points of whatever stands, so that every entry is written again.
    recompute: async () =>
      recompute(
        await publish(({ bases }) => {
          bases.code += 11;
          bases.documentation += 1;
        }),
      ),
    import: () => importText(t, 'contributions', SHEET),
  };
  const orders: (keyof typeof steps)[][] = [
    ['correct', 'recompute', 'import'],
    ['recompute', 'correct', 'import'],
    ['correct', 'import', 'recompute'],
    ['recompute', 'import', 'correct'],
    ['correct', 'recompute', 'recompute', 'import', 'recompute'],
  ];

  test.each(orders.map((order) => ({ order })))('is not overwritten by the sheet it corrects: $order', async ({ order }) => {
    await importText(t, 'contributions', SHEET);
    for (const step of order) await steps[step]();
    const before = await t.client.contributions.list({});
    expect(await importText(t, 'contributions', SHEET)).toMatchObject({ created: 0, changed: 0, conflicts: 1 });
    expect(await t.client.contributions.list({})).toEqual(before);
    expect(await standing('One')).toMatchObject({ kind: 'documentation', reason: 'it was the manual' });
  });

  test('still says what the person said, and that it was scored anew in between', async () => {
    await importText(t, 'contributions', SHEET);
    await steps.correct();
    await steps.recompute();
    const { history } = await standing('One');
    expect(history.map(({ points, policyVersion, reason }) => [points, policyVersion, reason])).toEqual([
      [100, 1, null],
      [-100, 1, 'it was the manual'],
      [30, 1, 'it was the manual'],
      [-30, 1, 'rescored'],
      [31, 2, 'it was the manual'],
    ]);
  });
});

describe('an entry that a person accepted', () => {
  const asksForLinks = (policy: PointsPolicy) => {
    policy.gate.code.link = true;
  };

  test('counts whatever the gate of any version says, while others without a link stop counting', async () => {
    const version = await publish(asksForLinks);
    await importText(t, 'contributions', `${HEADER}1,ann@x.example,code,2026-08-02,One,\n2,ann@x.example,code,2026-08-02,Two,\n`);
    expect(await standing('One')).toMatchObject({ state: 'rejected', rejectedBecause: 'no_link' });
    await t.client.contributions.accept({ ...command(), contributionId: (await standing('One')).id, reason: 'seen in the meeting' });
    await recompute(version);
    expect(await standing('One')).toMatchObject({ state: 'accepted', points: 100, reason: 'seen in the meeting' });
    expect(await standing('Two')).toMatchObject({ state: 'rejected', points: 0 });

    const dearer = await publish((policy) => {
      policy.bases.code = 120;
    });
    expect(await t.client.policies.preview({ version: dearer })).toMatchObject({ changed: 1, newlyRejected: 0, pointsAfter: 120 });
    await recompute(dearer);
    expect(await standing('One')).toMatchObject({ state: 'accepted', points: 120, formula: { policyVersion: dearer } });
  });

  test('keeps that when it was reversed and stands again', async () => {
    const version = await publish(asksForLinks);
    await importText(t, 'contributions', `${HEADER}1,ann@x.example,code,2026-08-02,One,\n`);
    const { contributionId } = await t.client.contributions.accept({
      ...command(),
      contributionId: (await standing('One')).id,
      reason: 'seen',
    });
    await t.client.contributions.reverse({ ...command(), contributionId, reason: 'not merged' });
    await t.client.contributions.restore({ ...command(), contributionId, reason: 'merged after all' });
    await recompute(version);
    expect(await standing('One')).toMatchObject({ state: 'accepted', points: 100 });
  });

  test('counts on when a person corrects it, by the points of what it says now', async () => {
    const version = await publish(asksForLinks);
    await importText(t, 'contributions', `${HEADER}1,ann@x.example,code,2026-08-02,One,\n`);
    await t.client.contributions.accept({ ...command(), contributionId: (await standing('One')).id, reason: 'seen' });
    await correct('One', { kind: 'bug_fix' });
    expect(await standing('One')).toMatchObject({ state: 'accepted', points: 50, rejectedBecause: null });
    await recompute(version);
    expect(await standing('One')).toMatchObject({ state: 'accepted', points: 50 });
  });
});

describe('what comes back after the ledger was scored anew', () => {
  const dearer = () =>
    publish(({ bases }) => {
      bases.code += 10;
    });
  const scores = async () => {
    const { items } = await t.client.contributions.list({ sort: { by: 'day', direction: 'ascending' } });
    const found = await Promise.all(items.map(({ id }) => t.client.contributions.get({ contributionId: id })));
    return found.map(({ title, points, formula }) => [title, points, formula.policyVersion]);
  };
  const OTHER = `${HEADER}1,ann@x.example,documentation,2026-07-01,One,\n3,cy@x.example,code,2026-07-03,Three,\n`;
  const FIRST = `${HEADER}1,ann@x.example,code,2026-07-01,One,\n2,ann@x.example,code,2026-07-02,Two,\n`;

  test('is scored like what it stands beside, whether an import is taken back before or after', async () => {
    await importText(t, 'contributions', FIRST);
    const { id } = await importText(t, 'contributions', OTHER);
    const version = await dearer();
    await recompute(version);
    await revertImport(t, id);
    const after = await scores();
    expect(after).toEqual([
      ['One', 110, 2],
      ['Two', 110, 2],
    ]);
    expect((await standing('One')).history.at(-1)).toMatchObject({ reason: 'rescored' });

    const again = await importText(t, 'contributions', OTHER);
    await revertImport(t, again.id);
    await recompute(version);
    expect(await scores()).toEqual(after);
  });

  test('goes by every version in turn, from the day each was asked for', async () => {
    await importText(t, 'contributions', FIRST);
    const { id } = await importText(t, 'contributions', FIRST.replaceAll('code', 'review'));
    await recompute(await dearer());
    await recompute(await dearer(), '2026-07-02');
    await revertImport(t, id);
    expect(await scores()).toEqual([
      ['One', 110, 2],
      ['Two', 120, 3],
    ]);
  });

  test('keeps its version where nobody had it scored anew', async () => {
    await importText(t, 'contributions', FIRST);
    const { id } = await importText(t, 'contributions', FIRST.replaceAll('code', 'review'));
    await dearer();
    await revertImport(t, id);
    expect(await scores()).toEqual([
      ['One', 100, 1],
      ['Two', 100, 1],
    ]);
  });

  test('is an entry that a person lets stand again, too', async () => {
    await importText(t, 'contributions', FIRST);
    const { id: contributionId } = await standing('One');
    await t.client.contributions.reverse({ ...command(), contributionId, reason: 'not merged' });
    await recompute(await dearer());
    await t.client.contributions.restore({ ...command(), contributionId, reason: 'merged after all' });
    expect(await standing('One')).toMatchObject({ points: 110, reason: 'merged after all', formula: { policyVersion: 2 } });
  });
});

describe('a backup that is restored while scoring anew waits', () => {
  const dearerBy = (points: number) =>
    publish(({ bases }) => {
      bases.code += points;
    });

  test.each([
    ['from before the version was there', undefined],
    ['with another version by that number', 7],
  ])('is not scored by a version it does not have: %s', async (_name, other) => {
    await importText(t, 'contributions', SHEET);
    const { id: first } = await t.client.workspace.backup({});
    let backupId = first;
    if (other !== undefined) {
      await dearerBy(other);
      ({ id: backupId } = await t.client.workspace.backup({}));
      await t.client.workspace.restore({ backupId: first });
    }
    const version = await dearerBy(10);
    const { store, jobs } = t.program.context;
    const { backup } = store;
    vi.spyOn(store, 'backup').mockImplementationOnce(async (reason) => {
      const made = await backup(reason);
      await store.restore(backupId);
      return made;
    });
    const { jobId } = await t.client.policies.recompute({ ...command(), version });
    expect(await jobs.finished(jobId)).toMatchObject({ state: 'failed', failure: { code: 'NOT_FOUND', data: { what: 'policy' } } });
    expect(await standing('One')).toMatchObject({ points: 100, formula: { policyVersion: 1 } });
    expect((await standing('One')).history).toHaveLength(1);
  });
});
