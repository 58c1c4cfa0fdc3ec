// The ledger's columns know each entry's repository too. They follow from the ledger and are made anew, so the table is: a column
// added to it would stand behind the words, which lists without a search skip.
export const ledgerRepositories = `
DROP TABLE ledger_segments;
CREATE TABLE ledger_segments (
  segment INTEGER PRIMARY KEY, format INTEGER NOT NULL, kind_names TEXT NOT NULL, repository_names TEXT NOT NULL, days BLOB, points BLOB,
  states BLOB, kinds BLOB, repositories BLOB, identities BLOB, imports BLOB, reverses BLOB, wide INTEGER NOT NULL, words TEXT NOT NULL,
  starts BLOB, places BLOB, ends BLOB
) STRICT;
`;
