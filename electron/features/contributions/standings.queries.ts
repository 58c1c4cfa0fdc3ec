// What everybody did in a period: whole months from the kept sums, anything finer from the ledger's columns, or by a scan of the
// table while those are being made.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../shared/values/day.ts';
import type { Reader } from '../../store/database.ts';
import { attributedPartner } from '../../store/ledger/attribution.ts';
import { SIGN, STANDING } from '../../store/ledger/counting.ts';
import { isKeptWhole, keptSums } from '../../store/ledger/kept-sums.ts';
import type { ProgramContext } from '../procedure.ts';
import { type Standing, standingsOf } from './standings.rules.ts';

export interface LeaderboardQuery {
  from?: Day;
  to?: Day;
  kinds?: string[];
  partnerId?: string;
  repository?: string;
  /** Hundredths per kind; kinds that are not named weigh 100. */
  weights?: Record<string, number>;
  limit: number;
}

interface Standings {
  /** Most points first, then most entries. */
  readonly standings: readonly Standing[];
  readonly total: number;
  readonly optedOut: number;
}

const PARTNER_ON_THE_DAY = attributedPartner('i.person_num', 'e.day');

/** The first of the people with entries that count, and how many there are. */
export async function readStandings(
  { store: { read }, ledgerIndex }: Pick<ProgramContext, 'store' | 'ledgerIndex'>,
  query: LeaderboardQuery,
): Promise<Standings> {
  const { weights = {}, limit, ...filter } = query;
  const weighted = Object.keys(weights).length > 0;
  const narrowed = weighted || filter.kinds?.length || filter.partnerId || filter.repository;
  if (!narrowed && isKeptWhole(filter)) return summedStandings(read, keptSums(filter), query);
  const selected = await ledgerIndex.select(filter);
  if (!selected) return summedStandings(read, narrowed ? [ledgerSpan(query)] : keptSums(filter), query);
  const { personOf, optedOut } = await peopleOfIdentities(read);
  const all = standingsOf(selected.segments, selected.selection, personOf, weights);
  const shown = all.filter(({ person }) => !optedOut.has(person));
  shown.sort((a, b) => b.points - a.points || b.entries - a.entries || a.person - b.person);
  return { standings: shown.slice(0, limit), total: shown.length, optedOut: all.length - shown.length };
}

/** Whose entries an identity's are, by its number; 0 for bots. */
async function peopleOfIdentities(reader: Reader): Promise<{ personOf: Uint32Array; optedOut: ReadonlySet<number> }> {
  const { rows } = await sql<{ list: string; optedOut: string }>`SELECT
    (SELECT json_group_array(json_array(i.num, h.num)) FROM identities i CROSS JOIN people h ON h.num = i.person_num WHERE h.is_bot = 0) AS list,
    (SELECT json_group_array(num) FROM people WHERE opted_out = 1) AS opted_out`.execute(reader);
  const pairs = JSON.parse(rows[0]?.list ?? '[]') as [identity: number, person: number][];
  const personOf = new Uint32Array(pairs.reduce((most, [identity]) => Math.max(most, identity), 0) + 1);
  for (const [identity, person] of pairs) personOf[identity] = person;
  return { personOf, optedOut: new Set(JSON.parse(rows[0]?.optedOut ?? '[]') as number[]) };
}

async function summedStandings(reader: Reader, parts: readonly RawBuilder<unknown>[], query: LeaderboardQuery): Promise<Standings> {
  if (parts.length === 0) return { standings: [], total: 0, optedOut: 0 };
  // Weighted sums come in hundredths and are rounded down once.
  const sum = Object.keys(query.weights ?? {}).length > 0 ? sql`sum(points) / 100` : sql`sum(points)`;
  const counted = sql`(SELECT person_num, ${sum} AS points, sum(entries) AS entries FROM (${sql.join(parts, sql` UNION ALL `)})
    WHERE person_num NOT IN (SELECT num FROM people WHERE is_bot = 1) GROUP BY person_num HAVING sum(entries) > 0)`;
  const OPTED_OUT = sql`(SELECT num FROM people WHERE opted_out = 1)`;
  // Side by side on two connections: kept together, each would need the sums of all people in a table of their own.
  const [{ rows }, counts] = await Promise.all([
    sql<Omit<Standing, 'biggest'>>`SELECT person_num AS person, points, entries FROM ${counted} WHERE person_num NOT IN ${OPTED_OUT}
      ORDER BY points DESC, entries DESC, person_num LIMIT ${query.limit}`.execute(reader),
    sql<{ total: number; optedOut: number }>`SELECT count(*) FILTER (WHERE person_num NOT IN ${OPTED_OUT}) AS total,
      count(*) FILTER (WHERE person_num IN ${OPTED_OUT}) AS opted_out FROM ${counted}`.execute(reader),
  ]);
  const biggest = await biggestEntries(
    reader,
    rows.map(({ person }) => person),
    query,
  );
  return {
    standings: rows.map((row) => ({ ...row, biggest: biggest.get(row.person) ?? 0 })),
    total: counts.rows[0]?.total ?? 0,
    optedOut: counts.rows[0]?.optedOut ?? 0,
  };
}

function conditions({ from, to, kinds, partnerId, repository }: Partial<LeaderboardQuery>): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`e.rejected_because IS NULL`];
  if (from) parts.push(sql`e.day >= ${from}`);
  if (to) parts.push(sql`e.day <= ${to}`);
  if (kinds?.length) parts.push(sql`e.kind IN (${sql.join(kinds)})`);
  if (repository) parts.push(sql`e.repository = ${repository}`);
  if (partnerId && partnerId !== 'unknown') {
    const employer = partnerId === 'independent' ? null : partnerId;
    parts.push(sql`i.person_num IN (SELECT f.person_num FROM affiliations f WHERE f.partner_id IS ${employer})`);
  }
  if (partnerId) parts.push(sql`coalesce(${PARTNER_ON_THE_DAY}, 'unknown') = ${partnerId}`);
  return sql.join(parts, sql` AND `);
}

function ledgerSpan(query: Partial<LeaderboardQuery>): RawBuilder<unknown> {
  const weights = Object.entries(query.weights ?? {});
  const weight =
    weights.length === 0
      ? sql``
      : sql` * CASE e.kind ${sql.join(
          weights.map(([kind, hundredths]) => sql`WHEN ${kind} THEN ${hundredths}`),
          sql` `,
        )} ELSE 100 END`;
  return sql`SELECT i.person_num, e.points${weight} AS points, ${SIGN} AS entries
    FROM ledger_entries e JOIN identities i ON i.num = e.identity_num WHERE ${conditions(query)}`;
}

/** Points of the largest entry that counts, per person. */
async function biggestEntries(reader: Reader, numbers: readonly number[], query: LeaderboardQuery): Promise<Map<number, number>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ num: number; biggest: number }>`
    SELECT i.person_num AS num, max(e.points) AS biggest FROM json_each(${JSON.stringify(numbers)}) n
      CROSS JOIN identities i ON i.person_num = n.value CROSS JOIN ledger_entries e ON e.identity_num = i.num
    WHERE ${conditions(query)} AND ${STANDING} GROUP BY 1`.execute(reader);
  return new Map(rows.map((row) => [row.num, row.biggest]));
}
