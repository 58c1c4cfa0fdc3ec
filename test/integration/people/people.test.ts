// People through the contract: who is listed, levels, and the contributed filter exact to the day.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PeopleFilter } from '../../../shared/contract/people.ts';
import { failureOf, importSheet, register } from '../../support/crm.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const ROWS: [name: string, email: string, kind: string, day: string, times: number][] = [
  ['Ann', 'ann@acme.example', 'code', '2025-01-10', 1],
  ['Ann', 'ann@acme.example', 'code', '2026-02-10', 4],
  ['Ben', 'ben@acme.example', 'bug_fix', '2026-02-01', 1],
  ['陈静', 'chen@gmail.com', 'documentation', '2026-02-28', 1],
  ['Dan', 'dan@else.example', 'review', '2026-03-01', 1],
  ['Eve', 'eve@else.example', 'code', '2025-12-31', 1],
  ['Fay', 'fay@else.example', 'translation', '', 2],
  ['Gus', 'gus@else.example', 'code', '2025-11-01', 20],
  ['robot[bot]', 'robot@acme.example', 'code', '2026-02-02', 3],
];

let t: TemporaryProgram;
let acme: string;
beforeAll(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  acme = await register(t, 'Acme', { emailDomains: ['acme.example'] });
  const lines = ROWS.flatMap(([name, email, kind, day, times], row) =>
    Array.from(
      { length: times },
      (_, time) => `${row}-${time},${name},${email},${kind},${day},Title ${row}-${time},https://x.example/${row}/${time}`,
    ),
  );
  await importSheet(t, 'contributions', `key,name,email,kind,date,title,link\n${lines.join('\n')}\n`);
});
afterAll(async () => {
  expect(t.incidents).toEqual([]);
  await t.close();
});

async function names(filter: PeopleFilter): Promise<string[]> {
  const { items, total } = await t.client.people.list({ filter, sort: { by: 'name', direction: 'ascending' } });
  expect(total).toBe(items.length);
  return items.map((one) => one.name);
}

function contributed(from: string, to: string, as: 'active' | 'new' | 'returning'): PeopleFilter {
  return { contributed: { from, to, as } } as PeopleFilter;
}

test('people are listed by points, bots apart', async () => {
  const { items } = await t.client.people.list({});
  expect(items.map((one) => [one.name, one.points, one.entries, one.level])).toEqual([
    ['Gus', 2000, 20, 'gold'],
    ['Ann', 500, 5, 'silver'],
    ['Eve', 100, 1, 'bronze'],
    ['Ben', 50, 1, 'newbie'],
    ['Fay', 50, 2, 'newbie'],
    ['陈静', 30, 1, 'newbie'],
    ['Dan', 20, 1, 'newbie'],
  ]);
});

describe('who contributed in February 2026', () => {
  test('active: anyone with an entry in it, first and last day included', async () => {
    expect(await names(contributed('2026-02-01', '2026-02-28', 'active'))).toEqual(['Ann', 'Ben', '陈静']);
    expect(await names(contributed('2026-02-02', '2026-02-27', 'active'))).toEqual(['Ann']);
  });
  test('new: the first entry falls in it', async () => {
    expect(await names(contributed('2026-02-01', '2026-02-28', 'new'))).toEqual(['Ben', '陈静']);
    expect(await names(contributed('2026-02-02', '2026-02-28', 'new'))).toEqual(['陈静']);
  });
  test('returning: had contributed before', async () => {
    expect(await names(contributed('2026-02-01', '2026-02-28', 'returning'))).toEqual(['Ann']);
    expect(await names(contributed('2025-01-10', '2026-02-28', 'returning'))).toEqual([]);
  });
  test('active is new and returning together, in any period', async () => {
    for (const [from, to] of [
      ['2025-01-01', '2025-12-31'],
      ['2026-02-10', '2026-03-01'],
      ['2020-01-01', '2030-01-01'],
    ] as const) {
      const [active, fresh, returning] = await Promise.all(
        (['active', 'new', 'returning'] as const).map((as) => names(contributed(from, to, as))),
      );
      expect([...(fresh ?? []), ...(returning ?? [])].toSorted()).toEqual(active?.toSorted());
    }
  });
});

test('filters: level, partner, unknown employer, and text in name or address', async () => {
  expect(await names({ levels: ['gold', 'silver'] })).toEqual(['Ann', 'Gus']);
  expect(await names({ levels: ['newbie'] })).toEqual(['Ben', 'Dan', 'Fay', '陈静']);
  expect(await names({ partnerIds: [acme] })).toEqual(['Ann', 'Ben']);
  expect(await names({ partnerIds: ['unknown'] })).toEqual(['Dan', 'Eve', 'Fay', 'Gus', '陈静']);
  expect(await names({ partnerIds: ['unknown', acme] })).toHaveLength(7);
  expect(await names({ search: '陈静' })).toEqual(['陈静']);
  expect(await names({ search: 'ELSE.example' })).toEqual(['Dan', 'Eve', 'Fay', 'Gus']);
  expect(await names({ search: '%' })).toEqual([]);
});

test.each(['name', 'points', 'entries', 'firstDay', 'lastDay'] as const)('by %s, page after page gives everyone once', async (by) => {
  for (const direction of ['ascending', 'descending'] as const) {
    const seen: string[] = [];
    for (let offset = 0; offset < 8; offset += 2) {
      seen.push(...(await t.client.people.list({ sort: { by, direction }, offset, limit: 2 })).items.map((one) => one.id));
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  }
});

test('one person, with everything that explains the number', async () => {
  const { items } = await t.client.people.list({ filter: { search: 'ann@' } });
  expect(await t.client.people.get({ personId: items[0]?.id ?? '' })).toMatchObject({
    name: 'Ann',
    email: 'ann@acme.example',
    partner: { id: acme, name: 'Acme' },
    level: 'silver',
    nextLevel: { level: 'gold', pointsMissing: 1500 },
    firstDay: '2025-01-10',
    lastDay: '2026-02-10',
    biggestEntry: 100,
    undatedEntries: 0,
    pointsByMonth: [
      { month: '2025-01', points: 100, entries: 1 },
      { month: '2026-02', points: 400, entries: 4 },
    ],
    pointsByKind: [{ kind: 'code', points: 500, entries: 5 }],
    affiliations: [{ partner: { id: acme, name: 'Acme' }, from: null, until: null, source: 'email_domain', evidence: 'acme.example' }],
    identities: [{ name: 'Ann', email: 'ann@acme.example' }],
  });
});

test('entries without a day are counted and said to be so', async () => {
  const { items } = await t.client.people.list({ filter: { search: 'fay@' } });
  expect(await t.client.people.get({ personId: items[0]?.id ?? '' })).toMatchObject({
    points: 50,
    undatedEntries: 2,
    firstDay: null,
    lastDay: null,
    pointsByMonth: [],
  });
});

test('a person that is not there is said so', async () => {
  expect(await failureOf(t.client.people.get({ personId: 'nobody' }))).toEqual({ code: 'NOT_FOUND', data: { what: 'person' } });
});
