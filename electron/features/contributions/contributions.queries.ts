// Reading the ledger: lists under one filter, one entry with everything that explains it, and leaderboards from the rollups.
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { ContributionFilter, ContributionListItem, LeaderboardItem } from '../../../shared/contract/contributions.ts';
import type { Day } from '../../../shared/values/day.ts';
import { splitIntoYears } from '../../../shared/values/period.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import { type ContributionKind, NO_PARTNER_BUCKETS } from '../../../shared/vocabulary.ts';
import { attributedPartner } from '../../store/attribution.ts';
import type { Reader } from '../../store/database.ts';
import type { Tables } from '../../store/tables.ts';
import { rankWithTies } from './leaderboard.rules.ts';
import type { Order } from './ledger-selection.rules.ts';

type Entries = SelectQueryBuilder<
  Tables & { e: Tables['ledgerEntries']; i: Tables['identities']; h: Tables['people'] },
  'e' | 'i' | 'h',
  object
>;

function entries(reader: Reader, filter: ContributionFilter): Entries {
  let query = reader
    .selectFrom('ledgerEntries as e')
    .innerJoin('identities as i', 'i.num', 'e.identityNum')
    .innerJoin('people as h', 'h.num', 'i.personNum') as unknown as Entries;
  if (filter.from) query = query.where('e.day', '>=', filter.from);
  if (filter.to) query = query.where('e.day', '<=', filter.to);
  if (filter.undated) query = query.where('e.day', 'is', null);
  if (filter.bots) query = query.where('h.isBot', '=', filter.bots === 'only' ? 1 : 0);
  if (filter.kinds?.length) query = query.where('e.kind', 'in', filter.kinds);
  query = filter.states?.length ? query.where('e.state', 'in', filter.states) : query.where(STANDING);
  if (filter.personId) query = query.where('h.id', '=', filter.personId);
  if (filter.importId) {
    query = query.where('e.importNum', '=', (eb) =>
      eb
        .selectFrom('imports')
        .select('num')
        .where('id', '=', filter.importId as string),
    );
  }
  if (filter.partnerId) query = query.where(ofPartner(filter.partnerId));
  const search = textKey(filter.search ?? '');
  if (search !== '') {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(
      sql<boolean>`(e.title LIKE ${pattern} ESCAPE '\\' OR h.name_key LIKE ${pattern} ESCAPE '\\' OR e.link LIKE ${pattern} ESCAPE '\\')`,
    );
  }
  return query;
}

/** Without a wish for states, what counts is shown: accepted entries that no reversal has taken back. */
const STANDING = sql<boolean>`(e.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.seq))`;
const PARTNER_ON_THE_DAY = attributedPartner('i.person_num', 'e.day');

function ofPartner(partnerId: string) {
  if (partnerId === 'unknown') return sql<boolean>`${PARTNER_ON_THE_DAY} IS NULL`;
  return sql<boolean>`(i.person_num IN (SELECT f.person_num FROM affiliations f WHERE f.partner_id = ${partnerId}) AND ${PARTNER_ON_THE_DAY} = ${partnerId})`;
}

function orderOf(sort: Order) {
  const column = sort.by === 'points' ? 'e.points' : sort.by === 'day' ? 'e.day' : 'e.seq';
  return { column, direction: sort.direction === 'ascending' ? 'asc' : 'desc' } as const;
}

/** A page by scanning the ledger, for as long as its columns are not made; {@link listLedger} answers the contract. */
export async function listContributions(
  reader: Reader,
  filter: ContributionFilter,
  sort: Order,
  page: { offset: number; limit: number },
): Promise<{ items: ContributionListItem[]; total: number; points: number }> {
  const { column, direction } = orderOf(sort);
  const [rows, totals] = await Promise.all([
    entries(reader, filter)
      .select([
        'e.seq',
        'e.day',
        'e.kind',
        'e.title',
        'e.link',
        'e.points',
        'e.state',
        'h.id as personId',
        'h.name as personName',
        PARTNER_ON_THE_DAY.as('partnerId'),
      ])
      .orderBy(column, direction)
      .orderBy('e.seq', direction)
      .offset(page.offset)
      .limit(page.limit)
      .execute(),
    entries(reader, filter)
      .select((eb) => [eb.fn.countAll<number>().as('total'), eb.fn.coalesce(eb.fn.sum<number>('e.points'), sql<number>`0`).as('points')])
      .executeTakeFirstOrThrow(),
  ]);
  const names = await partnerNames(
    reader,
    rows.map((row) => row.partnerId),
  );
  return {
    total: totals.total,
    points: totals.points,
    items: rows.map((row) => ({
      id: String(row.seq),
      day: row.day,
      kind: row.kind,
      title: row.title,
      link: row.link,
      points: row.points,
      state: row.state,
      person: { id: row.personId, name: row.personName },
      partner: row.partnerId === null ? null : { id: row.partnerId, name: names.get(row.partnerId) ?? '' },
    })),
  };
}

/** Sequence numbers of all that matches, in order. */
export async function scannedRows(reader: Reader, filter: ContributionFilter, sort: Order): Promise<Uint32Array> {
  const { column, direction } = orderOf(sort);
  const matching = entries(reader, filter).select('e.seq').orderBy(column, direction).orderBy('e.seq', direction);
  const { rows } = await sql<{ list: string }>`SELECT json_group_array(seq) AS list FROM (${matching})`.execute(reader);
  return Uint32Array.from(JSON.parse(rows[0]?.list ?? '[]') as number[]);
}

export async function partnerNames(reader: Reader, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((one) => one !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await reader.selectFrom('partners').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function findContribution(reader: Reader, seq: number) {
  const row = await reader
    .selectFrom('ledgerEntries as e')
    .innerJoin('identities as i', 'i.num', 'e.identityNum')
    .innerJoin('people as h', 'h.num', 'i.personNum')
    .leftJoin('imports as m', 'm.num', 'e.importNum')
    .leftJoin('ledgerEntries as r', 'r.reverses', 'e.seq')
    .selectAll('e')
    .select([
      'h.id as personId',
      'h.name as personName',
      'm.id as importId',
      'm.fileName',
      'm.appliedAt',
      'r.seq as reversedBy',
      'i.personNum',
    ])
    .select(PARTNER_ON_THE_DAY.as('partnerId'))
    .where('e.seq', '=', seq)
    .executeTakeFirst();
  if (!row) return undefined;
  const affiliation =
    row.partnerId === null
      ? undefined
      : await reader
          .selectFrom('affiliations as a')
          .innerJoin('partners as p', 'p.id', 'a.partnerId')
          .select(['p.id', 'p.name', 'a.source', 'a.evidence'])
          .where('a.personNum', '=', row.personNum)
          .where('a.partnerId', '=', row.partnerId)
          .orderBy('a.sourceRank')
          .limit(1)
          .executeTakeFirst();
  const policy = await reader
    .selectFrom('policies')
    .select('body')
    .where('kind', '=', 'points')
    .where('version', '=', row.policyVersion)
    .executeTakeFirst();
  return { row, affiliation, policyBody: policy?.body };
}

export interface LeaderboardQuery {
  from?: Day;
  to?: Day;
  kinds?: ContributionKind[];
  partnerId?: string;
  limit: number;
}

/** Points and entries per person: from the kept sums of years and months where they can say it, else from the ledger. */
export async function leaderboard(reader: Reader, query: LeaderboardQuery): Promise<{ items: LeaderboardItem[]; total: number }> {
  const parts = query.kinds?.length || query.partnerId ? [ledgerSpan(query)] : keptSums(query);
  if (parts.length === 0) return { items: [], total: 0 };
  const { rows } = await sql<{ num: number; points: number; entries: number; total: number }>`
    WITH counted AS (SELECT person_num, sum(points) AS points, sum(entries) AS entries FROM (${sql.join(parts, sql` UNION ALL `)}) GROUP BY person_num),
    shown AS (SELECT c.* FROM counted c JOIN people h ON h.num = c.person_num WHERE h.is_bot = 0 AND c.entries > 0)
    SELECT person_num AS num, points, entries, (SELECT count(*) FROM shown) AS total FROM shown
    ORDER BY points DESC, entries DESC, num LIMIT ${query.limit}`.execute(reader);
  const people = await peopleByNumber(
    reader,
    rows.map((row) => row.num),
  );
  const items = rankWithTies(rows).map(({ rank, row }) => {
    const person = people.get(row.num);
    return {
      rank,
      personId: person?.id ?? '',
      name: person?.name ?? '',
      login: person?.login ?? null,
      points: row.points,
      entries: row.entries,
      partner: person?.partner ?? null,
    };
  });
  return { items, total: rows[0]?.total ?? 0 };
}

function keptSums({ from, to }: LeaderboardQuery): RawBuilder<unknown>[] {
  if (!from && !to) return [sql`SELECT person_num, points, entries FROM person_totals`];
  const { years, months, edges } = splitIntoYears({ from: from ?? ('0001-01-01' as Day), to: to ?? ('9999-12-31' as Day) });
  return [
    ...years.map(({ first, last }) => sql`SELECT person_num, points, entries FROM person_years WHERE year BETWEEN ${first} AND ${last}`),
    ...months.map(({ first, last }) => sql`SELECT person_num, points, entries FROM person_months WHERE month BETWEEN ${first} AND ${last}`),
    ...edges.map((edge) => ledgerSpan(edge)),
  ];
}

function ledgerSpan({ from, to, kinds, partnerId }: Partial<LeaderboardQuery>): RawBuilder<unknown> {
  const ofKind = kinds?.length ? sql`AND e.kind IN (${sql.join(kinds)})` : sql``;
  const since = from ? sql`AND e.day >= ${from}` : sql``;
  const until = to ? sql`AND e.day <= ${to}` : sql``;
  const bucket = (NO_PARTNER_BUCKETS as readonly string[]).includes(partnerId ?? '');
  const worked =
    partnerId && !bucket ? sql`AND i.person_num IN (SELECT f.person_num FROM affiliations f WHERE f.partner_id = ${partnerId})` : sql``;
  const partner = partnerId ? sql`${worked} AND coalesce(${PARTNER_ON_THE_DAY}, 'unknown') = ${partnerId}` : sql``;
  return sql`SELECT i.person_num, e.points, CASE e.state WHEN 'reversal' THEN -1 ELSE 1 END AS entries
    FROM ledger_entries e JOIN identities i ON i.num = e.identity_num WHERE e.state <> 'rejected' ${since} ${until} ${ofKind} ${partner}`;
}

async function peopleByNumber(reader: Reader, numbers: readonly number[]) {
  if (numbers.length === 0)
    return new Map<number, { id: string; name: string; login: string | null; partner: { id: string; name: string } | null }>();
  const { rows } = await sql<{
    num: number;
    id: string;
    name: string;
    login: string | null;
    partnerId: string | null;
    partnerName: string | null;
  }>`
    SELECT h.num, h.id, h.name, (SELECT i.login FROM identities i WHERE i.person_num = h.num AND i.login IS NOT NULL LIMIT 1) AS login,
      p.id AS partner_id, p.name AS partner_name
    FROM json_each(${JSON.stringify(numbers)}) n JOIN people h ON h.num = n.value
    LEFT JOIN partners p ON p.id = (SELECT a.partner_id FROM affiliations a WHERE a.person_num = h.num AND a.valid_to IS NULL
      ORDER BY a.source_rank, a.valid_from DESC, a.partner_id LIMIT 1)`.execute(reader);
  return new Map(
    rows.map((row) => [
      row.num,
      { id: row.id, name: row.name, login: row.login, partner: row.partnerId ? { id: row.partnerId, name: row.partnerName ?? '' } : null },
    ]),
  );
}
