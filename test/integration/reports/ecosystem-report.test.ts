// The ecosystem report by examples: edges of periods, who is new, whom a contribution counts for, what is missing and not zero.
import { afterEach, expect, test } from 'vitest';
import type { Day } from '../../../shared/values/day.ts';
import { monthsOf } from '../../../shared/values/period.ts';
import { type SmallProgram, writeSmallProgram } from '../../support/small-program.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';
import { expectEvidence, expectNumbers } from './naive-expectations.ts';

const opened: TemporaryProgram[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function programWith(small: SmallProgram): Promise<TemporaryProgram> {
  const temporary = await openTemporaryProgram();
  opened.push(temporary);
  await writeSmallProgram(temporary.program.context.store, small);
  return temporary;
}

const NOTHING: SmallProgram = { partners: [], people: [], affiliations: [], entries: [], activities: [] };
const QUARTER = { from: '2025-07-01' as Day, to: '2025-09-30' as Day };

function entryOn(day: string | null, more: Partial<SmallProgram['entries'][number]> = {}): SmallProgram['entries'][number] {
  return { person: 0, identity: 0, kind: 'code', day, points: 100, link: null, state: 'accepted', reversed: false, ...more };
}

test('an empty workspace reports nothing, and nothing before', async () => {
  const { client } = await programWith(NOTHING);
  const report = await client.reports.ecosystem(QUARTER);
  const figures = [
    report.partners.total,
    report.partners.joined,
    report.activities.total,
    report.contributions.total,
    report.contributions.points,
    ...Object.values(report.contributors),
  ];
  expect(figures.map(({ value, previous }) => [value, previous])).toEqual(figures.map(() => [0, null]));
  expect(report.contributions.byMonth).toHaveLength(12);
  expect(report.topContributors).toEqual([]);
});

test('the first and the last day of a period belong to it, the days around it do not', async () => {
  const days = ['2025-06-30', '2025-07-01', '2025-09-30', '2025-10-01'];
  const { client } = await programWith({ ...NOTHING, people: [{ name: 'Ada', isBot: false }], entries: days.map((day) => entryOn(day)) });
  for (const [from, to, expected] of [
    ['2025-07-01', '2025-09-30', 2],
    ['2025-07-02', '2025-09-29', 0],
    ['2025-06-30', '2025-10-01', 4],
    ['2025-09-30', '2025-09-30', 1],
    ['2025-06-30', '2025-07-01', 2],
  ] as const) {
    const report = await client.reports.ecosystem({ from: from as Day, to: to as Day });
    expect([from, to, report.contributions.total.value]).toEqual([from, to, expected]);
  }
});

test('a contributor is new in the period of the first standing contribution and returning after it', async () => {
  const small: SmallProgram = {
    ...NOTHING,
    people: ['new', 'returning', 'reversed first', 'rejected first', 'only before'].map((name) => ({ name, isBot: false })),
    entries: [
      entryOn('2025-07-01', { person: 0 }),
      entryOn('2025-06-30', { person: 1 }),
      entryOn('2025-09-30', { person: 1 }),
      entryOn('2025-06-30', { person: 2, reversed: true }),
      entryOn('2025-08-01', { person: 2 }),
      entryOn('2025-06-30', { person: 3, state: 'rejected', points: 0 }),
      entryOn('2025-08-01', { person: 3, identity: 1 }),
      entryOn('2025-06-30', { person: 4 }),
      entryOn('2025-08-01', { person: 4, reversed: true }),
    ],
  };
  const { client } = await programWith(small);
  const { contributors } = await client.reports.ecosystem(QUARTER);
  expect([contributors.active.value, contributors.new.value, contributors.returning.value]).toEqual([4, 3, 1]);
  const back = await client.people.list({ filter: { contributed: { ...QUARTER, as: 'returning' } } });
  expect(back.items.map(({ name }) => name)).toEqual(['returning']);
});

test('a period before all data has no previous values, one after a silent time neither', async () => {
  const small: SmallProgram = {
    ...NOTHING,
    people: [
      { name: 'Ada', isBot: false },
      { name: 'robot', isBot: true },
    ],
    entries: [
      entryOn('2025-01-10'),
      entryOn('2025-08-10'),
      entryOn('2025-05-10', { person: 1 }),
      entryOn('2025-05-10', { state: 'rejected', points: 0 }),
      entryOn('2025-11-10'),
    ],
  };
  const { client } = await programWith(small);
  // What bots did and what was rejected is no data about people.
  expect((await client.reports.ecosystem(QUARTER)).contributions.total).toMatchObject({ value: 1, previous: null });
  expect((await client.reports.ecosystem({ from: '2025-01-01' as Day, to: '2025-03-31' as Day })).contributions.total).toMatchObject({
    value: 1,
    previous: null,
  });
  expect((await client.reports.ecosystem({ from: '2025-10-01' as Day, to: '2025-12-31' as Day })).contributions.total).toMatchObject({
    value: 1,
    previous: 1,
  });
});

test('a contribution counts for whoever employed the person on that day', async () => {
  const partner = (name: string) => ({
    id: name,
    name,
    type: null,
    status: 'active',
    joinedOn: null,
    deleted: false,
    tiers: [{ tier: 'community', from: null, until: null }],
  });
  const { client } = await programWith({
    ...NOTHING,
    partners: [partner('Old'), partner('New')],
    people: [{ name: 'Ada', isBot: false }],
    affiliations: [
      { person: 0, partner: 0, from: null, until: '2025-08-15', source: 'by_hand' },
      { person: 0, partner: 1, from: '2025-08-15', until: '2025-09-01', source: 'by_hand' },
    ],
    entries: [
      entryOn('2025-08-14', { points: 1 }),
      entryOn('2025-08-15', { points: 2 }),
      entryOn('2025-08-31', { points: 4 }),
      entryOn('2025-09-01', { points: 8 }),
    ],
  });
  const whole = await client.reports.ecosystem(QUARTER);
  expect(whole.topPartners.map(({ id, points }) => [id, points])).toEqual([
    ['New', 6],
    ['Old', 1],
    ['independent', 0],
    ['unknown', 8],
  ]);
  const edge = await client.reports.ecosystem({ from: '2025-08-15' as Day, to: '2025-08-31' as Day });
  expect(edge.topPartners.map(({ id, points }) => [id, points])).toEqual([
    ['New', 6],
    // Old had something in the period before.
    ['others', 0],
    ['independent', 0],
    ['unknown', 0],
  ]);
});

test('partners beyond the ten listed are one row that opens exactly their entries', async () => {
  const numbers = Array.from({ length: 13 }, (_, index) => index);
  const small: SmallProgram = {
    ...NOTHING,
    partners: numbers.map((index) => ({
      id: `partner-${index}`,
      name: `Partner ${index}`,
      type: null,
      status: 'active',
      joinedOn: null,
      deleted: false,
      tiers: [{ tier: 'community', from: null, until: null }],
    })),
    people: [...numbers, 13, 14].map((index) => ({ name: `P${index}`, isBot: false })),
    affiliations: numbers.map((index) => ({ person: index, partner: index, from: null, until: null, source: 'by_hand' as const })),
    entries: [...numbers, 13, 14].flatMap((person) => [
      entryOn('2025-08-01', { person, points: 100 - person }),
      entryOn('2025-05-01', { person, points: 1 }),
    ]),
  };
  const { client } = await programWith(small);
  const report = await client.reports.ecosystem(QUARTER);
  expect(report.topPartners.at(-3)).toMatchObject({ id: 'others', points: 90 + 89 + 88, entries: 3, previousPoints: 3 });
  expectNumbers(small, report);
  await expectEvidence(client, small, report);
});

test('a period written backwards means the same days', async () => {
  const { client } = await programWith({ ...NOTHING, people: [{ name: 'Ada', isBot: false }], entries: [entryOn('2025-08-01')] });
  expect(await client.reports.ecosystem({ from: QUARTER.to, to: QUARTER.from })).toMatchObject({
    period: QUARTER,
    contributions: { total: { value: 1 } },
  });
});

test('the ends of the calendar are a period like any other', async () => {
  const { client, incidents } = await programWith({
    ...NOTHING,
    people: [{ name: 'Ada', isBot: false }],
    entries: [entryOn('2025-08-01')],
  });
  const all = { from: '0001-01-01' as Day, to: '9999-12-31' as Day };
  expect(monthsOf(all)).toHaveLength(9999 * 12);
  expect(await client.reports.ecosystem(all)).toMatchObject({ period: all, contributions: { total: { value: 1, previous: null } } });
  expect(incidents).toEqual([]);
});
