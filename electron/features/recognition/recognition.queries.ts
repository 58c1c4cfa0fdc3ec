// Milestones, rewards on their way, stock and the hall of fame, as they are listed.
import { sql } from 'kysely';
import type { GrantedReward, Milestone, StockItem } from '../../../shared/contract/recognition.ts';
import type { Day } from '../../../shared/values/day.ts';
import type { Level, RewardForm, RewardState } from '../../../shared/vocabulary.ts';
import type { Reader, Writer } from '../../store/database.ts';
import { isDuplicateSql } from '../../store/people/granted-once.ts';

/** Needs `w` for the reward and `r` for the person whom it is for by now. */
const IS_DUPLICATE = sql.raw<number>(isDuplicateSql('w', 'r'));
const TO_PEOPLE = sql`rewards w JOIN people h ON h.num = w.person_num JOIN people r ON r.num = coalesce(h.root_num, h.num)`;

interface MilestoneRow {
  id: string;
  name: string;
  level: Level;
  reachedOn: string | null;
  recordedAt: string;
  optedOut: number;
}

// What was recorded for records that were merged since shows once, under the person they are now.
const MILESTONES = sql`SELECT r.id, r.name, m.level, min(m.reached_on) AS reached_on, min(m.recorded_at) AS recorded_at, r.opted_out, r.num
  FROM milestones m JOIN people h ON h.num = m.person_num JOIN people r ON r.num = coalesce(h.root_num, h.num)
  WHERE r.is_bot = 0 AND r.erased_at IS NULL GROUP BY r.num, m.level`;

const toMilestone = ({ id, name, optedOut, level, reachedOn, recordedAt }: MilestoneRow): Milestone => ({
  person: { id, name },
  level,
  reachedOn,
  recordedAt,
  optedOut: optedOut === 1,
});

export async function listMilestones(
  reader: Reader,
  levels: readonly Level[] | undefined,
  page: { offset: number; limit: number },
): Promise<{ items: Milestone[]; total: number }> {
  const of = levels?.length ? sql`WHERE level IN (${sql.join(levels)})` : sql``;
  const { rows } = await sql<MilestoneRow & { total: number }>`
    WITH found AS MATERIALIZED (SELECT * FROM (${MILESTONES}) ${of})
    SELECT *, (SELECT count(*) FROM found) AS total FROM found
    ORDER BY reached_on DESC NULLS LAST, level, num LIMIT ${page.limit} OFFSET ${page.offset}`.execute(reader);
  return { items: rows.map(toMilestone), total: rows[0]?.total ?? 0 };
}

export async function milestoneOf(reader: Reader, personId: string, level: Level): Promise<(Milestone & { points: number }) | undefined> {
  const { rows } = await sql<MilestoneRow & { points: number }>`
    SELECT f.*, coalesce(t.points, 0) AS points FROM (${MILESTONES}) f LEFT JOIN person_totals t ON t.person_num = f.num
    WHERE f.id = ${personId} AND f.level = ${level}`.execute(reader);
  const row = rows[0];
  return row && { ...toMilestone(row), points: row.points };
}

/** Everyone who has the reward, those who joined last first. */
export async function listHonoured(reader: Reader, reward: string, today: Day) {
  const { rows } = await sql<MilestoneRow & { points: number; partner: string | null }>`
    SELECT r.id, r.name, coalesce(w.level, 'platinum') AS level, min(w.earned_on) AS reached_on, min(w.recorded_at) AS recorded_at, r.opted_out,
      coalesce(t.points, 0) AS points, (SELECT p.name FROM affiliations a JOIN partners p ON p.id = a.partner_id WHERE a.person_num = r.num
        AND (a.valid_from IS NULL OR a.valid_from <= ${today}) AND (a.valid_to IS NULL OR a.valid_to > ${today})
        ORDER BY a.source_rank, a.valid_from DESC, a.partner_id LIMIT 1) AS partner
    FROM ${TO_PEOPLE} LEFT JOIN person_totals t ON t.person_num = r.num
    WHERE w.reward = ${reward} AND w.state <> 'withheld' AND r.is_bot = 0 AND r.erased_at IS NULL
    GROUP BY r.num ORDER BY reached_on DESC NULLS LAST, r.num`.execute(reader);
  return rows.map((row) => ({ ...toMilestone(row), points: row.points, partner: row.partner }));
}

export async function listRewards(
  reader: Reader,
  filter: { states?: readonly RewardState[]; rewards?: readonly string[] },
  page: { offset: number; limit: number },
  formOf: (reward: string) => RewardForm,
): Promise<{ items: GrantedReward[]; total: number }> {
  const states = filter.states?.length ? sql`AND w.state IN (${sql.join(filter.states)})` : sql``;
  const rewards = filter.rewards?.length ? sql`AND w.reward IN (${sql.join(filter.rewards)})` : sql``;
  const from = sql`FROM ${TO_PEOPLE} WHERE r.is_bot = 0 ${states} ${rewards}`;
  const [{ rows }, counted] = await Promise.all([
    sql<
      Omit<GrantedReward, 'person' | 'form' | 'duplicate' | 'entryId'> & {
        personId: string;
        name: string;
        entrySeq: number | null;
        duplicate: number;
      }
    >`
      SELECT w.id, w.revision, r.id AS person_id, r.name, w.reward, w.level, w.entry_seq, w.earned_on, w.recorded_at, w.state, w.state_on, w.note,
        (SELECT i.email FROM identities i WHERE i.person_num = r.num AND i.email IS NOT NULL ORDER BY i.num LIMIT 1) AS email,
        ${IS_DUPLICATE} AS duplicate
      ${from} ORDER BY w.recorded_at DESC, w.earned_on DESC, w.id LIMIT ${page.limit} OFFSET ${page.offset}`.execute(reader),
    sql<{ total: number }>`SELECT count(*) AS total ${from}`.execute(reader),
  ]);
  const items = rows.map(({ personId, name, entrySeq, duplicate, ...row }) => ({
    ...row,
    person: { id: personId, name },
    form: formOf(row.reward),
    entryId: entrySeq === null ? null : String(entrySeq),
    duplicate: duplicate === 1,
  }));
  return { items, total: counted.rows[0]?.total ?? 0 };
}

export async function readStock(reader: Reader, goods: readonly string[]): Promise<StockItem[]> {
  const [stock, counts] = await Promise.all([
    reader.selectFrom('rewardStock').selectAll().execute(),
    // What is a duplicate of something else will not be sent.
    sql<{ reward: string; state: RewardState; count: number }>`SELECT w.reward, w.state, count(*) AS count FROM ${TO_PEOPLE}
      WHERE w.state <> 'pending' OR (r.is_bot = 0 AND NOT ${IS_DUPLICATE}) GROUP BY w.reward, w.state`.execute(reader),
  ]);
  const countOf = (reward: string, state: RewardState) =>
    counts.rows.find((row) => row.reward === reward && row.state === state)?.count ?? 0;
  return goods.map((reward) => ({
    reward,
    stock: stock.find((row) => row.reward === reward)?.stock ?? null,
    pending: countOf(reward, 'pending'),
    sent: countOf(reward, 'sent'),
    received: countOf(reward, 'received'),
  }));
}

interface RewardRow {
  id: string;
  reward: string;
  state: RewardState;
  note: string;
  /** Whom it is for by now. */
  name: string;
  duplicate: number;
}

export async function rewardRows(writer: Writer, rewardIds: readonly string[]): Promise<RewardRow[]> {
  const { rows } = await sql<RewardRow>`SELECT w.id, w.reward, w.state, w.note, r.name, ${IS_DUPLICATE} AS duplicate FROM ${TO_PEOPLE}
    WHERE w.id IN (${sql.join(rewardIds)})`.execute(writer);
  return rows;
}

export async function moveReward(writer: Writer, rewardId: string, set: { state: RewardState; stateOn: Day; note: string }): Promise<void> {
  await writer
    .updateTable('rewards')
    .set((eb) => ({ ...set, revision: eb('revision', '+', 1) }))
    .where('id', '=', rewardId)
    .execute();
}

export async function stockOf(writer: Writer, reward: string): Promise<number | null> {
  return (await writer.selectFrom('rewardStock').select('stock').where('reward', '=', reward).executeTakeFirst())?.stock ?? null;
}

export async function putStock(writer: Writer, reward: string, stock: number | null): Promise<void> {
  if (stock === null) await writer.deleteFrom('rewardStock').where('reward', '=', reward).execute();
  else
    await writer
      .insertInto('rewardStock')
      .values({ reward, stock })
      .onConflict((conflict) => conflict.column('reward').doUpdateSet({ stock }))
      .execute();
}
