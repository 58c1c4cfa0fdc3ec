// Contributors of a period: who came, stayed and left, and how their work is spread.
import { sql } from 'kysely';
import type { ContributorStatistics } from '../../../shared/contract/recognition.ts';
import { type Period, previousPeriod } from '../../../shared/values/period.ts';
import type { Reader } from '../../store/database.ts';
import type { ProgramContext } from '../procedure.ts';
import { busFactor } from './bus-factor.rules.ts';
import type { PersonSum } from './period-cuts.rules.ts';
import { namedAsKey, namedPartners, namesOf, readCuts } from './shares.queries.ts';

const SHOWN = 100;
const NO_PARTNER = ['unknown', 'independent'];

export async function readStatistics(
  services: Pick<ProgramContext, 'store' | 'ledgerIndex'>,
  period: Period,
): Promise<ContributorStatistics> {
  const { read } = services.store;
  const { cuts, earlier } = await readCuts(services, period, previousPeriod(period));
  const [newcomers, partners, busFactorPeople] = await Promise.all([
    peopleWhere(read, sql`SELECT person_num AS num FROM person_totals WHERE first_day >= ${period.from}`),
    namedPartners(read, cuts.partner),
    peopleOfBusFactor(read, cuts.people),
  ]);
  const now = new Set(cuts.people.map(({ person }) => person));
  const active = now.size;
  const fresh = countIn(now, newcomers);
  const ofPartners = busFactor(partners.filter(({ key }) => !NO_PARTNER.includes(key)));
  return {
    active,
    new: fresh,
    returning: active - fresh,
    lost: earlier.size - countIn(now, earlier),
    points: cuts.kind.reduce((sum, one) => sum + one.points, 0),
    entries: cuts.kind.reduce((sum, one) => sum + one.entries, 0),
    byKind: namedAsKey(cuts.kind),
    byPartner: partners.slice(0, SHOWN),
    byRegion: namedAsKey(cuts.region).slice(0, SHOWN),
    byRepository: namedAsKey(cuts.repository).slice(0, SHOWN),
    byMonth: cuts.month
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, people, entries, points }) => ({ month: key, people, entries, points })),
    busFactorPeople,
    busFactorPartners: {
      count: ofPartners.length,
      members: ofPartners.slice(0, SHOWN).map(({ key, name, points }) => ({ id: key, name, points })),
    },
  };
}

const countIn = (people: ReadonlySet<number>, others: ReadonlySet<number>) => [...people].filter((one) => others.has(one)).length;

async function peopleWhere(reader: Reader, people: ReturnType<typeof sql>): Promise<Set<number>> {
  const { rows } = await sql<{ list: string }>`SELECT json_group_array(num) AS list FROM (${people})`.execute(reader);
  return new Set(JSON.parse(rows[0]?.list ?? '[]') as number[]);
}

/** Who opted out of published lists is left out here too. */
async function peopleOfBusFactor(reader: Reader, people: readonly PersonSum[]): Promise<ContributorStatistics['busFactorPeople']> {
  const optedOut = await peopleWhere(reader, sql`SELECT num FROM people WHERE opted_out = 1`);
  const ranked = people
    .filter(({ person }) => !optedOut.has(person))
    .sort((a, b) => b.points - a.points || b.entries - a.entries || a.person - b.person);
  const found = busFactor(ranked);
  const shown = found.slice(0, SHOWN);
  const named = await namesOf(
    reader,
    shown.map(({ person }) => person),
  );
  return {
    count: found.length,
    members: shown.map(({ person, points }) => ({ id: '', name: '', ...named.get(person), points })),
  };
}
