// Affiliations from a file, in staging, in the plan, and on their way in and out. Only employers that are partners, or nobody,
// say whom an entry counts for; rows about others are shown as conflicts.
import type { ChangeSetRow, RevertResult } from '../../../shared/contract/imports.ts';
import { AFFILIATION_SOURCES } from '../../../shared/vocabulary.ts';
import { WANTED } from '../../intake/draft-pages.queries.ts';
import { createImportJournal, type ImportJournalEntry, importJournalOf } from '../../intake/import-journal.queries.ts';
import {
  type ApplyServices,
  DRAFT_COLUMNS,
  type ImportKindSql,
  type ImportRow,
  type PlanServices,
  type Schemas,
  STATUS,
} from '../../intake/import-kind.ts';
import { dropSayings } from '../../intake/people/sayings.queries.ts';
import { createIdentities, resolveIdentities, WHO_INSERT, WHO_TABLE, whoRules } from '../../intake/people/who.queries.ts';
import { createRevertTally } from '../../intake/revert-tally.ts';
import { type PageQuery, pageOfDrafts } from '../../intake/staging.queries.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { type Connection, fromJson } from '../../store/connection.ts';
import { resumming } from '../../store/ledger/rollups.ts';
import { AFFILIATION_TABLES, ALL_AFFILIATIONS } from '../../store/people/removed-partners.ts';

const IMPORTED = AFFILIATION_SOURCES.indexOf('imported');

const stageSchema = `${WHO_TABLE}
CREATE TABLE drafts (${DRAFT_COLUMNS}, who INTEGER NOT NULL, employer TEXT NOT NULL, employer_key TEXT NOT NULL, independent INTEGER NOT NULL,
  day_from TEXT, day_until TEXT, evidence TEXT NOT NULL, partner_id TEXT, affiliation_id TEXT, old_until TEXT);`;
const stageInserts = {
  who: WHO_INSERT,
  drafts: `INSERT INTO drafts (line, who, employer, employer_key, independent, day_from, day_until, evidence) ${fromJson(8)}`,
};

async function plan(connection: Connection, schemas: Schemas, services: PlanServices): Promise<void> {
  const { stage, workspace } = schemas;
  services.progress('comparing', 0, null);
  await resolveIdentities(connection, schemas, 'drafts', ['who']);
  throwIfCancelled(services.signal);
  await connection.run(`UPDATE ${stage}.drafts SET status = ${STATUS.new}, reason_code = NULL, affiliation_id = NULL, old_until = NULL,
    partner_id = (SELECT p.id FROM ${workspace}.partners p WHERE p.name_key = drafts.employer_key AND p.deleted_at IS NULL)`);
  await connection.run(
    `UPDATE ${stage}.drafts SET status = ${STATUS.conflict}, reason_code = 'not_a_partner', reason_field = 'partner', reason_value = employer
     WHERE partner_id IS NULL AND independent = 0`,
  );
  // One employer of one person from one day on is one affiliation: a later row about it repeats or contradicts the first.
  await connection.run(
    `UPDATE ${stage}.drafts AS d SET status = CASE WHEN f.day_until IS d.day_until THEN ${STATUS.unchanged} ELSE ${STATUS.conflict} END,
       reason_code = CASE WHEN f.day_until IS d.day_until THEN NULL ELSE 'affiliation_repeated' END, reason_field = 'until', reason_value = CAST(f.line AS TEXT)
     FROM ${stage}.drafts f WHERE d.status = ${STATUS.new} AND f.line =
       (SELECT min(m.line) FROM ${stage}.drafts m WHERE m.who = d.who AND m.employer_key = d.employer_key AND m.day_from IS d.day_from) AND f.line < d.line`,
  );
  await connection.run(
    `UPDATE ${stage}.drafts AS d SET affiliation_id = a.id, old_until = a.valid_to,
       status = CASE WHEN a.valid_to IS d.day_until THEN ${STATUS.unchanged} ELSE ${STATUS.changed} END
     FROM ${stage}.who w JOIN ${workspace}.identities i ON i.num = w.identity_num JOIN ${workspace}.affiliations a ON a.person_num = i.person_num
     WHERE d.status = ${STATUS.new} AND w.who = d.who AND a.source = 'imported' AND a.partner_id IS d.partner_id AND a.valid_from IS d.day_from`,
  );
}

async function apply(connection: Connection, row: ImportRow, services: ApplyServices): Promise<{ firstSeq: null; lastSeq: null }> {
  services.progress('people', 0, null);
  await createIdentities(connection, row, services, {
    spoken: `SELECT d.who, d.status <> ${STATUS.unchanged} AS needed FROM stage.drafts d WHERE d.ticked = 1 AND d.status IN (${STATUS.new}, ${STATUS.changed}, ${STATUS.unchanged})`,
  });
  const wanted = await connection.all<{
    person: number;
    partner_id: string | null;
    day_from: string | null;
    day_until: string | null;
    evidence: string;
    affiliation_id: string | null;
  }>(
    `SELECT i.person_num AS person, d.partner_id, d.day_from, d.day_until, d.evidence, d.affiliation_id
     FROM stage.drafts d JOIN stage.who w ON w.who = d.who JOIN identities i ON i.num = w.identity_num WHERE ${WANTED} ORDER BY d.line`,
  );
  const journal = createImportJournal(connection, row, services);
  const people = [...new Set(wanted.map((one) => one.person))];
  await resumming(connection, people, async () => {
    for (const [index, one] of wanted.entries()) {
      if (index % 200 === 0) {
        throwIfCancelled(services.signal);
        services.progress('writing', index, wanted.length);
      }
      const id = one.affiliation_id ?? services.newId();
      await journal.around('affiliations', id, () =>
        one.affiliation_id
          ? connection.run('UPDATE affiliations SET valid_to = ?, evidence = ? WHERE id = ?', [one.day_until, one.evidence, id])
          : connection.run(
              `INSERT INTO affiliations (id, person_num, partner_id, valid_from, valid_to, source, source_rank, evidence, import_id)
               VALUES (?, ?, ?, ?, ?, 'imported', ${IMPORTED}, ?, ?)`,
              [id, one.person, one.partner_id, one.day_from, one.day_until, one.evidence, row.id],
            ),
      );
    }
  });
  await journal.close();
  return { firstSeq: null, lastSeq: null };
}

async function revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  await dropSayings(connection, row);
  const tally = createRevertTally();
  const entries = await importJournalOf(connection, row);
  const now = await connection.all<{ id: string; person_num: number; image: string }>(
    `SELECT a.id, a.person_num, json_array(a.partner_id, a.valid_from, a.valid_to, a.source) AS image
     FROM json_each(?) k JOIN ${ALL_AFFILIATIONS} a ON a.id = k.value`,
    [JSON.stringify(entries.map(({ key }) => key))],
  );
  const present = new Map(now.map((one) => [one.id, one]));
  const people = [...new Set(now.map((one) => one.person_num))];
  await resumming(connection, people, async () => {
    for (const entry of entries) {
      const current = present.get(entry.key);
      const after = JSON.parse(entry.after ?? '{}') as Record<string, string | null>;
      // Whom it belongs to may have changed by merging; what it says must be as the import left it.
      const written = JSON.stringify([after.partner_id, after.valid_from, after.valid_to, after.source].map((value) => value ?? null));
      if (current?.image === written) {
        await giveBack(connection, entry);
        tally.reversed();
      } else tally.kept(await nameOf(connection, current?.person_num ?? Number(after.person_num)), 'changed_since');
    }
  });
  services.progress('reverting', entries.length, entries.length);
  return tally.result;
}

/** As it was before the import, whether it stands by now or rests. */
async function giveBack(connection: Connection, { key, before }: ImportJournalEntry): Promise<void> {
  const was = before === null ? null : (JSON.parse(before) as { valid_to: string | null; evidence: string });
  for (const table of AFFILIATION_TABLES) {
    if (was === null) await connection.run(`DELETE FROM ${table} WHERE id = ?`, [key]);
    else await connection.run(`UPDATE ${table} SET valid_to = ?, evidence = ? WHERE id = ?`, [was.valid_to, was.evidence, key]);
  }
}

/** What somebody is called by now, or whoever they were merged into. */
async function nameOf(connection: Connection, person: number): Promise<string> {
  const found = await connection.get<{ name: string }>(
    'SELECT r.name FROM people h JOIN people r ON r.num = coalesce(h.root_num, h.num) WHERE h.num = ?',
    [person],
  );
  return found?.name ?? '';
}

interface AffiliationDraft {
  shown: string;
  employer: string;
  email: string | null;
  login: string | null;
  day_from: string | null;
  day_until: string | null;
  evidence: string;
  old_until: string | null;
}

function page(stage: Connection, query: PageQuery) {
  return pageOfDrafts<AffiliationDraft>(
    stage,
    {
      columns: 'd.*, w.shown, w.email, w.login',
      from: 'drafts d JOIN who w ON w.who = d.who',
      searched: ['w.shown', 'w.email', 'd.employer'],
    },
    query,
    (row): Pick<ChangeSetRow, 'label' | 'values' | 'changes'> => ({
      label: row.shown,
      values: [
        { field: 'email', value: row.email ?? '' },
        { field: 'login', value: row.login ?? '' },
        { field: 'partner', value: row.employer },
        { field: 'from', value: row.day_from ?? '' },
        { field: 'until', value: row.day_until ?? '' },
        { field: 'evidence', value: row.evidence },
      ].filter(({ value }) => value !== ''),
      changes: row.old_until === row.day_until ? [] : [{ field: 'until', old: row.old_until ?? '', new: row.day_until ?? '' }],
    }),
  );
}

export const affiliationImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor: async (workspace) => ({ rules: await whoRules(workspace), policyVersion: null }),
  plan,
  page,
  apply,
  revert,
  topics: ['people', 'contributions', 'partners'],
};
