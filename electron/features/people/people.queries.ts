// People who contributed: the list under one filter, and one person with identities, affiliations and sums.
import { type RawBuilder, sql } from 'kysely';
import type { PeopleFilter } from '../../../shared/contract/people.ts';
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import type { Day } from '../../../shared/values/day.ts';
import { previousPeriod } from '../../../shared/values/period.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import { LEVELS } from '../../../shared/vocabulary.ts';
import type { Reader } from '../../store/database.ts';
import { employerOn } from '../../store/ledger/attribution.ts';
import { STANDING } from '../../store/ledger/counting.ts';
import { keptSums } from '../../store/ledger/kept-sums.ts';
import { containing } from '../../store/like.ts';

export interface PersonRow {
  num: number;
  id: string;
  name: string;
  login: string | null;
  email: string | null;
  partnerId: string | null;
  partnerName: string | null;
  points: number;
  entries: number;
  /** Points of all time, which the level goes by. */
  totalPoints: number;
  firstDay: string | null;
  lastDay: string | null;
  optedOut: number;
}

export interface PersonSummary extends Omit<PersonRow, 'partnerId' | 'partnerName' | 'num' | 'optedOut'> {
  partner: { id: string; name: string } | null;
  optedOut: boolean;
}

/** Contributed in the period; new people had not done so before, returning people had. Exact to the day. */
function contributed({ from, to, as }: NonNullable<PeopleFilter['contributed']>): RawBuilder<unknown> {
  const inPeriod = sql`EXISTS (SELECT 1 FROM identities i JOIN ledger_entries e ON e.identity_num = i.num
    WHERE i.person_num = h.num AND e.day BETWEEN ${from} AND ${to} AND ${STANDING})`;
  if (as === 'lost') return sql`${contributed({ ...previousPeriod({ from, to }), as: 'active' })} AND NOT ${inPeriod}`;
  if (as === 'new') return sql`t.first_day BETWEEN ${from} AND ${to}`;
  const touching = sql`t.first_day <= ${to} AND t.last_day >= ${from} AND ${inPeriod}`;
  return as === 'active' ? touching : sql`t.first_day < ${from} AND ${touching}`;
}

function conditions(filter: PeopleFilter, policy: PointsPolicy, today: Day): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [
    filter.bots ? sql`h.is_bot = 1` : sql`h.is_bot = 0`,
    sql`h.root_num IS NULL`,
    sql`(t.entries > 0 OR EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = h.num)
      OR EXISTS (SELECT 1 FROM resting_affiliations r WHERE r.person_num = h.num))`,
  ];
  if (filter.contributed) found.push(contributed(filter.contributed));
  if (filter.levels?.length) {
    const spans = filter.levels.map((level) => {
      const next = LEVELS[LEVELS.indexOf(level) + 1];
      const above = sql`coalesce(t.points, 0) >= ${level === 'newbie' ? -1_000_000_000 : policy.levels[level]}`;
      return next ? sql`(${above} AND coalesce(t.points, 0) < ${policy.levels[next]})` : sql`(${above})`;
    });
    found.push(sql`(${sql.join(spans, sql` OR `)})`);
  }
  if (filter.partnerIds?.length) {
    const named = filter.partnerIds.filter((id) => id !== 'unknown');
    const holding = sql`(a.valid_from IS NULL OR a.valid_from <= ${today}) AND (a.valid_to IS NULL OR a.valid_to > ${today})`;
    const parts =
      named.length > 0
        ? [sql`h.num IN (SELECT a.person_num FROM affiliations a WHERE a.partner_id IN (${sql.join(named)}) AND ${holding})`]
        : [];
    if (named.length < filter.partnerIds.length)
      parts.push(sql`NOT EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = h.num AND ${holding})`);
    found.push(sql`(${sql.join(parts, sql` OR `)})`);
  }
  const search = textKey(filter.search ?? '');
  if (search !== '') {
    const pattern = containing(search);
    found.push(sql`(h.name_key LIKE ${pattern} ESCAPE '\\' OR EXISTS (SELECT 1 FROM identities i WHERE i.person_num = h.num
      AND (lower(i.email) LIKE ${pattern} ESCAPE '\\' OR lower(i.login) LIKE ${pattern} ESCAPE '\\')))`);
  }
  return found;
}

export function personColumns(today: Day, sums: RawBuilder<unknown> = sql`t`): RawBuilder<unknown> {
  return sql`h.num, h.id, h.name, h.opted_out, coalesce(${sums}.points, 0) AS points, coalesce(${sums}.entries, 0) AS entries, coalesce(t.points, 0) AS total_points, t.first_day, t.last_day,
    (SELECT i.login FROM identities i WHERE i.person_num = h.num AND i.login IS NOT NULL ORDER BY i.num LIMIT 1) AS login,
    (SELECT i.email FROM identities i WHERE i.person_num = h.num AND i.email IS NOT NULL ORDER BY i.num LIMIT 1) AS email,
    ${employerOn('h.num', today, "coalesce(a.partner_id, 'independent')")} AS partner_id,
    ${employerOn('h.num', today, "coalesce(p.name, '')")} AS partner_name`;
}

export function toSummary({ num: _, partnerId, partnerName, optedOut, ...row }: PersonRow): PersonSummary {
  return { ...row, optedOut: optedOut === 1, partner: partnerId === null ? null : { id: partnerId, name: partnerName ?? '' } };
}

const SORTED = {
  name: sql`h.name_key`,
  points: sql`coalesce(t.points, 0)`,
  entries: sql`coalesce(t.entries, 0)`,
  firstDay: sql`t.first_day`,
  lastDay: sql`t.last_day`,
};

export async function listPeople(
  reader: Reader,
  filter: PeopleFilter,
  sort: { by: keyof typeof SORTED; direction: 'ascending' | 'descending' },
  page: { offset: number; limit: number },
  { policy, today }: { policy: PointsPolicy; today: Day },
): Promise<{ items: PersonSummary[]; total: number }> {
  const where = sql.join(conditions(filter, policy, today), sql` AND `);
  // In a list of who contributed in a period, points and entries are those of the period.
  const span = filter.contributed?.as === 'lost' ? previousPeriod(filter.contributed) : filter.contributed;
  const inPeriod = span
    ? sql`LEFT JOIN (SELECT person_num, sum(points) AS points, sum(entries) AS entries FROM (${sql.join(keptSums(span), sql` UNION ALL `)}) GROUP BY 1) s ON s.person_num = h.num`
    : sql``;
  const sums = span ? sql`s` : sql`t`;
  const from = sql`FROM people h LEFT JOIN person_totals t ON t.person_num = h.num ${inPeriod} WHERE ${where}`;
  const direction = sort.direction === 'ascending' ? sql`ASC` : sql`DESC`;
  const by = sort.by === 'points' || sort.by === 'entries' ? sql`coalesce(${sums}.${sql.ref(sort.by)}, 0)` : SORTED[sort.by];
  const order = sql`ORDER BY ${by} ${direction} NULLS LAST, h.num`;
  const [{ rows }, counted] = await Promise.all([
    sql<PersonRow>`SELECT ${personColumns(today, sums)} ${from} ${order} LIMIT ${page.limit} OFFSET ${page.offset}`.execute(reader),
    sql<{ total: number }>`SELECT count(*) AS total ${from}`.execute(reader),
  ]);
  return { items: rows.map(toSummary), total: counted.rows[0]?.total ?? 0 };
}
