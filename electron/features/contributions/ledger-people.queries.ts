// Whose entries a filter lets through. The ledger's columns know identities by number, so what a filter says about a person, or
// about whom they worked for, becomes an answer for each identity.
import { type RawBuilder, sql } from 'kysely';
import type { ContributionFilter } from '../../../shared/contract/contributions.ts';
import { type Day, dayNumber } from '../../../shared/values/day.ts';
import type { Reader } from '../../store/database.ts';
import { attributedPartner } from '../../store/ledger/attribution.ts';
import type { DatedAnswer } from './ledger-selection.rules.ts';

export interface IdentityAnswers {
  /** 1 for identities whose entries match, 2 where it depends on the day. */
  readonly flags: Uint8Array;
  readonly dated: Map<number, DatedAnswer>;
}

/** Undefined when the filter does not ask about people. */
export async function identitiesFor(
  reader: Reader,
  {
    personId,
    bots,
    partnerId,
    exceptPartnerIds,
    region,
  }: Pick<ContributionFilter, 'personId' | 'bots' | 'partnerId' | 'exceptPartnerIds' | 'region'>,
): Promise<IdentityAnswers | undefined> {
  const people: RawBuilder<unknown>[] = [];
  if (personId) people.push(sql`h.id = ${personId}`);
  if (bots) people.push(sql`h.is_bot = ${bots === 'only' ? 1 : 0}`);
  const employers: EmployerCondition[] = [];
  if (partnerId) employers.push(isPartner(partnerId));
  if (exceptPartnerIds) employers.push(isNoneOf(exceptPartnerIds));
  if (region !== undefined) employers.push(isInRegion(region));
  if (employers.length > 0) return identitiesEmployed(reader, employers, people);
  if (people.length === 0) return undefined;
  return { flags: flagged(await identityList(reader, all(people))), dated: new Map() };
}

/** Identities of people whose name has the text. */
export async function identitiesNamed(reader: Reader, key: string): Promise<Uint8Array> {
  return flagged(await identityList(reader, sql`instr(h.name_key, ${key}) > 0`));
}

async function identityList(reader: Reader, where: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ list: string }>`
    SELECT json_group_array(i.num) AS list FROM people h JOIN identities i ON i.person_num = h.num WHERE ${where}`.execute(reader);
  return JSON.parse(rows[0]?.list ?? '[]') as number[];
}

function flagged(list: readonly number[]): Uint8Array {
  const flags = new Uint8Array(list.reduce((most, one) => Math.max(most, one), 0) + 1);
  for (const one of list) flags[one] = 1;
  return flags;
}

const all = (conditions: readonly RawBuilder<unknown>[]) => sql`(${sql.join(conditions, sql` AND `)})`;

/** What a filter says about whom a person worked for on the day of an entry. */
interface EmployerCondition {
  /** Selects the people with affiliations for whom it may hold on some day; for nobody else with one it ever does. */
  readonly concerned: RawBuilder<unknown>;
  /** Whether it holds, 0 or 1, for `s.employer`. */
  readonly holds: RawBuilder<unknown>;
  /** Whether it holds where nothing is known. */
  readonly holdsUnknown: boolean;
}

const UNKNOWN_AT_TIMES = sql`SELECT d.person_num FROM affiliations d WHERE (d.valid_from IS NOT NULL OR d.valid_to IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM affiliations u WHERE u.person_num = d.person_num AND u.valid_from IS NULL AND u.valid_to IS NULL)`;

function isPartner(partnerId: string): EmployerCondition {
  if (partnerId === 'unknown') return { concerned: UNKNOWN_AT_TIMES, holds: sql`s.employer IS NULL`, holdsUnknown: true };
  return {
    concerned: sql`SELECT f.person_num FROM affiliations f WHERE coalesce(f.partner_id, 'independent') = ${partnerId}`,
    holds: sql`coalesce(s.employer = ${partnerId}, 0)`,
    holdsUnknown: false,
  };
}

function isNoneOf(partnerIds: readonly string[]): EmployerCondition {
  return {
    concerned: sql`SELECT f.person_num FROM affiliations f WHERE f.partner_id NOT IN (${sql.join(partnerIds)})`,
    holds: sql`coalesce(s.employer NOT IN (${sql.join(['independent', ...partnerIds])}), 0)`,
    holdsUnknown: false,
  };
}

function isInRegion(region: string): EmployerCondition {
  if (region === '') {
    const outside = (employer: RawBuilder<unknown>) =>
      sql`(${employer} IS NULL OR ${employer} NOT IN (SELECT g.id FROM partners g WHERE g.region <> ''))`;
    return {
      concerned: sql`SELECT f.person_num FROM affiliations f WHERE ${outside(sql`f.partner_id`)} UNION ALL ${UNKNOWN_AT_TIMES}`,
      holds: outside(sql`s.employer`),
      holdsUnknown: true,
    };
  }
  const within = sql`SELECT g.id FROM partners g WHERE g.region = ${region}`;
  return {
    concerned: sql`SELECT f.person_num FROM affiliations f WHERE f.partner_id IN (${within})`,
    holds: sql`coalesce(s.employer IN (${within}), 0)`,
    holdsUnknown: false,
  };
}

/**
 * Whom people work for changes only on the days on which an affiliation of theirs begins or ends. The attribution is asked once
 * for each such day, once for the time before all of them, and once for entries without a day; where no affiliation has a day, that
 * one answer holds for every entry.
 */
async function identitiesEmployed(
  reader: Reader,
  conditions: readonly EmployerCondition[],
  people: readonly RawBuilder<unknown>[],
): Promise<IdentityAnswers> {
  const concerned = all([...conditions.map((one) => sql`h.num IN (${one.concerned})`), ...people]);
  const holds = all(conditions.map((one) => one.holds));
  const unknownToo = conditions.every((one) => one.holdsUnknown);
  const [never, changing] = await Promise.all([
    unknownToo ? identityList(reader, all([sql`NOT EXISTS (SELECT 1 FROM affiliations n WHERE n.person_num = h.num)`, ...people])) : [],
    sql<{ list: string }>`
      WITH concerned AS MATERIALIZED (SELECT h.num FROM people h WHERE ${concerned}),
      bounded AS MATERIALIZED (SELECT a.person_num, a.valid_from, a.valid_to FROM concerned c CROSS JOIN affiliations a ON a.person_num = c.num
        WHERE a.valid_from IS NOT NULL OR a.valid_to IS NOT NULL),
      changes AS MATERIALIZED (SELECT person_num, valid_from AS day FROM bounded WHERE valid_from IS NOT NULL
        UNION SELECT person_num, valid_to FROM bounded WHERE valid_to IS NOT NULL),
      days AS (SELECT num AS person_num, NULL AS day FROM concerned UNION ALL SELECT DISTINCT person_num, '' FROM changes
        UNION ALL SELECT person_num, day FROM changes),
      employers AS MATERIALIZED (SELECT p.person_num, p.day, ${attributedPartner('p.person_num', 'p.day')} AS employer FROM days p),
      answers AS MATERIALIZED (SELECT s.person_num, s.day, ${holds} AS holds FROM employers s)
      SELECT json_group_array(json_array(i.num, n.day, n.holds) ORDER BY i.num, n.day) AS list
      FROM answers n CROSS JOIN identities i ON i.person_num = n.person_num`.execute(reader),
  ]);
  const answers = JSON.parse(changing.rows[0]?.list ?? '[]') as [number, string | null, number][];
  const dated = new Map<number, { undated: boolean; spans: { from: number; matches: boolean }[] }>();
  for (const [identity, day, yes] of answers) {
    const known = dated.get(identity) ?? { undated: false, spans: [] };
    dated.set(identity, known);
    if (day === null) known.undated = yes === 1;
    else known.spans.push({ from: day === '' ? 0 : dayNumber(day as Day), matches: yes === 1 });
  }
  const flags = flagged([...never, ...dated.keys()]);
  for (const [identity, { undated, spans }] of dated) {
    const always = spans.every((span) => span.matches === undated);
    flags[identity] = always ? (undated ? 1 : 0) : 2;
    if (always) dated.delete(identity);
  }
  return { flags, dated };
}
