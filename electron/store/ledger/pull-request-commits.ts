// Which entries are commits of which pull request: the work is in the ledger under both, and only one of them may count. Only asks; what
// follows is decided by whoever asks.
import type { Writer } from '../database.ts';
import { connectionOf } from '../sqlite3-dialect.ts';
import { isFromGit, isPullRequest } from './source-keys.ts';

export const stands = (row: string, workspace: string) =>
  `${row}.state <> 'reversal' AND NOT EXISTS
     (SELECT 1 FROM ${workspace}.ledger_entries later WHERE later.external_key = ${row}.external_key AND later.revision > ${row}.revision)`;

/**
 * The page of the pull request that a commit came in with: its link is a page of that, or its title ends in `(#123)`, as squashed ones
 * do; NULL for any other commit.
 */
export function pullRequestOf(row: string): string {
  const beforeBracket = `rtrim(substr(${row}.title, 1, length(${row}.title) - 1), '0123456789')`;
  return `lower(CASE
    WHEN ${row}.link LIKE '%/pull/%/commits/%' THEN substr(${row}.link, 1, instr(${row}.link, '/commits/') - 1)
    WHEN ${row}.title LIKE '%(#_%)' AND ${beforeBracket} LIKE '%(#' AND ${row}.link LIKE '%/commit/%'
      THEN substr(${row}.link, 1, instr(${row}.link, '/commit/') - 1) || '/pull/' ||
        substr(${row}.title, length(${beforeBracket}) + 1, length(${row}.title) - length(${beforeBracket}) - 1)
    END)`;
}

/**
 * What stands behind FROM: what stands (`s`) for commits that came in with the pull requests of a table `l` of pages (link, …), by what the
 * source said of them (`e`), whatever a person has made of their titles since. Once through the entries as they are stored: by their keys
 * each would be looked up on its own, and statistics would lead through every commit's entries instead.
 */
export const standingOnPages = (workspace: string, links: string) => `${workspace}.ledger_entries e NOT INDEXED
  CROSS JOIN ${links} l ON l.link = ${pullRequestOf('e')} AND ${isFromGit('e')}
  CROSS JOIN ${workspace}.ledger_entries s ON s.external_key = e.external_key AND ${stands('s', workspace)}`;

/**
 * What stands behind FROM: entries `e` of commits that came in with a pull request on one of a few pages. As they are stored, too;
 * and whether one could be is asked first, which costs least.
 */
export const commitsOnPages = (
  pages: string,
) => `(SELECT DISTINCT page, substr(page, length(rtrim(page, '0123456789')) + 1) AS number FROM (${pages})) l
  CROSS JOIN ledger_entries e NOT INDEXED ON ${isFromGit('e')} AND (e.title LIKE '%(#' || l.number || ')' OR e.link LIKE l.page || '/commits/%')
    AND ${pullRequestOf('e')} = l.page`;

/** The key of a merged pull request without what became of it. */
export const requestOf = (row: string) => `substr(${row}.external_key, 1, length(${row}.external_key) - length('/merged'))`;

/**
 * What stands behind FROM: commits `c` of a table (sha, …), each with the entries `e` under its keys. Keys begin with the root of their
 * history, of which there are few: from one the next is found without reading what lies between. That they are commits' needs no other
 * condition, which would only lead past the index.
 */
export const entriesOfCommits = (workspace: string, commits: string) => `(
    WITH RECURSIVE roots (root) AS (
      SELECT (SELECT min(e.external_key) FROM ${workspace}.ledger_entries e WHERE ${isFromGit('e')})
      UNION ALL
      SELECT (SELECT min(e.external_key) FROM ${workspace}.ledger_entries e
        WHERE e.external_key >= substr(r.root, 1, instr(r.root, '/') - 1) || '0' AND e.external_key < 'git;') FROM roots r WHERE r.root IS NOT NULL)
    SELECT substr(root, 1, instr(root, '/')) AS history FROM roots WHERE root IS NOT NULL) r
  CROSS JOIN ${commits} c CROSS JOIN ${workspace}.ledger_entries e
    ON e.external_key >= r.history || c.sha || '/' AND e.external_key < r.history || c.sha || '0'`;

export interface CountedTwice {
  readonly rule: 'counted_as_pull_request' | 'counted_as_commits';
  /** The request's number, or a commit's title. */
  readonly value: string;
}

/**
 * Whether what stands under a key counts beside its pull request, or beside its commits. Two that counted side by side before, when the
 * ledger reached to `head`, were let do so by a person, and may again.
 */
export async function countedTwice(writer: Writer, externalKey: string, head: number): Promise<CountedTwice | undefined> {
  const connection = connectionOf(writer);
  const counts = (row: string) => `${row}.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM ledger_entries t WHERE t.reverses = ${row}.seq)`;
  const ends = (row: string) => `coalesce((SELECT t.seq FROM ledger_entries t WHERE t.reverses = ${row}.seq), ?2 + 1)`;
  // An undo may write an entry only for a reversal to have what it takes back: that never counted.
  const counted = (row: string) => `${row}.state = 'accepted' AND ${row}.seq <= ?2 AND NOT EXISTS (SELECT 1 FROM ledger_entries t
    WHERE t.reverses = ${row}.seq AND t.seq = ${row}.seq + 1 AND t.recorded_at = ${row}.recorded_at)`;
  const begins = (row: string) => `${counts(row)} AND NOT EXISTS (SELECT 1 FROM ledger_entries o CROSS JOIN ledger_entries b
    WHERE o.external_key = ?1 AND ${counted('o')} AND b.external_key = ${row}.external_key AND ${counted('b')}
      AND o.seq < ${ends('b')} AND b.seq < ${ends('o')})`;
  const own = await connection.get<{ request: number; commit: number }>(
    `SELECT ${isPullRequest('e')} AS request, ${isFromGit('e')} AS "commit" FROM ledger_entries e WHERE e.external_key = ? AND ${counts('e')}`,
    [externalKey],
  );
  if (own?.commit) {
    const sha = externalKey.split('/')[1] ?? '';
    const found = `SELECT substr(${requestOf('p')}, instr(p.external_key, '#')) AS number FROM`;
    const request =
      (await connection.get<{ number: string }>(
        `${found} ledger_entries p WHERE p.external_key IN (SELECT r.external_key || '/merged' FROM pull_requests r WHERE r.merge_commit = ?3
           OR r.merge_commit IN (SELECT a.arrived_with FROM commit_arrivals a WHERE a.sha = ?3)) AND ${begins('p')} LIMIT 1`,
        [externalKey, head, sha],
      )) ??
      (await connection.get<{ number: string }>(
        `${found} ledger_entries l CROSS JOIN ledger_entries p ON p.external_key = l.external_key
         WHERE ${isPullRequest('l')} AND lower(l.link) IN (SELECT ${pullRequestOf('c')} FROM ledger_entries c WHERE c.external_key = ?1)
           AND ${begins('p')} LIMIT 1`,
        [externalKey, head],
      ));
    return request && { rule: 'counted_as_pull_request', value: request.number };
  }
  if (!own?.request) return undefined;
  const merged = `SELECT r.merge_commit FROM pull_requests r WHERE r.external_key || '/merged' = ?1 AND r.merge_commit IS NOT NULL`;
  const shas = `(SELECT m.merge_commit AS sha FROM (${merged}) m UNION SELECT a.sha FROM commit_arrivals a WHERE a.arrived_with IN (${merged}))`;
  const commit =
    (await connection.get<{ title: string }>(`SELECT e.title FROM ${entriesOfCommits('main', shas)} WHERE ${begins('e')} LIMIT 1`, [
      externalKey,
      head,
    ])) ??
    (await connection.get<{ title: string }>(
      `SELECT s.title FROM ${commitsOnPages(`SELECT lower(l.link) AS page FROM ledger_entries l WHERE l.external_key = ?1`)}
       CROSS JOIN ledger_entries s ON s.external_key = e.external_key WHERE ${begins('s')} LIMIT 1`,
      [externalKey, head],
    ));
  return commit && { rule: 'counted_as_commits', value: commit.title };
}
