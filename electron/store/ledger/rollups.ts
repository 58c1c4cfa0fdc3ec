// Sums kept in the ledger's own transaction, so that reports need not scan it:
// - rollups: month × partner × kind. Small whatever the ledger's size; serves trends, shares and partners.
// - person_months, person_years: who did how much when; serve leaderboards and counts of contributors.
// - person_totals: everything a person ever did, with the first and last day.
// One table of month × person × partner × kind would be as long as the ledger itself: most people have one entry per cell.
// Reversals carry negative points and take one entry off; rejected entries are not counted, nor what takes one of them back. Undated entries stand under
// `undated`. Bots have their own bucket in place of a partner, so that they never count among people.
import type { SqlConnection } from '../connection.ts';
import { attributedPartnerSql } from './attribution.ts';
import { SIGN_SQL, STANDING_SQL } from './counting.ts';

export const UNDATED = 'undated';
export const BOTS = 'bots';

/** Entries with a link that proves them. */
const LINKED = `CASE WHEN e.link IS NULL THEN 0 ELSE ${SIGN_SQL} END`;
const FROM_LEDGER = `FROM ledger_entries e JOIN identities i ON i.num = e.identity_num WHERE e.rejected_because IS NULL`;

/** Whom an entry counts for, per row: the bots' bucket, the partner of its day, or `unknown`. Needs `h` for the person. */
const BUCKET = `CASE WHEN h.is_bot THEN '${BOTS}' ELSE coalesce(${attributedPartnerSql('i.person_num', 'e.day')}, 'unknown') END`;

function byPartner(where: string): string {
  return `SELECT coalesce(substr(e.day, 1, 7), '${UNDATED}') AS month, ${BUCKET} AS partner_id, e.kind AS kind, sum(e.points) AS points, sum(${SIGN_SQL}) AS entries, sum(${LINKED}) AS linked
    FROM ledger_entries e JOIN identities i ON i.num = e.identity_num JOIN people h ON h.num = i.person_num
    WHERE e.rejected_because IS NULL AND ${where} GROUP BY 1, 2, 3`;
}

function byPerson(where: string): string {
  return `SELECT i.person_num AS person_num, coalesce(substr(e.day, 1, 7), '${UNDATED}') AS month, sum(e.points) AS points, sum(${SIGN_SQL}) AS entries,
      min(e.day) AS first_day, max(e.day) AS last_day
    ${FROM_LEDGER} AND ${where} GROUP BY 1, 2`;
}

const DROP_EMPTY = 'DELETE FROM rollups WHERE points = 0 AND entries = 0 AND linked = 0';
const ADD = 'DO UPDATE SET points = points + excluded.points, entries = entries + excluded.entries';

/** Adds the entries from one sequence number to another, both inclusive, which were just written. */
export function addToRollups(connection: SqlConnection, firstSeq: number, lastSeq: number): Promise<void> {
  return addCounted(connection, countedEntries(`e.seq BETWEEN ${Number(firstSeq)} AND ${Number(lastSeq)}`));
}

/** What entries of the ledger add to the sums. */
export function countedEntries(where: string): string {
  return `SELECT e.identity_num, e.day, e.kind, e.points, ${SIGN_SQL} AS sign, ${LINKED} AS linked FROM ledger_entries e
    WHERE e.rejected_because IS NULL AND ${where}`;
}

/**
 * Adds what was just written to the ledger; `counted` is SQL that yields the columns of {@link countedEntries}, from the ledger or
 * from where the entries came. One sorting pass over them makes the sums per identity and month; years and totals follow from
 * those. Partners are few, so their sums are added row by row, and the partner is looked up once per identity unless an
 * affiliation of that person has dates.
 */
export async function addCounted(connection: SqlConnection, counted: string): Promise<void> {
  await connection.run(
    'CREATE TEMP TABLE fresh_months (person_num INTEGER NOT NULL, month TEXT NOT NULL, points INTEGER NOT NULL, entries INTEGER NOT NULL, first_day TEXT, last_day TEXT)',
  );
  // Identities are told apart first and their people looked up afterwards: there are fewer sums than entries.
  await connection.run(
    `INSERT INTO temp.fresh_months SELECT i.person_num, g.month, g.points, g.entries, g.first_day, g.last_day FROM
       (SELECT identity_num, coalesce(substr(day, 1, 7), '${UNDATED}') AS month, sum(points) AS points, sum(sign) AS entries, min(day) AS first_day, max(day) AS last_day
        FROM (${counted}) GROUP BY 1, 2) g JOIN identities i ON i.num = g.identity_num`,
  );
  await connection.run(
    `INSERT INTO person_months (person_num, month, points, entries) SELECT person_num, month, points, entries FROM temp.fresh_months WHERE 1 ORDER BY month, person_num
     ON CONFLICT (month, person_num) ${ADD}`,
  );
  await connection.run(
    `INSERT INTO person_years (person_num, year, points, entries)
     SELECT person_num, substr(month, 1, 4), sum(points), sum(entries) FROM temp.fresh_months WHERE month <> '${UNDATED}' GROUP BY 2, 1
     ON CONFLICT (year, person_num) ${ADD}`,
  );
  await connection.run(
    `INSERT INTO person_totals (person_num, points, entries, first_day, last_day)
     SELECT person_num, sum(points), sum(entries), min(first_day), max(last_day) FROM temp.fresh_months WHERE 1 GROUP BY 1
     ON CONFLICT (person_num) DO UPDATE SET points = points + excluded.points, entries = entries + excluded.entries,
       first_day = CASE WHEN first_day IS NULL OR excluded.first_day < first_day THEN coalesce(excluded.first_day, first_day) ELSE first_day END,
       last_day = CASE WHEN last_day IS NULL OR excluded.last_day > last_day THEN coalesce(excluded.last_day, last_day) ELSE last_day END`,
  );
  await connection.run(
    'CREATE TEMP TABLE employers (identity_num INTEGER PRIMARY KEY, person_num INTEGER NOT NULL, bucket TEXT, dated INTEGER NOT NULL)',
  );
  await connection.run(
    `INSERT INTO temp.employers SELECT i.num, h.num, CASE WHEN h.is_bot THEN '${BOTS}' ELSE coalesce(${attributedPartnerSql('h.num', 'NULL')}, 'unknown') END,
       h.is_bot = 0 AND EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = h.num AND (a.valid_from IS NOT NULL OR a.valid_to IS NOT NULL))
     FROM people h JOIN identities i ON i.person_num = h.num WHERE h.num IN (SELECT person_num FROM temp.fresh_months)`,
  );
  await connection.run(
    `INSERT INTO rollups (month, partner_id, kind, points, entries, linked)
     SELECT coalesce(substr(c.day, 1, 7), '${UNDATED}'),
       CASE WHEN w.dated THEN coalesce(${attributedPartnerSql('w.person_num', 'c.day')}, 'unknown') ELSE w.bucket END, c.kind, c.points, c.sign, c.linked
     FROM (${counted}) c JOIN temp.employers w ON w.identity_num = c.identity_num WHERE 1
     ON CONFLICT (month, partner_id, kind) ${ADD}, linked = linked + excluded.linked`,
  );
  await connection.run(DROP_EMPTY);
  await connection.run('DROP TABLE temp.fresh_months');
  await connection.run('DROP TABLE temp.employers');
}

async function addPartnerSums(connection: SqlConnection, where: string, factor: 1 | -1): Promise<void> {
  await connection.run(
    `INSERT INTO rollups (month, partner_id, kind, points, entries, linked)
     SELECT month, partner_id, kind, ${factor} * points, ${factor} * entries, ${factor} * linked FROM (${byPartner(where)}) WHERE 1
     ON CONFLICT (month, partner_id, kind) ${ADD}, linked = linked + excluded.linked`,
  );
  await connection.run(DROP_EMPTY);
}

/**
 * Keeps the partners' sums right while `work` changes whom some people's entries count for (affiliations, bot marks).
 * `people` is SQL that yields person numbers and must give the same ones before and after.
 */
export async function reattributing(connection: SqlConnection, people: string, work: () => Promise<void>): Promise<void> {
  const theirs = `e.identity_num IN (SELECT num FROM identities WHERE person_num IN (${people}))`;
  await addPartnerSums(connection, theirs, -1);
  await work();
  await addPartnerSums(connection, theirs, 1);
}

/** Numbers of the people that {@link resumming} is about, while its work runs. */
export const CONCERNED = 'SELECT person_num FROM temp.concerned';

/**
 * Keeps every sum right while `work` moves identities or affiliations between some people. Both ends of every move must be
 * among them.
 */
export async function resumming<T>(connection: SqlConnection, people: readonly number[], work: () => Promise<T>): Promise<T> {
  await connection.run('CREATE TEMP TABLE IF NOT EXISTS concerned (person_num INTEGER PRIMARY KEY)');
  await connection.run('DELETE FROM temp.concerned');
  await connection.run('INSERT OR IGNORE INTO temp.concerned SELECT value FROM json_each(?)', [JSON.stringify(people)]);
  let result: T | undefined;
  await reattributing(connection, CONCERNED, async () => {
    result = await work();
  });
  await recomputePeople(connection, CONCERNED);
  await connection.run('DELETE FROM temp.concerned');
  return result as T;
}

const totalsOf = (where: string) =>
  `SELECT i.person_num, sum(e.points), count(*), min(e.day), max(e.day)
   FROM ledger_entries e JOIN identities i ON i.num = e.identity_num WHERE ${STANDING_SQL} AND ${where} GROUP BY 1`;

/** Computes what some people did anew, after entries were taken back: only the ledger knows their first and last day then. */
export async function recomputePeople(connection: SqlConnection, people: string): Promise<void> {
  const theirs = `i.person_num IN (${people})`;
  await connection.run(`DELETE FROM person_months WHERE person_num IN (${people})`);
  await connection.run(
    `INSERT INTO person_months (person_num, month, points, entries) SELECT person_num, month, points, entries FROM (${byPerson(theirs)}) WHERE points <> 0 OR entries <> 0`,
  );
  await connection.run(`DELETE FROM person_years WHERE person_num IN (${people})`);
  await connection.run(
    `INSERT INTO person_years (person_num, year, points, entries)
     SELECT person_num, substr(month, 1, 4), sum(points), sum(entries) FROM person_months WHERE person_num IN (${people}) AND month <> '${UNDATED}' GROUP BY 1, 2`,
  );
  await connection.run(`DELETE FROM person_totals WHERE person_num IN (${people})`);
  await connection.run(`INSERT INTO person_totals (person_num, points, entries, first_day, last_day) ${totalsOf(theirs)}`);
}

/** Compares the kept sums with the ledger; each row is one difference. */
export function rollupDifferences(connection: SqlConnection): Promise<{ problem: string }[]> {
  const compare = (name: string, key: string, expected: string, kept: string) => `
    SELECT '${name} ' || ${key} AS problem FROM (SELECT * FROM (${expected}) EXCEPT ${kept})
    UNION SELECT '${name} ' || ${key} FROM (${kept} EXCEPT SELECT * FROM (${expected}))`;
  const notEmpty = (query: string) => `SELECT * FROM (${query}) WHERE points <> 0 OR entries <> 0`;
  const months = notEmpty(`SELECT person_num, month, points, entries FROM (${byPerson('1')})`);
  return connection.all<{ problem: string }>(
    [
      compare(
        'partner',
        `month || ' ' || partner_id || ' ' || kind`,
        notEmpty(byPartner('1')),
        'SELECT month, partner_id, kind, points, entries, linked FROM rollups',
      ),
      compare(
        'month',
        `month || ' ' || person_num`,
        months,
        'SELECT person_num, month, points, entries FROM person_months WHERE points <> 0 OR entries <> 0',
      ),
      compare(
        'year',
        `year || ' ' || person_num`,
        `SELECT person_num, substr(month, 1, 4) AS year, sum(points) AS points, sum(entries) AS entries FROM (${months}) WHERE month <> '${UNDATED}' GROUP BY 1, 2`,
        'SELECT person_num, year, points, entries FROM person_years WHERE points <> 0 OR entries <> 0',
      ),
      compare(
        'total',
        'person_num',
        totalsOf('1'),
        'SELECT person_num, points, entries, first_day, last_day FROM person_totals WHERE entries <> 0',
      ),
    ].join(' UNION '),
  );
}
