// The first schema: workspace, partners, activities, people, ledger, imports, rollups.
export const foundation = `
CREATE TABLE workspace_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE answered_commands (
  command_id TEXT PRIMARY KEY, procedure TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')), undone_order INTEGER
) STRICT;
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, change_id TEXT NOT NULL REFERENCES changes (id), table_name TEXT NOT NULL, row_key TEXT NOT NULL,
  before TEXT, after TEXT
) STRICT;
CREATE INDEX journal_by_change ON journal (change_id);
CREATE INDEX journal_by_row ON journal (table_name, row_key);

CREATE TABLE policies (
  kind TEXT NOT NULL, version INTEGER NOT NULL, effective_from TEXT, body TEXT NOT NULL, published_at TEXT NOT NULL,
  PRIMARY KEY (kind, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL, file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL, staged_file_id TEXT, reading TEXT NOT NULL, mapping TEXT NOT NULL, policy_version INTEGER,
  rows INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0, conflicts INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0,
  unticked INTEGER NOT NULL DEFAULT 0, first_seq INTEGER, last_seq INTEGER,
  created_at TEXT NOT NULL, applied_at TEXT, revert_result TEXT
) STRICT;
CREATE INDEX imports_by_hash ON imports (sha256);

CREATE TABLE partners (
  id TEXT PRIMARY KEY, revision INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL, name_key TEXT NOT NULL, type TEXT,
  status TEXT NOT NULL, owner TEXT, region TEXT, joined_on TEXT, website TEXT,
  areas TEXT NOT NULL DEFAULT '[]', contacts TEXT NOT NULL DEFAULT '[]', notes TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL, deleted_at TEXT, import_id TEXT REFERENCES imports (id)
) STRICT;
CREATE UNIQUE INDEX partners_name ON partners (name_key) WHERE deleted_at IS NULL;
CREATE TABLE partner_domains (
  domain TEXT NOT NULL PRIMARY KEY, partner_id TEXT NOT NULL REFERENCES partners (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_domains_by_partner ON partner_domains (partner_id);
CREATE TABLE partner_tiers (
  id TEXT PRIMARY KEY, partner_id TEXT NOT NULL REFERENCES partners (id), tier TEXT NOT NULL,
  valid_from TEXT, valid_to TEXT, reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX partner_tiers_by_partner ON partner_tiers (partner_id, valid_from);

CREATE TABLE activities (
  id TEXT PRIMARY KEY, revision INTEGER NOT NULL DEFAULT 1, kind TEXT NOT NULL, day TEXT NOT NULL, title TEXT NOT NULL,
  notes TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT '', area TEXT,
  follow_up_on TEXT, follow_up_note TEXT NOT NULL DEFAULT '', follow_up_done INTEGER NOT NULL DEFAULT 0 CHECK (follow_up_done IN (0, 1)),
  created_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
CREATE INDEX activities_by_day ON activities (day, kind, deleted_at);
CREATE INDEX activities_by_follow_up ON activities (follow_up_on) WHERE follow_up_done = 0 AND deleted_at IS NULL;
CREATE TABLE activity_partners (
  activity_id TEXT NOT NULL REFERENCES activities (id), partner_id TEXT NOT NULL REFERENCES partners (id),
  PRIMARY KEY (activity_id, partner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_partners_by_partner ON activity_partners (partner_id);

CREATE TABLE people (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_key TEXT NOT NULL,
  is_bot INTEGER NOT NULL DEFAULT 0 CHECK (is_bot IN (0, 1)), created_at TEXT NOT NULL
) STRICT;
CREATE TABLE identities (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, identity_key TEXT NOT NULL UNIQUE,
  email TEXT, email_domain TEXT, login TEXT, name TEXT,
  person_num INTEGER NOT NULL REFERENCES people (num), import_id TEXT REFERENCES imports (id)
) STRICT;
CREATE INDEX identities_by_person ON identities (person_num);
CREATE INDEX identities_by_domain ON identities (email_domain);
CREATE TABLE affiliations (
  id TEXT PRIMARY KEY, person_num INTEGER NOT NULL REFERENCES people (num), partner_id TEXT NOT NULL REFERENCES partners (id),
  valid_from TEXT, valid_to TEXT, source TEXT NOT NULL, source_rank INTEGER NOT NULL, evidence TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX affiliations_by_person ON affiliations (person_num, source_rank);
CREATE INDEX affiliations_by_partner ON affiliations (partner_id);

CREATE TABLE ledger_entries (
  seq INTEGER PRIMARY KEY, external_key TEXT NOT NULL, revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'reversal')), reverses INTEGER REFERENCES ledger_entries (seq),
  identity_num INTEGER NOT NULL REFERENCES identities (num), kind TEXT NOT NULL, source_kind TEXT, day TEXT,
  title TEXT NOT NULL, link TEXT, quantity INTEGER, complexity TEXT, impact TEXT, quality TEXT,
  points INTEGER NOT NULL CHECK (points BETWEEN -1000 AND 1000), policy_version INTEGER NOT NULL, rejected_because TEXT,
  import_num INTEGER REFERENCES imports (num), source_line INTEGER, recorded_at TEXT
) STRICT;
CREATE UNIQUE INDEX ledger_by_key ON ledger_entries (external_key, revision);
CREATE INDEX ledger_by_identity ON ledger_entries (identity_num, day);
CREATE INDEX ledger_by_day ON ledger_entries (day);
CREATE INDEX ledger_by_reverses ON ledger_entries (reverses) WHERE reverses IS NOT NULL;
CREATE TRIGGER ledger_is_append_only_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_append_only_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE rollups (
  month TEXT NOT NULL, partner_id TEXT NOT NULL, kind TEXT NOT NULL, points INTEGER NOT NULL, entries INTEGER NOT NULL,
  linked INTEGER NOT NULL,
  PRIMARY KEY (month, partner_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX rollups_by_partner ON rollups (partner_id, month);
CREATE TABLE person_months (
  month TEXT NOT NULL, person_num INTEGER NOT NULL, points INTEGER NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (month, person_num)
) STRICT, WITHOUT ROWID;
CREATE TABLE person_years (
  year TEXT NOT NULL, person_num INTEGER NOT NULL, points INTEGER NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (year, person_num)
) STRICT, WITHOUT ROWID;
CREATE TABLE person_totals (
  person_num INTEGER PRIMARY KEY, points INTEGER NOT NULL, entries INTEGER NOT NULL, first_day TEXT, last_day TEXT
) STRICT;
CREATE INDEX person_totals_by_points ON person_totals (points);
`;
