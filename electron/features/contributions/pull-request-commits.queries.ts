// A pull request and its commits are never both scored, whichever is imported first. Commits that come later than their pull request are
// shown as conflicts; those that are there when it comes are reversed together with its entry, and stand again when that is taken back.
import { type ImportRow, type Schemas, STATUS } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';

/** Entries of commits that a pull request in this change-set takes the place of. */
export const REPLACED_TABLE = 'CREATE TABLE replaced (seq INTEGER PRIMARY KEY, line INTEGER NOT NULL);';

const isCommit = (row: string) => `${row}.external_key >= 'git:' AND ${row}.external_key < 'git;'`;
const isPullRequest = (row: string) =>
  `${row}.external_key >= 'github:' AND ${row}.external_key < 'github;' AND ${row}.external_key LIKE '%/merged'`;
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
  if (await has(isCommit('d'))) {
    await connection.run(`DELETE FROM ${links}`);
    await connection.run(`INSERT OR IGNORE INTO ${links} SELECT lower(e.link), NULL FROM ${workspace}.ledger_entries e
      WHERE ${isPullRequest('e')} AND e.link IS NOT NULL AND ${stands('e', workspace)}`);
    await connection.run(`UPDATE ${stage}.drafts AS d SET status = ${STATUS.conflict}, reason_code = 'scored_as_pull_request', reason_field = 'link',
        reason_value = replace(l.link, rtrim(l.link, '0123456789'), '#')
      FROM ${links} l WHERE d.status = ${STATUS.new} AND ${isCommit('d')} AND l.link = ${pullRequestOf('d')}
        AND d.line NOT IN (SELECT line FROM ${stage}.taken)`);
  }
  if (await has(`d.status = ${STATUS.new} AND ${isPullRequest('d')}`)) {
    await connection.run(`DELETE FROM ${links}`);
    await connection.run(`INSERT OR IGNORE INTO ${links} SELECT lower(d.link), d.line FROM ${stage}.drafts d
      WHERE d.status = ${STATUS.new} AND ${isPullRequest('d')} AND d.link IS NOT NULL`);
    // What a person did to an entry is never overwritten by an import.
    await connection.run(`INSERT INTO ${stage}.replaced SELECT e.seq, l.line FROM ${workspace}.ledger_entries e
      JOIN ${links} l ON l.link = ${pullRequestOf('e')}
      WHERE ${isCommit('e')} AND ${stands('e', workspace)} AND (e.reason IS NULL OR e.reason = 'rescored')`);
  }
}

/** Says how many entries it reversed. */
export async function reverseReplaced(connection: SqlConnection, row: ImportRow, columns: string): Promise<number> {
  const { changes } = await connection.run(
    `INSERT INTO ledger_entries (${columns})
     SELECT e.external_key, e.revision + 1, 'reversal', e.seq, e.identity_num, e.kind, e.source_kind, e.day, e.title, e.link, e.quantity,
       e.complexity, e.impact, e.quality, -e.points, e.policy_version, e.rejected_because, NULL, e.repository, ?, r.line, NULL
     FROM stage.replaced r JOIN stage.drafts d ON d.line = r.line JOIN ledger_entries e ON e.seq = r.seq
     WHERE d.ticked = 1 AND d.status = ${STATUS.new} ORDER BY r.seq`,
    [row.num],
  );
  return changes;
}

/** What an import brought that was itself taken back meanwhile does not come again, unless a person had a hand in it. */
export const comesFromStanding = (row: string) =>
  `(coalesce(${row}.reason, 'rescored') <> 'rescored' OR NOT EXISTS (SELECT 1 FROM imports gone WHERE gone.num = ${row}.import_num AND gone.state = 'reverted'))`;

/** Gives back what was reversed without anything new in its place, unless something came for it since. */
export async function restoreReplaced(
  connection: SqlConnection,
  { firstSeq, lastSeq }: ImportRow,
  columns: string,
  at: string,
): Promise<void> {
  await connection.run(
    `INSERT INTO ledger_entries (${columns})
     SELECT o.external_key, r.revision + 1, o.state, NULL, o.identity_num, o.kind, o.source_kind, o.day, o.title, o.link, o.quantity,
       o.complexity, o.impact, o.quality, o.points, o.policy_version, o.rejected_because, o.reason, o.repository, o.import_num, o.source_line, ?
     FROM ledger_entries r JOIN ledger_entries o ON o.seq = r.reverses
     WHERE r.seq BETWEEN ${Number(firstSeq)} AND ${Number(lastSeq)} AND r.state = 'reversal'
       AND NOT EXISTS (SELECT 1 FROM ledger_entries later WHERE later.external_key = r.external_key AND later.revision > r.revision)
       AND ${comesFromStanding('o')}
     ORDER BY r.seq`,
    [at],
  );
}
