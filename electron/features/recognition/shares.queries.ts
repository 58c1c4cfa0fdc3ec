// What people did in a period, cut by kind, partner, region, repository and month: from the ledger's columns, or by a scan of the
// table while those are being made.
import { type RawBuilder, sql } from 'kysely';
import type { Fairness } from '../../../shared/contract/recognition.ts';
import { type Day, dayNumber } from '../../../shared/values/day.ts';
import type { Period } from '../../../shared/values/period.ts';
import type { Reader } from '../../store/database.ts';
import { attributedPartner } from '../../store/ledger/attribution.ts';
import { STANDING } from '../../store/ledger/counting.ts';
import type { ProgramContext } from '../procedure.ts';
import {
  activePeople,
  BURST,
  type Burst,
  cutPeriod,
  type Employment,
  type PeriodCuts,
  type Sum,
  type Workforce,
} from './period-cuts.rules.ts';

export type Share = Fairness['byKind'][number];
type Services = Pick<ProgramContext, 'store' | 'ledgerIndex'>;

/** Entries of people that count, in a period. */
function entriesOf({ from, to }: Period): RawBuilder<unknown> {
  return sql`FROM ledger_entries e JOIN identities i ON i.num = e.identity_num JOIN people h ON h.num = i.person_num
    WHERE e.day BETWEEN ${from} AND ${to} AND h.is_bot = 0 AND ${STANDING}`;
}

const daysOf = ({ from, to }: Period) => ({ first: dayNumber(from), last: dayNumber(to) });

/** The cuts of a period, and who did something in another one that is asked about too. */
export async function readCuts(
  { store: { read }, ledgerIndex }: Services,
  period: Period,
  before: Period | null,
): Promise<{ cuts: PeriodCuts; earlier: ReadonlySet<number> }> {
  const segments = await ledgerIndex.columns();
  if (!segments) return { cuts: await scannedCuts(read, period), earlier: before ? await scannedPeople(read, before) : new Set() };
  const workforce = await readWorkforce(read);
  const earlier = before ? activePeople(segments, daysOf(before), workforce.personOf) : new Set<number>();
  return { cuts: cutPeriod(segments, daysOf(period), workforce), earlier };
}

/** Shares under their own keys as names. */
export const namedAsKey = (sums: readonly Sum[]): Share[] => sums.map((sum) => ({ ...sum, name: sum.key }));

/** Shares of partners under their names; who has no partner stands under the bucket. */
export async function namedPartners(reader: Reader, sums: readonly Sum[]): Promise<Share[]> {
  const names = new Map((await reader.selectFrom('partners').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]));
  return sums.map((sum) => ({ ...sum, name: names.get(sum.key) ?? sum.key }));
}

/** People by their numbers. */
export async function namesOf(reader: Reader, people: readonly number[]): Promise<Map<number, { id: string; name: string }>> {
  const rows = await reader.selectFrom('people').select(['num', 'id', 'name']).where('num', 'in', people).execute();
  return new Map(rows.map(({ num, ...person }) => [num, person]));
}

const listOf = async <Values>(reader: Reader, query: RawBuilder<{ list: string }>): Promise<Values[]> =>
  JSON.parse((await query.execute(reader)).rows[0]?.list ?? '[]') as Values[];

/**
 * Whom people work for changes only on the days on which an affiliation of theirs begins or ends; the attribution is asked once for
 * the time before all of them and once for each.
 */
async function readWorkforce(reader: Reader): Promise<Workforce> {
  const [people, employed, regions] = await Promise.all([
    listOf<[identity: number, person: number]>(
      reader,
      sql`SELECT json_group_array(json_array(i.num, h.num)) AS list FROM identities i CROSS JOIN people h ON h.num = i.person_num WHERE h.is_bot = 0`,
    ),
    listOf<[person: number, day: string, partner: string | null]>(
      reader,
      sql`WITH days AS (SELECT DISTINCT person_num, '' AS day FROM affiliations
          UNION SELECT person_num, valid_from FROM affiliations WHERE valid_from IS NOT NULL
          UNION SELECT person_num, valid_to FROM affiliations WHERE valid_to IS NOT NULL)
        SELECT json_group_array(json_array(p.person_num, p.day, ${attributedPartner('p.person_num', 'p.day')}) ORDER BY p.person_num, p.day) AS list FROM days p`,
    ),
    reader.selectFrom('partners').select(['id', 'region']).where('region', 'is not', null).execute(),
  ]);
  const personOf = new Uint32Array(people.reduce((most, [identity]) => Math.max(most, identity), 0) + 1);
  for (const [identity, person] of people) personOf[identity] = person;
  const employments = new Map<number, Employment[]>();
  for (const [person, day, partner] of employed) {
    const known = employments.get(person) ?? [];
    employments.set(person, known);
    known.push({ from: day === '' ? 0 : dayNumber(day as Day), partner: partner ?? 'unknown' });
  }
  return { personOf, employments, regionOf: new Map(regions.map(({ id, region }) => [id, region ?? ''])) };
}

async function scannedPeople(reader: Reader, period: Period): Promise<Set<number>> {
  return new Set(await listOf<number>(reader, sql`SELECT json_group_array(DISTINCT i.person_num) AS list ${entriesOf(period)}`));
}

/** The same by reading every entry of the period. */
async function scannedCuts(reader: Reader, period: Period): Promise<PeriodCuts> {
  const { rows } = await sql<Sum & { cut: 'kind' | 'repository' | 'month' | 'partner' | 'region' | 'person' }>`
    WITH entries AS MATERIALIZED (SELECT i.person_num AS person, e.kind, coalesce(e.repository, '') AS repository, substr(e.day, 1, 7) AS month, e.points,
      coalesce(${attributedPartner('i.person_num', 'e.day')}, 'unknown') AS partner ${entriesOf(period)}),
    cuts AS (SELECT 'kind' AS cut, kind AS key, person, count(*) AS entries, sum(points) AS points FROM entries GROUP BY 2, 3
      UNION ALL SELECT 'repository', repository, person, count(*), sum(points) FROM entries GROUP BY 2, 3
      UNION ALL SELECT 'month', month, person, count(*), sum(points) FROM entries GROUP BY 2, 3
      UNION ALL SELECT 'partner', partner, person, count(*), sum(points) FROM entries GROUP BY 2, 3
      UNION ALL SELECT 'region', coalesce((SELECT p.region FROM partners p WHERE p.id = partner), ''), person, count(*), sum(points) FROM entries GROUP BY 2, 3
      UNION ALL SELECT 'person', CAST(person AS TEXT), person, count(*), sum(points) FROM entries GROUP BY 2, 3)
    SELECT cut, key, sum(entries) AS entries, sum(points) AS points, count(*) AS people FROM cuts GROUP BY cut, key ORDER BY points DESC, key`.execute(
    reader,
  );
  const { rows: bursts } =
    await sql<Burst>`SELECT i.person_num AS person, e.day, count(*) AS entries, sum(e.points) AS points ${entriesOf(period)}
    GROUP BY 1, 2 HAVING count(*) > ${BURST} ORDER BY entries DESC, points DESC, person, e.day`.execute(reader);
  const of = (cut: (typeof rows)[number]['cut']) => rows.filter((row) => row.cut === cut).map(({ cut: _, ...sum }) => sum);
  return {
    people: of('person').map(({ key, entries, points }) => ({ person: Number(key), entries, points })),
    kind: of('kind'),
    repository: of('repository'),
    month: of('month'),
    partner: of('partner'),
    region: of('region'),
    bursts,
  };
}
