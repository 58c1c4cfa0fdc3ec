// Whom an entry that is typed in is credited to.
import type { Writer } from '../../store/database.ts';

/** A person by id, at the end of their links. */
export async function personToCredit(writer: Writer, personId: string): Promise<{ num: number; name: string } | undefined> {
  return writer
    .selectFrom('people')
    .select((eb) => [eb.fn.coalesce('rootNum', 'num').as('num'), 'name'])
    .where('id', '=', personId)
    .executeTakeFirst();
}

/** An identity through which a person can be credited by hand: one they have, or one made for it. */
export async function identityFor(writer: Writer, personNum: number, made: { id: string; name: string }): Promise<number> {
  const known = await writer
    .selectFrom('identities')
    .select('num')
    .where('personNum', '=', personNum)
    .orderBy('num')
    .limit(1)
    .executeTakeFirst();
  if (known) return known.num;
  const { num } = await writer
    .insertInto('identities')
    .values({
      id: made.id,
      source: 'by_hand',
      identityKey: `by_hand:${made.id}`,
      email: null,
      emailDomain: null,
      login: null,
      name: made.name,
      personNum,
      homeNum: null,
      importId: null,
    })
    .returning('num')
    .executeTakeFirstOrThrow();
  return num;
}
