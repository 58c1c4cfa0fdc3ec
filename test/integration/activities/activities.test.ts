// Activities through the contract: logging, follow-ups, filters, and partners that leave.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActivityFilter } from '../../../shared/contract/activities.ts';
import { activityInput, command, failureOf, logActivity, register } from '../../support/crm.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
let acme: string;
let beta: string;
beforeAll(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  acme = await register(t, 'Acme');
  beta = await register(t, '贝塔');
});
afterAll(async () => {
  expect(t.incidents).toEqual([]);
  await t.close();
});

async function titles(filter: ActivityFilter): Promise<string[]> {
  const { items, total } = await t.client.activities.list({ filter });
  expect(total).toBe(items.length);
  return items.map((one) => one.title);
}

async function one(title: string) {
  const { items } = await t.client.activities.list({ filter: { search: title } });
  expect(items).toHaveLength(1);
  return items[0] ?? expect.fail();
}

test('one activity belongs to several partners, each once', async () => {
  await logActivity(t, 'Joint meetup', [acme, beta, acme], {
    kind: 'event',
    area: 'co_marketing',
    evidence: 'https://x.example/video',
    notes: 'went well',
  });
  expect(await one('Joint meetup')).toMatchObject({
    kind: 'event',
    area: 'co_marketing',
    evidence: 'https://x.example/video',
    notes: 'went well',
    followUpDone: false,
  });
  expect((await one('Joint meetup')).partners.map((partner) => partner.name).toSorted()).toEqual(['Acme', '贝塔']);
  for (const partnerId of [acme, beta])
    expect((await t.client.partners.get({ partnerId })).figures).toMatchObject({ activities: 1, lastActivityOn: '2026-03-01' });
});

test('a planned activity counts, and is not the last one yet', async () => {
  const partnerId = await register(t, 'Planner');
  await logActivity(t, 'Next year', [partnerId], { day: '2027-01-01' });
  expect((await t.client.partners.get({ partnerId })).figures).toMatchObject({ activities: 1, lastActivityOn: null });
  const { items } = await t.client.partners.list({ filter: { search: 'Planner' } });
  expect(items[0]?.lastActivityOn).toBeNull();
});

test('an edit changes fields and partners, once per revision', async () => {
  const activityId = await logActivity(t, 'Draft title', [acme]);
  await t.client.activities.edit({
    ...command(),
    activityId,
    revision: 1,
    fields: activityInput('Final title', [beta], { kind: 'case_study' }),
  });
  expect(await one('Final title')).toMatchObject({ kind: 'case_study', partners: [{ id: beta, name: '贝塔' }], revision: 2 });
  const stale = t.client.activities.edit({ ...command(), activityId, revision: 1, fields: activityInput('Lost', [acme]) });
  expect(await failureOf(stale)).toEqual({ code: 'STALE_REVISION', data: { revision: 2 } });
});

describe('follow-ups', () => {
  test('are due from their day until they are done', async () => {
    const activityId = await logActivity(t, 'Call back', [acme], { followUpOn: '2026-03-20', followUpNote: 'send deck' });
    expect(await titles({ followUpDueBy: '2026-03-19' } as ActivityFilter)).toEqual([]);
    expect(await titles({ followUpDueBy: '2026-03-20' } as ActivityFilter)).toEqual(['Call back']);
    await t.client.activities.finishFollowUp({ ...command(), activityId });
    expect(await titles({ followUpDueBy: '2026-03-20' } as ActivityFilter)).toEqual([]);
    expect((await one('Call back')).followUpDone).toBe(true);
  });

  test('moved to another day they are due again; kept on their day they stay done', async () => {
    const activityId = await logActivity(t, 'Ping again', [acme], { followUpOn: '2026-03-21' });
    await t.client.activities.finishFollowUp({ ...command(), activityId });
    const edit = async (followUpOn: string, notes: string) => {
      const { revision } = await one('Ping again');
      await t.client.activities.edit({
        ...command(),
        activityId,
        revision,
        fields: activityInput('Ping again', [acme], { followUpOn, notes }),
      });
      return (await one('Ping again')).followUpDone;
    };
    expect(await edit('2026-03-21', 'new note')).toBe(true);
    expect(await edit('2026-04-21', 'new note')).toBe(false);
    await t.client.activities.finishFollowUp({ ...command(), activityId });
  });

  test('come soonest first', async () => {
    await logActivity(t, 'Later', [acme], { day: '2026-03-02', followUpOn: '2026-05-02' });
    await logActivity(t, 'Sooner', [acme], { day: '2026-03-01', followUpOn: '2026-05-01' });
    expect(await titles({ followUpDueBy: '2026-06-01' } as ActivityFilter)).toEqual(['Sooner', 'Later']);
  });
});

test('the list filters by kind, partner, period and text, newest first', async () => {
  const partnerId = await register(t, 'Filtered');
  await logActivity(t, 'Webinar', [partnerId], { kind: 'event', day: '2025-05-01', notes: '介绍云原生' });
  await logActivity(t, 'Benchmark run', [partnerId, beta], { kind: 'joint_benchmark', day: '2025-06-01' });
  await logActivity(t, '50%_done', [partnerId], { kind: 'other', day: '2025-07-01' });
  const all = ['50%_done', 'Benchmark run', 'Webinar'];
  expect(await titles({ partnerIds: [partnerId] })).toEqual(all);
  expect(await titles({ partnerIds: [partnerId], kinds: ['event', 'other'] })).toEqual(['50%_done', 'Webinar']);
  expect(await titles({ from: '2025-05-01', to: '2025-06-01' } as ActivityFilter)).toEqual(['Benchmark run', 'Webinar']);
  expect(await titles({ search: '云原生' })).toEqual(['Webinar']);
  expect(await titles({ search: '%_' })).toEqual(['50%_done']);
  const page = await t.client.activities.list({ filter: { partnerIds: [partnerId] }, offset: 1, limit: 1 });
  expect([page.total, page.items.map((item) => item.title)]).toEqual([3, ['Benchmark run']]);
});

test('removing an activity takes it off its partners, and undo puts it back', async () => {
  const partnerId = await register(t, 'Ephemeral');
  const activityId = await logActivity(t, 'Short-lived', [partnerId]);
  await t.client.activities.remove({ ...command(), activityId });
  expect(await titles({ partnerIds: [partnerId] })).toEqual([]);
  expect((await t.client.partners.get({ partnerId })).figures.activities).toBe(0);
  await t.client.workspace.undo(command());
  expect(await titles({ partnerIds: [partnerId] })).toEqual(['Short-lived']);
});

test('an activity of a partner that left can be edited, but the partner cannot be added to others', async () => {
  const gone = await register(t, 'Gone');
  const activityId = await logActivity(t, 'Farewell', [gone, acme]);
  await t.client.partners.remove({ ...command(), partnerId: gone });
  await t.client.activities.edit({ ...command(), activityId, revision: 1, fields: activityInput('Farewell party', [gone, acme]) });
  expect((await one('Farewell party')).partners).toHaveLength(2);
  expect(await failureOf(t.client.activities.log({ ...command(), fields: activityInput('No', [gone]) }))).toEqual({
    code: 'NOT_FOUND',
    data: { what: 'partner' },
  });
});

test.each([
  ['no title', { title: ' ' }],
  ['no partner', { partnerIds: [] }],
  ['a link that is none', { evidence: 'file:///etc/passwd' }],
  ['an unknown kind', { kind: 'party' as never }],
])('%s is bad input', async (_name, given) => {
  expect((await failureOf(t.client.activities.log({ ...command(), fields: activityInput('Bad', [acme], given) }))).code).toBe(
    'BAD_REQUEST',
  );
});

test('an activity that is not there is said so', async () => {
  for (const call of [
    t.client.activities.finishFollowUp({ ...command(), activityId: 'none' }),
    t.client.activities.remove({ ...command(), activityId: 'none' }),
    t.client.activities.edit({ ...command(), activityId: 'none', revision: 1, fields: activityInput('X', [acme]) }),
  ]) {
    expect(await failureOf(call)).toEqual({ code: 'NOT_FOUND', data: { what: 'activity' } });
  }
});
