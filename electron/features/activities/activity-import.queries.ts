// Activities of a sheet on their way into the workspace and out again. New ones go in in bulk and are known by their import; changed ones
// leave an image of what they were.
import type { RevertResult } from '../../../shared/contract/imports.ts';
import { draftPages, WANTED } from '../../intake/draft-pages.queries.ts';
import { changedOwners, createImportJournal, type ImportJournal, revertJournaled } from '../../intake/import-journal.queries.ts';
import { type ApplyServices, type ImportKindSql, type ImportRow, STATUS } from '../../intake/import-kind.ts';
import { mergeStated, type StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import { createRevertTally } from '../../intake/revert-tally.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { type Connection, fromJson, type SqlConnection } from '../../store/connection.ts';
import { BETWEEN_NAMES } from './activity-drafts.ts';
import type { LinkedName } from './activity-people.queries.ts';
import {
  type ActivityTexts,
  activitiesByKey,
  EMPTY_ACTIVITY,
  type KnownActivity,
  pageOfActivities,
  planActivities,
  stageInserts,
  stageSchema,
} from './activity-plan.queries.ts';

interface WantedRow {
  line: number;
  status: number;
  external_key: string;
  stated: string;
  partner_ids: string;
  partner_names: string;
  people_links: string | null;
}

/** What the row states, with its partners as they are called here. */
function statedBy({ stated, partner_names }: WantedRow): StatedRow {
  const { values, cleared } = JSON.parse(stated) as StatedRow;
  return { values: { ...values, partners: partner_names }, cleared };
}

async function apply(connection: Connection, row: ImportRow, services: ApplyServices): Promise<{ firstSeq: null; lastSeq: null }> {
  const journal = createImportJournal(connection, row, services);
  const columns = 'd.line, d.status, d.external_key, d.stated, d.partner_ids, d.partner_names, d.people_links';
  for await (const rows of draftPages<WantedRow>(connection, { stage: 'stage', columns, where: WANTED }, 'writing', services)) {
    const isNew = (one: WantedRow) => one.status === STATUS.new;
    await insertActivities(connection, row, services, rows.filter(isNew));
    const changed = rows.filter((one) => !isNew(one));
    const keys = changed.map((one) => one.external_key);
    const known = await activitiesByKey(connection, 'main', keys);
    for (const one of changed) {
      const existing = known.get(one.external_key);
      if (existing) await changeActivity(connection, existing, one, journal, services);
    }
  }
  await journal.close();
  return { firstSeq: null, lastSeq: null };
}

async function insertActivities(
  connection: SqlConnection,
  { id: importId }: ImportRow,
  services: ApplyServices,
  rows: readonly WantedRow[],
): Promise<void> {
  const links: string[][] = [];
  const people: (string | number)[][] = [];
  const activities = rows.map((one) => {
    const id = services.newId();
    links.push(...(JSON.parse(one.partner_ids) as string[]).map((partnerId) => [id, partnerId]));
    people.push(...newLinksOf(one).map(({ written, home }) => [id, written, home]));
    const texts = mergeStated(EMPTY_ACTIVITY, statedBy(one), {}).merged as unknown as ActivityTexts;
    return [id, ...columnsOf(texts), one.external_key, importId, services.at];
  });
  await connection.run(
    `INSERT INTO activities (id, ${COLUMNS.join(', ')}, external_key, import_id, created_at) ${fromJson(COLUMNS.length + 4)}`,
    [JSON.stringify(activities)],
  );
  await connection.run(`INSERT INTO activity_partners (activity_id, partner_id) ${fromJson(2)}`, [JSON.stringify(links)]);
  // Somebody may have been forgotten since the review.
  await connection.run(
    `INSERT INTO activity_people (activity_id, written, person_num) SELECT v.value ->> 0, v.value ->> 1, n.num
     FROM jsonb_each(jsonb(?)) v JOIN people n ON n.num = v.value ->> 2 AND n.erased_at IS NULL`,
    [JSON.stringify(people)],
  );
}

function newLinksOf({ people_links }: WantedRow): LinkedName[] {
  return JSON.parse(people_links ?? '[]') as LinkedName[];
}

const COLUMNS = ['kind', 'day', 'title', 'notes', 'evidence', 'area', 'outcome', 'people', 'follow_up_on', 'follow_up_note'];

function columnsOf(texts: ActivityTexts): (string | null)[] {
  const { kind, day, title, notes, evidence, area, outcome, people, followUpOn, followUpNote } = texts;
  const names = people === '' ? [] : people.split(BETWEEN_NAMES);
  return [kind, day, title, notes, evidence, area || null, outcome, JSON.stringify(names), followUpOn || null, followUpNote];
}

async function changeActivity(
  connection: SqlConnection,
  existing: KnownActivity,
  row: WantedRow,
  journal: ImportJournal,
  services: ApplyServices,
): Promise<void> {
  const partnerIds = JSON.parse(row.partner_ids) as string[];
  const { merged, changes } = mergeStated({ ...existing.texts }, statedBy(row), services.mapping.conflicts);
  const changed = new Set(changes.map(({ field }) => field));
  await journal.around('activities', existing.id, () =>
    connection.run(
      // A follow-up moved to another day is a new promise, even when the old one was kept.
      `UPDATE activities SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')}, revision = revision + 1,
         follow_up_done = CASE WHEN ? THEN 0 ELSE follow_up_done END WHERE id = ?`,
      [...columnsOf(merged as unknown as ActivityTexts), changed.has('followUpOn') ? 1 : 0, existing.id],
    ),
  );
  await changePeople(connection, existing, { names: (merged.people ?? '').split(BETWEEN_NAMES), links: newLinksOf(row) }, journal);
  if (!changed.has('partners')) return;
  const link = [existing.id] as const;
  for (const partnerId of existing.partnerIds.filter((one) => !partnerIds.includes(one)))
    await journal.around('activity_partners', [...link, partnerId], () =>
      connection.run('DELETE FROM activity_partners WHERE activity_id = ? AND partner_id = ?', [existing.id, partnerId]),
    );
  for (const partnerId of partnerIds.filter((one) => !existing.partnerIds.includes(one)))
    await journal.around('activity_partners', [...link, partnerId], () =>
      connection.run('INSERT INTO activity_partners (activity_id, partner_id) VALUES (?, ?)', [existing.id, partnerId]),
    );
}

/** A name that goes takes its link along. */
async function changePeople(
  connection: SqlConnection,
  { id, linked }: KnownActivity,
  { names, links }: { names: readonly string[]; links: readonly LinkedName[] },
  journal: ImportJournal,
): Promise<void> {
  for (const { written } of linked.filter((one) => !names.includes(one.written)))
    await journal.around('activity_people', [id, written], () =>
      connection.run('DELETE FROM activity_people WHERE activity_id = ? AND written = ?', [id, written]),
    );
  for (const { written, home } of links) {
    if (!(await connection.get('SELECT 1 FROM people WHERE num = ? AND erased_at IS NULL', [home]))) continue;
    await journal.around('activity_people', [id, written], () =>
      connection.run('INSERT INTO activity_people (activity_id, written, person_num) VALUES (?, ?, ?)', [id, written, home]),
    );
  }
}

async function revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  const tally = createRevertTally();
  services.progress('reverting', 0, null);
  await revertJournaled(connection, row, tally, {
    idOf: (image) => image.activity_id ?? image.id ?? '',
    nameOf: async (id) =>
      (await connection.get<{ label: string }>(`SELECT ${LABEL} AS label FROM activities a WHERE a.id = ?`, [id]))?.label,
  });
  throwIfCancelled(services.signal);
  await connection.run('CREATE TEMP TABLE standing (id TEXT PRIMARY KEY)');
  try {
    await connection.run(
      `INSERT INTO temp.standing SELECT a.id FROM activities a WHERE a.import_id = ?1 AND a.revision > 1
         AND a.id IN (${changedOwners(['activities', 'activity_partners', 'activity_people'], 'activity_id', '?1')})`,
      [row.id],
    );
    const kept = await connection.all<{ label: string }>(
      `SELECT ${LABEL} AS label FROM activities a JOIN temp.standing s ON s.id = a.id ORDER BY a.day, a.id`,
    );
    for (const { label } of kept) tally.kept(label, 'changed_since');
    const mine = 'SELECT id FROM activities WHERE import_id = ? AND id NOT IN (SELECT id FROM temp.standing)';
    for (const table of ['activity_partners', 'activity_people'])
      await connection.run(`DELETE FROM ${table} WHERE activity_id IN (${mine})`, [row.id]);
    const { changes } = await connection.run(`DELETE FROM activities WHERE id IN (${mine})`, [row.id]);
    tally.reversed(changes);
    return tally.result;
  } finally {
    await connection.run('DROP TABLE temp.standing');
  }
}

const LABEL = `a.title || ' (' || a.day || ')'`;

export const activityImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor: async () => ({ rules: null, policyVersion: null }),
  plan: planActivities,
  page: pageOfActivities,
  apply,
  revert,
  topics: ['activities', 'partners'],
};
