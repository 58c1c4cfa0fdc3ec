// The stored policies. A published version is never changed; scoring names the version it used.
import { type PointsPolicy, pointsPolicy } from '../../../shared/contract/policies.ts';
import type { Reader, Store } from '../../store/database.ts';
import { DEFAULT_POINTS_POLICY } from './default-points-policy.ts';

export interface VersionedPointsPolicy {
  version: number;
  effectiveFrom: string | null;
  policy: PointsPolicy;
}

export async function readPointsPolicy(reader: Reader): Promise<VersionedPointsPolicy> {
  const row = await reader
    .selectFrom('policies')
    .selectAll()
    .where('kind', '=', 'points')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { version: row.version, effectiveFrom: row.effectiveFrom, policy: pointsPolicy.parse(JSON.parse(row.body)) };
}

/** Gives a new workspace its first policies. */
export async function ensurePolicies(store: Store, at: string): Promise<void> {
  const found = await store.read.selectFrom('policies').select('version').where('kind', '=', 'points').limit(1).executeTakeFirst();
  if (found) return;
  await store.write((writer) =>
    writer
      .insertInto('policies')
      .values({ kind: 'points', version: 1, effectiveFrom: null, body: JSON.stringify(DEFAULT_POINTS_POLICY), publishedAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}
