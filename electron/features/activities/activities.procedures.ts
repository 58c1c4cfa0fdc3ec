// Activities as screens drive them: log, edit, finish the follow-up, put into the bin.

import type { ActivityFields } from '../../../shared/contract/activities.ts';
import type { Writer } from '../../store/database.ts';
import { journaled } from '../../store/journal.ts';
import { answer, asCommand, failed, instantNow, type ProgramContext } from '../procedure.ts';
import {
  activityRows,
  findActivity,
  insertActivity,
  listActivities,
  missingPartner,
  missingPerson,
  patchActivity,
  updateActivity,
} from './activities.queries.ts';

const TOPICS = ['activities', 'partners'] as const;

async function existing(writer: Writer, activityId: string) {
  const activity = await findActivity(writer, activityId);
  if (!activity) throw failed('NOT_FOUND', { what: 'activity' });
  return activity;
}

async function refuseMissingPartners(writer: Writer, partnerIds: readonly string[]): Promise<void> {
  if (await missingPartner(writer, partnerIds)) throw failed('NOT_FOUND', { what: 'partner' });
}

async function refuseMissingPeople(writer: Writer, { personOf }: ActivityFields): Promise<void> {
  if (await missingPerson(writer, Object.values(personOf))) throw failed('NOT_FOUND', { what: 'person' });
}

/** Changes one activity as one step of the journal. */
function changing(
  context: ProgramContext,
  command: { commandId: string; activityId: string; what: string },
  work: (writer: Writer, activity: Awaited<ReturnType<typeof existing>>, at: string) => Promise<void>,
  more: Pick<ActivityFields, 'partnerIds' | 'people'> = { partnerIds: [], people: [] },
): Promise<{ changeId: string }> {
  return asCommand(context, { commandId: command.commandId, procedure: command.what, topics: TOPICS }, async (writer) => {
    const activity = await existing(writer, command.activityId);
    const changeId = context.newId();
    const note = { id: changeId, at: instantNow(context), what: command.what, subject: activity.title };
    const rows = activityRows(command.activityId, [...activity.partnerIds, ...more.partnerIds], [...activity.names, ...more.people]);
    await journaled(writer, note, rows, () => work(writer, activity, note.at));
    return { changeId };
  });
}

export const activitiesProcedures = {
  list: answer.activities.list.handler(({ input, context }) => listActivities(context.store.read, input.filter, input)),

  log: answer.activities.log.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'activities.log', topics: TOPICS }, async (writer) => {
      await refuseMissingPartners(writer, input.fields.partnerIds);
      await refuseMissingPeople(writer, input.fields);
      const [activityId, changeId] = [context.newId(), context.newId()];
      const note = { id: changeId, at: instantNow(context), what: 'activities.log', subject: input.fields.title };
      await journaled(writer, note, activityRows(activityId, input.fields.partnerIds, input.fields.people), () =>
        insertActivity(writer, { id: activityId, createdAt: note.at, fields: input.fields }),
      );
      return { activityId, changeId };
    }),
  ),

  edit: answer.activities.edit.handler(({ input, context }) =>
    changing(
      context,
      { ...input, what: 'activities.edit' },
      async (writer, activity) => {
        if (activity.revision !== input.revision) throw failed('STALE_REVISION', { revision: activity.revision });
        // A partner that went into the bin since may stay on its activities; it cannot be added to more.
        const added = input.fields.partnerIds.filter((partnerId) => !activity.partnerIds.includes(partnerId));
        if (added.length > 0) await refuseMissingPartners(writer, added);
        await refuseMissingPeople(writer, input.fields);
        await updateActivity(writer, input.activityId, input.fields);
      },
      input.fields,
    ),
  ),

  finishFollowUp: answer.activities.finishFollowUp.handler(({ input, context }) =>
    changing(context, { ...input, what: 'activities.finishFollowUp' }, (writer) =>
      patchActivity(writer, input.activityId, { followUpDone: 1 }),
    ),
  ),

  remove: answer.activities.remove.handler(({ input, context }) =>
    changing(context, { ...input, what: 'activities.remove' }, (writer, _activity, at) =>
      patchActivity(writer, input.activityId, { deletedAt: at }),
    ),
  ),
};
