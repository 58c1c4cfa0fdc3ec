// Who contributed most: from the kept sums of years and months where they can say it, else from the ledger. Bots, and people who
// opted out of published lists, are left out.
import { type RawBuilder, sql } from 'kysely';
import type { LeaderboardItem } from '../../../shared/contract/contributions.ts';
import type { Day } from '../../../shared/values/day.ts';
import type { Reader } from '../../store/database.ts';
import { attributedPartner, employerOn } from '../../store/ledger/attribution.ts';
import { SIGN, STANDING } from '../../store/ledger/counting.ts';
import { keptSums } from '../../store/ledger/kept-sums.ts';
import { rankWithTies } from './leaderboard.rules.ts';

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

const PARTNER_ON_THE_DAY = attributedPartner('i.person_num', 'e.day');

export async function leaderboard(
  reader: Reader,
  query: LeaderboardQuery,
  today: Day,
): Promise<{ items: LeaderboardItem[]; total: number; optedOut: number }> {
  const weighted = Object.keys(query.weights ?? {}).length > 0;
  const exact = weighted || query.kinds?.length || query.partnerId || query.repository;
  const parts = exact ? [ledgerSpan(query)] : keptSums(query);
  if (parts.length === 0) return { items: [], total: 0, optedOut: 0 };
  // Weighted sums come in hundredths and are rounded down once.
  const sum = weighted ? sql`sum(points) / 100` : sql`sum(points)`;
  const { rows } = await sql<{ num: number; points: number; entries: number; total: number; optedOut: number }>`
    WITH counted AS (SELECT person_num, ${sum} AS points, sum(entries) AS entries FROM (${sql.join(parts, sql` UNION ALL `)}) GROUP BY person_num),
    people_of_it AS (SELECT c.*, h.opted_out FROM counted c JOIN people h ON h.num = c.person_num WHERE h.is_bot = 0 AND c.entries > 0),
    shown AS (SELECT * FROM people_of_it WHERE opted_out = 0)
    SELECT person_num AS num, points, entries, (SELECT count(*) FROM shown) AS total,
      (SELECT count(*) FROM people_of_it WHERE opted_out = 1) AS opted_out FROM shown
    ORDER BY points DESC, entries DESC, num LIMIT ${query.limit}`.execute(reader);
  const [people, biggest] = await Promise.all([
    peopleByNumber(
      reader,
      rows.map((row) => row.num),
      today,
    ),
    biggestEntries(
      reader,
      rows.map((row) => row.num),
      query,
    ),
  ]);
  const items = rankWithTies(rows).map(({ rank, row }) => {
    const person = people.get(row.num);
    return {
      rank,
      personId: person?.id ?? '',
      name: person?.name ?? '',
      login: person?.login ?? null,
      points: row.points,
      entries: row.entries,
      biggest: biggest.get(row.num) ?? 0,
      partner: person?.partner ?? null,
    };
  });
  return { items, total: rows[0]?.total ?? 0, optedOut: rows[0]?.optedOut ?? 0 };
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

interface BoardPerson {
  id: string;
  name: string;
  login: string | null;
  partner: { id: string; name: string } | null;
}

async function peopleByNumber(reader: Reader, numbers: readonly number[], today: Day): Promise<Map<number, BoardPerson>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<Omit<BoardPerson, 'partner'> & { num: number; partnerId: string | null; partnerName: string | null }>`
    SELECT h.num, h.id, h.name, (SELECT i.login FROM identities i WHERE i.person_num = h.num AND i.login IS NOT NULL ORDER BY i.num LIMIT 1) AS login,
      p.id AS partner_id, p.name AS partner_name
    FROM json_each(${JSON.stringify(numbers)}) n JOIN people h ON h.num = n.value
    LEFT JOIN partners p ON p.id = ${employerOn('h.num', today, 'a.partner_id')}`.execute(reader);
  return new Map(
    rows.map(({ num, partnerId, partnerName, ...person }) => [
      num,
      { ...person, partner: partnerId ? { id: partnerId, name: partnerName ?? '' } : null },
    ]),
  );
}
