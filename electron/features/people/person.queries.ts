// One person with everything that is known: identities, affiliations and what they leave open, merges, sums, recognition.
import { sql } from 'kysely';
import type { PersonDetail } from '../../../shared/contract/people.ts';
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { addDays, addMonths, type Day, monthOf } from '../../../shared/values/day.ts';
import type { Reader } from '../../store/database.ts';
import { STANDING } from '../../store/ledger/counting.ts';
import { isDuplicateSql } from '../../store/people/granted-once.ts';
import { affiliationNotes } from './affiliation-notes.rules.ts';
import { type PersonRow, personColumns, toSummary } from './people.queries.ts';

const MONTHS_SHOWN = 24;

export async function findPerson(
  reader: Reader,
  personId: string,
  today: Day,
  policy: PointsPolicy,
): Promise<Omit<PersonDetail, 'level' | 'nextLevel'> | undefined> {
  const { rows } = await sql<PersonRow & { isBot: number; erasedAt: string | null; rootNum: number | null }>`
    SELECT ${personColumns(today)}, h.is_bot, h.erased_at, h.root_num FROM people h LEFT JOIN person_totals t ON t.person_num = h.num
    WHERE h.id = ${personId}`.execute(reader);
  const row = rows[0];
  if (!row) return undefined;
  const { isBot, erasedAt, rootNum, ...listed } = row;
  const { totalPoints: _, ...summary } = toSummary(listed);
  const [identities, affiliations, sums, merges, recognition, root] = await Promise.all([
    reader
      .selectFrom('identities')
      .select(['id', 'source', 'name', 'login', 'email'])
      .where('personNum', '=', row.num)
      .orderBy('num')
      .execute(),
    readAffiliations(reader, row.num),
    readSums(reader, row.num, today),
    readMerges(reader, row.num),
    readRecognition(reader, row.num, policy),
    rootNum === null ? undefined : reader.selectFrom('people').select(['id', 'name']).where('num', '=', rootNum).executeTakeFirst(),
  ]);
  const span = row.firstDay && row.lastDay ? { from: row.firstDay, until: addDays(row.lastDay as Day, 1) } : null;
  return {
    ...summary,
    isBot: isBot === 1,
    erased: erasedAt !== null,
    mergedInto: root ?? null,
    merges,
    identities,
    affiliations: affiliations.map(({ rank: _, ...one }) => one),
    affiliationNotes: affiliationNotes(
      affiliations.map(({ partner, from, until, rank }) => ({ name: partner?.name ?? '', from, until, rank })),
      span,
    ),
    ...recognition,
    ...sums,
  };
}

async function readAffiliations(reader: Reader, num: number) {
  const rows = await reader
    .selectFrom('affiliations as a')
    .leftJoin('partners as p', 'p.id', 'a.partnerId')
    .select(['a.id', 'p.id as partnerId', 'p.name', 'a.validFrom', 'a.validTo', 'a.source', 'a.sourceRank', 'a.evidence'])
    .where('a.personNum', '=', num)
    .orderBy('a.sourceRank')
    .orderBy('a.validFrom', 'desc')
    .orderBy('a.id')
    .execute();
  return rows.map(({ id, partnerId, name, validFrom, validTo, source, sourceRank, evidence }) => ({
    id,
    partner: partnerId === null ? null : { id: partnerId, name: name ?? '' },
    from: validFrom,
    until: validTo,
    source,
    rank: sourceRank,
    evidence,
  }));
}

async function readMerges(reader: Reader, num: number): Promise<PersonDetail['merges']> {
  const rows = await reader
    .selectFrom('personMerges as m')
    .innerJoin('people as h', 'h.num', 'm.fromNum')
    .select(['m.id as mergeId', 'h.id', 'h.name', 'm.rule', 'm.evidence', 'm.at'])
    .where('m.undoneAt', 'is', null)
    .where('h.rootNum', '=', num)
    .orderBy('m.at', 'desc')
    .orderBy('m.id')
    .execute();
  return rows.map(({ mergeId, id, name, rule, evidence, at }) => ({ mergeId, person: { id, name }, rule, evidence, at }));
}

/** Milestones and rewards of this person and of everyone merged into it, each once, in the order in which they were earned. */
async function readRecognition(reader: Reader, num: number, policy: PointsPolicy): Promise<Pick<PersonDetail, 'milestones' | 'rewards'>> {
  const members = sql`SELECT num FROM people WHERE num = ${num} OR root_num = ${num}`;
  const duplicate = sql.raw<number>(isDuplicateSql('w', 'r'));
  const [milestones, rewards] = await Promise.all([
    sql<PersonDetail['milestones'][number]>`SELECT level, min(reached_on) AS reached_on, min(recorded_at) AS recorded_at FROM milestones
      WHERE person_num IN (${members}) GROUP BY level`.execute(reader),
    sql<
      Omit<PersonDetail['rewards'][number], 'form'>
    >`SELECT w.id, w.reward, w.state, w.earned_on, w.state_on FROM rewards w JOIN people r ON r.num = ${num}
      WHERE w.person_num IN (${members}) AND NOT ${duplicate} ORDER BY w.earned_on NULLS LAST, w.recorded_at, w.reward`.execute(reader),
  ]);
  const formOf = new Map(policy.rewards.map(({ key, form }) => [key, form]));
  const order = Object.keys(policy.levels);
  return {
    milestones: milestones.rows.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level)),
    rewards: rewards.rows.map(({ id, reward, state, earnedOn, stateOn }) => ({
      id,
      reward,
      form: formOf.get(reward) ?? (state === 'given' ? 'badge' : 'goods'),
      state,
      earnedOn,
      stateOn,
    })),
  };
}

async function readSums(
  reader: Reader,
  num: number,
  today: Day,
): Promise<Pick<PersonDetail, 'pointsByMonth' | 'pointsByKind' | 'biggestEntry' | 'undatedEntries'>> {
  const mine = sql`FROM identities i JOIN ledger_entries e ON e.identity_num = i.num WHERE i.person_num = ${num} AND ${STANDING}`;
  const [months, kinds, extremes] = await Promise.all([
    reader
      .selectFrom('personMonths')
      .select(['month', 'points', 'entries'])
      .where('personNum', '=', num)
      .where('month', '>=', monthOf(addMonths(today, 1 - MONTHS_SHOWN)))
      .where('month', '<>', 'undated')
      .orderBy('month')
      .execute(),
    sql<{
      kind: string;
      points: number;
      entries: number;
    }>`SELECT e.kind, sum(e.points) AS points, count(*) AS entries ${mine} GROUP BY 1 ORDER BY 2 DESC`.execute(reader),
    sql<{
      biggest: number | null;
      undated: number;
    }>`SELECT max(e.points) AS biggest, count(*) FILTER (WHERE e.day IS NULL) AS undated ${mine}`.execute(reader),
  ]);
  return {
    pointsByMonth: months,
    pointsByKind: kinds.rows,
    biggestEntry: extremes.rows[0]?.biggest ?? 0,
    undatedEntries: extremes.rows[0]?.undated ?? 0,
  };
}
