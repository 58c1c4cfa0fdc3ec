// The published versions of the points policy, by which everybody scores. Only the policies feature adds one.
import { type PolicyVersion, pointsPolicy } from '../../shared/contract/policies.ts';
import type { Day } from '../../shared/values/day.ts';
import { versionOn } from '../../shared/values/points-policy.ts';
import type { SqlConnection } from './connection.ts';
import type { Reader } from './database.ts';
import { connectionOf } from './sqlite3-dialect.ts';

/** Every published version, oldest first. */
export async function pointsVersionsIn(connection: SqlConnection): Promise<PolicyVersion[]> {
  const rows = await connection.all<{ version: number; effective_from: string | null; published_at: string; body: string }>(
    `SELECT version, effective_from, published_at, body FROM policies WHERE kind = 'points' ORDER BY version`,
  );
  return rows.map(({ version, effective_from, published_at, body }) => ({
    version,
    effectiveFrom: effective_from,
    publishedAt: published_at,
    policy: pointsPolicy.parse(JSON.parse(body)),
  }));
}

export function readPointsVersions(reader: Reader): Promise<PolicyVersion[]> {
  return pointsVersionsIn(connectionOf(reader));
}

/** The version that scores entries of a day, and whose levels hold on it. */
export async function readPointsPolicy(reader: Reader, day: Day): Promise<PolicyVersion> {
  return versionOn(await readPointsVersions(reader), day);
}
