// Scoring entries that are in the ledger already under another version of the policy: first what would change, then, when a
// person says so, as reversals plus new entries.
import type { PointsPolicy, PolicyImpact } from '../../../shared/contract/policies.ts';
import type { Day } from '../../../shared/values/day.ts';
import { levelOf } from '../../../shared/values/points-policy.ts';
import { LEVELS } from '../../../shared/vocabulary.ts';
import type { SqlConnection } from '../../store/connection.ts';
import { attributedPartnerSql } from '../../store/ledger/attribution.ts';
import { headOf, scoreAgain, sumUpAfter } from '../../store/ledger/entries.ts';
import { changesByScoring, noteRescoring } from '../../store/ledger/given-back.ts';
import { pointsSql, quoted, rejectionSql } from '../../store/ledger/points-sql.ts';
import { settleSums } from '../../store/ledger/settled-sums.ts';

/** Entries that stand, with what the policy says of them beside what is written. */
function rescored(policy: PointsPolicy, from: Day | undefined): string {
  const since = from ? `AND e.day >= ${quoted(from)}` : '';
  return `SELECT seq, person_num, is_bot, day, state, old_version, old_why, old_points, why, CASE WHEN why IS NULL THEN score ELSE 0 END AS points
    FROM (SELECT e.seq, i.person_num, h.is_bot, e.day, e.state, e.policy_version AS old_version, e.rejected_because AS old_why, e.points AS old_points, ${rejectionSql(policy)} AS why, ${pointsSql(policy)} AS score
      FROM ledger_entries e JOIN identities i ON i.num = e.identity_num JOIN people h ON h.num = i.person_num
      WHERE e.state <> 'reversal' ${since} AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.seq))`;
}

const CHANGED = `(points <> old_points OR (why IS NULL) <> (state = 'accepted'))`;
const SHOWN = 100;

export async function rescoringImpact(
  connection: SqlConnection,
  policy: PointsPolicy,
  current: PointsPolicy,
  from?: Day,
): Promise<PolicyImpact> {
  // One pass over the ledger, by person and partner; everything else is added up from that. Whoever's affiliations have no dates
  // counts for the same partner on every day.
  const rows = await connection.all<RescoredSum>(
    `WITH employers AS MATERIALIZED (SELECT h.num AS person_num, coalesce(${attributedPartnerSql('h.num', 'NULL')}, 'unknown') AS partner,
         EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = h.num AND (a.valid_from IS NOT NULL OR a.valid_to IS NOT NULL)) AS dated FROM people h)
     SELECT c.person_num AS person, c.is_bot AS bot, CASE WHEN w.dated THEN coalesce(${attributedPartnerSql('c.person_num', 'c.day')}, 'unknown') ELSE w.partner END AS partner,
       count(*) AS entries, count(*) FILTER (WHERE ${CHANGED}) AS changed, count(*) FILTER (WHERE why IS NOT NULL AND state = 'accepted') AS rejected,
       count(*) FILTER (WHERE why IS NULL AND state = 'rejected') AS accepted, sum(old_points) AS before, sum(points) AS after
     FROM (${rescored(policy, from)}) c JOIN employers w ON w.person_num = c.person_num GROUP BY 1, 3`,
  );
  const total = (column: 'entries' | 'changed' | 'rejected' | 'accepted' | 'before' | 'after') =>
    rows.reduce((sum, row) => sum + row[column], 0);
  const ofPeople = rows.filter((row) => row.bot === 0);
  const moves = await peopleMoves(connection, ofPeople, { current, policy });
  const steps = moves.map((one) => LEVELS.indexOf(one.levelAfter) - LEVELS.indexOf(one.levelBefore));
  return {
    entries: total('entries'),
    changed: total('changed'),
    newlyRejected: total('rejected'),
    newlyAccepted: total('accepted'),
    pointsBefore: total('before'),
    pointsAfter: total('after'),
    gaining: moves.filter((one) => one.after > one.before).length,
    losing: moves.filter((one) => one.after < one.before).length,
    levelsUp: steps.filter((step) => step > 0).length,
    levelsDown: steps.filter((step) => step < 0).length,
    people: moves
      .filter((one) => one.after !== one.before || one.levelAfter !== one.levelBefore)
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.name < b.name ? -1 : 1))
      .slice(0, SHOWN),
    partners: await partnerMoves(connection, ofPeople),
  };
}

interface RescoredSum {
  person: number;
  bot: number;
  partner: string;
  entries: number;
  changed: number;
  rejected: number;
  accepted: number;
  before: number;
  after: number;
}

async function peopleMoves(
  connection: SqlConnection,
  rows: readonly RescoredSum[],
  policies: { current: PointsPolicy; policy: PointsPolicy },
) {
  const differences = new Map<number, number>();
  for (const { person, before, after } of rows) differences.set(person, (differences.get(person) ?? 0) + after - before);
  const people = await connection.all<{ num: number; id: string; name: string; points: number }>(
    `SELECT h.num, h.id, h.name, coalesce(t.points, 0) AS points FROM json_each(?) n JOIN people h ON h.num = n.value
     LEFT JOIN person_totals t ON t.person_num = h.num`,
    [JSON.stringify([...differences.keys()])],
  );
  return people.map(({ num, id, name, points }) => {
    const after = points + (differences.get(num) ?? 0);
    return { id, name, before: points, after, levelBefore: levelOf(policies.current, points), levelAfter: levelOf(policies.policy, after) };
  });
}

async function partnerMoves(connection: SqlConnection, rows: readonly RescoredSum[]): Promise<PolicyImpact['partners']> {
  const sums = new Map<string, { before: number; after: number }>();
  for (const { partner, before, after } of rows) {
    const sum = sums.get(partner) ?? { before: 0, after: 0 };
    sums.set(partner, { before: sum.before + before, after: sum.after + after });
  }
  const largest = [...sums]
    .filter(([, sum]) => sum.before !== sum.after)
    .sort(([, a], [, b]) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, SHOWN);
  const names = await connection.all<{ id: string; name: string }>(
    'SELECT p.id, p.name FROM json_each(?) n JOIN partners p ON p.id = n.value',
    [JSON.stringify(largest.map(([id]) => id))],
  );
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return largest.map(([id, sum]) => ({ id, name: nameOf.get(id) ?? id, ...sum }));
}

/** Writes what {@link rescoringImpact} showed. Returns how many entries were replaced. */
export async function rescore(
  connection: SqlConnection,
  version: { version: number; policy: PointsPolicy },
  at: string,
  from?: Day,
): Promise<number> {
  await connection.run(
    'CREATE TEMP TABLE rescored (seq INTEGER PRIMARY KEY, points INTEGER NOT NULL, policy_version INTEGER NOT NULL, why TEXT)',
  );
  try {
    await noteRescoring(connection, { version: version.version, at, from });
    const { changes: found } = await connection.run(
      `INSERT INTO temp.rescored SELECT seq, points, ${Number(version.version)}, why FROM (${rescored(version.policy, from)})
       WHERE ${changesByScoring(version.version)}`,
    );
    if (found === 0) return 0;
    const head = await headOf(connection);
    await scoreAgain(connection, 'temp.rescored', at, { ofReversal: `'rescored'`, ofEntry: `coalesce(e.reason, 'rescored')` });
    await sumUpAfter(connection, head);
    await settleSums(connection, at, { after: head });
    return found;
  } finally {
    await connection.run('DROP TABLE temp.rescored');
  }
}
