// The ledger a second time, as columns: 16,384 entries a row, a few bytes an entry, and their titles and links cut into words.
// Everything here follows from the ledger and is filled in behind it; without it lists are slow and otherwise the same. Numbers
// are packed little-endian; see ledger-segment.rules.ts. What only searches read stands last, so that other lists skip it.
export const ledgerSearch = `
CREATE TABLE ledger_segments (
  segment INTEGER PRIMARY KEY, format INTEGER NOT NULL, kind_names TEXT NOT NULL, days BLOB, points BLOB, states BLOB, kinds BLOB,
  identities BLOB, imports BLOB, reverses BLOB, wide INTEGER NOT NULL, words TEXT NOT NULL, starts BLOB,
  places BLOB, ends BLOB
) STRICT;
`;
