// The stored policies. A published version is never changed; scoring names the version it used.
import { type PointsPolicy, type PolicyDraft, type PolicyVersion, pointsPolicy } from '../../../shared/contract/policies.ts';
import type { Reader, Store, Writer } from '../../store/database.ts';
import { DEFAULT_POINTS_POLICY } from './default-points-policy.ts';

export async function readDraft(reader: Reader): Promise<PolicyDraft | null> {
  const row = await reader.selectFrom('policyDrafts').selectAll().where('kind', '=', 'points').executeTakeFirst();
  if (!row) return null;
  const { basedOn, savedAt, revision, body } = row;
  return { basedOn, savedAt, revision, policy: pointsPolicy.parse(JSON.parse(body)) };
}

export async function writeDraft(writer: Writer, draft: PolicyDraft): Promise<void> {
  const values = { basedOn: draft.basedOn, body: JSON.stringify(draft.policy), savedAt: draft.savedAt, revision: draft.revision };
  await writer
    .insertInto('policyDrafts')
    .values({ kind: 'points', ...values })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet(values))
    .execute();
}

export async function removeDraft(writer: Writer): Promise<void> {
  await writer.deleteFrom('policyDrafts').where('kind', '=', 'points').execute();
}

export async function publishVersion(writer: Writer, version: Omit<PolicyVersion, 'policy'> & { policy: PointsPolicy }): Promise<void> {
  await writer
    .insertInto('policies')
    .values({
      kind: 'points',
      version: version.version,
      effectiveFrom: version.effectiveFrom,
      body: JSON.stringify(version.policy),
      publishedAt: version.publishedAt,
    })
    .execute();
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
