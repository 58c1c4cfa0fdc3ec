// People that are merged and taken apart again, dated affiliations with nobody as employer, policies in draft, milestones and
// rewards, saved leaderboards. Merging only links: `home_num` says whose an identity or affiliation was before any merge, and
// `person_num` whom it counts for now, so that taking a merge back needs nothing but the links that stand.
export const contributorProgram = `
ALTER TABLE people ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE people ADD COLUMN root_num INTEGER REFERENCES people (num);
ALTER TABLE people ADD COLUMN opted_out INTEGER NOT NULL DEFAULT 0 CHECK (opted_out IN (0, 1));
ALTER TABLE people ADD COLUMN erased_at TEXT;
CREATE INDEX people_by_root ON people (root_num) WHERE root_num IS NOT NULL;
CREATE INDEX people_by_name ON people (name_key);

ALTER TABLE identities ADD COLUMN home_num INTEGER REFERENCES people (num);
CREATE INDEX identities_by_home ON identities (home_num) WHERE home_num IS NOT NULL;
CREATE INDEX identities_by_login ON identities (lower(login)) WHERE login IS NOT NULL;

CREATE TABLE person_merges (
  id TEXT PRIMARY KEY, from_num INTEGER NOT NULL REFERENCES people (num), into_num INTEGER NOT NULL REFERENCES people (num),
  rule TEXT NOT NULL, evidence TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, import_id TEXT REFERENCES imports (id), undone_at TEXT
) STRICT;
CREATE UNIQUE INDEX person_merges_standing ON person_merges (from_num) WHERE undone_at IS NULL;
CREATE INDEX person_merges_into ON person_merges (into_num) WHERE undone_at IS NULL;
CREATE TABLE merge_dismissals (
  one_num INTEGER NOT NULL REFERENCES people (num), other_num INTEGER NOT NULL REFERENCES people (num), at TEXT NOT NULL,
  PRIMARY KEY (one_num, other_num)
) STRICT, WITHOUT ROWID;

CREATE TABLE affiliations_with_nobody (
  id TEXT PRIMARY KEY, person_num INTEGER NOT NULL REFERENCES people (num), partner_id TEXT REFERENCES partners (id),
  valid_from TEXT, valid_to TEXT, source TEXT NOT NULL, source_rank INTEGER NOT NULL, evidence TEXT NOT NULL DEFAULT '',
  home_num INTEGER REFERENCES people (num), import_id TEXT REFERENCES imports (id)
) STRICT;
INSERT INTO affiliations_with_nobody (id, person_num, partner_id, valid_from, valid_to, source, source_rank, evidence)
  SELECT id, person_num, partner_id, valid_from, valid_to, source, source_rank, evidence FROM affiliations;
DROP TABLE affiliations;
ALTER TABLE affiliations_with_nobody RENAME TO affiliations;
CREATE INDEX affiliations_by_person ON affiliations (person_num, source_rank);
CREATE INDEX affiliations_by_partner ON affiliations (partner_id);
CREATE INDEX affiliations_by_home ON affiliations (home_num) WHERE home_num IS NOT NULL;

CREATE TABLE bot_names (name_key TEXT PRIMARY KEY, name TEXT NOT NULL, added_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE erased_keys (
  key_hash TEXT PRIMARY KEY, identity_num INTEGER NOT NULL REFERENCES identities (num)
) STRICT, WITHOUT ROWID;

ALTER TABLE ledger_entries ADD COLUMN reason TEXT;
ALTER TABLE ledger_entries ADD COLUMN repository TEXT;

CREATE TABLE policy_drafts (
  kind TEXT PRIMARY KEY, based_on INTEGER NOT NULL, body TEXT NOT NULL, saved_at TEXT NOT NULL, revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE milestones (
  person_num INTEGER NOT NULL REFERENCES people (num), level TEXT NOT NULL, reached_on TEXT, recorded_at TEXT NOT NULL,
  policy_version INTEGER NOT NULL, PRIMARY KEY (person_num, level)
) STRICT, WITHOUT ROWID;
CREATE TABLE rewards (
  id TEXT PRIMARY KEY, revision INTEGER NOT NULL DEFAULT 1, person_num INTEGER NOT NULL REFERENCES people (num), reward TEXT NOT NULL,
  level TEXT, entry_seq INTEGER REFERENCES ledger_entries (seq), earned_on TEXT, recorded_at TEXT NOT NULL, policy_version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('given', 'pending', 'sent', 'received', 'withheld')),
  state_on TEXT, note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX rewards_once ON rewards (person_num, reward);
CREATE INDEX rewards_by_state ON rewards (state, recorded_at);
CREATE TABLE reward_stock (reward TEXT PRIMARY KEY, stock INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE saved_boards (
  id TEXT PRIMARY KEY, revision INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL, body TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
`;
