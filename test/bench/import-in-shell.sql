-- The import job as one would write it for the sqlite3 shell: the yardstick that `npm run bench` holds the program against.
-- Same input, same rules (validation, people by mail address, exact points, first of equal keys), same tables and indexes
-- in the result, one transaction, same durability. The word after .import is replaced by the file's path.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -200000;
CREATE TABLE people (num INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, login TEXT);
CREATE TABLE ledger_entries (
  seq INTEGER PRIMARY KEY, external_key TEXT NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL, reverses INTEGER,
  identity_num INTEGER NOT NULL, kind TEXT NOT NULL, source_kind TEXT, day TEXT, title TEXT NOT NULL, link TEXT, quantity INTEGER,
  complexity TEXT, impact TEXT, quality TEXT, points INTEGER NOT NULL CHECK (points BETWEEN -1000 AND 1000),
  policy_version INTEGER NOT NULL, rejected_because TEXT, import_num INTEGER, source_line INTEGER, recorded_at TEXT) STRICT;
CREATE UNIQUE INDEX ledger_by_key ON ledger_entries (external_key, revision);
CREATE INDEX ledger_by_identity ON ledger_entries (identity_num, day);
CREATE INDEX ledger_by_day ON ledger_entries (day);
CREATE TABLE rejected (line INTEGER, reason TEXT, id TEXT);
CREATE TABLE rollups (month TEXT, partner_id TEXT, kind TEXT, points INTEGER, entries INTEGER, PRIMARY KEY (month, partner_id, kind)) WITHOUT ROWID;
CREATE TABLE person_months (month TEXT, person_num INTEGER, points INTEGER, entries INTEGER, PRIMARY KEY (month, person_num)) WITHOUT ROWID;
CREATE TABLE person_years (year TEXT, person_num INTEGER, points INTEGER, entries INTEGER, PRIMARY KEY (year, person_num)) WITHOUT ROWID;
CREATE TABLE person_totals (person_num INTEGER PRIMARY KEY, points INTEGER, entries INTEGER, first_day TEXT, last_day TEXT);
CREATE TEMP TABLE raw (id TEXT, name TEXT, email TEXT, login TEXT, kind TEXT, date TEXT, title TEXT, url TEXT, complexity TEXT, impact TEXT, quality TEXT);
BEGIN IMMEDIATE;
.mode csv
.import --skip 1 :csv raw
INSERT INTO rejected SELECT rowid + 1, CASE WHEN email NOT LIKE '_%@_%' THEN 'email' ELSE 'date' END, id FROM raw
  WHERE email NOT LIKE '_%@_%' OR date(date) IS NOT date;
INSERT INTO people (name, email, login) SELECT name, lower(trim(email)), login FROM raw WHERE email LIKE '_%@_%' GROUP BY lower(trim(email)) ORDER BY min(rowid);
INSERT OR IGNORE INTO ledger_entries (external_key, revision, state, identity_num, kind, source_kind, day, title, link, complexity, impact, quality, points, policy_version, import_num, source_line)
SELECT 'csv:00000000/' || lower(trim(r.id)), 1, 'accepted', p.num,
  CASE WHEN r.kind IN ('code', 'bug_fix', 'documentation', 'translation', 'review', 'community_support') THEN r.kind ELSE 'other' END,
  CASE WHEN r.kind IN ('code', 'bug_fix', 'documentation', 'translation', 'review', 'community_support') THEN NULL ELSE r.kind END,
  r.date, r.title, r.url, nullif(r.complexity, ''), nullif(r.impact, ''), nullif(r.quality, ''),
  min(1000, CASE r.kind WHEN 'code' THEN 100 WHEN 'bug_fix' THEN 50 WHEN 'documentation' THEN 30 WHEN 'translation' THEN 25 WHEN 'review' THEN 20 WHEN 'community_support' THEN 15 ELSE 10 END
    * CASE r.complexity WHEN 'trivial' THEN 50 WHEN 'low' THEN 75 WHEN 'high' THEN 150 WHEN 'critical' THEN 200 ELSE 100 END
    * CASE r.impact WHEN 'local' THEN 80 WHEN 'project' THEN 125 WHEN 'ecosystem' THEN 150 ELSE 100 END
    * CASE r.quality WHEN 'poor' THEN 50 WHEN 'fair' THEN 80 WHEN 'excellent' THEN 120 ELSE 100 END / 1000000),
  1, 1, r.rowid + 1
FROM raw r JOIN people p ON p.email = lower(trim(r.email)) WHERE date(r.date) IS r.date ORDER BY r.rowid;
INSERT INTO rollups SELECT substr(day, 1, 7), 'unknown', kind, sum(points), count(*) FROM ledger_entries GROUP BY 1, 2, 3;
INSERT INTO person_months SELECT substr(day, 1, 7), identity_num, sum(points), count(*) FROM ledger_entries GROUP BY 1, 2;
INSERT INTO person_years SELECT substr(month, 1, 4), person_num, sum(points), sum(entries) FROM person_months GROUP BY 1, 2;
INSERT INTO person_totals SELECT identity_num, sum(points), count(*), min(day), max(day) FROM ledger_entries GROUP BY 1;
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
