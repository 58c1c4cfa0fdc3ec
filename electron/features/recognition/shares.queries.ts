// Entries of a period cut by kind, partner, region, repository and month: who makes how much of what.
import { type RawBuilder, sql } from 'kysely';
import type { Fairness } from '../../../shared/contract/recognition.ts';
import type { Period } from '../../../shared/values/period.ts';
import { attributedPartner } from '../../store/attribution.ts';
import type { Reader } from '../../store/database.ts';

export type Share = Fairness['byKind'][number];

/** Entries of people that count, in a period. */
export function entriesOf({ from, to }: Period): RawBuilder<unknown> {
  return sql`FROM ledger_entries e JOIN identities i ON i.num = e.identity_num JOIN people h ON h.num = i.person_num
    WHERE e.day BETWEEN ${from} AND ${to} AND e.state = 'accepted' AND h.is_bot = 0
      AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.seq)`;
}

export type Cut = 'kind' | 'repository' | 'month';

/** Shares by kind, repository and month from one look at the ledger. */
export async function sharesBy(reader: Reader, period: Period): Promise<Record<Cut, Share[]>> {
  const { rows } = await sql<Omit<Share, 'name'> & { cut: Cut }>`
    WITH entries AS MATERIALIZED (SELECT i.person_num AS person, e.kind, coalesce(e.repository, '') AS repository, substr(e.day, 1, 7) AS month, e.points
      ${entriesOf(period)}),
    cuts AS (SELECT 'kind' AS cut, kind AS key, person, count(*) AS entries, sum(points) AS points FROM entries GROUP BY 2, 3
      UNION ALL SELECT 'repository', repository, person, count(*), sum(points) FROM entries GROUP BY 2, 3
      UNION ALL SELECT 'month', month, person, count(*), sum(points) FROM entries GROUP BY 2, 3)
    SELECT cut, key, sum(entries) AS entries, sum(points) AS points, count(*) AS people FROM cuts GROUP BY cut, key ORDER BY points DESC, key`.execute(
    reader,
  );
  const of = (cut: Cut) => rows.filter((row) => row.cut === cut).map(({ cut: _, ...row }) => ({ ...row, name: row.key }));
  return { kind: of('kind'), repository: of('repository'), month: of('month') };
}

/** By partner on the day and by the partner's region, from one pass. People without a partner stand under their bucket. */
export async function sharesByPartner(reader: Reader, period: Period): Promise<{ byPartner: Share[]; byRegion: Share[] }> {
  const { rows } = await sql<{
    partner: string;
    name: string | null;
    region: string | null;
    person: number;
    entries: number;
    points: number;
  }>`
    SELECT g.partner, p.name, p.region, g.person, g.entries, g.points FROM
      (SELECT coalesce(${attributedPartner('i.person_num', 'e.day')}, 'unknown') AS partner, i.person_num AS person, count(*) AS entries, sum(e.points) AS points
       ${entriesOf(period)} GROUP BY 1, 2) g LEFT JOIN partners p ON p.id = g.partner`.execute(reader);
  const collect = (keyOf: (row: (typeof rows)[number]) => [key: string, name: string]) => {
    const sums = new Map<string, Share & { members: Set<number> }>();
    for (const row of rows) {
      const [key, name] = keyOf(row);
      const sum = sums.get(key) ?? { key, name, entries: 0, points: 0, people: 0, members: new Set<number>() };
      sums.set(key, sum);
      sum.entries += row.entries;
      sum.points += row.points;
      sum.members.add(row.person);
    }
    return [...sums.values()]
      .map(({ members, ...sum }) => ({ ...sum, people: members.size }))
      .sort((a, b) => b.points - a.points || (a.key < b.key ? -1 : 1));
  };
  return {
    byPartner: collect((row) => [row.partner, row.name ?? row.partner]),
    byRegion: collect((row) => [row.region ?? '', row.region ?? '']),
  };
}
