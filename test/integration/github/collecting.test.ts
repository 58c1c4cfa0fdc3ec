// What is gathered from a code host, row by row, and again when only a little is new.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeGithub, startFakeGithub } from '../../support/fake-github.ts';
import { asking, gather } from '../../support/github-gathering.ts';
import { BO, CAI, issue, MADE_ROWS, madeRepositories, pull } from '../../support/made-repositories.ts';

let fake: FakeGithub;
beforeEach(async () => {
  fake = await startFakeGithub(madeRepositories());
});
afterEach(() => fake.close());

const short = (key: string) => key.replace(`github:${new URL(fake.api).host}/`, '');

describe('everything of two repositories', () => {
  test('is the rows that were made, each once, with its kind', async () => {
    const { rows } = await gather(asking(fake));
    const found = Object.fromEntries(rows.map((row) => [short(row.key), { login: row.login, kind: row.kind }]));
    const kinds = (kind: string) => (kind === 'issue opened' || kind === 'release published' ? 'other' : kind);
    expect(Object.fromEntries(Object.entries(found).map(([key, { login, kind }]) => [key, { login, kind: kinds(kind) }]))).toEqual(
      Object.fromEntries(Object.entries(MADE_ROWS).map(([key, { login, kind }]) => [key, { login, kind }])),
    );
    expect(rows.length).toBe(Object.keys(MADE_ROWS).length);
  });

  test('says by which rule each has its kind', async () => {
    const { rows } = await gather(asking(fake));
    const rules = Object.fromEntries(rows.map((row) => [short(row.key), row.sourceKind]));
    expect(rules['501#2/merged']).toBe('label documentation');
    expect(rules['501#3/merged']).toBe('prefix fix:');
    expect(rules['501#4/merged']).toBe('path docs/');
    expect(rules['501#7/merged']).toBe('closes a bug');
    expect(rules['501#1/merged']).toBe('merged pull request');
  });

  test('knows accounts by number, programs by type, and deleted accounts by no name', async () => {
    const { rows } = await gather(asking(fake));
    const of = (key: string) => rows.find((row) => short(row.key) === key);
    expect(of('501#1/merged')).toMatchObject({ account: `${new URL(fake.api).host}/11`, login: 'ada', bot: false });
    expect(of('501#12/merged')).toMatchObject({ bot: true });
    expect(of('501#11/merged')).toMatchObject({ account: '', login: 'ghost', name: '', bot: true });
    expect(JSON.stringify(rows)).not.toContain('null');
  });

  test('observes the state of every pull request, merged or not', async () => {
    const { observed } = await gather(asking(fake));
    const states = Object.fromEntries((observed as { key: string; state: string }[]).map((one) => [short(one.key), one.state]));
    expect(states).toMatchObject({ '501#1': 'merged', '501#9': 'closed', '501#10': 'draft', '502#1': 'merged' });
    expect(observed.length).toBe(14);
  });

  test('asks for files and closed issues only where label and title do not decide', async () => {
    await gather(asking(fake, { parts: ['pull_requests'] }));
    const numbers = fake.asked.flatMap(({ path }) => /\/pulls\/(\d+)\/files/.exec(path)?.[1] ?? []);
    expect(numbers.map(Number).sort((a, b) => a - b)).toEqual([1, 4, 5, 6, 7, 8, 11, 13]);
    expect(fake.asked.filter(({ path }) => /\/issues\/\d+$/.test(path)).length).toBe(2);
  });
});

describe('again', () => {
  test('with nothing new, first pages are asked for by their tags and nothing is read', async () => {
    const first = await gather(asking(fake));
    const before = fake.asked.length;
    const again = await gather(asking(fake), { cursors: first.cursors });
    // The issues are asked for since the last change from now on, which is another page than the first time.
    const third = await gather(asking(fake), { cursors: again.cursors });
    expect(third.rows).toEqual([]);
    expect(fake.asked.length - before).toBeLessThan(30);
    const last = fake.asked.slice(-8);
    expect(last.filter(({ tag }) => tag !== undefined).length).toBe(6);
  });

  test('with something new, only that and a little overlap is read', async () => {
    const first = await gather(asking(fake));
    const [engine] = fake.repositories;
    engine?.pulls.push(pull(40, { user: CAI, updated_at: '2026-04-01T10:00:00Z', merged_at: '2026-04-01T09:00:00Z' }));
    engine?.issues.push(issue(41, { updated_at: '2026-04-01T11:00:00Z', answers: [{ user: CAI, created_at: '2026-04-01T11:00:00Z' }] }));
    const again = await gather(asking(fake), { cursors: first.cursors });
    const keys = again.rows.map(({ key }) => short(key));
    expect(keys).toEqual(expect.arrayContaining(['501#40/merged', '501#41/opened', '501#41/answered-by/13']));
    expect(keys.length).toBeLessThan(Object.keys(MADE_ROWS).length / 2);
  });

  test('a part that was left out the first time is read from its beginning', async () => {
    const first = await gather(asking(fake, { parts: ['pull_requests'] }));
    const again = await gather(asking(fake, { parts: ['pull_requests', 'reviews'] }), { cursors: first.cursors });
    expect(again.rows.map(({ key }) => short(key))).toContain('501#13/reviewed-by/11');
  });

  test('from a day on, earlier rows are left out; a gap to what was read before stays to be read', async () => {
    const first = await gather(asking(fake));
    const source = Object.keys(first.cursors).find((one) => one.endsWith('/501')) ?? '';
    const [engine] = fake.repositories;
    engine?.pulls.push(pull(40, { updated_at: '2026-04-10T10:00:00Z', merged_at: '2026-04-10T09:00:00Z' }));
    engine?.pulls.push(pull(41, { updated_at: '2026-05-10T10:00:00Z', merged_at: '2026-05-10T09:00:00Z' }));
    const later = await gather(asking(fake, { since: '2026-05-01' as never }), { cursors: first.cursors });
    expect(later.rows.map(({ key }) => short(key))).toEqual(['501#41/merged']);
    expect(later.cursors[source]).toEqual(first.cursors[source]);
  });
});

describe('names', () => {
  test('an organisation stands for its repositories, each read once', async () => {
    const { rows } = await gather(asking(fake, { repositories: ['acme/site'], organisation: 'acme' }));
    expect(rows.length).toBe(Object.keys(MADE_ROWS).length);
  });

  test('a renamed repository is found under its old name, and is the same under both', async () => {
    const { rows } = await gather(asking(fake, { repositories: ['acme/old-engine', 'acme/engine'] }));
    expect(rows.length).toBe(Object.keys(MADE_ROWS).length - 1);
    expect(new Set(rows.map(({ repository }) => repository))).toEqual(new Set(['acme/engine']));
  });

  test('a repository that is not there is named at the end, after everything else was read', async () => {
    const { rows, stops } = await gather(asking(fake, { repositories: ['acme/engine', 'acme/gone', 'acme/site'] }));
    expect(rows.length).toBe(Object.keys(MADE_ROWS).length);
    expect(stops).toEqual([{ code: 'repositories_missing', data: { repositories: 'acme/gone' } }]);
  });

  test('once it is there, going on reads it and nothing twice', async () => {
    const gone = fake.repositories.pop();
    const { rows, stops } = await gather(asking(fake), { mostStops: 1, between: () => gone && fake.repositories.push(gone) });
    expect(stops.length).toBe(1);
    expect(rows.map(({ key }) => short(key)).sort()).toEqual(Object.keys(MADE_ROWS).sort());
  });

  test('who reviews and answers is told by number, not by login', async () => {
    const [engine] = fake.repositories;
    const thirteenth = engine?.pulls.find(({ number }) => number === 13);
    thirteenth?.reviews.push({ user: { ...BO, login: 'renamed-bo' }, state: 'APPROVED', submitted_at: '2026-03-15T00:00:00Z' });
    const { rows } = await gather(asking(fake));
    expect(rows.filter(({ key }) => key.includes('reviewed-by/12'))).toEqual([]);
  });
});
