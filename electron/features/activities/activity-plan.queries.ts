// Activities of a sheet in staging: their keys, their partners, what each would change, and how they are shown for review.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import { DRAFT_COLUMNS, type PlanServices, type Schemas } from '../../intake/import-kind.ts';
import { type FieldChange, mergeStated, type StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import { type PageQuery, pageOfDrafts } from '../../intake/staging.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { type Connection, fromJson, type SqlConnection } from '../../store/connection.ts';
import { BETWEEN_NAMES } from './activity-drafts.ts';

export const STATUS = Object.fromEntries(ROW_STATUSES.map((status, index) => [status, index])) as Record<RowStatus, number>;
const ROWS_PER_STEP = 1_000;

export const stageSchema = `CREATE TABLE drafts (${DRAFT_COLUMNS}, row_key TEXT NOT NULL, keyless INTEGER NOT NULL, written_key TEXT NOT NULL,
  content TEXT NOT NULL,
  partner_keys TEXT NOT NULL, stated TEXT NOT NULL, external_key TEXT, changes TEXT, partner_ids TEXT, partner_names TEXT);`;
export const stageInserts = {
  drafts: `INSERT INTO drafts (line, row_key, keyless, written_key, content, partner_keys, stated) ${fromJson(7)}`,
};

/** An activity as a sheet sees it; '' is blank, several names stand in one text. */
export interface ActivityTexts {
  kind: string;
  day: string;
  title: string;
  partners: string;
  people: string;
  area: string;
  outcome: string;
  evidence: string;
  followUpOn: string;
  followUpNote: string;
  notes: string;
}
export const EMPTY_ACTIVITY: Readonly<Record<string, string>> = {
  kind: 'other',
  day: '',
  title: '',
  partners: '',
  people: '',
  area: '',
  outcome: '',
  evidence: '',
  followUpOn: '',
  followUpNote: '',
  notes: '',
} satisfies ActivityTexts;

interface StagedActivity {
  line: number;
  external_key: string;
  partner_keys: string;
  stated: string;
  content: string;
  first_line: number;
  first_content: string;
  taken: number;
}

export async function planActivities(connection: Connection, { stage, workspace }: Schemas, services: PlanServices): Promise<void> {
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_row_key ON drafts (row_key, line)`);
  // Rows without a key of their own are told apart by their content; equal ones by their occurrence, so that two are two.
  await connection.run(
    `UPDATE ${stage}.drafts SET external_key = CASE WHEN keyless = 1 AND n.occurrence > 1 THEN row_key || '#' || n.occurrence ELSE row_key END
     FROM (SELECT line, row_number() OVER (PARTITION BY row_key ORDER BY line) AS occurrence FROM ${stage}.drafts) n WHERE n.line = drafts.line`,
  );
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.drafts_by_key ON drafts (external_key, line)`);
  const total = (await connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${stage}.drafts`))?.total ?? 0;
  let done = 0;
  for (let after = 0; ; ) {
    throwIfCancelled(services.signal);
    services.progress('comparing', done, total);
    const drafts = await connection.all<StagedActivity>(
      `SELECT d.line, d.external_key, d.partner_keys, d.stated, d.content, f.line AS first_line, f.content AS first_content,
         EXISTS (SELECT 1 FROM ${stage}.taken t WHERE t.line = d.line) AS taken
       FROM ${stage}.drafts d JOIN ${stage}.drafts f ON f.external_key = d.external_key
         AND f.line = (SELECT min(m.line) FROM ${stage}.drafts m WHERE m.external_key = d.external_key)
       WHERE d.line > ? ORDER BY d.line LIMIT ${ROWS_PER_STEP}`,
      [after],
    );
    if (drafts.length === 0) return;
    const known = await activitiesByKey(
      connection,
      workspace,
      drafts.map((draft) => draft.external_key),
    );
    const partners = await partnersByKey(connection, workspace, drafts);
    const decisions = drafts.map((draft) => [draft.line, ...decide(draft, known.get(draft.external_key), partners, services)]);
    await connection.run(
      `UPDATE ${stage}.drafts SET status = v.value ->> 1, reason_code = v.value ->> 2, reason_field = v.value ->> 3, reason_value = v.value ->> 4,
         changes = v.value ->> 5, partner_ids = v.value ->> 6, partner_names = v.value ->> 7
       FROM json_each(jsonb(?)) v WHERE drafts.line = v.value ->> 0`,
      [JSON.stringify(decisions)],
    );
    after = drafts.at(-1)?.line ?? after;
    done += drafts.length;
  }
}

type Partners = ReadonlyMap<string, { id: string; name: string }>;

/** Status, reason (code, field, value), changes, and the partners' ids and names as they are here. */
function decide(
  draft: StagedActivity,
  existing: KnownActivity | undefined,
  partners: Partners,
  { mapping }: PlanServices,
): (string | number | null)[] {
  const conflict = (code: string, field: string, value: string) => [STATUS.conflict, code, field, value, null, null, null];
  if (draft.line !== draft.first_line)
    return draft.content === draft.first_content
      ? [STATUS.unchanged, null, null, null, null, null, null]
      : conflict('key_repeated', 'key', String(draft.first_line));
  const said = JSON.parse(draft.stated) as StatedRow;
  const keys = JSON.parse(draft.partner_keys) as string[];
  const missing = keys.findIndex((key) => !partners.has(key));
  if (missing >= 0) return conflict('not_a_partner', 'partners', said.values.partners?.split(BETWEEN_NAMES)[missing] ?? '');
  const found = keys.flatMap((key) => partners.get(key) ?? []);
  const ids = JSON.stringify(found.map(({ id }) => id));
  const names = namesOf(found.map(({ name }) => name));
  const stated: StatedRow = { ...said, values: { ...said.values, partners: names } };
  if (!existing) return [STATUS.new, null, null, null, null, ids, names];
  if (existing.removed)
    return draft.taken ? [STATUS.new, null, null, null, null, ids, names] : conflict('removed_by_hand', 'title', said.values.title ?? '');
  const { changes } = mergeStated({ ...existing.texts }, stated, mapping.conflicts);
  if (changes.length === 0) return [STATUS.unchanged, null, null, null, null, ids, names];
  if (existing.editedByHand && !draft.taken) return conflict('corrected_by_hand', 'title', existing.texts.title);
  return [STATUS.changed, null, null, null, JSON.stringify(changes), ids, names];
}

/** Partners in one text, in an order of their own, so that the order in a cell says nothing. */
function namesOf(names: readonly string[]): string {
  return names.toSorted().join(BETWEEN_NAMES);
}

export interface KnownActivity {
  id: string;
  texts: ActivityTexts;
  partnerIds: string[];
  /** It lies in the bin. */
  removed: boolean;
  editedByHand: boolean;
}

/** What stands under each key, or lies in the bin when nothing stands. */
export async function activitiesByKey(
  connection: SqlConnection,
  workspace: string,
  keys: readonly string[],
): Promise<Map<string, KnownActivity>> {
  const rows = await connection.all<Record<string, string | null> & { id: string; by_hand: number }>(
    `SELECT a.*,
       (SELECT json_group_array(json_array(p.id, p.name)) FROM ${workspace}.activity_partners l JOIN ${workspace}.partners p ON p.id = l.partner_id WHERE l.activity_id = a.id) AS partners,
       EXISTS (SELECT 1 FROM ${workspace}.changes c WHERE c.what = 'activities.edit' AND c.state = 'done' AND c.id IN (SELECT j.change_id FROM ${workspace}.journal j
         WHERE j.table_name = 'activities' AND j.row_key = json_array(a.id)
         UNION ALL SELECT j.change_id FROM ${workspace}.journal j WHERE j.table_name = 'activity_partners' AND j.row_key > '["' || a.id || '",' AND j.row_key < '["' || a.id || '"-')) AS by_hand
     FROM json_each(?) k JOIN ${workspace}.activities a ON a.external_key = k.value ORDER BY a.deleted_at IS NULL, a.deleted_at`,
    [JSON.stringify(keys)],
  );
  // Later rows win: the one that stands comes last.
  return new Map(
    rows.map((row) => {
      const partners = JSON.parse(row.partners ?? '[]') as [string, string][];
      const cell = (column: string) => row[column] ?? '';
      const texts: ActivityTexts = {
        kind: cell('kind'),
        day: cell('day'),
        title: cell('title'),
        partners: namesOf(partners.map(([, name]) => name)),
        people: (JSON.parse(row.people ?? '[]') as string[]).join(BETWEEN_NAMES),
        area: cell('area'),
        outcome: cell('outcome'),
        evidence: cell('evidence'),
        followUpOn: cell('follow_up_on'),
        followUpNote: cell('follow_up_note'),
        notes: cell('notes'),
      };
      return [
        cell('external_key'),
        { id: row.id, texts, partnerIds: partners.map(([id]) => id), removed: row.deleted_at !== null, editedByHand: row.by_hand === 1 },
      ];
    }),
  );
}

async function partnersByKey(connection: SqlConnection, workspace: string, drafts: readonly StagedActivity[]): Promise<Partners> {
  const keys = new Set(drafts.flatMap((draft) => JSON.parse(draft.partner_keys) as string[]));
  const rows = await connection.all<{ id: string; name: string; name_key: string }>(
    `SELECT p.id, p.name, p.name_key FROM json_each(?) k JOIN ${workspace}.partners p ON p.name_key = k.value AND p.deleted_at IS NULL`,
    [JSON.stringify([...keys])],
  );
  return new Map(rows.map((row) => [row.name_key, row]));
}

export function pageOfActivities(stage: Connection, query: PageQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
  return pageOfDrafts<StagedActivity & { changes: string | null; written_key: string; partner_names: string | null }>(
    stage,
    { columns: 'd.*', from: 'drafts d', searched: ['d.stated', 'd.partner_names', 'd.written_key'] },
    query,
    (row) => {
      const { values } = JSON.parse(row.stated) as StatedRow;
      const { title = '', ...rest } = values;
      const shown: Record<string, string> = { key: row.written_key, ...rest, partners: row.partner_names ?? rest.partners ?? '' };
      return {
        label: title,
        values: Object.entries(shown).flatMap(([field, value]) => (value === '' ? [] : [{ field, value }])),
        changes: row.changes === null ? [] : (JSON.parse(row.changes) as FieldChange[]),
      };
    },
  );
}
