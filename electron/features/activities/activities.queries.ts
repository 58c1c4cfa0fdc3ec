// Activities: the list, and the writing of their rows.
import { type SelectQueryBuilder, sql } from 'kysely';
import type { ActivityFields, ActivityFilter, ActivityItem } from '../../../shared/contract/activities.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import type { Reader, Writer } from '../../store/database.ts';
import type { RowRef } from '../../store/journal.ts';
import type { Tables } from '../../store/tables.ts';

function matching(reader: Reader, filter: ActivityFilter) {
  let query = reader.selectFrom('activities as a').where('a.deletedAt', 'is', null);
  if (filter.kinds?.length) query = query.where('a.kind', 'in', filter.kinds);
  if (filter.from) query = query.where('a.day', '>=', filter.from);
  if (filter.to) query = query.where('a.day', '<=', filter.to);
  if (filter.followUpDueBy) query = query.where('a.followUpDone', '=', 0).where('a.followUpOn', '<=', filter.followUpDueBy);
  if (filter.importId) query = query.where('a.importId', '=', filter.importId);
  if (filter.partnerIds?.length) {
    query = query.where('a.id', 'in', (eb) =>
      eb
        .selectFrom('activityPartners')
        .select('activityId')
        .where('partnerId', 'in', filter.partnerIds ?? []),
    );
  }
  const search = textKey(filter.search ?? '');
  if (search !== '') {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(sql<boolean>`(a.title LIKE ${pattern} ESCAPE '\\' OR a.notes LIKE ${pattern} ESCAPE '\\')`);
  }
  return query;
}

/** Newest first; follow-ups soonest first. */
function inOrder<O>(query: SelectQueryBuilder<Tables & { a: Tables['activities'] }, 'a', O>, filter: ActivityFilter) {
  return filter.followUpDueBy ? query.orderBy('a.followUpOn').orderBy('a.id') : query.orderBy('a.day', 'desc').orderBy('a.id', 'desc');
}

export async function listActivities(
  reader: Reader,
  filter: ActivityFilter,
  page: { offset: number; limit: number },
): Promise<{ items: ActivityItem[]; total: number }> {
  const wanted = matching(reader, filter).select('a.id');
  const [rows, { total }] = await Promise.all([
    inOrder(reader.selectFrom('activities as a'), filter)
      .selectAll('a')
      .select(
        sql<string>`(SELECT json_group_array(json_object('id', p.id, 'name', p.name)) FROM activity_partners l JOIN partners p ON p.id = l.partner_id WHERE l.activity_id = a.id)`.as(
          'partners',
        ),
      )
      // The page is cut before anything is looked up for its rows.
      .where('a.id', 'in', inOrder(wanted, filter).offset(page.offset).limit(page.limit))
      .execute(),
    matching(reader, filter)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return {
    total,
    items: rows.map((row) => ({
      id: row.id,
      revision: row.revision,
      kind: row.kind,
      day: row.day,
      title: row.title,
      notes: row.notes,
      evidence: row.evidence,
      area: row.area,
      partners: JSON.parse(row.partners) as ActivityItem['partners'],
      followUpOn: row.followUpOn,
      followUpNote: row.followUpNote,
      followUpDone: row.followUpDone === 1,
      outcome: row.outcome,
      people: JSON.parse(row.people) as string[],
      importId: row.importId,
    })),
  };
}

export async function findActivity(
  reader: Reader,
  activityId: string,
): Promise<{ revision: number; title: string; partnerIds: string[] } | undefined> {
  const row = await reader
    .selectFrom('activities')
    .select(['revision', 'title'])
    .where('id', '=', activityId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const partners = await reader.selectFrom('activityPartners').select('partnerId').where('activityId', '=', activityId).execute();
  return { ...row, partnerIds: partners.map(({ partnerId }) => partnerId) };
}

export async function missingPartner(reader: Reader, partnerIds: readonly string[]): Promise<boolean> {
  const rows = await reader
    .selectFrom('partners')
    .select('id')
    .where('id', 'in', [...partnerIds])
    .where('deletedAt', 'is', null)
    .execute();
  return rows.length < new Set(partnerIds).size;
}

export async function insertActivity(writer: Writer, activity: { id: string; createdAt: string; fields: ActivityFields }): Promise<void> {
  const { partnerIds, people, ...columns } = activity.fields;
  await writer
    .insertInto('activities')
    .values({
      id: activity.id,
      ...columns,
      people: JSON.stringify(people),
      followUpDone: 0,
      createdAt: activity.createdAt,
      deletedAt: null,
    })
    .execute();
  await setPartners(writer, activity.id, partnerIds);
}

export async function updateActivity(writer: Writer, activityId: string, fields: ActivityFields): Promise<void> {
  const { partnerIds, people, ...columns } = fields;
  await writer
    .updateTable('activities')
    // A follow-up moved to another day is a new promise, even when the old one was kept.
    .set((eb) => ({
      ...columns,
      people: JSON.stringify(people),
      followUpDone: sql<number>`CASE WHEN follow_up_on IS ${columns.followUpOn} THEN follow_up_done ELSE 0 END`,
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', activityId)
    .execute();
  await setPartners(writer, activityId, partnerIds);
}

async function setPartners(writer: Writer, activityId: string, partnerIds: readonly string[]): Promise<void> {
  await writer.deleteFrom('activityPartners').where('activityId', '=', activityId).execute();
  await writer
    .insertInto('activityPartners')
    .values([...new Set(partnerIds)].map((partnerId) => ({ activityId, partnerId })))
    .execute();
}

export async function patchActivity(
  writer: Writer,
  activityId: string,
  patch: { followUpDone?: number; deletedAt?: string },
): Promise<void> {
  await writer
    .updateTable('activities')
    .set((eb) => ({ ...patch, revision: eb('revision', '+', 1) }))
    .where('id', '=', activityId)
    .execute();
}

/** The rows an edit of this activity may touch, for the journal. */
export function activityRows(activityId: string, partnerIds: readonly string[]): RowRef[] {
  return [
    { table: 'activities', key: [activityId] },
    ...[...new Set(partnerIds)].map((partnerId): RowRef => ({ table: 'activity_partners', key: [activityId, partnerId] })),
  ];
}
