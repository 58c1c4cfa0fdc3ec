// What imports from spreadsheets, git and code hosts need beside the ledger: how columns were mapped last time, how far a source was
// read, what a code host said of its pull requests, and whose account an identity is.
export const importsFromEverywhere = `
UPDATE imports SET kind = 'people' WHERE kind = 'affiliations';
ALTER TABLE imports ADD COLUMN origin TEXT NOT NULL DEFAULT '{"source":"file","label":"","incomplete":null}';

CREATE TABLE saved_mappings (
  id TEXT PRIMARY KEY, revision INTEGER NOT NULL DEFAULT 1, kind TEXT NOT NULL, name TEXT NOT NULL, headers TEXT NOT NULL,
  body TEXT NOT NULL, saved_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

-- How far a source was read. Written when what was read is applied, and dropped when that import is taken back.
CREATE TABLE source_cursors (
  source TEXT PRIMARY KEY, cursor TEXT NOT NULL, import_id TEXT NOT NULL REFERENCES imports (id), at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Gathering from a source into a staged file; what was gathered outlives a stop and is gone on with.
CREATE TABLE collections (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, label TEXT NOT NULL, request TEXT NOT NULL, state TEXT NOT NULL, staged_file_id TEXT NOT NULL,
  progress TEXT NOT NULL, failure TEXT, started_at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;

-- What a code host says of a pull request, merged or not. Observed, never scored; rows follow the newest import that saw them.
CREATE TABLE pull_requests (
  external_key TEXT PRIMARY KEY, repository TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, link TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'merged')), author_num INTEGER REFERENCES identities (num),
  opened_at TEXT NOT NULL, updated_at TEXT NOT NULL, closed_at TEXT, merged_at TEXT, labels TEXT NOT NULL,
  import_id TEXT NOT NULL REFERENCES imports (id)
) STRICT, WITHOUT ROWID;

-- A code host's own number of an account, such as github.com/583231: it survives renames, which a login does not.
ALTER TABLE identities ADD COLUMN account TEXT;
CREATE UNIQUE INDEX identities_by_account ON identities (account) WHERE account IS NOT NULL;

ALTER TABLE activities ADD COLUMN external_key TEXT;
ALTER TABLE activities ADD COLUMN import_id TEXT REFERENCES imports (id);
CREATE UNIQUE INDEX activities_by_key ON activities (external_key) WHERE external_key IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX activities_by_import ON activities (import_id) WHERE import_id IS NOT NULL;
`;
