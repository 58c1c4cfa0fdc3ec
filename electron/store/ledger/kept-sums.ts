// What everybody did in a period, from the sums that are kept: whole years and months as they stand, the days at its edges from the ledger.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../shared/values/day.ts';
import { splitIntoYears } from '../../../shared/values/period.ts';
import { SIGN } from './counting.ts';

/** SQL that yields person_num, points and entries, in parts that add up. */
export function keptSums({ from, to }: { from?: Day; to?: Day }): RawBuilder<unknown>[] {
  if (!from && !to) return [sql`SELECT person_num, points, entries FROM person_totals`];
  const { years, months, edges } = splitIntoYears({ from: from ?? ('0001-01-01' as Day), to: to ?? ('9999-12-31' as Day) });
  return [
    ...years.map(({ first, last }) => sql`SELECT person_num, points, entries FROM person_years WHERE year BETWEEN ${first} AND ${last}`),
    ...months.map(({ first, last }) => sql`SELECT person_num, points, entries FROM person_months WHERE month BETWEEN ${first} AND ${last}`),
    ...edges.map(
      (edge) => sql`SELECT i.person_num, e.points, ${SIGN} AS entries
        FROM ledger_entries e JOIN identities i ON i.num = e.identity_num
        WHERE e.rejected_because IS NULL AND e.day >= ${edge.from} AND e.day <= ${edge.to}`,
    ),
  ];
}
