// A pull request and its commits are never both scored, whichever is imported first. Commits that come later than their pull request are
// shown as conflicts; those that are there when it comes are reversed together with its entry, and stand again when that is taken back.
import { ROW_STATUSES } from '../../../shared/vocabulary.ts';
import type { ImportRow, Schemas } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';
import { isFromGit, isPullRequest } from '../../store/source-keys.ts';
import { ENTRY_COLUMNS, entryAgain, reversalOf } from './entry-columns.queries.ts';

/** Entries of commits that a pull request in this change-set takes the place of. */
export const REPLACED_TABLE = 'CREATE TABLE replaced (seq INTEGER PRIMARY KEY, line INTEGER NOT NULL);';

const [NEW, CONFLICT] = [ROW_STATUSES.indexOf('new'), ROW_STATUSES.indexOf('conflict')];

const stands = (row: string, workspace: string) =>
  `${row}.state <> 'reversal' AND NOT EXISTS
     (SELECT 1 FROM ${workspace}.ledger_entries later WHERE later.external_key = ${row}.external_key AND later.revision > ${row}.revision)`;

/**
 * The page of the pull request that a commit came in with: its link is a page of that, or its title ends in `(#123)`, as squashed ones
 * do; NULL for any other commit.
 */
function pullRequestOf(row: string): string {
  const beforeBracket = `rtrim(substr(${row}.title, 1, length(${row}.title) - 1), '0123456789')`;
  return `lower(CASE
    WHEN ${row}.link LIKE '%/pull/%/commits/%' THEN substr(${row}.link, 1, instr(${row}.link, '/commits/') - 1)
    WHEN ${row}.title LIKE '%(#_%)' AND ${beforeBracket} LIKE '%(#' AND ${row}.link LIKE '%/commit/%'
      THEN substr(${row}.link, 1, instr(${row}.link, '/commit/') - 1) || '/pull/' ||
        substr(${row}.title, length(${beforeBracket}) + 1, length(${row}.title) - length(${beforeBracket}) - 1)
    END)`;
}

/** Decides about what would be new: a person can still take such a row. */
export async function keepApart(connection: SqlConnection, { stage, workspace }: Schemas): Promise<void> {
  await connection.run(`DELETE FROM ${stage}.replaced`);
  const has = async (condition: string) =>
    (await connection.get(`SELECT 1 FROM ${stage}.drafts d WHERE ${condition} LIMIT 1`)) !== undefined;
  const links = `${stage}.pull_request_links`;
  await connection.run(`CREATE TABLE IF NOT EXISTS ${links} (link TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID`);
  if (await has(isFromGit('d'))) {
    await connection.run(`DELETE FROM ${links}`);
    await connection.run(`INSERT OR IGNORE INTO ${links} SELECT lower(e.link), NULL FROM ${workspace}.ledger_entries e
      WHERE ${isPullRequest('e')} AND e.link IS NOT NULL AND ${stands('e', workspace)}`);
    await connection.run(`UPDATE ${stage}.drafts AS d SET status = ${CONFLICT}, reason_code = 'scored_as_pull_request', reason_field = 'link',
        reason_value = replace(l.link, rtrim(l.link, '0123456789'), '#')
      FROM ${links} l WHERE d.status = ${NEW} AND ${isFromGit('d')} AND l.link = ${pullRequestOf('d')}
        AND d.line NOT IN (SELECT line FROM ${stage}.taken)`);
  }
  if (await has(`d.status = ${NEW} AND ${isPullRequest('d')}`)) {
    await connection.run(`DELETE FROM ${links}`);
    await connection.run(`INSERT OR IGNORE INTO ${links} SELECT lower(d.link), d.line FROM ${stage}.drafts d
      WHERE d.status = ${NEW} AND ${isPullRequest('d')} AND d.link IS NOT NULL`);
    // What a person did to an entry is never overwritten by an import.
    await connection.run(`INSERT INTO ${stage}.replaced SELECT e.seq, l.line FROM ${workspace}.ledger_entries e
      JOIN ${links} l ON l.link = ${pullRequestOf('e')}
      WHERE ${isFromGit('e')} AND ${stands('e', workspace)} AND (e.reason IS NULL OR e.reason = 'rescored')`);
  }
}

/** Says how many entries it reversed. */
export async function reverseReplaced(connection: SqlConnection, row: ImportRow): Promise<number> {
  const { changes } = await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', { import_num: '?', source_line: 'r.line' })}
     FROM stage.replaced r JOIN stage.drafts d ON d.line = r.line JOIN ledger_entries e ON e.seq = r.seq
     WHERE d.ticked = 1 AND d.status = ${NEW} ORDER BY r.seq`,
    [row.num],
  );
  return changes;
}

/** What an import brought that was itself taken back meanwhile does not come again, unless a person had a hand in it. */
export const comesFromStanding = (row: string) =>
  `(coalesce(${row}.reason, 'rescored') <> 'rescored' OR NOT EXISTS (SELECT 1 FROM imports gone WHERE gone.num = ${row}.import_num AND gone.state = 'reverted'))`;

/** Gives back what was reversed without anything new in its place, unless something came for it since. */
export async function restoreReplaced(connection: SqlConnection, { firstSeq, lastSeq }: ImportRow, at: string): Promise<void> {
  await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${entryAgain('o', { revision: 'r.revision + 1', recorded_at: '?' })}
     FROM ledger_entries r JOIN ledger_entries o ON o.seq = r.reverses
     WHERE r.seq BETWEEN ${Number(firstSeq)} AND ${Number(lastSeq)} AND r.state = 'reversal'
       AND NOT EXISTS (SELECT 1 FROM ledger_entries later WHERE later.external_key = r.external_key AND later.revision > r.revision)
       AND ${comesFromStanding('o')}
     ORDER BY r.seq`,
    [at],
  );
}
