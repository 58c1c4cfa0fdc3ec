// The ecosystem report against a naive computation over every row, and every figure against the rows it names as evidence.
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { EcosystemReport, Evidence, Figure } from '../../../shared/contract/reports.ts';
import type { Day } from '../../../shared/values/day.ts';
import { monthsOf, previousPeriod } from '../../../shared/values/period.ts';
import { RANKING_BUCKETS } from '../../../shared/vocabulary.ts';
import { type SmallProgram, writeSmallProgram } from '../../support/small-program.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';
import { naiveActivities, naiveJoined, naivePartners, naiveSums, naiveUndated } from './naive-report.ts';
import { smallProgram, somePeriod } from './small-program-arbitrary.ts';

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

const valuesOf = (slices: readonly { key: string; value: number }[]) =>
  Object.fromEntries(slices.filter(({ value }) => value !== 0).map(({ key, value }) => [key, value]));
const previousOf = (slices: readonly { key: string; previous: number | null }[]) =>
  Object.fromEntries(slices.filter(({ previous }) => previous).map(({ key, previous }) => [key, previous]));

function expectNumbers(small: SmallProgram, report: EcosystemReport): void {
  const { period, previous } = report;
  expect(previous).toEqual(previousPeriod(period));
  const [now, before] = [naiveSums(small, period), naiveSums(small, previous)];
  const or = (value: number) => (before.total > 0 ? value : null);

  expect(report.contributions.total).toMatchObject({ value: now.total, previous: or(before.total) });
  expect(report.contributions.points).toMatchObject({ value: now.points, previous: or(before.points) });
  expect(valuesOf(report.contributions.byKind)).toEqual(now.byKind);
  expect(previousOf(report.contributions.byKind)).toEqual(before.byKind);
  for (const { key, points } of report.contributions.byKind) expect(points).toBe(now.pointsByKind[key] ?? 0);
  expect(report.contributions.undated).toBe(naiveUndated(small));

  expect(report.contributors.active).toMatchObject({ value: now.active.length, previous: or(before.active.length) });
  expect(report.contributors.new).toMatchObject({ value: now.new.length, previous: or(before.new.length) });
  expect(report.contributors.returning).toMatchObject({ value: now.returning.length, previous: or(before.returning.length) });
  expect(report.coverage).toEqual({ entries: now.total, withLink: now.withLink, withPartner: now.withPartner });

  expect(report.contributions.byMonth.map(({ month }) => month).at(-1)).toBe(period.to.slice(0, 7));
  expect(report.contributions.byMonth).toHaveLength(12);
  for (const point of report.contributions.byMonth) {
    const month = naiveSums(small, { from: `${point.month}-01`, to: `${point.month}-31` });
    expect({ entries: point.entries, points: point.points }).toEqual({ entries: month.total, points: month.points });
    expect(Object.fromEntries(Object.entries(point.byKind).filter(([, count]) => count !== 0))).toEqual(month.byKind);
  }

  const [there, earlier] = [naivePartners(small, period.to), naivePartners(small, previous.to)];
  expect(report.partners.total).toMatchObject({ value: there.total, previous: earlier.total || null });
  expect(report.partners.joined).toMatchObject({
    value: naiveJoined(small, period),
    previous: earlier.total > 0 ? naiveJoined(small, previous) : null,
  });
  expect(valuesOf(report.partners.byType)).toEqual(there.byType);
  expect(valuesOf(report.partners.byTier)).toEqual(there.byTier);
  expect(previousOf(report.partners.byTier)).toEqual(earlier.byTier);
  expect(report.partners.withoutJoinDate).toBe(there.withoutJoinDate);

  const [activities, activitiesBefore] = [naiveActivities(small, period), naiveActivities(small, previous)];
  expect(valuesOf(report.activities.byKind)).toEqual(activities);
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0);
  expect(report.activities.total).toMatchObject({ value: sum(activities), previous: sum(activitiesBefore) || null });

  for (const row of report.topPartners.filter(({ id }) => id !== 'others')) {
    expect([row.id, row.points, row.entries, row.previousPoints]).toEqual([
      row.id,
      now.partnerPoints[row.id],
      now.partnerEntries[row.id],
      or(before.partnerPoints[row.id] ?? 0),
    ]);
  }
  const ranking = Object.entries(now.partnerPoints)
    .filter(([id]) => id !== 'unknown' && id !== 'independent')
    .map(([, points]) => points)
    .sort((a, b) => b - a);
  const named = report.topPartners.filter(({ id }) => !(RANKING_BUCKETS as readonly string[]).includes(id));
  expect(named.map(({ points }) => points)).toEqual(ranking.slice(0, 10));
  for (const column of ['points', 'entries'] as const)
    expect(report.topPartners.reduce((all, row) => all + row[column], 0)).toBe(
      column === 'points' ? report.contributions.points.value : report.contributions.total.value,
    );
  expect(report.topPartners.slice(-2).map(({ id }) => id)).toEqual(['independent', 'unknown']);

  const points = Object.values(now.personPoints).sort((a, b) => b - a);
  expect(report.topContributors.map((row) => row.points)).toEqual(points.slice(0, 10));
  for (const row of report.topContributors) {
    expect([row.points, row.previousPoints]).toEqual([now.personPoints[row.id], or(before.personPoints[row.id] ?? 0)]);
    expect(row.rank).toBe(points.filter((one) => one > row.points).length + 1);
  }
}

type Client = TemporaryProgram['client'];

async function rowsOf(client: Client, { list, filter }: Evidence): Promise<{ ids: string[]; total: number; points: number | null }> {
  const page = { offset: 0, limit: 500 } as const;
  if (list === 'partners') return rows(await client.partners.list({ filter, ...page }));
  if (list === 'people') return rows(await client.people.list({ filter, ...page }));
  if (list === 'activities') return rows(await client.activities.list({ filter, ...page }));
  const found = await client.contributions.list({ filter, ...page });
  return { ...rows(found), points: found.points };
}

function rows({ items, total }: { items: { id: string }[]; total: number }) {
  expect(items).toHaveLength(total);
  return { ids: items.map(({ id }) => id).sort(), total, points: null };
}

async function expectEvidence(client: Client, small: SmallProgram, report: EcosystemReport): Promise<number> {
  const counts: Figure[] = [
    report.partners.total,
    report.partners.joined,
    ...report.partners.byType,
    ...report.partners.byTier,
    report.activities.total,
    ...report.activities.byKind,
    report.contributions.total,
    ...report.contributions.byKind,
    report.contributors.active,
    report.contributors.new,
    report.contributors.returning,
  ];
  let checked = 0;
  for (const figure of counts) {
    expect(await rowsOf(client, figure.evidence), JSON.stringify(figure.evidence)).toMatchObject({ total: figure.value });
    checked += figure.value;
  }
  expect((await rowsOf(client, report.contributions.points.evidence)).points).toBe(report.contributions.points.value);
  for (const row of [...report.topPartners, ...report.topContributors, ...report.contributions.byMonth]) {
    expect(await rowsOf(client, row.evidence), JSON.stringify(row.evidence)).toMatchObject({ total: row.entries, points: row.points });
  }
  const now = naiveSums(small, report.period);
  for (const as of ['active', 'new', 'returning'] as const) {
    expect((await rowsOf(client, report.contributors[as].evidence)).ids).toEqual(now[as]);
  }
  return checked;
}

test('every number of the report is what a naive count over all rows says, and opens exactly those rows', {
  timeout: 240_000,
}, async () => {
  let rowsOpened = 0;
  await fc.assert(
    fc.asyncProperty(smallProgram, fc.array(somePeriod, { minLength: 1, maxLength: 3 }), async (small, periods) => {
      const temporary = await programWith(small);
      for (const period of periods) {
        const report = await temporary.client.reports.ecosystem(period);
        expectNumbers(small, report);
        rowsOpened += await expectEvidence(temporary.client, small, report);
      }
      expect(await temporary.client.workspace.check({})).toMatchObject({ ok: true });
      expect(temporary.incidents).toEqual([]);
      await temporary.close();
      opened.splice(opened.indexOf(temporary), 1);
    }),
    { numRuns: 30 },
  );
  expect(rowsOpened).toBeGreaterThan(200);
});

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
