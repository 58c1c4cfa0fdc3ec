// A pull request and its commits are never both scored, whichever is imported first. Commits that come later than their pull request are
// shown as conflicts; those that are there when it comes are reversed together with its entry, and stand again when that is taken back.
import { type ImportRow, type Schemas, STATUS } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';
import { ENTRY_COLUMNS, isByHand, reversalOf } from '../../store/ledger/entries.ts';
import { giveBack } from '../../store/ledger/given-back.ts';
import { entriesOfCommits, pullRequestOf, requestOf, standingOnPages, stands } from '../../store/ledger/pull-request-commits.ts';
import { replacedBy } from '../../store/ledger/replaced-commits.ts';
import { isFromGit, isPullRequest } from '../../store/ledger/source-keys.ts';

/** Entries of commits that a pull request in this change-set takes the place of. */
export const REPLACED_TABLE = 'CREATE TABLE replaced (seq INTEGER PRIMARY KEY, line INTEGER NOT NULL);';

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
  const request = requestOf('e');
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
  await connection.run(`CREATE TABLE IF NOT EXISTS ${stage}.request_entries (seq INTEGER PRIMARY KEY, line INTEGER NOT NULL)`);
  await connection.run(`DELETE FROM ${stage}.request_entries`);
  await connection.run(
    `INSERT OR IGNORE INTO ${stage}.request_entries SELECT e.seq, c.line FROM ${entriesOfCommits(workspace, commits)} WHERE ${stands('e', workspace)}`,
  );
  await connection.run(`INSERT OR IGNORE INTO ${stage}.request_entries SELECT s.seq, l.line FROM ${standingOnPages(workspace, links)}`);
  await letEditedCommitsStand(connection, { stage, workspace });
  await connection.run(
    `INSERT INTO ${stage}.replaced SELECT q.seq, q.line FROM ${stage}.request_entries q JOIN ${workspace}.ledger_entries e ON e.seq = q.seq
     WHERE q.line IN (SELECT d.line FROM ${stage}.drafts d WHERE ${isNew})
       AND (NOT ${isByHand('e')} OR e.state = 'accepted' AND q.line IN (SELECT line FROM ${stage}.taken))`,
  );
}

/** What a person did to an entry is never overwritten by an import: a request with such a commit waits for a person to take it instead. */
async function letEditedCommitsStand(connection: SqlConnection, { stage, workspace }: Schemas): Promise<void> {
  await connection.run(
    `UPDATE ${stage}.drafts AS d SET status = ${STATUS.conflict}, reason_code = 'commit_corrected_by_hand', reason_field = 'link', reason_value = x.title
     FROM (SELECT q.line, e.title, min(q.seq) FROM ${stage}.request_entries q JOIN ${workspace}.ledger_entries e ON e.seq = q.seq
       WHERE e.state = 'accepted' AND ${isByHand('e')} GROUP BY q.line) x
     WHERE d.line = x.line AND d.line NOT IN (SELECT line FROM ${stage}.taken)`,
  );
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

/** Gives back what was reversed without anything new in its place, unless something came for it since or a person keeps its request. */
export async function restoreReplaced(connection: SqlConnection, { num, firstSeq, lastSeq }: ImportRow, at: string): Promise<void> {
  const brought = `q.seq BETWEEN ${Number(firstSeq)} AND ${Number(lastSeq)}`;
  await giveBack(
    connection,
    replacedBy(`SELECT q.external_key FROM ledger_entries q WHERE ${brought} AND ${isPullRequest('q')} AND q.source_line IS NOT NULL`, num),
    { at },
  );
}
