// Who is whom, from a `.mailmap`: addresses that are one person are linked, and can be taken apart again one by one or with the
// whole import.
import type { ChangeSetRow, RevertResult } from '../../../shared/contract/imports.ts';
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
import { type PageQuery, pageOfDrafts } from '../../intake/staging.queries.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { type Connection, fromJson } from '../../store/connection.ts';
import { mergePeople, unmergePeople } from '../../store/people/links.ts';

/** Lines that say something, and whether something is written for it. */
const SPOKEN = `SELECT who, proper_who, status = ${STATUS.new} AS needed FROM stage.drafts WHERE ticked = 1 AND status IN (${STATUS.new}, ${STATUS.unchanged})`;
const WANTED = `d.ticked = 1 AND d.status = ${STATUS.new}`;
/** Somebody who would get more addresses than this by rule is looked at by a person instead. */
const MOST_BY_RULE = 10;

const stageSchema = `${WHO_TABLE}
CREATE TABLE drafts (${DRAFT_COLUMNS}, who INTEGER NOT NULL, proper_who INTEGER NOT NULL, proper_name TEXT NOT NULL, email TEXT NOT NULL,
  proper_email TEXT NOT NULL);`;
const stageInserts = {
  who: WHO_INSERT,
  drafts: `INSERT INTO drafts (line, who, proper_who, proper_name, email, proper_email) ${fromJson(6)}`,
};

async function plan(connection: Connection, schemas: Schemas, services: PlanServices): Promise<void> {
  const { stage, workspace } = schemas;
  services.progress('comparing', 0, null);
  await resolveIdentities(connection, schemas, 'drafts', ['who', 'proper_who']);
  throwIfCancelled(services.signal);
  await connection.run(`UPDATE ${stage}.drafts SET status = ${STATUS.new}, reason_code = NULL`);
  // Nothing to do: the same address on both sides and known, or two addresses of one person already.
  await connection.run(
    `UPDATE ${stage}.drafts AS d SET status = ${STATUS.unchanged} FROM ${stage}.who w, ${stage}.who p
     WHERE w.who = d.who AND p.who = d.proper_who AND (d.who = d.proper_who AND w.identity_num IS NOT NULL OR w.identity_num IS NOT NULL AND
       (SELECT i.person_num FROM ${workspace}.identities i WHERE i.num = w.identity_num)
       = (SELECT i.person_num FROM ${workspace}.identities i WHERE i.num = p.identity_num))`,
  );
  // Of somebody who was forgotten nothing more is written, and nobody becomes one with them.
  await connection.run(
    `UPDATE ${stage}.drafts SET status = ${STATUS.unchanged} WHERE EXISTS (SELECT 1 FROM ${stage}.who w JOIN ${workspace}.identities i ON i.num = w.identity_num
       JOIN ${workspace}.people h ON h.num = i.person_num WHERE w.who IN (drafts.who, drafts.proper_who) AND h.erased_at IS NOT NULL)`,
  );
  await connection.run(
    `UPDATE ${stage}.drafts AS d SET status = ${STATUS.unchanged} WHERE d.status = ${STATUS.new}
       AND EXISTS (SELECT 1 FROM ${stage}.drafts f WHERE f.who = d.who AND f.proper_who = d.proper_who AND f.line < d.line)`,
  );
  await connection.run(
    `UPDATE ${stage}.drafts AS d SET status = ${STATUS.conflict}, reason_code = 'mapped_twice', reason_field = 'email', reason_value = d.email
     WHERE d.status = ${STATUS.new} AND EXISTS (SELECT 1 FROM ${stage}.drafts f WHERE f.who = d.who AND f.proper_who <> d.proper_who AND f.line < d.line)`,
  );
  const isBot = (who: string) =>
    `(SELECT coalesce(h.is_bot, w.is_bot) FROM ${stage}.who w LEFT JOIN ${workspace}.identities i ON i.num = w.identity_num
        LEFT JOIN ${workspace}.people h ON h.num = i.person_num WHERE w.who = ${who})`;
  await connection.run(
    `UPDATE ${stage}.drafts SET status = ${STATUS.conflict}, reason_code = 'bot_and_person', reason_field = 'email', reason_value = email
     WHERE status = ${STATUS.new} AND ${isBot('drafts.who')} <> ${isBot('drafts.proper_who')}`,
  );
  await connection.run(
    `UPDATE ${stage}.drafts SET status = ${STATUS.conflict}, reason_code = 'too_many_identities', reason_field = 'properEmail', reason_value = proper_email
     WHERE status = ${STATUS.new} AND proper_who IN
       (SELECT proper_who FROM ${stage}.drafts WHERE status = ${STATUS.new} GROUP BY proper_who HAVING count(DISTINCT who) > ${MOST_BY_RULE})`,
  );
}

async function apply(connection: Connection, row: ImportRow, services: ApplyServices): Promise<{ firstSeq: null; lastSeq: null }> {
  services.progress('people', 0, null);
  await createIdentities(connection, row, services, {
    spoken: `SELECT d.who, d.needed FROM (${SPOKEN}) d UNION ALL SELECT d.proper_who, d.needed FROM (${SPOKEN}) d`,
    proper: true,
  });
  throwIfCancelled(services.signal);
  const links = await connection.all<{ from_num: number; into_num: number; email: string; proper_email: string }>(
    `SELECT i.person_num AS from_num, j.person_num AS into_num, d.email, d.proper_email FROM stage.drafts d
       JOIN stage.who w ON w.who = d.who JOIN identities i ON i.num = w.identity_num
       JOIN stage.who p ON p.who = d.proper_who JOIN identities j ON j.num = p.identity_num
     WHERE ${WANTED} AND i.person_num <> j.person_num ORDER BY d.line`,
  );
  services.progress('writing', 0, links.length);
  await mergePeople(
    connection,
    links.map(({ from_num, into_num, email, proper_email }) => ({
      id: services.newId(),
      fromNum: from_num,
      intoNum: into_num,
      rule: 'mailmap',
      evidence: `${email} → ${proper_email}`,
      importId: row.id,
    })),
    services,
  );
  return { firstSeq: null, lastSeq: null };
}

async function revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  const merges = await connection.all<{ id: string }>('SELECT id FROM person_merges WHERE import_id = ? AND undone_at IS NULL', [row.id]);
  await unmergePeople(
    connection,
    merges.map(({ id }) => id),
    services,
  );
  await dropSayings(connection, row);
  // People who came with the import and never did anything go with it, but for those of whom somebody said something.
  const idle = `SELECT h.num FROM people h JOIN identities i ON i.person_num = h.num WHERE i.import_id = ?1 AND h.root_num IS NULL
    AND NOT EXISTS (SELECT 1 FROM identities o WHERE o.person_num = h.num AND o.import_id IS NOT ?1)
    AND NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.identity_num = i.num) AND NOT EXISTS (SELECT 1 FROM person_merges m WHERE h.num IN (m.from_num, m.into_num) AND m.undone_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM affiliations a WHERE a.person_num = h.num AND a.source <> 'email_domain')
    AND NOT EXISTS (SELECT 1 FROM resting_affiliations r WHERE r.person_num = h.num)
    AND NOT EXISTS (SELECT 1 FROM activity_people l WHERE l.person_num = h.num)
    AND h.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM merge_dismissals d WHERE h.num IN (d.one_num, d.other_num))`;
  await connection.run('CREATE TEMP TABLE idle (num INTEGER PRIMARY KEY)');
  try {
    await connection.run(`INSERT OR IGNORE INTO temp.idle ${idle}`, [row.id]);
    await connection.run('DELETE FROM affiliations WHERE person_num IN (SELECT num FROM temp.idle)');
    await connection.run('DELETE FROM identities WHERE person_num IN (SELECT num FROM temp.idle)');
    await connection.run(
      `DELETE FROM person_merges WHERE undone_at IS NOT NULL AND (from_num IN (SELECT num FROM temp.idle) OR into_num IN (SELECT num FROM temp.idle))`,
    );
    await connection.run('DELETE FROM people WHERE num IN (SELECT num FROM temp.idle)');
  } finally {
    await connection.run('DROP TABLE temp.idle');
  }
  services.progress('reverting', merges.length, merges.length);
  return { reversed: merges.length, kept: 0, failed: 0, rows: [] };
}

function page(stage: Connection, query: PageQuery) {
  return pageOfDrafts<{ proper_name: string; email: string; proper_email: string; shown: string }>(
    stage,
    { columns: 'd.*, w.shown', from: 'drafts d JOIN who w ON w.who = d.who', searched: ['d.email', 'd.proper_email', 'd.proper_name'] },
    query,
    (row): Pick<ChangeSetRow, 'label' | 'values' | 'changes'> => ({
      label: row.proper_name || row.shown,
      values: [
        { field: 'email', value: row.email },
        { field: 'properEmail', value: row.proper_email },
      ],
      changes: [],
    }),
  );
}

export const samePeopleImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor: async (workspace) => ({ rules: await whoRules(workspace), policyVersion: null }),
  plan,
  page,
  apply,
  revert,
  topics: ['people', 'contributions', 'partners'],
};
