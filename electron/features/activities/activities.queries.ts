// Activities: the list, and the writing of their rows.
import { type SelectQueryBuilder, sql } from 'kysely';
import type { ActivityFields, ActivityFilter, ActivityItem } from '../../../shared/contract/activities.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import type { Reader, Writer } from '../../store/database.ts';
import type { RowRef } from '../../store/journal.ts';
import { containing } from '../../store/like.ts';
import { connectionOf } from '../../store/sqlite3-dialect.ts';
import type { Tables } from '../../store/tables.ts';
import { linkedNames, personNamed, whoIsNamed } from './activity-people.queries.ts';

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
  if (filter.personId) {
    const { personId } = filter;
    query = query.where('a.id', 'in', (eb) =>
      eb
        .selectFrom('activityPeople as l')
        .innerJoin('people as n', 'n.num', 'l.personNum')
        .innerJoin('people as h', (join) => join.on((on) => on('h.num', '=', on.fn.coalesce('n.rootNum', 'n.num'))))
        .select('l.activityId')
        .where('h.id', '=', personId),
    );
  }
  const search = textKey(filter.search ?? '');
  if (search !== '') {
    const pattern = containing(search);
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
  const read = rows.map((row) => ({
    ...row,
    partners: JSON.parse(row.partners) as ActivityItem['partners'],
    people: JSON.parse(row.people) as string[],
  }));
  const peopleOf = await peopleNamedIn(reader, read);
  return {
    total,
    items: read.map((row) => ({
      id: row.id,
      revision: row.revision,
      kind: row.kind,
      day: row.day,
      title: row.title,
      notes: row.notes,
      evidence: row.evidence,
      area: row.area,
      partners: row.partners,
      followUpOn: row.followUpOn,
      followUpNote: row.followUpNote,
      followUpDone: row.followUpDone === 1,
      outcome: row.outcome,
      people: row.people,
      ...peopleOf(row),
      importId: row.importId,
    })),
  };
}

type Listed = Pick<ActivityItem, 'id' | 'day' | 'people' | 'partners'>;

async function peopleNamedIn(
  reader: Reader,
  activities: readonly Listed[],
): Promise<(activity: Listed) => Pick<ActivityItem, 'personOf' | 'ambiguous'>> {
  const connection = connectionOf(reader);
  const named = activities.filter(({ people }) => people.length > 0);
  const ids = named.map(({ id }) => id);
  const linked = await linkedNames(connection, 'main', ids);
  const open = named.map(({ id, day, people, partners }) => ({
    key: id,
    day,
    partnerIds: partners.map((one) => one.id),
    names: people.filter((written) => !linked.get(id)?.some((one) => one.written === written)),
  }));
  const found = await whoIsNamed(connection, 'main', open);
  return (activity) => ({
    personOf: Object.fromEntries((linked.get(activity.id) ?? []).map(({ written, id, name }) => [written, { id, name }])),
    ambiguous: activity.people.filter((written) => found(activity.id, written).length > 1),
  });
}

export async function findActivity(
  reader: Reader,
  activityId: string,
): Promise<{ revision: number; title: string; partnerIds: string[]; names: string[] } | undefined> {
  const row = await reader
    .selectFrom('activities')
    .select(['revision', 'title'])
    .where('id', '=', activityId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const partners = await reader.selectFrom('activityPartners').select('partnerId').where('activityId', '=', activityId).execute();
  const people = await reader.selectFrom('activityPeople').select('written').where('activityId', '=', activityId).execute();
  return { ...row, partnerIds: partners.map(({ partnerId }) => partnerId), names: people.map(({ written }) => written) };
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
  const { partnerIds, people, personOf: _, ...columns } = activity.fields;
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
  await setPeople(writer, activity.id, activity.fields);
}

export async function updateActivity(writer: Writer, activityId: string, fields: ActivityFields): Promise<void> {
  const { partnerIds, people, personOf: _, ...columns } = fields;
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
  await setPeople(writer, activityId, fields);
}

async function setPartners(writer: Writer, activityId: string, partnerIds: readonly string[]): Promise<void> {
  await writer.deleteFrom('activityPartners').where('activityId', '=', activityId).execute();
  await writer
    .insertInto('activityPartners')
    .values([...new Set(partnerIds)].map((partnerId) => ({ activityId, partnerId })))
    .execute();
}

/** Whom the names are: as they were picked, as they are linked already, or as they say by themselves. */
async function setPeople(writer: Writer, activityId: string, fields: ActivityFields): Promise<void> {
  const { day, partnerIds, people, personOf } = fields;
  const connection = connectionOf(writer);
  const picked = await writer.selectFrom('people').select(['id', 'num']).where('id', 'in', Object.values(personOf)).execute();
  const numOf = new Map(picked.map(({ id, num }) => [id, num]));
  const linked = (await linkedNames(connection, 'main', [activityId])).get(activityId) ?? [];
  const found = await whoIsNamed(connection, 'main', [{ key: activityId, day, partnerIds, names: people }]);
  const links = [...new Set(people)].flatMap((written) => {
    const personNum = numOf.get(personOf[written] ?? '') ?? personNamed(written, linked, found(activityId, written))?.home;
    return personNum === undefined ? [] : [{ activityId, written, personNum }];
  });
  await writer.deleteFrom('activityPeople').where('activityId', '=', activityId).execute();
  if (links.length > 0) await writer.insertInto('activityPeople').values(links).execute();
}

/** Whether one of the people does not exist, or was forgotten. */
export async function missingPerson(reader: Reader, personIds: readonly string[]): Promise<boolean> {
  if (personIds.length === 0) return false;
  const rows = await reader
    .selectFrom('people')
    .select('id')
    .where('id', 'in', [...personIds])
    .where('erasedAt', 'is', null)
    .execute();
  return rows.length < new Set(personIds).size;
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
export function activityRows(activityId: string, partnerIds: readonly string[], names: readonly string[]): RowRef[] {
  return [
    { table: 'activities', key: [activityId] },
    ...[...new Set(partnerIds)].map((partnerId): RowRef => ({ table: 'activity_partners', key: [activityId, partnerId] })),
    ...[...new Set(names)].map((written): RowRef => ({ table: 'activity_people', key: [activityId, written] })),
  ];
}
