// Activities of a sheet in staging: their keys, their partners, what each would change, and how they are shown for review.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { type Decision, decideDrafts, draftPages, firstBeside } from '../../intake/draft-pages.ts';
import { DRAFT_COLUMNS, type PlanServices, type Schemas } from '../../intake/import-kind.ts';
import { type FieldChange, mergeStated, type StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import { type PageQuery, pageOfDrafts } from '../../intake/staging.ts';
import { type Connection, fromJson, type SqlConnection } from '../../store/connection.ts';
import { BETWEEN_NAMES } from './activity-drafts.ts';

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
  const columns = `d.line, d.external_key, d.partner_keys, d.stated, d.content, f.line AS first_line, f.content AS first_content,
    EXISTS (SELECT 1 FROM ${stage}.taken t WHERE t.line = d.line) AS taken`;
  const rows = { stage, columns, joined: firstBeside(stage, 'external_key') };
  for await (const drafts of draftPages<StagedActivity>(connection, rows, 'comparing', services)) {
    const keys = drafts.map((draft) => draft.external_key);
    const known = await activitiesByKey(connection, workspace, keys);
    const partners = await partnersByKey(connection, workspace, drafts);
    const decisions = drafts.map((draft) => decide(draft, known.get(draft.external_key), partners, services));
    await decideDrafts(connection, stage, ['changes', 'partner_ids', 'partner_names'], decisions);
  }
}

type Partners = ReadonlyMap<string, { id: string; name: string }>;

function decide(draft: StagedActivity, existing: KnownActivity | undefined, partners: Partners, { mapping }: PlanServices): Decision {
  const { line } = draft;
  const conflict = (code: string, field: string, value: string): Decision => ({ line, status: 'conflict', reason: { code, field, value } });
  if (line !== draft.first_line)
    return draft.content === draft.first_content
      ? { line, status: 'unchanged' }
      : conflict('key_repeated', 'key', String(draft.first_line));
  const said = JSON.parse(draft.stated) as StatedRow;
  const keys = JSON.parse(draft.partner_keys) as string[];
  const missing = keys.findIndex((key) => !partners.has(key));
  if (missing >= 0) return conflict('not_a_partner', 'partners', said.values.partners?.split(BETWEEN_NAMES)[missing] ?? '');
  const named = keys.flatMap((key) => partners.get(key) ?? []);
  const names = namesOf(named.map(({ name }) => name));
  const found = { partner_ids: JSON.stringify(named.map(({ id }) => id)), partner_names: names };
  if (!existing) return { line, status: 'new', found };
  if (existing.removed) return draft.taken ? { line, status: 'new', found } : conflict('removed_by_hand', 'title', said.values.title ?? '');
  const stated: StatedRow = { ...said, values: { ...said.values, partners: names } };
  const { changes } = mergeStated({ ...existing.texts }, stated, mapping.conflicts);
  if (changes.length === 0) return { line, status: 'unchanged', found };
  if (existing.editedByHand && !draft.taken) return conflict('corrected_by_hand', 'title', existing.texts.title);
  return { line, status: 'changed', found: { ...found, changes: JSON.stringify(changes) } };
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
