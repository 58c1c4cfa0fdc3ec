// Names of people who were forgotten, in sheets and forms of activities: their number stands in the name's place, and a sheet that writes
// the name again brings nothing back.
import type { SqlConnection } from '../../store/connection.ts';
import { erasedHash, erasedNameHash, saltOf, shownWhenErased } from '../../store/people/erased-keys.ts';
import { readName } from './activity-people.rules.ts';

/** What a name is to be instead, where it is that of somebody who was forgotten. `activityId` is null for an activity that is new. */
export type NameInstead = (activityId: string | null, written: string) => string;

/** undefined while nobody was forgotten. */
export async function erasedNames(connection: SqlConnection, workspace: string): Promise<NameInstead | undefined> {
  const rows = await connection.all<{ key_hash: string; num: number }>(
    `SELECT e.key_hash, coalesce(i.home_num, i.person_num) AS num FROM ${workspace}.erased_keys e JOIN ${workspace}.identities i ON i.num = e.identity_num`,
  );
  if (rows.length === 0) return undefined;
  const salt = await saltOf(connection);
  const numOf = new Map(rows.map(({ key_hash, num }) => [key_hash, num]));
  return (activityId, written) => {
    const { email, login } = readName(written);
    const byName = activityId === null ? undefined : numOf.get(erasedNameHash(salt, activityId, written));
    const byKey = email !== '' ? `email:${email}` : login !== '' ? `login:${login}` : '';
    const num = byName ?? (byKey === '' ? undefined : numOf.get(erasedHash(salt, byKey)));
    return num === undefined ? written : shownWhenErased(num);
  };
}
