// Who is whom. A merge is a link from one person to another; whose an identity, an affiliation or a reward was before is kept, so
// that taking a link away gives back exactly what was there, in any order.
import type { MergeRule } from '../../../shared/vocabulary.ts';
import type { SqlConnection } from '../connection.ts';
import { resumming } from '../ledger/rollups.ts';
import { settleSums } from '../ledger/settled-sums.ts';
import { affiliateByDomain } from './domain-affiliations.ts';
import { componentOf, type Link, pointersOf, rootOf } from './links.rules.ts';
import { followNames } from './names.ts';

export interface NewMerge {
  readonly id: string;
  readonly fromNum: number;
  readonly intoNum: number;
  readonly rule: MergeRule;
  readonly evidence: string;
  readonly importId: string | null;
}

async function standingLinks(connection: SqlConnection): Promise<Link[]> {
  const rows = await connection.all<{ id: string; from_num: number; into_num: number }>(
    'SELECT id, from_num, into_num FROM person_merges WHERE undone_at IS NULL',
  );
  return rows.map((row) => ({ id: row.id, from: row.from_num, into: row.into_num }));
}

/** Everyone who is linked with these people, themselves included. */
export async function linkedWith(connection: SqlConnection, people: readonly number[]): Promise<number[]> {
  return componentOf(await standingLinks(connection), people);
}

/** Writes links and lets identities, affiliations and sums follow. Links between people who are one already are left out. */
export async function mergePeople(
  connection: SqlConnection,
  merges: readonly NewMerge[],
  services: { newId: () => string; at: string },
): Promise<{ merged: NewMerge[]; people: number[] }> {
  const links = await standingLinks(connection);
  const pointers = pointersOf(links);
  const merged: NewMerge[] = [];
  for (const merge of merges) {
    const [from, into] = [rootOf(pointers, merge.fromNum), rootOf(pointers, merge.intoNum)];
    if (from === into) continue;
    links.push({ id: merge.id, from, into });
    pointers.set(from, into);
    merged.push({ ...merge, fromNum: from, intoNum: into });
  }
  const people = componentOf(
    links,
    merged.map((one) => one.fromNum),
  );
  if (merged.length > 0)
    await relinking(connection, people, services, async () => {
      for (const { id, fromNum, intoNum, rule, evidence, importId } of merged) {
        await connection.run(
          'INSERT INTO person_merges (id, from_num, into_num, rule, evidence, at, import_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
          [id, fromNum, intoNum, rule, evidence, services.at, importId],
        );
      }
    });
  return { merged, people };
}

/** Takes links away again. */
export async function unmergePeople(
  connection: SqlConnection,
  mergeIds: readonly string[],
  services: { newId: () => string; at: string },
): Promise<{ people: number[] }> {
  const links = await standingLinks(connection);
  const gone = new Set(mergeIds);
  const people = componentOf(
    links,
    links.filter(({ id }) => gone.has(id)).map(({ from }) => from),
  );
  if (people.length > 0)
    await relinking(connection, people, services, async () => {
      await connection.run('UPDATE person_merges SET undone_at = ? WHERE undone_at IS NULL AND id IN (SELECT value FROM json_each(?))', [
        services.at,
        JSON.stringify(mergeIds),
      ]);
    });
  return { people };
}

/** Changes links between some people, and everything that follows from them. */
export async function relinking(
  connection: SqlConnection,
  people: readonly number[],
  services: { newId: () => string; at: string },
  work: () => Promise<void>,
): Promise<void> {
  await resumming(connection, people, async () => {
    await work();
    await followLinks(connection, people);
    await connection.run(
      `DELETE FROM affiliations WHERE source = 'email_domain' AND person_num IN (SELECT person_num FROM temp.concerned)`,
    );
    await affiliateByDomain(connection, 'i.person_num IN (SELECT person_num FROM temp.concerned)', services.newId);
  });
  await settleSums(connection, services.at, { people });
}

/** Points everything that was these people's at whoever stands at the end of their links; who is out of published lists, and what they are called, follows. */
async function followLinks(connection: SqlConnection, people: readonly number[]): Promise<void> {
  const pointers = pointersOf(await standingLinks(connection));
  const roots = JSON.stringify(people.map((num) => [num, rootOf(pointers, num)]));
  await connection.run('CREATE TEMP TABLE roots (num INTEGER PRIMARY KEY, root INTEGER NOT NULL)');
  await connection.run('INSERT INTO temp.roots SELECT value ->> 0, value ->> 1 FROM json_each(?)', [roots]);
  await connection.run('UPDATE people SET root_num = nullif(r.root, people.num) FROM temp.roots r WHERE r.num = people.num');
  await connection.run(
    `UPDATE people SET opted_out = g.asked_out FROM temp.roots r
       JOIN (SELECT coalesce(root_num, num) AS root, max(asked_out) AS asked_out FROM people
         WHERE num IN (SELECT root FROM temp.roots) OR root_num IN (SELECT root FROM temp.roots) GROUP BY 1) g ON g.root = r.root
     WHERE r.num = people.num`,
  );
  for (const table of ['identities', 'affiliations', 'resting_affiliations']) {
    await connection.run(
      `UPDATE ${table} SET person_num = r.root, home_num = nullif(r.num, r.root) FROM temp.roots r
       WHERE r.num = coalesce(${table}.home_num, ${table}.person_num) AND ${table}.person_num IN (SELECT num FROM temp.roots)`,
    );
  }
  await followNames(connection, 'SELECT num FROM temp.roots');
  await connection.run('DROP TABLE temp.roots');
}
