// Contributors of a period: who came, stayed and left, and how their work is spread.
import { sql } from 'kysely';
import type { ContributorStatistics } from '../../../shared/contract/recognition.ts';
import { type Period, previousPeriod } from '../../../shared/values/period.ts';
import type { Reader } from '../../store/database.ts';
import { busFactor } from './bus-factor.rules.ts';
import { entriesOf, sharesBy, sharesByPartner } from './shares.queries.ts';

const SHOWN = 100;
const NO_PARTNER = ['unknown', 'independent'];

/** `people` are the contributors of the period with their points. */
export async function readStatistics(
  reader: Reader,
  period: Period,
  people: readonly { id: string; name: string; points: number }[],
): Promise<ContributorStatistics> {
  const before = previousPeriod(period);
  const [turnover, cuts, { byPartner, byRegion }] = await Promise.all([
    sql<Record<'active' | 'new' | 'lost', number>>`
      WITH now AS MATERIALIZED (SELECT DISTINCT i.person_num ${entriesOf(period)}), earlier AS MATERIALIZED (SELECT DISTINCT i.person_num ${entriesOf(before)})
      SELECT (SELECT count(*) FROM now) AS active,
        (SELECT count(*) FROM now n JOIN person_totals t ON t.person_num = n.person_num WHERE t.first_day >= ${period.from}) AS new,
        (SELECT count(*) FROM earlier WHERE person_num NOT IN (SELECT person_num FROM now)) AS lost`.execute(reader),
    sharesBy(reader, period),
    sharesByPartner(reader, period),
  ]);
  const byKind = cuts.kind;
  const counts = turnover.rows[0] ?? { active: 0, new: 0, lost: 0 };
  const members = (found: readonly { id: string; name: string; points: number }[]) => ({
    count: found.length,
    members: found.slice(0, SHOWN),
  });
  return {
    ...counts,
    returning: counts.active - counts.new,
    points: byKind.reduce((sum, one) => sum + one.points, 0),
    entries: byKind.reduce((sum, one) => sum + one.entries, 0),
    byKind,
    byPartner: byPartner.slice(0, SHOWN),
    byRegion: byRegion.slice(0, SHOWN),
    byRepository: cuts.repository.slice(0, SHOWN),
    byMonth: cuts.month
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, people: active, entries, points }) => ({ month: key, people: active, entries, points })),
    busFactorPeople: members(busFactor(people)),
    busFactorPartners: members(
      busFactor(byPartner.filter(({ key }) => !NO_PARTNER.includes(key))).map(({ key, name, points }) => ({ id: key, name, points })),
    ),
  };
}
