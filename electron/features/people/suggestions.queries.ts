// Pairs of people who may be one, each with what speaks for it. Only proposals: nothing here is ever merged by itself.
import { type RawBuilder, sql } from 'kysely';
import type { MergeSuggestion } from '../../../shared/contract/people.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import type { MergeRule } from '../../../shared/vocabulary.ts';
import type { Reader } from '../../store/database.ts';

/** Larger groups under one login or name say that it is a common one, not that everybody is the same person. */
const LARGEST_GROUP = 6;

// Every person appears under their own number; people who are linked already share a root and are no pair.
const GROUPS: Record<'same_login' | 'same_name_and_mailbox' | 'same_name', RawBuilder<unknown>> = {
  same_login: sql`SELECT DISTINCT i.person_num, lower(i.login) AS key FROM identities i JOIN people h ON h.num = i.person_num
    WHERE i.login IS NOT NULL AND h.is_bot = 0`,
  same_name_and_mailbox: sql`SELECT DISTINCT i.person_num, h.name_key || ' <' || lower(substr(i.email, 1, instr(i.email, '@') - 1)) || '@…>' AS key
    FROM identities i JOIN people h ON h.num = i.person_num WHERE i.email IS NOT NULL AND h.is_bot = 0 AND h.name_key <> ''
      AND h.name_key <> lower(i.email)`,
  same_name: sql`SELECT h.num AS person_num, h.name_key AS key FROM people h JOIN person_totals t ON t.person_num = h.num
    WHERE h.is_bot = 0 AND h.root_num IS NULL AND (instr(h.name_key, ' ') > 0 OR h.name_key GLOB '*[一-鿿]*') AND t.entries > 0`,
};

interface PairRow {
  one: number;
  other: number;
  rule: MergeRule;
  evidence: string;
  total: number;
}

function pairs(rule: keyof typeof GROUPS, rank: number): RawBuilder<unknown> {
  return sql`SELECT a.person_num AS one, b.person_num AS other, ${sql.lit(rule)} AS rule, ${sql.lit(rank)} AS rank, a.key AS evidence
    FROM (${GROUPS[rule]}) a JOIN (${GROUPS[rule]}) b ON b.key = a.key AND b.person_num > a.person_num
    WHERE a.key IN (SELECT key FROM (${GROUPS[rule]}) GROUP BY key HAVING count(*) BETWEEN 2 AND ${sql.lit(LARGEST_GROUP)})`;
}

export async function mergeSuggestions(
  reader: Reader,
  page: { offset: number; limit: number },
): Promise<{ items: MergeSuggestion[]; total: number }> {
  const { rows } = await sql<PairRow>`
    WITH pairs AS MATERIALIZED (${pairs('same_login', 0)} UNION ALL ${pairs('same_name_and_mailbox', 1)} UNION ALL ${pairs('same_name', 2)}),
    best AS (SELECT one, other, rule, evidence, min(rank) AS rank FROM pairs GROUP BY one, other),
    open AS (SELECT * FROM best b WHERE NOT EXISTS
      (SELECT 1 FROM merge_dismissals d WHERE d.one_num = b.one AND d.other_num = b.other))
    SELECT o.one, o.other, o.rule, o.evidence, (SELECT count(*) FROM open) AS total FROM open o
      LEFT JOIN person_totals t ON t.person_num = o.one LEFT JOIN person_totals u ON u.person_num = o.other
    ORDER BY o.rank, coalesce(t.points, 0) + coalesce(u.points, 0) DESC, o.one, o.other LIMIT ${page.limit} OFFSET ${page.offset}`.execute(
    reader,
  );
  const people = await briefPeople(reader, [...new Set(rows.flatMap((row) => [row.one, row.other]))]);
  const items = rows.flatMap(({ one, other, rule, evidence }) => {
    const [first, second] = [people.get(one), people.get(other)];
    if (!first || !second) return [];
    // Whoever has more is the one that stays.
    const [stays, joins] = first.entries >= second.entries ? [first, second] : [second, first];
    return [{ one: stays, other: joins, rule, evidence: asWritten(evidence, stays) }];
  });
  return { items, total: rows[0]?.total ?? 0 };
}

/** Compared without case, said as the person is written. */
function asWritten(key: string, { name, login }: { name: string; login: string | null }): string {
  const nameKey = textKey(name);
  if (login !== null && login.toLowerCase() === key) return login;
  return nameKey !== '' && (key === nameKey || key.startsWith(`${nameKey} <`)) ? name + key.slice(nameKey.length) : key;
}

async function briefPeople(reader: Reader, numbers: readonly number[]): Promise<Map<number, MergeSuggestion['one']>> {
  const { rows } = await sql<MergeSuggestion['one'] & { num: number }>`
    SELECT h.num, h.id, h.name, coalesce(t.points, 0) AS points, coalesce(t.entries, 0) AS entries,
      (SELECT i.login FROM identities i WHERE i.person_num = h.num AND i.login IS NOT NULL ORDER BY i.num LIMIT 1) AS login,
      (SELECT i.email FROM identities i WHERE i.person_num = h.num AND i.email IS NOT NULL ORDER BY i.num LIMIT 1) AS email
    FROM json_each(${JSON.stringify(numbers)}) n JOIN people h ON h.num = n.value LEFT JOIN person_totals t ON t.person_num = h.num`.execute(
    reader,
  );
  return new Map(rows.map(({ num, ...person }) => [num, person]));
}
