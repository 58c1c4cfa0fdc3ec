import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { JobStatus } from '../../../shared/contract/jobs.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const opened: TemporaryProgram[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(): Promise<TemporaryProgram> {
  const temporary = await openTemporaryProgram({ now: () => NOON });
  opened.push(temporary);
  return temporary;
}

async function loaded(
  { client, program }: TemporaryProgram,
  given: { commandId?: string; language?: 'en' | 'zh-CN' } = {},
): Promise<JobStatus | undefined> {
  const { jobId } = await client.workspace.loadDemo({ commandId: given.commandId ?? randomUUID(), language: given.language ?? 'en' });
  return program.context.jobs.finished(jobId);
}

test('the demo program goes into an empty workspace and leaves it in order', async () => {
  const temporary = await open();
  const { client } = temporary;
  expect(await loaded(temporary, { language: 'zh-CN' })).toMatchObject({ state: 'done', kind: 'load_demo', done: 0, phase: 'summing' });
  expect((await client.workspace.get({})).counts).toMatchObject({ partners: 60, people: 397, contributions: 20_000, activities: 520 });
  expect((await client.workspace.get({})).settings.programName).toBe('示例开源生态计划');
  expect(await client.workspace.check({})).toMatchObject({ ok: true });
  expect(temporary.incidents).toEqual([]);
});

test('the demo fills every part of the start page and of a report', async () => {
  const temporary = await open();
  const { client } = temporary;
  await loaded(temporary);
  const start = await client.start.overview({});
  expect(start.empty).toBe(false);
  expect(start.followUpsDue.length).toBeGreaterThan(0);
  expect(start.quietPartners.length).toBeGreaterThan(0);
  for (const { value, previous } of Object.values(start.figures)) {
    expect(value).toBeGreaterThan(0);
    expect(previous).toBeGreaterThan(0);
  }
  const report = await client.reports.ecosystem({ from: '2025-11-24', to: '2026-11-23' });
  for (const figure of [
    report.partners.joined,
    report.contributors.new,
    report.contributors.returning,
    ...report.partners.byTier,
    ...report.activities.byKind,
  ]) {
    expect(figure.value, JSON.stringify(figure.evidence)).toBeGreaterThan(0);
  }
  expect(report.contributions.byMonth.every(({ entries }) => entries > 0)).toBe(true);
  expect(report.topPartners.at(-1)?.points).toBeGreaterThan(0);
  for (const state of ['pending', 'sent', 'received'] as const)
    expect((await client.recognition.rewards({ states: [state] })).total, state).toBeGreaterThan(0);
  expect((await client.recognition.milestones({})).total).toBeGreaterThan(0);
  expect((await client.people.suggestions({})).total).toBeGreaterThan(0);
  const fairness = await client.recognition.fairness({ from: '2026-07-01', to: '2026-09-30' });
  expect(fairness.bursts.length).toBeGreaterThan(0);
  expect(fairness.selfReviews.length).toBeGreaterThan(0);
  const rejected = await client.contributions.list({ filter: { states: ['rejected'] }, limit: 500 });
  expect(rejected).toMatchObject({ total: 138, points: 0 });
  const details = await Promise.all(rejected.items.map(({ id }) => client.contributions.get({ contributionId: id })));
  const because = (wanted: string) => details.filter(({ rejectedBecause }) => rejectedBecause === wanted);
  expect([because('reverted').length, because('by_hand').length]).toEqual([90, 48]);
  // A person looked at it after it had counted.
  expect(because('by_hand').every(({ reason, history }) => reason && history.length === 3)).toBe(true);
});

test('a workspace with anything in it refuses the demo and stays as it is', async () => {
  const temporary = await open();
  await loaded(temporary);
  await expect(temporary.client.workspace.loadDemo({ commandId: randomUUID(), language: 'en' })).rejects.toMatchObject({
    code: 'WORKSPACE_NOT_EMPTY',
    data: { partners: 60, contributions: 20_000 },
  });
  expect((await temporary.client.workspace.get({})).counts.contributions).toBe(20_000);
});

test('the same command twice loads the demo once, two commands at once too', async () => {
  const temporary = await open();
  const commandId = randomUUID();
  const states = await Promise.all([loaded(temporary, { commandId }), loaded(temporary, { commandId }), loaded(temporary)]);
  expect(states[0]?.id).toBe(states[1]?.id);
  const outcomes = [states[0], states[2]].map((status) => [status?.state, status?.failure?.code ?? null]);
  expect(outcomes).toContainEqual(['done', null]);
  expect(outcomes).toContainEqual(['failed', 'WORKSPACE_NOT_EMPTY']);
  expect((await temporary.client.workspace.get({})).counts).toMatchObject({ partners: 60, contributions: 20_000 });
  expect(await temporary.client.workspace.check({})).toMatchObject({ ok: true });
  expect(temporary.incidents).toEqual([]);
});

test('a cancelled demo leaves an empty workspace, and it can be loaded afterwards', async () => {
  const temporary = await open();
  const { client, program } = temporary;
  const { jobId } = await client.workspace.loadDemo({ commandId: randomUUID(), language: 'en' });
  await client.jobs.cancel({ jobId });
  expect(await program.context.jobs.finished(jobId)).toMatchObject({ state: 'cancelled' });
  expect((await client.workspace.get({})).counts).toMatchObject({ partners: 0, people: 0, contributions: 0, activities: 0 });
  expect(await loaded(temporary)).toMatchObject({ state: 'done' });
});

test('people and entries that a reverted import left behind do not get in the way', async () => {
  const temporary = await open();
  const { client, program } = temporary;
  await program.context.store.writeBulk(null, async (connection) => {
    const at = '2026-01-01T00:00:00.000Z';
    await connection.run(
      `INSERT INTO people (num, id, name, name_key, is_bot, created_at) VALUES (5, 'left', 'dependabot[bot]', 'dependabot[bot]', 1, '${at}')`,
    );
    await connection.run(
      `INSERT INTO identities (num, id, source, identity_key, login, person_num) VALUES (9, 'left', 'spreadsheet', 'login:dependabot[bot]', 'dependabot[bot]', 5)`,
    );
    const columns = 'external_key, revision, state, reverses, identity_num, kind, day, title, points, policy_version';
    await connection.run(
      `INSERT INTO ledger_entries (seq, ${columns}) VALUES (1, 'csv/1', 1, 'accepted', NULL, 9, 'code', '2026-01-01', 'x', 100, 1)`,
    );
    await connection.run(
      `INSERT INTO ledger_entries (seq, ${columns}) VALUES (2, 'csv/1', 2, 'reversal', 1, 9, 'code', '2026-01-01', 'x', -100, 1)`,
    );
  });
  expect(await loaded(temporary)).toMatchObject({ state: 'done' });
  expect((await client.workspace.get({})).counts).toMatchObject({ partners: 60, people: 397, contributions: 20_000 });
  expect(await client.workspace.check({})).toMatchObject({ ok: true });
});

test('what somebody has set already stays: only the name of the program is the demo’s', async () => {
  const temporary = await open();
  const { client } = temporary;
  await client.workspace.saveSettings({
    commandId: randomUUID(),
    settings: { programName: 'Mine', fiscalYearStart: 4, language: 'zh-CN' },
  });
  await loaded(temporary);
  expect((await client.workspace.get({})).settings).toEqual({
    programName: 'Open Platform Ecosystem (demo)',
    fiscalYearStart: 4,
    language: 'zh-CN',
  });
});
