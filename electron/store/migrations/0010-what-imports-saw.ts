// What each import said of accounts and of commits, so that links and places taken outlive the import that first brought them; and whom
// the names in an activity are.
export const whatImportsSaw = `
-- Which identities with an account of a code host, or a private address of one, an import spoke of.
CREATE TABLE account_sightings (
  identity_num INTEGER NOT NULL REFERENCES identities (num) ON DELETE CASCADE, import_num INTEGER NOT NULL REFERENCES imports (num),
  PRIMARY KEY (identity_num, import_num)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_sightings_by_import ON account_sightings (import_num);
INSERT INTO account_sightings
  SELECT DISTINCT i.num, p.num FROM identities i JOIN ledger_entries e ON e.identity_num = i.num JOIN imports p ON p.num = e.import_num
  WHERE p.state = 'applied' AND e.state <> 'reversal' AND (i.account IS NOT NULL OR i.identity_key LIKE 'email:%@users.noreply.%');

-- With which commit of the main line another one came in: with the merge that brought its branch, or with the last of those that were
-- rebased together.
CREATE TABLE commit_arrivals (
  sha TEXT NOT NULL, import_num INTEGER NOT NULL REFERENCES imports (num), arrived_with TEXT NOT NULL, PRIMARY KEY (sha, import_num)
) STRICT, WITHOUT ROWID;
CREATE INDEX commit_arrivals_by_import ON commit_arrivals (import_num);
CREATE INDEX commit_arrivals_with ON commit_arrivals (arrived_with);

-- Whom a name among an activity's people is: the person before any merge, so that merging and taking apart change nothing here.
CREATE TABLE activity_people (
  activity_id TEXT NOT NULL REFERENCES activities (id), written TEXT NOT NULL, person_num INTEGER NOT NULL REFERENCES people (num),
  PRIMARY KEY (activity_id, written)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_people_by_person ON activity_people (person_num);
`;
