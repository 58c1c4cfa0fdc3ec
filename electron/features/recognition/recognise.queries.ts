// Finds who has reached a level or earned a reward that is not on record yet, and records it. What is recorded stays, whatever
// becomes of the points later: recognition is an event. Running it again records nothing twice.
import type { PointsPolicy, RewardRule } from '../../../shared/contract/policies.ts';
import { LEVELS } from '../../../shared/vocabulary.ts';
import type { SqlConnection } from '../../store/connection.ts';
import type { Reader } from '../../store/database.ts';
import { STANDING_SQL } from '../../store/ledger/counting.ts';

/** Whom to look at: some people, or everyone who has entries after a sequence number. */
export type Scope = { readonly people: readonly number[] } | { readonly afterSeq: number };

/** SQL for the person at the end of somebody's links. */
const ROOT = 'coalesce(h.root_num, h.num)';

export async function recognise(
  connection: SqlConnection,
  scope: Scope,
  rules: { version: number; policy: PointsPolicy },
  services: { at: string },
): Promise<{ milestones: number; rewards: number }> {
  await connection.run('CREATE TEMP TABLE looked_at (person_num INTEGER PRIMARY KEY)');
  try {
    await connection.run(
      `INSERT OR IGNORE INTO temp.looked_at SELECT ${ROOT} FROM people h WHERE h.is_bot = 0 AND h.erased_at IS NULL AND h.num IN (${inScope(scope)})`,
    );
    const milestones = await recordMilestones(connection, rules, services.at);
    let rewards = 0;
    for (const rule of rules.policy.rewards) rewards += await recordReward(connection, rule, scope, rules.version, services.at);
    return { milestones, rewards };
  } finally {
    await connection.run('DROP TABLE temp.looked_at');
  }
}

function inScope(scope: Scope): string {
  if ('people' in scope) return scope.people.length === 0 ? 'NULL' : scope.people.map(Number).join(', ');
  return `SELECT i.person_num FROM ledger_entries e JOIN identities i ON i.num = e.identity_num WHERE e.seq > ${Number(scope.afterSeq)}`;
}

/** Recorded for this person, or for a record that was merged into it. */
const recordedFor = (table: 'milestones' | 'rewards', person: string, condition: string) =>
  `(EXISTS (SELECT 1 FROM ${table} x WHERE x.person_num = ${person} AND ${condition})
    OR EXISTS (SELECT 1 FROM people h JOIN ${table} x ON x.person_num = h.num AND ${condition} WHERE h.root_num = ${person}))`;

async function recordMilestones(
  connection: SqlConnection,
  { version, policy }: { version: number; policy: PointsPolicy },
  at: string,
): Promise<number> {
  const levels = LEVELS.slice(1).map((level) => [level, policy.levels[level]]);
  await connection.run(
    'CREATE TEMP TABLE due (person_num INTEGER NOT NULL, level TEXT NOT NULL, threshold INTEGER NOT NULL, PRIMARY KEY (person_num, level)) WITHOUT ROWID',
  );
  try {
    await connection.run(
      `INSERT INTO temp.due SELECT t.person_num, l.value ->> 0, l.value ->> 1 FROM jsonb_each(jsonb(?)) l
       JOIN person_totals t ON t.points >= l.value ->> 1 JOIN temp.looked_at a ON a.person_num = t.person_num
       WHERE NOT ${recordedFor('milestones', 't.person_num', 'x.level = l.value ->> 0')}`,
      [JSON.stringify(levels)],
    );
    // The day on which the running total first reached the threshold; entries without a day come last.
    const { changes } = await connection.run(
      `INSERT INTO milestones (person_num, level, reached_on, recorded_at, policy_version)
       WITH running AS (SELECT i.person_num, e.day, sum(e.points) OVER (PARTITION BY i.person_num ORDER BY e.day IS NULL, e.day, e.seq) AS total
         FROM identities i JOIN ledger_entries e ON e.identity_num = i.num
         WHERE i.person_num IN (SELECT person_num FROM temp.due) AND ${STANDING_SQL})
       SELECT d.person_num, d.level, min(r.day), ?, ? FROM running r CROSS JOIN temp.due d ON d.person_num = r.person_num AND r.total >= d.threshold
       GROUP BY d.person_num, d.level`,
      [at, version],
    );
    return changes;
  } finally {
    await connection.run('DROP TABLE temp.due');
  }
}

async function recordReward(connection: SqlConnection, rule: RewardRule, scope: Scope, version: number, at: string): Promise<number> {
  const state = rule.form === 'goods' ? 'pending' : 'given';
  const level = rule.when.type === 'level' ? rule.when.level : null;
  // A person gets a reward once, so the two together are its id.
  const { changes } = await connection.run(
    `INSERT INTO rewards (id, person_num, reward, level, entry_seq, earned_on, recorded_at, policy_version, state, state_on)
     SELECT e.person_num || '-' || ?1, e.person_num, ?1, ?2, e.seq, e.day, ?3, ?4, ?5, coalesce(e.day, ?6) FROM (${earnedSql(rule, scope)}) e`,
    [rule.key, level, at, version, state, at.slice(0, 10)],
  );
  return changes;
}

function earnedSql(rule: RewardRule, scope: Scope): string {
  const missing = `NOT ${recordedFor('rewards', 'a.person_num', 'x.reward = ?1')}`;
  if (rule.when.type === 'level') {
    return `SELECT a.person_num, NULL AS seq, min(m.reached_on) AS day FROM milestones m JOIN people h ON h.num = m.person_num
      JOIN temp.looked_at a ON a.person_num = ${ROOT} WHERE m.level = '${rule.when.level}' AND ${missing} GROUP BY a.person_num`;
  }
  const condition =
    rule.when.type === 'record' ? `e.points >= ${Number(rule.when.minimumPoints)}` : `e.kind = '${rule.when.kind.replaceAll("'", "''")}'`;
  const fresh = 'afterSeq' in scope ? `AND e.seq > ${Number(scope.afterSeq)}` : '';
  // SQLite takes the other columns from the row that holds the minimum: the earliest entry, undated ones last.
  return `SELECT a.person_num, e.seq, e.day, min(coalesce(e.day, '9999') || printf('%012d', e.seq)) AS first
    FROM ledger_entries e JOIN identities i ON i.num = e.identity_num JOIN temp.looked_at a ON a.person_num = i.person_num
    WHERE ${condition} ${fresh} AND ${STANDING_SQL} AND ${missing} GROUP BY a.person_num`;
}

const LOOKED_AT = 'recognised_seq';

/** The last entry that was looked at, and the newest. */
export async function progressOf(reader: Reader): Promise<{ lookedAt: number; head: number }> {
  const [meta, ledger] = await Promise.all([
    reader.selectFrom('workspaceMeta').select('value').where('key', '=', LOOKED_AT).executeTakeFirst(),
    reader
      .selectFrom('ledgerEntries')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirst(),
  ]);
  return { lookedAt: Number(meta?.value ?? 0), head: ledger?.seq ?? 0 };
}

export async function keepProgress(connection: SqlConnection, lookedAt: number): Promise<void> {
  await connection.run(
    `INSERT INTO workspace_meta (key, value) VALUES ('${LOOKED_AT}', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [String(lookedAt)],
  );
}
