// A pull request and its commits are never both scored, whichever is imported first. Commits that come later than their pull request are
// shown as conflicts; those that are there when it comes are reversed together with its entry, and stand again when that is taken back.
import { type ImportRow, type Schemas, STATUS } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';
import { comesFromStanding, ENTRY_COLUMNS, isByHand, reversalOf } from '../../store/ledger/entries.ts';
import { giveBack } from '../../store/ledger/given-back.ts';
import { isFromGit, isPullRequest } from '../../store/ledger/source-keys.ts';

/** Entries of commits that a pull request in this change-set takes the place of. */
export const REPLACED_TABLE = 'CREATE TABLE replaced (seq INTEGER PRIMARY KEY, line INTEGER NOT NULL);';

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

const shaOf = (row: string) => {
  const behindRoot = `substr(${row}.external_key, instr(${row}.external_key, '/') + 1)`;
  return `substr(${behindRoot}, 1, instr(${behindRoot}, '/') - 1)`;
};

/** Decides about what would be new: a person can still take such a row. */
export async function keepApart(connection: SqlConnection, schemas: Schemas): Promise<void> {
  const { stage } = schemas;
  await connection.run(`DELETE FROM ${stage}.replaced`);
  const has = async (condition: string) =>
    (await connection.get(`SELECT 1 FROM ${stage}.drafts d WHERE ${condition} LIMIT 1`)) !== undefined;
  if (await has(isFromGit('d'))) await holdBackCommits(connection, schemas);
  if (await has(`d.status = ${STATUS.new} AND ${isPullRequest('d')}`)) await replaceCommits(connection, schemas);
}

/** Commits of this change-set whose pull request counts already. */
async function holdBackCommits(connection: SqlConnection, { stage, workspace }: Schemas): Promise<void> {
  const [links, commits] = [`${stage}.scored_request_links`, `${stage}.scored_request_commits`];
  for (const [table, key] of [
    [links, 'link'],
    [commits, 'sha'],
  ]) {
    await connection.run(`CREATE TABLE IF NOT EXISTS ${table} (${key} TEXT PRIMARY KEY, number TEXT NOT NULL) WITHOUT ROWID`);
    await connection.run(`DELETE FROM ${table}`);
  }
  const request = `substr(e.external_key, 1, length(e.external_key) - length('/merged'))`;
  const scored = `${isPullRequest('e')} AND ${stands('e', workspace)}`;
  await connection.run(`INSERT OR IGNORE INTO ${links} SELECT lower(e.link), substr(${request}, instr(e.external_key, '#'))
    FROM ${workspace}.ledger_entries e WHERE ${scored} AND e.link IS NOT NULL`);
  await connection.run(`INSERT OR IGNORE INTO ${commits} SELECT r.merge_commit, substr(${request}, instr(e.external_key, '#'))
    FROM ${workspace}.ledger_entries e JOIN ${workspace}.pull_requests r ON r.external_key = ${request}
    WHERE ${scored} AND r.merge_commit IS NOT NULL`);
  await connection.run(
    `INSERT OR IGNORE INTO ${commits} SELECT a.sha, m.number FROM ${stage}.commit_arrivals a JOIN ${commits} m ON m.sha = a.arrived_with`,
  );
  // By what became of the request, wherever the clone is from; by its page where nothing is known of that.
  for (const [table, known] of [
    [commits, `l.sha = ${shaOf('d')}`],
    [links, `l.link = ${pullRequestOf('d')}`],
  ])
    await connection.run(`UPDATE ${stage}.drafts AS d SET status = ${STATUS.conflict}, reason_code = 'scored_as_pull_request', reason_field = 'link',
        reason_value = l.number
      FROM ${table} l WHERE d.status = ${STATUS.new} AND ${isFromGit('d')} AND ${known} AND d.line NOT IN (SELECT line FROM ${stage}.taken)`);
}

/** Commits that count so far and are those of a pull request of this change-set. */
async function replaceCommits(connection: SqlConnection, { stage, workspace }: Schemas): Promise<void> {
  const [links, commits] = [`${stage}.new_request_links`, `${stage}.new_request_commits`];
  const isNew = `d.status = ${STATUS.new} AND ${isPullRequest('d')}`;
  // What a person did to an entry is never overwritten by an import.
  const gives = `${stands('e', workspace)} AND NOT ${isByHand('e')}`;
  await connection.run(`CREATE TABLE IF NOT EXISTS ${links} (link TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID`);
  await connection.run(`CREATE TABLE IF NOT EXISTS ${commits} (sha TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID`);
  await connection.run(`DELETE FROM ${links}`);
  await connection.run(`DELETE FROM ${commits}`);
  await connection.run(
    `INSERT OR IGNORE INTO ${links} SELECT lower(d.link), d.line FROM ${stage}.drafts d WHERE ${isNew} AND d.link IS NOT NULL`,
  );
  const merged = `SELECT r.merge_commit AS sha, d.line FROM ${stage}.drafts d
    JOIN ${stage}.pull_requests r ON r.external_key || '/merged' = d.external_key AND r.merge_commit IS NOT NULL WHERE ${isNew}`;
  await connection.run(`INSERT OR IGNORE INTO ${commits} ${merged}`);
  await connection.run(
    `INSERT OR IGNORE INTO ${commits} SELECT a.sha, m.line FROM (${merged}) m JOIN ${workspace}.commit_arrivals a ON a.arrived_with = m.sha`,
  );
  // Keys begin with the root of their history, of which there are few: from one the next is found without reading what lies between. That
  // they are commits' needs no other condition, which would only lead past the index.
  await connection.run(`INSERT OR IGNORE INTO ${stage}.replaced
    WITH RECURSIVE roots (root) AS (
      SELECT (SELECT min(e.external_key) FROM ${workspace}.ledger_entries e WHERE ${isFromGit('e')})
      UNION ALL
      SELECT (SELECT min(e.external_key) FROM ${workspace}.ledger_entries e
        WHERE e.external_key >= substr(r.root, 1, instr(r.root, '/') - 1) || '0' AND e.external_key < 'git;') FROM roots r WHERE r.root IS NOT NULL)
    SELECT e.seq, c.line FROM roots r JOIN ${commits} c
      JOIN ${workspace}.ledger_entries e ON e.external_key >= substr(r.root, 1, instr(r.root, '/')) || c.sha || '/'
        AND e.external_key < substr(r.root, 1, instr(r.root, '/')) || c.sha || '0'
    WHERE r.root IS NOT NULL AND ${gives}`);
  await connection.run(`INSERT OR IGNORE INTO ${stage}.replaced SELECT e.seq, l.line FROM ${workspace}.ledger_entries e
    JOIN ${links} l ON l.link = ${pullRequestOf('e')} WHERE ${isFromGit('e')} AND ${gives}`);
}

/** Says how many entries it reversed. */
export async function reverseReplaced(connection: SqlConnection, row: ImportRow): Promise<number> {
  const { changes } = await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', { import_num: '?', source_line: 'r.line' })}
     FROM stage.replaced r JOIN stage.drafts d ON d.line = r.line JOIN ledger_entries e ON e.seq = r.seq
     WHERE d.ticked = 1 AND d.status = ${STATUS.new} ORDER BY r.seq`,
    [row.num],
  );
  return changes;
}

/** Gives back what was reversed without anything new in its place, unless something came for it since. */
export async function restoreReplaced(connection: SqlConnection, { firstSeq, lastSeq }: ImportRow, at: string): Promise<void> {
  await giveBack(
    connection,
    `SELECT o.seq, r.revision + 1 AS revision FROM ledger_entries r JOIN ledger_entries o ON o.seq = r.reverses
     WHERE r.seq BETWEEN ${Number(firstSeq)} AND ${Number(lastSeq)} AND r.state = 'reversal'
       AND NOT EXISTS (SELECT 1 FROM ledger_entries later WHERE later.external_key = r.external_key AND later.revision > r.revision)
       AND ${comesFromStanding('o')}`,
    { at },
  );
}
