// Sums of commits, such as `commits: 580` for a quarter, and whether the ledger also has commits of that person, period and repository
// one by one: then the sum must not count beside them. Only asks; what follows is decided by whoever asks.
import { COMMIT_KINDS } from '../../../shared/vocabulary.ts';
import type { SqlConnection, SqlValue } from '../connection.ts';
import { isDetailedCommit } from './source-keys.ts';

/** A row that is a sum of commits. What is read commit by commit has no quantity. */
export const isSumOfCommits = (row: string) =>
  `${row}.quantity IS NOT NULL AND ${row}.kind IN (${COMMIT_KINDS.map((kind) => `'${kind}'`).join(', ')})`;

/**
 * `https://host/Owner/Name.git`, `git@host:Owner/Name.git`, `host.tld/Owner/Name` and `Owner/Name` as `owner/name`; '' where no repository is
 * known.
 */
function repositoryKey(column: string): string {
  const behindScheme = `substr(${column}, instr(${column}, '://') + 3)`;
  const behindFirst = (text: string, mark: string) => `substr(${text}, instr(${text} || '${mark}', '${mark}') + 1)`;
  const path = `CASE WHEN instr(${column}, '://') > 0 THEN ${behindFirst(behindScheme, '/')}
    WHEN ${column} GLOB '*@*:*/*' THEN ${behindFirst(column, ':')}
    WHEN instr(substr(${column}, 1, instr(${column}, '/')), '.') > 0 AND ${column} GLOB '*/*/*' THEN ${behindFirst(column, '/')}
    ELSE ${column} END`;
  const tidy = `lower(trim(coalesce(${path}, ''), ' /'))`;
  return `CASE WHEN ${tidy} LIKE '%.git' THEN substr(${tidy}, 1, length(${tidy}) - 4) ELSE ${tidy} END`;
}

const hasOwner = (key: string) => `instr(${key}, '/') > 0`;
const withoutOwner = (key: string) => `substr(${key}, length(rtrim(${key}, replace(${key}, '/', ''))) + 1)`;

export interface SumsOfCommits {
  /** SQL that yields id, person_num, since, day, repository, and whether the sum is rejected for its commits now. */
  readonly select: string;
  readonly parameters?: readonly SqlValue[];
  /** Where the ledger stands. */
  readonly workspace: string;
}

/** Sums in the ledger that count, or would if it were not for their commits. `people` is SQL that yields person numbers. */
export function sumsInLedger(people: string): SumsOfCommits {
  return {
    workspace: 'main',
    select: `SELECT e.seq AS id, i.person_num, e.since, e.day, e.repository, e.state = 'rejected' AS rejected
      FROM (${people}) p CROSS JOIN identities i ON i.person_num = p.person_num
        CROSS JOIN ledger_entries e INDEXED BY ledger_sums ON e.identity_num = i.num
      WHERE ${isSumOfCommits('e')} AND (e.state = 'accepted' OR e.state = 'rejected' AND e.rejected_because = 'counted_from_git')
        AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.seq)`,
  };
}

/** Whether there is any entry with a quantity: a look-up in an index of those alone. */
export async function hasSums(connection: SqlConnection, workspace: string): Promise<boolean> {
  return (await connection.get(`SELECT 1 FROM ${workspace}.ledger_entries WHERE quantity IS NOT NULL LIMIT 1`)) !== undefined;
}

/** Whether anything was ever read that commits can stand in. */
export async function hasCommits(connection: SqlConnection, workspace: string): Promise<boolean> {
  const from = (source: string) =>
    `EXISTS (SELECT 1 FROM ${workspace}.ledger_entries WHERE external_key >= '${source}:' AND external_key < '${source};')`;
  return (await connection.get(`SELECT 1 WHERE ${from('git')} OR ${from('github')}`)) !== undefined;
}

/** In a row `s` of `temp.sums`: whether commits of the sum are in the ledger one by one. A bound that is not known bounds nothing. */
const MEETS_COMMITS = `EXISTS (SELECT 1 FROM temp.detailed_commits c WHERE c.person_num = s.person_num AND c.repository IN (s.repository, s.same_repository)
  AND c.day >= s.since AND c.day <= s.day)`;

/** Calls back with SQL that is true of a row `s` of `temp.sums` (id, rejected) whose commits the ledger has. */
export async function amongSums<T>(
  connection: SqlConnection,
  { select, parameters, workspace }: SumsOfCommits,
  work: (meetsCommits: string) => Promise<T>,
): Promise<T> {
  try {
    // A repository without its owner is any of that name. Of one with it, what is known without an owner may be the same: clones need have no origin.
    await connection.run(
      `CREATE TEMP TABLE sums (id INTEGER PRIMARY KEY, person_num INTEGER NOT NULL, since TEXT NOT NULL, day TEXT NOT NULL, repository TEXT NOT NULL,
         same_repository TEXT NOT NULL, rejected INTEGER NOT NULL)`,
    );
    await connection.run(
      `INSERT INTO temp.sums SELECT id, person_num, coalesce(since, ''), coalesce(day, '9999-12-31'), repository,
         CASE WHEN ${hasOwner('repository')} THEN '/' || ${withoutOwner('repository')} ELSE repository END, rejected
       FROM (SELECT id, person_num, since, day, ${repositoryKey('repository')} AS repository, rejected FROM (${select}))`,
      parameters,
    );
    await connection.run(
      `CREATE TEMP TABLE detailed_commits (person_num INTEGER NOT NULL, repository TEXT NOT NULL, day TEXT NOT NULL,
         PRIMARY KEY (person_num, repository, day)) WITHOUT ROWID`,
    );
    // Each under no repository, its own, and the one that a sum without or with an owner would ask for.
    await connection.run(
      `WITH found AS MATERIALIZED (SELECT DISTINCT i.person_num, coalesce(e.day, '') AS day, ${repositoryKey('e.repository')} AS repository
         FROM (SELECT DISTINCT person_num FROM temp.sums) p CROSS JOIN ${workspace}.identities i ON i.person_num = p.person_num
           CROSS JOIN ${workspace}.ledger_entries e ON e.identity_num = i.num
         WHERE ${isDetailedCommit('e')} AND e.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM ${workspace}.ledger_entries r WHERE r.reverses = e.seq))
       INSERT OR IGNORE INTO temp.detailed_commits SELECT person_num, '', day FROM found UNION ALL SELECT person_num, repository, day FROM found
       UNION ALL SELECT person_num, CASE WHEN ${hasOwner('repository')} THEN ${withoutOwner('repository')} ELSE '/' || repository END, day FROM found`,
    );
    return await work(MEETS_COMMITS);
  } finally {
    await connection.run('DROP TABLE IF EXISTS temp.sums');
    await connection.run('DROP TABLE IF EXISTS temp.detailed_commits');
  }
}

/** Sums that count beside their commits, or stand back for none; each is one problem. */
export async function misplacedSums(connection: SqlConnection): Promise<{ problem: string }[]> {
  if (!(await hasSums(connection, 'main'))) return [];
  return amongSums(connection, sumsInLedger('SELECT num AS person_num FROM people'), (meetsCommits) =>
    connection.all<{ problem: string }>(`SELECT 'entry ' || s.id AS problem FROM temp.sums s WHERE s.rejected <> ${meetsCommits}`),
  );
}
