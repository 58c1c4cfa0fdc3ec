// When a person had the ledger scored anew, by which version and from which day: whatever stood at the time and comes back later goes by
// it as well.
export const rescorings = `
CREATE TABLE rescorings (
  num INTEGER PRIMARY KEY, at TEXT NOT NULL, head_seq INTEGER NOT NULL, version INTEGER NOT NULL, from_day TEXT
) STRICT;
`;
