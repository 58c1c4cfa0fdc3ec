// What every number of the report is by a naive computation over every row, and that every figure opens exactly the rows it counts.
import { expect } from 'vitest';
import type { EcosystemReport, Evidence, Figure } from '../../../shared/contract/reports.ts';
import { previousPeriod } from '../../../shared/values/period.ts';
import { RANKING_BUCKETS } from '../../../shared/vocabulary.ts';
import type { SmallProgram } from '../../support/small-program.ts';
import type { TemporaryProgram } from '../../support/temporary-program.ts';
import { naiveActivities, naiveJoined, naivePartners, naiveSums, naiveUndated } from './naive-report.ts';

const valuesOf = (slices: readonly { key: string; value: number }[]) =>
  Object.fromEntries(slices.filter(({ value }) => value !== 0).map(({ key, value }) => [key, value]));
const previousOf = (slices: readonly { key: string; previous: number | null }[]) =>
  Object.fromEntries(slices.filter(({ previous }) => previous).map(({ key, previous }) => [key, previous]));

export function expectNumbers(small: SmallProgram, report: EcosystemReport): void {
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

/** How many rows were opened. */
export async function expectEvidence(client: Client, small: SmallProgram, report: EcosystemReport): Promise<number> {
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
