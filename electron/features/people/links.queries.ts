// Links between people as they are read, refused and undone. What follows from a link is kept right by the store.
import type { SqlConnection } from '../../store/connection.ts';
import type { Writer } from '../../store/database.ts';
import type { RowRef } from '../../store/journal.ts';

/** A link that stands, with the name of whom it is from. */
export async function standingMerge(writer: Writer, mergeId: string): Promise<{ id: string; fromNum: number; name: string } | undefined> {
  return writer
    .selectFrom('personMerges as m')
    .innerJoin('people as h', 'h.num', 'm.fromNum')
    .select(['m.id', 'm.fromNum', 'h.name'])
    .where('m.id', '=', mergeId)
    .where('m.undoneAt', 'is', null)
    .executeTakeFirst();
}

/** Two people who are not to be proposed as one again. */
export async function keepApart(writer: Writer, row: { oneNum: number; otherNum: number; at: string }): Promise<void> {
  await writer
    .insertInto('mergeDismissals')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The rows that linking these people can change, for the journal. Affiliations by mail domain are derived, not kept. */
export async function linkRows(connection: SqlConnection, people: readonly number[]): Promise<RowRef[]> {
  const list = JSON.stringify(people);
  const keys = (table: RowRef['table'], rows: readonly { key: string | number }[]) =>
    rows.map(({ key }) => ({ table, key: [String(key)] }));
  const [identities, affiliations] = await Promise.all([
    connection.all<{ key: number }>('SELECT num AS key FROM identities WHERE person_num IN (SELECT value FROM json_each(?))', [list]),
    connection.all<{ key: string }>(
      `SELECT id AS key FROM affiliations WHERE source <> 'email_domain' AND person_num IN (SELECT value FROM json_each(?))`,
      [list],
    ),
  ]);
  return [
    ...keys(
      'people',
      people.map((key) => ({ key })),
    ),
    ...keys('identities', identities),
    ...keys('affiliations', affiliations),
  ];
}
