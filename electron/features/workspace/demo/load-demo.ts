// The demo program as a job: only ever into an empty workspace.
import type { Language } from '../../../../shared/vocabulary.ts';
import { onceOnly } from '../../../store/answered-commands.ts';
import { readPointsPolicy } from '../../../store/points-policies.ts';
import { instantNow, type ProgramContext, today } from '../../procedure.ts';
import { recogniseInBackground } from '../../recognition/recognition-job.ts';
import { inTheWayOfDemo, sendOldRewards, writeDemo } from './demo.queries.ts';
import { demoProgram } from './demo-program.rules.ts';

const SEED = 20_240_917;

/** Starts the job once per command id. Throws what `notEmpty` makes when the workspace holds anything. */
export async function loadDemo(
  context: ProgramContext,
  command: { commandId: string; language: Language },
  notEmpty: (counts: { partners: number; contributions: number }) => Error,
): Promise<{ jobId: string }> {
  let fresh = false;
  const answer = await context.store.write((writer) =>
    onceOnly(writer, { commandId: command.commandId, procedure: 'workspace.loadDemo', at: instantNow(context) }, async () => {
      const inTheWay = await inTheWayOfDemo(writer);
      if (inTheWay) throw notEmpty(inTheWay);
      fresh = true;
      return { jobId: context.newId() };
    }),
  );
  if (!fresh) return answer;
  context.jobs.start({ id: answer.jobId, kind: 'load_demo', subjectId: null }, async (handle) => {
    const { version, policy } = await readPointsPolicy(context.store.read, today(context));
    const demo = demoProgram({ seed: SEED, today: today(context), language: command.language, policy });
    await writeDemo(context.store, demo, { at: instantNow(context), newId: context.newId, policyVersion: version }, handle);
    context.events.changed(['workspace', 'partners', 'activities', 'people', 'contributions']);
    const recognition = await recogniseInBackground(context);
    if (recognition !== undefined) await context.jobs.finished(recognition);
    await sendOldRewards(context.store, today(context));
    context.events.changed(['recognition', 'people']);
  });
  return answer;
}
