// Of people who were forgotten only hashes of their keys stay, with a salt of the workspace: a row that writes one of them again is known
// as theirs and brings nothing back.
import { createHash } from 'node:crypto';
import { textKey } from '../../../shared/values/text-key.ts';
import type { SqlConnection } from '../connection.ts';

export function erasedHash(salt: string, key: string): string {
  return createHash('sha256').update(`${salt} ${key}`).digest('hex');
}

/** In one activity a text means the same person whenever it comes. */
export const erasedNameHash = (salt: string, activityId: string, written: string) =>
  erasedHash(salt, `activity:${activityId}:${textKey(written)}`);

/** What stands where their name stood. */
export const shownWhenErased = (personNum: number) => `#${personNum}`;

export async function saltOf(connection: SqlConnection): Promise<string> {
  return (await connection.get<{ value: string }>(`SELECT value FROM workspace_meta WHERE key = 'workspace_id'`))?.value ?? '';
}
