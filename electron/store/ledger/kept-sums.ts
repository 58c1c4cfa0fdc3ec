// What everybody did in a period, from the sums that are kept: whole years and months as they stand, the days at its edges from the ledger.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../shared/values/day.ts';
import { splitIntoYears } from '../../../shared/values/period.ts';
import { SIGN } from './counting.ts';

interface Span {
  from?: Day;
  to?: Day;
}

const splitUp = ({ from, to }: Span) => splitIntoYears({ from: from ?? ('0001-01-01' as Day), to: to ?? ('9999-12-31' as Day) });

/** Whether a period is whole months, so that nothing has to be read from the ledger. */
export const isKeptWhole = (span: Span): boolean => splitUp(span).edges.length === 0;

/** SQL that yields person_num, points and entries, in parts that add up. */
export function keptSums(span: Span): RawBuilder<unknown>[] {
  if (!span.from && !span.to) return [sql`SELECT person_num, points, entries FROM person_totals`];
  const { years, months, edges } = splitUp(span);
  return [
    ...years.map((some) => sql`SELECT person_num, points, entries FROM person_years WHERE ${within('year', some)}`),
    ...months.map((some) => sql`SELECT person_num, points, entries FROM person_months WHERE ${within('month', some)}`),
    ...edges.map(
      (edge) => sql`SELECT i.person_num, e.points, ${SIGN} AS entries
        FROM ledger_entries e JOIN identities i ON i.num = e.identity_num
        WHERE e.rejected_because IS NULL AND e.day >= ${edge.from} AND e.day <= ${edge.to}`,
    ),
  ];
}

/** One year or month asked for by itself yields people in the order of their numbers, so that nothing has to be sorted. */
function within(column: 'year' | 'month', { first, last }: { first: string; last: string }): RawBuilder<unknown> {
  return first === last ? sql`${sql.ref(column)} = ${first}` : sql`${sql.ref(column)} BETWEEN ${first} AND ${last}`;
}
