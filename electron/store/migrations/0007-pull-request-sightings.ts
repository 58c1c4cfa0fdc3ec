// What each import saw of pull requests. `pull_requests` shows the newest that stands, so taking an import back gives back what was known before.
export const pullRequestSightings = `
ALTER TABLE pull_requests ADD COLUMN author_key TEXT;
ALTER TABLE pull_requests ADD COLUMN author_login TEXT NOT NULL DEFAULT '';
-- The commit on the target branch that the pull request became; null while it is not merged.
ALTER TABLE pull_requests ADD COLUMN merge_commit TEXT;
CREATE INDEX pull_requests_by_merge_commit ON pull_requests (merge_commit) WHERE merge_commit IS NOT NULL;
CREATE INDEX pull_requests_by_author ON pull_requests (author_key) WHERE author_key IS NOT NULL;

CREATE TABLE pull_request_sightings (
  external_key TEXT NOT NULL, import_num INTEGER NOT NULL, repository TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL,
  link TEXT NOT NULL, state TEXT NOT NULL, author_key TEXT, author_login TEXT NOT NULL, opened_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  closed_at TEXT, merged_at TEXT, merge_commit TEXT, labels TEXT NOT NULL, PRIMARY KEY (external_key, import_num)
) STRICT, WITHOUT ROWID;
CREATE INDEX pull_request_sightings_by_import ON pull_request_sightings (import_num);
CREATE INDEX pull_request_sightings_by_author ON pull_request_sightings (author_key) WHERE author_key IS NOT NULL;
`;
