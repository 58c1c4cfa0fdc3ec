// What people are called. A name given by hand comes first; else it follows from what the imports that stand said of their identities, so
// that neither the order of imports nor that of merges decides, and an address is shown only where nobody said anything else.
import { textKey } from '../../../shared/values/text-key.ts';
import type { SqlConnection } from '../connection.ts';

const PEOPLE_AT_ONCE = 5_000;

/** SQL: whether a text is what somebody is called, and not an address. */
const isName = (text: string) => `(coalesce(instr(${text}, '@'), 1) = 0)`;
/** SQL: a name in full before a single word, whatever the script. */
const inFull = (text: string) => `(instr(${text}, ' ') > 0 OR ${text} GLOB '*[一-鿿]*')`;

/**
 * SQL: the best of what was said of identity `i` in a column: properly rather than in passing, in full, and of equals the first in the alphabet.
 * How often something was said is no reason: a sheet that is imported again says nothing new.
 */
const bestSaid = (
  column: 'name' | 'login',
) => `(SELECT s.${column} FROM identity_sayings s WHERE s.identity_num = i.num AND s.${column} IS NOT NULL
  GROUP BY s.${column} ORDER BY ${isName(`s.${column}`)} DESC, max(s.proper) DESC, ${inFull(`s.${column}`)} DESC, s.${column} LIMIT 1)`;

/** Lets names and logins of some identities follow from what is said of them, and names of people from those. `identities` is SQL that yields their numbers. */
export async function followSayings(connection: SqlConnection, identities: string): Promise<void> {
  await connection.run('CREATE TEMP TABLE renamed (num INTEGER PRIMARY KEY)');
  try {
    // Of whom nobody says anything any more, the last that was said stays.
    await connection.run(
      `INSERT INTO temp.renamed SELECT i.num FROM identities i WHERE i.num IN (${identities})
         AND EXISTS (SELECT 1 FROM identity_sayings s WHERE s.identity_num = i.num) AND (i.name IS NOT ${bestSaid('name')} OR i.login IS NOT ${bestSaid('login')})`,
    );
    await connection.run(
      `UPDATE identities AS i SET name = ${bestSaid('name')}, login = ${bestSaid('login')} WHERE i.num IN (SELECT num FROM temp.renamed)`,
    );
    const theirs = (column: string) => `SELECT ${column} FROM identities WHERE num IN (SELECT num FROM temp.renamed)`;
    await followNames(connection, `${theirs('person_num')} UNION ${theirs('coalesce(home_num, person_num)')}`);
  } finally {
    await connection.run('DROP TABLE temp.renamed');
  }
}

/**
 * SQL: what person `h` is called. A name given by hand to them, or else to somebody merged into them: of several the first in the alphabet, since
 * the order in which people came or were merged is not to decide. Of what sources say, a name or else a login of their own comes before those of
 * people merged into them, and all of these before an address.
 */
const CALLED = `coalesce(h.given_name, (SELECT min(g.given_name) FROM people g WHERE g.root_num = h.num), (SELECT CASE WHEN ${isName('i.name')} THEN i.name ELSE coalesce(i.login, i.name, i.email) END FROM identities i
  WHERE (i.person_num = h.num OR i.home_num = h.num) AND coalesce(i.name, i.login, i.email) IS NOT NULL
  ORDER BY (${isName('i.name')} OR i.login IS NOT NULL) DESC, coalesce(i.home_num, i.person_num) = h.num DESC, ${isName('i.name')} DESC, i.identity_key LIMIT 1))`;

/** Lets what some people are called follow from their identities. `people` is SQL that yields their numbers. */
export async function followNames(connection: SqlConnection, people: string): Promise<void> {
  const rows = await connection.all<{ num: number; called: string }>(
    `SELECT num, called FROM (SELECT h.num, h.name, ${CALLED} AS called FROM people h WHERE h.num IN (${people})) WHERE called <> name`,
  );
  for (let from = 0; from < rows.length; from += PEOPLE_AT_ONCE) {
    const some = rows.slice(from, from + PEOPLE_AT_ONCE).map(({ num, called }) => [num, called, textKey(called)]);
    await connection.run(
      `UPDATE people SET name = v.value ->> 1, name_key = v.value ->> 2 FROM jsonb_each(jsonb(?)) v WHERE people.num = v.value ->> 0`,
      [JSON.stringify(some)],
    );
  }
}
