// The sums behind the ecosystem report. Whole months come from the rollups, the edges of a period from the ledger.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../shared/values/day.ts';
import { type Period, splitIntoMonths, splitIntoYears } from '../../../shared/values/period.ts';
import type { Reader } from '../../store/database.ts';
import { attributedPartner } from '../../store/ledger/attribution.ts';
import { SIGN } from '../../store/ledger/counting.ts';
import { tierOn } from '../partners/partner-list.queries.ts';

export interface PartnerSum {
  partnerId: string;
  entries: number;
  points: number;
}

export interface KindSum {
  kind: string;
  entries: number;
  points: number;
  /** Entries with a link that proves them. */
  linked: number;
}

const NO_BOTS = sql`partner_id <> 'bots'`;
const SOMETHING = sql`HAVING sum(entries) <> 0 OR sum(points) <> 0`;

/** Entries and points of a period by partner, bots left out. */
export async function partnerSums(reader: Reader, period: Period): Promise<PartnerSum[]> {
  const { months, edges } = splitIntoMonths(period);
  // Grouped by month first, which is the order the rows stand in: only what is left of them has to be sorted.
  const kept = (
    first: string,
    last: string,
  ) => sql`SELECT * FROM (SELECT partner_id, sum(points) AS points, sum(entries) AS entries FROM rollups
    WHERE month BETWEEN ${first} AND ${last} AND ${NO_BOTS} GROUP BY month, partner_id)`;
  const partner = sql`coalesce(${attributedPartner('i.person_num', 'e.day')}, 'unknown') AS partner_id`;
  const parts = [
    ...(months ? [kept(months.first, months.last)] : []),
    ...edges.map((edge) => ledgerRows(edge, sql`${partner}, e.points, ${SIGN} AS entries`)),
  ];
  const { rows } =
    await sql<PartnerSum>`SELECT partner_id, sum(points) AS points, sum(entries) AS entries FROM (${sql.join(parts, sql` UNION ALL `)})
    GROUP BY 1 ${SOMETHING}`.execute(reader);
  return rows;
}

/** Entries and points by month and kind, for months from first to last, both inclusive; bots left out. */
export async function kindSumsByMonth(reader: Reader, first: string, last: string): Promise<(KindSum & { month: string })[]> {
  const { rows } = await sql<KindSum & { month: string }>`
    SELECT month, kind, sum(points) AS points, sum(entries) AS entries, sum(linked) AS linked FROM rollups WHERE month BETWEEN ${first} AND ${last} AND ${NO_BOTS} GROUP BY 1, 2`.execute(
    reader,
  );
  return rows;
}

/**
 * Entries and points of a period by kind, bots left out. `byMonth` must hold every whole month of the period; it is read once
 * for several periods, and only the edges are looked up here.
 */
export async function kindSums(reader: Reader, period: Period, byMonth: readonly (KindSum & { month: string })[]): Promise<KindSum[]> {
  const { months, edges } = splitIntoMonths(period);
  const kept = byMonth.filter(({ month }) => months && month >= months.first && month <= months.last);
  const linked = sql`CASE WHEN e.link IS NULL THEN 0 ELSE ${SIGN} END AS linked`;
  const parts = edges.map((edge) => ledgerRows(edge, sql`e.kind, e.points, ${SIGN} AS entries, ${linked}`));
  const { rows } =
    parts.length === 0
      ? { rows: [] }
      : await sql<KindSum>`SELECT kind, sum(points) AS points, sum(entries) AS entries, sum(linked) AS linked FROM (${sql.join(parts, sql` UNION ALL `)}) GROUP BY 1`.execute(
          reader,
        );
  const byKind = Map.groupBy([...kept, ...rows], (row) => row.kind);
  return [...byKind]
    .map(([kind, mine]) => ({ kind, entries: total(mine, 'entries'), points: total(mine, 'points'), linked: total(mine, 'linked') }))
    .filter(({ entries, points }) => entries !== 0 || points !== 0);
}

function total(rows: readonly KindSum[], column: 'entries' | 'points' | 'linked'): number {
  return rows.reduce((sum, row) => sum + row[column], 0);
}

// CROSS JOIN keeps the order of the tables: the few days of an edge are looked up first, whatever the statistics say.
function ledgerRows(edge: Period, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT ${columns} FROM ledger_entries e CROSS JOIN identities i ON i.num = e.identity_num CROSS JOIN people h ON h.num = i.person_num
    WHERE e.day BETWEEN ${edge.from} AND ${edge.to} AND e.rejected_because IS NULL AND h.is_bot = 0`;
}

export async function undatedEntries(reader: Reader): Promise<number> {
  const { rows } = await sql<{
    entries: number;
  }>`SELECT coalesce(sum(entries), 0) AS entries FROM rollups WHERE month = 'undated' AND ${NO_BOTS}`.execute(reader);
  return rows[0]?.entries ?? 0;
}

/** How many people contributed in the period, for how many it was the first time ever, and how many had contributed before. */
export async function countContributors(reader: Reader, period: Period): Promise<{ active: number; new: number; returning: number }> {
  const { rows } = await sql<{ active: number; fresh: number; back: number }>`
    WITH active AS (SELECT person_num FROM (${sql.join(activeParts(period), sql` UNION ALL `)}) GROUP BY person_num HAVING sum(entries) > 0)
    SELECT count(*) AS active, coalesce(sum(t.first_day >= ${period.from}), 0) AS fresh, coalesce(sum(t.first_day < ${period.from}), 0) AS back
    FROM active a CROSS JOIN person_totals t ON t.person_num = a.person_num JOIN people h ON h.num = a.person_num
    WHERE h.is_bot = 0`.execute(reader);
  const row = rows[0];
  return { active: row?.active ?? 0, new: row?.fresh ?? 0, returning: row?.back ?? 0 };
}

function activeParts(period: Period): RawBuilder<unknown>[] {
  const { years, months, edges } = splitIntoYears(period);
  return [
    ...years.map(({ first, last }) => sql`SELECT person_num, entries FROM person_years WHERE year BETWEEN ${first} AND ${last}`),
    ...months.map(({ first, last }) => sql`SELECT person_num, entries FROM person_months WHERE month BETWEEN ${first} AND ${last}`),
    ...edges.map(
      (edge) => sql`SELECT i.person_num, ${SIGN} AS entries FROM ledger_entries e CROSS JOIN identities i ON i.num = e.identity_num
        WHERE e.day BETWEEN ${edge.from} AND ${edge.to} AND e.rejected_because IS NULL`,
    ),
  ];
}

/** Partners as they stood at the end of a day. */
export async function partnersOn(reader: Reader, day: Day): Promise<{ type: string | null; tier: string; joinedOn: string | null }[]> {
  const { rows } = await sql<{ type: string | null; tier: string; joinedOn: string | null }>`
    SELECT p.type, p.joined_on, ${tierOn(sql`p.id`, day)} AS tier FROM partners p WHERE p.deleted_at IS NULL AND (p.joined_on IS NULL OR p.joined_on <= ${day})`.execute(
    reader,
  );
  return rows;
}

export async function activitiesByKind(reader: Reader, period: Period): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('activities')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count')])
    .where('day', '>=', period.from)
    .where('day', '<=', period.to)
    .where('deletedAt', 'is', null)
    .groupBy('kind')
    .execute();
  return new Map(rows.map((row) => [row.kind, row.count]));
}

/** Points that some people earned in a period, by person id. */
export async function pointsOfPeople(reader: Reader, period: Period, personIds: readonly string[]): Promise<Map<string, number>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; points: number }>`
    SELECT h.id, coalesce(sum(e.points), 0) AS points FROM people h JOIN identities i ON i.person_num = h.num
    JOIN ledger_entries e ON e.identity_num = i.num AND e.day BETWEEN ${period.from} AND ${period.to} AND e.rejected_because IS NULL
    WHERE h.id IN (${sql.join(personIds)}) GROUP BY 1`.execute(reader);
  return new Map(rows.map((row) => [row.id, row.points]));
}
