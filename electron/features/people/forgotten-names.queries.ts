// People who were forgotten, among the people of activities: their number stands where their name was written, there and in what the journal
// keeps.
import type { SqlConnection } from '../../store/connection.ts';
import { erasedNameHash, shownWhenErased } from '../../store/people/erased-keys.ts';

interface Link {
  activity_id: string;
  written: string;
  person_num: number;
  identity_num: number | null;
}

export async function forgetNames(connection: SqlConnection, people: readonly number[], salt: string): Promise<void> {
  const links = await connection.all<Link>(
    `SELECT l.*, (SELECT min(i.num) FROM identities i WHERE coalesce(i.home_num, i.person_num) = l.person_num) AS identity_num
     FROM activity_people l WHERE l.person_num IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(people)],
  );
  for (const { activity_id: id, written, person_num: num, identity_num: identity } of links) {
    const shown = shownWhenErased(num);
    const renamed = (list: string) => JSON.stringify((JSON.parse(list) as string[]).map((one) => (one === written ? shown : one)));
    const now = await connection.get<{ people: string }>('SELECT people FROM activities WHERE id = ?', [id]);
    await connection.run('UPDATE activities SET people = ? WHERE id = ?', [renamed(now?.people ?? '[]'), id]);
    await connection.run('DELETE FROM activity_people WHERE activity_id = ? AND written = ?', [id, written]);
    await connection.run('INSERT OR IGNORE INTO activity_people (activity_id, written, person_num) VALUES (?, ?, ?)', [id, shown, num]);
    if (identity !== null)
      await connection.run('INSERT OR IGNORE INTO erased_keys (key_hash, identity_num) VALUES (?, ?)', [
        erasedNameHash(salt, id, written),
        identity,
      ]);
    await forgetInJournal(connection, id, written, shown, renamed);
  }
}

/** Images of the activity and of its links; what was done to them can be undone as before, without the name. */
async function forgetInJournal(
  connection: SqlConnection,
  activityId: string,
  written: string,
  shown: string,
  renamed: (list: string) => string,
): Promise<void> {
  const entries = await connection.all<{ seq: number; before: string | null; after: string | null }>(
    `SELECT seq, before, after FROM journal WHERE table_name = 'activities' AND row_key = json_array(?)`,
    [activityId],
  );
  const without = (image: string | null) => {
    if (image === null) return null;
    const row = JSON.parse(image) as { people?: string };
    return JSON.stringify(row.people === undefined ? row : { ...row, people: renamed(row.people) });
  };
  for (const { seq, before, after } of entries)
    await connection.run('UPDATE journal SET before = ?, after = ? WHERE seq = ?', [without(before), without(after), seq]);
  await connection.run(
    `UPDATE journal SET row_key = json_array(?1, ?3), before = json_replace(before, '$.written', ?3), after = json_replace(after, '$.written', ?3)
     WHERE table_name = 'activity_people' AND row_key = json_array(?1, ?2)`,
    [activityId, written, shown],
  );
}
