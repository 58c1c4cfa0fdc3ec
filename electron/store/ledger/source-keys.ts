// What kind of source an entry came from, told by its external key. One piece of SQL, used wherever it is asked.

/** Anything read from a clone: what somebody wrote, wrote with others, or reviewed. */
export const isFromGit = (row: string) => `${row}.external_key >= 'git:' AND ${row}.external_key < 'git;'`;

export const isPullRequest = (row: string) =>
  `${row}.external_key >= 'github:' AND ${row}.external_key < 'github;' AND ${row}.external_key LIKE '%/merged'`;

/** Commits as their author has them, one by one; a merged pull request stands for its own. */
export const isDetailedCommit = (row: string) => `(${isFromGit(row)} AND ${row}.external_key LIKE '%/author' OR ${isPullRequest(row)})`;
