// The rules in force, the draft of new ones, what they would change on the real ledger, and making them so.
import { isDeepStrictEqual } from 'node:util';
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { interruptible } from '../../jobs/interruptible.ts';
import { JobFailure } from '../../jobs/jobs.ts';
import { onceOnly } from '../../store/answered-commands.ts';
import { openConnection } from '../../store/connection.ts';
import { pointsVersionsIn, readPointsPolicy, readPointsVersions } from '../../store/points-policies.ts';
import { answer, asCommand, failed, instantNow, today } from '../procedure.ts';
import { recogniseInBackground } from '../recognition/recognition-job.ts';
import { publishVersion, readDraft, removeDraft, writeDraft } from './policies.queries.ts';
import { brokenPolicyRule } from './policy-validation.rules.ts';
import { rescore, rescoringImpact } from './rescore.queries.ts';

function refuseBroken(policy: PointsPolicy): void {
  const broken = brokenPolicyRule(policy);
  if (broken) throw failed('RULE_BROKEN', broken);
}

const TOPICS = ['policies'] as const;

export const policiesProcedures = {
  points: answer.policies.points.handler(async ({ context }) => {
    const { version, effectiveFrom, policy } = await readPointsPolicy(context.store.read, today(context));
    return { version, effectiveFrom, policy };
  }),

  versions: answer.policies.versions.handler(async ({ context }) => {
    const [items, draft] = await Promise.all([readPointsVersions(context.store.read), readDraft(context.store.read)]);
    return { items, draft };
  }),

  saveDraft: answer.policies.saveDraft.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'policies.saveDraft', topics: TOPICS }, async (writer) => {
      refuseBroken(input.policy);
      const draft = await readDraft(writer);
      if ((draft?.revision ?? null) !== input.revision) throw failed('STALE_REVISION', { revision: draft?.revision ?? 0 });
      const newest = (await readPointsVersions(writer)).at(-1)?.version ?? 0;
      const revision = (draft?.revision ?? 0) + 1;
      await writeDraft(writer, { basedOn: draft?.basedOn ?? newest, policy: input.policy, savedAt: instantNow(context), revision });
      return { revision };
    }),
  ),

  discardDraft: answer.policies.discardDraft.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'policies.discardDraft', topics: TOPICS }, async (writer) => {
      await removeDraft(writer);
      return {};
    }),
  ),

  preview: answer.policies.preview.handler(async ({ input, context }) => {
    const versions = await readPointsVersions(context.store.read);
    const policy = input.policy ?? versions.find(({ version }) => version === input.version)?.policy;
    if (!policy) throw failed('NOT_FOUND', { what: 'policy' });
    refuseBroken(policy);
    const current = await readPointsPolicy(context.store.read, today(context));
    // A connection of its own: the lists of the program need not wait for a look at the whole ledger.
    const connection = await openConnection(context.store.path, 'read');
    try {
      return await rescoringImpact(connection, policy, current.policy, input.from);
    } finally {
      await connection.close();
    }
  }),

  publish: answer.policies.publish.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'policies.publish', topics: ['policies', 'people'] }, async (writer) => {
      const draft = await readDraft(writer);
      if (!draft) throw failed('NOT_FOUND', { what: 'draft' });
      refuseBroken(draft.policy);
      const newest = (await readPointsVersions(writer)).at(-1);
      if (newest?.effectiveFrom && input.effectiveFrom < newest.effectiveFrom) {
        throw failed('RULE_BROKEN', { field: 'effectiveFrom', rule: 'not_before_newest', value: newest.effectiveFrom });
      }
      const version = (newest?.version ?? 0) + 1;
      await publishVersion(writer, { version, effectiveFrom: input.effectiveFrom, publishedAt: instantNow(context), policy: draft.policy });
      await removeDraft(writer);
      return { version };
    }),
  ),

  recompute: answer.policies.recompute.handler(async ({ input, context }) => {
    const chosen = (await readPointsVersions(context.store.read)).find(({ version }) => version === input.version);
    if (!chosen) throw failed('NOT_FOUND', { what: 'policy' });
    let fresh = false;
    const started = await context.store.write((writer) =>
      onceOnly(writer, { commandId: input.commandId, procedure: 'policies.recompute', at: instantNow(context) }, async () => {
        fresh = true;
        return { jobId: context.newId() };
      }),
    );
    if (fresh) {
      context.jobs.start({ id: started.jobId, kind: 'recompute', subjectId: String(chosen.version) }, async (handle) => {
        handle.progress('backup', 0, null);
        await context.store.backup('before_recompute');
        handle.progress('rescoring', 0, null);
        await context.store.writeBulk(null, (connection) =>
          interruptible(connection, handle.signal, async () => {
            // A backup may have been restored while this waited: then the ledger may never have had this version, or have another by its number.
            const still = (await pointsVersionsIn(connection)).some((one) => isDeepStrictEqual(one, chosen));
            if (!still) throw new JobFailure('NOT_FOUND', { what: 'policy' });
            await rescore(connection, chosen, instantNow(context), input.from);
          }),
        );
        context.events.changed(['contributions', 'people', 'partners']);
        await recogniseInBackground(context);
      });
    }
    return started;
  }),
};
