// What a person changes about people, as rows: affiliations by hand, names, marks, the bot list, forgetting somebody.
import type { AffiliationFields } from '../../../shared/contract/people.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import { AFFILIATION_SOURCES } from '../../../shared/vocabulary.ts';
import type { SqlConnection } from '../../store/connection.ts';
import type { Writer } from '../../store/database.ts';
import { erasedHash, saltOf, shownWhenErased } from '../../store/people/erased-keys.ts';
import { forgetNames } from './forgotten-names.queries.ts';
import { forgetTraces, type Traceable } from './forgotten-traces.queries.ts';

export interface PersonRow {
  num: number;
  id: string;
  name: string;
  isBot: number;
  rootNum: number | null;
  erasedAt: string | null;
}

export async function personRow(writer: Writer, personId: string): Promise<PersonRow | undefined> {
  return writer
    .selectFrom('people')
    .select(['num', 'id', 'name', 'isBot', 'rootNum', 'erasedAt'])
    .where('id', '=', personId)
    .executeTakeFirst();
}

const BY_HAND = AFFILIATION_SOURCES.indexOf('by_hand');
const IMPORTED = AFFILIATION_SOURCES.indexOf('imported');

export async function affiliationRow(writer: Writer, affiliationId: string) {
  return writer
    .selectFrom('affiliations as a')
    .innerJoin('people as h', 'h.num', 'a.personNum')
    .select(['a.id', 'a.personNum', 'a.source', 'h.name as personName'])
    .where('a.id', '=', affiliationId)
    .executeTakeFirst();
}

export async function partnerExists(writer: Writer, partnerId: string): Promise<boolean> {
  const found = await writer
    .selectFrom('partners')
    .select('id')
    .where('id', '=', partnerId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

export async function putAffiliation(
  writer: Writer,
  affiliation: { id: string; personNum: number; existing: boolean; fields: AffiliationFields },
): Promise<void> {
  const { partnerId, from, until, evidence } = affiliation.fields;
  const values = { partnerId, validFrom: from, validTo: until, source: 'by_hand' as const, sourceRank: BY_HAND, evidence };
  if (affiliation.existing) await writer.updateTable('affiliations').set(values).where('id', '=', affiliation.id).execute();
  else
    await writer
      .insertInto('affiliations')
      .values({ id: affiliation.id, personNum: affiliation.personNum, homeNum: null, importId: null, ...values })
      .execute();
}

export async function deleteAffiliation(writer: Writer, affiliationId: string): Promise<void> {
  await writer.deleteFrom('affiliations').where('id', '=', affiliationId).execute();
}

export async function updatePerson(
  writer: Writer,
  num: number,
  set: Partial<{ name: string; nameKey: string; givenName: string; isBot: number; askedOut: number }>,
): Promise<void> {
  await writer
    .updateTable('people')
    .set((eb) => ({ ...set, revision: eb('revision', '+', 1) }))
    .where('num', '=', num)
    .execute();
}

/** People whom a name on the bot list is about: by name or login, everyone linked with them included. */
export async function peopleNamed(connection: SqlConnection, nameKey: string): Promise<number[]> {
  const rows = await connection.all<{ num: number }>(
    `SELECT num FROM people WHERE name_key = ?1 AND root_num IS NULL UNION SELECT person_num FROM identities WHERE lower(login) = ?1 OR lower(name) = ?1`,
    [nameKey],
  );
  return rows.map((row) => row.num);
}

/**
 * Forgets who people are. Names, logins and addresses go; what they did stays under a number. Their keys are kept as salted
 * hashes, so that a later import of the same rows changes nothing and brings no name back.
 */
export async function erasePeople(connection: SqlConnection, people: readonly number[], at: string): Promise<void> {
  const list = JSON.stringify(people);
  const salt = await saltOf(connection);
  const identities = await connection.all<Traceable & { num: number; identity_key: string }>(
    'SELECT num, identity_key, email, login, account FROM identities WHERE person_num IN (SELECT value FROM json_each(?))',
    [list],
  );
  for (const { num, identity_key } of identities) {
    const hash = erasedHash(salt, identity_key);
    await connection.run('INSERT OR IGNORE INTO erased_keys (key_hash, identity_num) VALUES (?, ?)', [hash, num]);
    await connection.run(
      `UPDATE identities SET identity_key = ?, email = NULL, email_domain = NULL, login = NULL, name = NULL, account = NULL WHERE num = ?`,
      [`erased:${hash}`, num],
    );
    await connection.run('DELETE FROM identity_sayings WHERE identity_num = ?', [num]);
    for (const table of ['pull_request_sightings', 'pull_requests'])
      await connection.run(`UPDATE ${table} SET author_key = ?, author_login = '' WHERE author_key = ?`, [`erased:${hash}`, identity_key]);
  }
  for (const num of people) {
    const name = shownWhenErased(num);
    await connection.run(
      'UPDATE people SET name = ?1, given_name = ?1, name_key = ?2, erased_at = ?3, opted_out = 1, asked_out = 1, revision = revision + 1 WHERE num = ?4',
      [name, textKey(name), at, num],
    );
  }
  await forgetNames(connection, people, salt);
  // What a mail domain said stays known, although the address is gone.
  await connection.run(
    `UPDATE affiliations SET source = 'imported', source_rank = ${IMPORTED} WHERE source = 'email_domain' AND person_num IN (SELECT value FROM json_each(?))`,
    [list],
  );
  // The journal holds rows as they were; a change that could bring a name back can no longer be undone.
  const theirs = `(table_name = 'people' AND row_key IN (SELECT json_array(CAST(value AS TEXT)) FROM json_each(?1)))
    OR (table_name = 'identities' AND row_key IN (SELECT json_array(CAST(num AS TEXT)) FROM identities WHERE person_num IN (SELECT value FROM json_each(?1))))`;
  await connection.run(
    `UPDATE changes SET state = 'dropped', undone_order = NULL, subject = '…' WHERE id IN (SELECT change_id FROM journal WHERE ${theirs})`,
    [list],
  );
  await connection.run(`DELETE FROM journal WHERE ${theirs}`, [list]);
  await forgetTraces(connection, people, identities);
}
