// Activities of a sheet in staging: their keys, their partners, what each would change, and how they are shown for review.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { type Decision, decideDrafts, draftPages, firstBeside } from '../../intake/draft-pages.queries.ts';
import { DRAFT_COLUMNS, type PlanServices, type Schemas } from '../../intake/import-kind.ts';
import { type FieldChange, mergeStated, type StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import { describeDraft, type PageQuery, pageOfDrafts } from '../../intake/staging.queries.ts';
import { type Connection, fromJson, type SqlConnection } from '../../store/connection.ts';
import { BETWEEN_NAMES } from './activity-drafts.ts';
import { type LinkedName, linkedNames, type Naming, type WhoIsNamed, whoIsNamed } from './activity-people.queries.ts';
import { erasedNames, type NameInstead } from './erased-names.queries.ts';

export const stageSchema = `CREATE TABLE drafts (${DRAFT_COLUMNS}, row_key TEXT NOT NULL, keyless INTEGER NOT NULL, written_key TEXT NOT NULL,
  content TEXT NOT NULL,
  partner_keys TEXT NOT NULL, stated TEXT NOT NULL, external_key TEXT, changes TEXT, partner_ids TEXT, partner_names TEXT,
  people_links TEXT, ambiguous_people TEXT);`;
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
  const instead = await erasedNames(connection, workspace);
  for await (const drafts of draftPages<StagedActivity>(connection, rows, 'comparing', services)) {
    const keys = drafts.map((draft) => draft.external_key);
    const known = await activitiesByKey(connection, workspace, keys);
    const partners = await partnersByKey(connection, workspace, drafts);
    if (instead) await namedOtherwise(connection, stage, drafts, (key) => known.get(key), instead);
    const found = await whoIsNamed(
      connection,
      workspace,
      drafts.flatMap((draft) => namingOf(draft, partners)),
    );
    const decisions = drafts.map((draft) => decide(draft, known.get(draft.external_key), partners, found, services));
    await decideDrafts(connection, stage, FOUND, decisions);
  }
}

const FOUND = ['changes', 'partner_ids', 'partner_names', 'people_links', 'ambiguous_people'];

type Partners = ReadonlyMap<string, { id: string; name: string }>;

function partnersOf(draft: StagedActivity, partners: Partners): { id: string; name: string }[] {
  return (JSON.parse(draft.partner_keys) as string[]).flatMap((key) => partners.get(key) ?? []);
}

const namesIn = (text: string | undefined) => (text ? text.split(BETWEEN_NAMES) : []);

/** Whom the row names, to be looked up among everybody. */
function namingOf(draft: StagedActivity, partners: Partners): Naming[] {
  const { people, day = '' } = (JSON.parse(draft.stated) as StatedRow).values;
  if (!people) return [];
  return [{ key: String(draft.line), day, partnerIds: partnersOf(draft, partners).map(({ id }) => id), names: namesIn(people) }];
}

/** Rows that name somebody who was forgotten say their number instead from here on. */
async function namedOtherwise(
  connection: SqlConnection,
  stage: string,
  drafts: readonly StagedActivity[],
  knownAs: (key: string) => KnownActivity | undefined,
  instead: NameInstead,
): Promise<void> {
  for (const draft of drafts) {
    const said = JSON.parse(draft.stated) as StatedRow;
    const id = knownAs(draft.external_key)?.id ?? null;
    const names = [...new Set(namesIn(said.values.people).map((written) => instead(id, written)))].join(BETWEEN_NAMES);
    if (names === (said.values.people ?? '')) continue;
    draft.stated = JSON.stringify({ ...said, values: { ...said.values, people: names } } satisfies StatedRow);
    await connection.run(`UPDATE ${stage}.drafts SET stated = ? WHERE line = ?`, [draft.stated, draft.line]);
  }
}

function decide(
  draft: StagedActivity,
  existing: KnownActivity | undefined,
  partners: Partners,
  whoIs: WhoIsNamed,
  { mapping }: PlanServices,
): Decision {
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
  const named = partnersOf(draft, partners);
  const names = namesOf(named.map(({ name }) => name));
  const people = peopleFound(draft, said, existing, whoIs, mapping);
  const found = { partner_ids: JSON.stringify(named.map(({ id }) => id)), partner_names: names, ...people.found };
  if (!existing) return { line, status: 'new', found };
  if (existing.removed) return draft.taken ? { line, status: 'new', found } : conflict('removed_by_hand', 'title', said.values.title ?? '');
  const stated: StatedRow = { ...said, values: { ...said.values, partners: names } };
  const { changes } = mergeStated({ ...existing.texts }, stated, mapping.conflicts);
  if (changes.length > 0 && existing.editedByHand && !draft.taken) return conflict('corrected_by_hand', 'title', existing.texts.title);
  changes.push(...people.changes);
  if (changes.length === 0) return { line, status: 'unchanged', found };
  return { line, status: 'changed', found: { ...found, changes: JSON.stringify(changes) } };
}

function shownLinks(links: readonly LinkedName[]): string {
  return links.map(({ written, name }) => `${written} → ${name}`).join(BETWEEN_NAMES);
}

/** The names that the row will leave linked to somebody newly, and those that fit several people. */
function peopleFound(
  draft: StagedActivity,
  { values }: StatedRow,
  existing: KnownActivity | undefined,
  whoIs: WhoIsNamed,
  { conflicts }: PlanServices['mapping'],
): { found: Record<string, string | null>; changes: FieldChange[] } {
  const key = String(draft.line);
  const stays =
    existing && (conflicts.people === 'keep' || (conflicts.people === 'fill' && !['', values.people].includes(existing.texts.people)));
  const linked = existing && !existing.removed ? existing.linked : [];
  const open = stays ? [] : namesIn(values.people).filter((written) => !linked.some((one) => one.written === written));
  const fresh = open.flatMap((written): LinkedName[] => {
    const [one, ...others] = whoIs(key, written);
    return one && others.length === 0 ? [{ ...one, written }] : [];
  });
  const ambiguous = open.filter((written) => whoIs(key, written).length > 1);
  return {
    found: {
      people_links: fresh.length === 0 ? null : JSON.stringify(fresh),
      ambiguous_people: ambiguous.length === 0 ? null : ambiguous.join(BETWEEN_NAMES),
    },
    changes: fresh.length === 0 ? [] : [{ field: 'personOf', old: shownLinks(linked), new: shownLinks([...linked, ...fresh]) }],
  };
}

/** Partners in one text, in an order of their own, so that the order in a cell says nothing. */
function namesOf(names: readonly string[]): string {
  return names.toSorted().join(BETWEEN_NAMES);
}

export interface KnownActivity {
  id: string;
  texts: ActivityTexts;
  partnerIds: string[];
  linked: readonly LinkedName[];
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
  const linked = await linkedNames(
    connection,
    workspace,
    rows.map(({ id }) => id),
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
        {
          id: row.id,
          texts,
          partnerIds: partners.map(([id]) => id),
          linked: linked.get(row.id) ?? [],
          removed: row.deleted_at !== null,
          editedByHand: row.by_hand === 1,
        },
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

interface ShownActivity extends StagedActivity {
  changes: string | null;
  written_key: string;
  partner_names: string | null;
  people_links: string | null;
  ambiguous_people: string | null;
}

export function pageOfActivities(stage: Connection, query: PageQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
  return pageOfDrafts<ShownActivity>(
    stage,
    { columns: 'd.*', from: 'drafts d', searched: ['d.stated', 'd.partner_names', 'd.written_key'] },
    query,
    (row) => {
      const { values } = JSON.parse(row.stated) as StatedRow;
      const { title = '', ...rest } = values;
      const shown: Record<string, string> = {
        key: row.written_key,
        ...rest,
        partners: row.partner_names ?? rest.partners ?? '',
        personOf: shownLinks(JSON.parse(row.people_links ?? '[]') as LinkedName[]),
        ambiguousPeople: row.ambiguous_people ?? '',
      };
      return describeDraft(title, shown, row.changes);
    },
  );
}
