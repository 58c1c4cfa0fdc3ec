// Whom the names in an activity are. An address or a login marked with `@` names its person; plain words only somebody of the partners that
// the activity names, by full name or login. What fits several people names nobody. Links say the person before any merge.
import type { SqlConnection } from '../../store/connection.ts';
import { readName } from './activity-people.rules.ts';

/** Names as they stand in one activity. */
export interface Naming {
  readonly key: string;
  readonly day: string;
  readonly partnerIds: readonly string[];
  readonly names: readonly string[];
}

export interface NamedPerson {
  /** The person before any merge. */
  readonly home: number;
  /** As the person is called now. */
  readonly id: string;
  readonly name: string;
}

export type WhoIsNamed = (key: string, written: string) => readonly NamedPerson[];

const WORKS_THERE = `f.partner_id IN (SELECT value FROM json_each(a.partners))
  AND (f.valid_from IS NULL OR f.valid_from <= a.day) AND (f.valid_to IS NULL OR f.valid_to > a.day)`;

/** For each name everybody that it can mean; programs and people who were forgotten take part in nothing. */
export async function whoIsNamed(connection: SqlConnection, workspace: string, namings: readonly Naming[]): Promise<WhoIsNamed> {
  const asked = namings.flatMap(({ key, day, partnerIds, names }) =>
    names.map((written) => {
      const { email, login, words } = readName(written);
      return [key, written, email && `email:${email}`, login, words, day, JSON.stringify(partnerIds)];
    }),
  );
  if (asked.length === 0) return () => [];
  // Crossed in this order, so that few names are looked up among many people and not the other way round.
  const rows = await connection.all<NamedPerson & { key: string; written: string }>(
    `WITH asked AS MATERIALIZED (SELECT value ->> 0 AS key, value ->> 1 AS written, value ->> 2 AS identity_key, value ->> 3 AS login, value ->> 4 AS words,
         value ->> 5 AS day, value ->> 6 AS partners FROM jsonb_each(jsonb(?))),
     named AS (
       SELECT a.key, a.written, coalesce(i.home_num, i.person_num) AS home, i.person_num AS root
         FROM asked a CROSS JOIN ${workspace}.identities i ON i.identity_key = a.identity_key
       UNION
       SELECT a.key, a.written, coalesce(i.home_num, i.person_num), i.person_num
         FROM asked a CROSS JOIN ${workspace}.identities i ON lower(i.login) = a.login AND i.login IS NOT NULL
       UNION
       SELECT a.key, a.written, coalesce(i.home_num, i.person_num), i.person_num
         FROM asked a CROSS JOIN ${workspace}.identities i ON lower(i.login) = a.words AND i.login IS NOT NULL
         CROSS JOIN ${workspace}.affiliations f ON f.person_num = i.person_num AND ${WORKS_THERE}
       UNION
       SELECT a.key, a.written, n.num, coalesce(n.root_num, n.num)
         FROM asked a CROSS JOIN ${workspace}.people n ON n.name_key = a.words
         CROSS JOIN ${workspace}.affiliations f ON f.person_num = coalesce(n.root_num, n.num) AND ${WORKS_THERE})
     SELECT m.key, m.written, min(m.home) AS home, h.id, h.name FROM named m JOIN ${workspace}.people h ON h.num = m.root
     WHERE h.is_bot = 0 AND h.erased_at IS NULL GROUP BY m.key, m.written, m.root`,
    [JSON.stringify(asked)],
  );
  const found = Map.groupBy(rows, ({ key, written }) => JSON.stringify([key, written]));
  return (key, written) => found.get(JSON.stringify([key, written])) ?? [];
}

export interface LinkedName extends NamedPerson {
  readonly written: string;
}

/** The names that are linked, by activity. */
export async function linkedNames(
  connection: SqlConnection,
  workspace: string,
  activityIds: readonly string[],
): Promise<Map<string, LinkedName[]>> {
  const rows = await connection.all<LinkedName & { activity_id: string }>(
    `SELECT l.activity_id, l.written, l.person_num AS home, h.id, h.name FROM json_each(?) w
       JOIN ${workspace}.activity_people l ON l.activity_id = w.value JOIN ${workspace}.people n ON n.num = l.person_num
       JOIN ${workspace}.people h ON h.num = coalesce(n.root_num, n.num) ORDER BY l.written`,
    [JSON.stringify([...new Set(activityIds)])],
  );
  return Map.groupBy(rows, ({ activity_id }) => activity_id);
}

/** Whom a name is by what is linked already, or else by what it says; undefined where that is nobody or several. */
export function personNamed(written: string, linked: readonly LinkedName[], found: readonly NamedPerson[]): NamedPerson | undefined {
  return linked.find((one) => one.written === written) ?? (found.length === 1 ? found[0] : undefined);
}
