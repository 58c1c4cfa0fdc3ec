-- The import job as one would write it for the sqlite3 shell: the yardstick that `npm run bench` holds the program against.
-- Same input, same rules (validation, people by mail address, exact points, first of equal keys, rows that contradict it), same
-- columns, references and indexes in the result, one transaction, same durability. The word after .import is replaced by the file's path.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -200000;
CREATE TABLE people (num INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, is_bot INTEGER NOT NULL DEFAULT 0);
CREATE INDEX people_by_name ON people (name_key);
CREATE TABLE identities (
  num INTEGER PRIMARY KEY, identity_key TEXT NOT NULL UNIQUE, email TEXT, email_domain TEXT, login TEXT, name TEXT,
  person_num INTEGER NOT NULL REFERENCES people (num));
CREATE INDEX identities_by_person ON identities (person_num);
CREATE INDEX identities_by_domain ON identities (email_domain);
CREATE INDEX identities_by_login ON identities (lower(login)) WHERE login IS NOT NULL;
CREATE TABLE imports (num INTEGER PRIMARY KEY);
CREATE TABLE ledger_entries (
  seq INTEGER PRIMARY KEY, external_key TEXT NOT NULL, revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'reversal')), reverses INTEGER REFERENCES ledger_entries (seq),
  identity_num INTEGER NOT NULL REFERENCES identities (num), kind TEXT NOT NULL, source_kind TEXT, day TEXT, title TEXT NOT NULL, link TEXT,
  quantity INTEGER, complexity TEXT, impact TEXT, quality TEXT, points INTEGER NOT NULL CHECK (points BETWEEN -1000 AND 1000),
  policy_version INTEGER NOT NULL, rejected_because TEXT, import_num INTEGER REFERENCES imports (num), source_line INTEGER, recorded_at TEXT,
  reason TEXT, repository TEXT) STRICT;
CREATE UNIQUE INDEX ledger_by_key ON ledger_entries (external_key, revision);
CREATE INDEX ledger_by_identity ON ledger_entries (identity_num, day);
CREATE INDEX ledger_by_day ON ledger_entries (day);
CREATE INDEX ledger_by_reverses ON ledger_entries (reverses) WHERE reverses IS NOT NULL;
CREATE TABLE rejected (line INTEGER, reason TEXT, id TEXT);
CREATE TABLE rollups (
  month TEXT, partner_id TEXT, kind TEXT, points INTEGER, entries INTEGER, linked INTEGER, PRIMARY KEY (month, partner_id, kind)) WITHOUT ROWID;
CREATE INDEX rollups_by_partner ON rollups (partner_id, month);
CREATE TABLE person_months (month TEXT, person_num INTEGER, points INTEGER, entries INTEGER, PRIMARY KEY (month, person_num)) WITHOUT ROWID;
CREATE TABLE person_years (year TEXT, person_num INTEGER, points INTEGER, entries INTEGER, PRIMARY KEY (year, person_num)) WITHOUT ROWID;
CREATE TABLE person_totals (person_num INTEGER PRIMARY KEY, points INTEGER, entries INTEGER, first_day TEXT, last_day TEXT);
CREATE INDEX person_totals_by_points ON person_totals (points);
CREATE TEMP TABLE raw (id TEXT, name TEXT, email TEXT, login TEXT, kind TEXT, date TEXT, title TEXT, url TEXT, complexity TEXT, impact TEXT, quality TEXT);
BEGIN IMMEDIATE;
INSERT INTO imports VALUES (1);
.mode csv
.import --skip 1 :csv raw
INSERT INTO rejected SELECT rowid + 1, CASE WHEN email NOT LIKE '_%@_%' THEN 'email' ELSE 'date' END, id FROM raw
  WHERE email NOT LIKE '_%@_%' OR date(date) IS NOT date;
INSERT INTO people (name, name_key) SELECT name, lower(trim(name)) FROM raw WHERE email LIKE '_%@_%' GROUP BY lower(trim(email)) ORDER BY min(rowid);
INSERT INTO identities (identity_key, email, email_domain, login, name, person_num)
SELECT lower(trim(email)), email, substr(email, instr(email, '@') + 1), login, name, row_number() OVER (ORDER BY min(rowid))
FROM raw WHERE email LIKE '_%@_%' GROUP BY lower(trim(email)) ORDER BY min(rowid);
INSERT OR IGNORE INTO ledger_entries (external_key, revision, state, identity_num, kind, source_kind, day, title, link, complexity, impact, quality, points, policy_version, import_num, source_line, repository)
SELECT 'csv:00000000/' || lower(trim(r.id)), 1, 'accepted', p.num,
  CASE WHEN r.kind IN ('code', 'bug_fix', 'documentation', 'translation', 'review', 'community_support') THEN r.kind ELSE 'other' END,
  CASE WHEN r.kind IN ('code', 'bug_fix', 'documentation', 'translation', 'review', 'community_support') THEN NULL ELSE r.kind END,
  r.date, r.title, r.url, nullif(r.complexity, ''), nullif(r.impact, ''), nullif(r.quality, ''),
  min(1000, CASE r.kind WHEN 'code' THEN 100 WHEN 'bug_fix' THEN 50 WHEN 'documentation' THEN 30 WHEN 'translation' THEN 25 WHEN 'review' THEN 20 WHEN 'community_support' THEN 15 ELSE 10 END
    * CASE r.complexity WHEN 'trivial' THEN 50 WHEN 'low' THEN 75 WHEN 'high' THEN 150 WHEN 'critical' THEN 200 ELSE 100 END
    * CASE r.impact WHEN 'local' THEN 80 WHEN 'project' THEN 125 WHEN 'ecosystem' THEN 150 ELSE 100 END
    * CASE r.quality WHEN 'poor' THEN 50 WHEN 'fair' THEN 80 WHEN 'excellent' THEN 120 ELSE 100 END / 1000000),
  1, 1, r.rowid + 1, CASE WHEN r.url LIKE 'https://%/%/%/%' THEN r.url END
FROM raw r JOIN identities p ON p.identity_key = lower(trim(r.email)) WHERE date(r.date) IS r.date ORDER BY r.rowid;
INSERT INTO rejected SELECT r.rowid + 1, 'key_repeated', r.id
FROM raw r JOIN identities p ON p.identity_key = lower(trim(r.email))
  JOIN ledger_entries e ON e.external_key = 'csv:00000000/' || lower(trim(r.id)) AND e.revision = 1
WHERE e.source_line <> r.rowid + 1 AND (p.num, r.kind, r.date, r.title, r.url, r.complexity, r.impact, r.quality) IS NOT
  (e.identity_num, coalesce(e.source_kind, e.kind), e.day, e.title, e.link, coalesce(e.complexity, ''), coalesce(e.impact, ''), coalesce(e.quality, ''));
INSERT INTO rollups SELECT substr(day, 1, 7), 'unknown', kind, sum(points), count(*), count(link) FROM ledger_entries GROUP BY 1, 2, 3;
INSERT INTO person_months SELECT substr(day, 1, 7), identity_num, sum(points), count(*) FROM ledger_entries GROUP BY 1, 2;
INSERT INTO person_years SELECT substr(month, 1, 4), person_num, sum(points), sum(entries) FROM person_months GROUP BY 1, 2;
INSERT INTO person_totals SELECT identity_num, sum(points), count(*), min(day), max(day) FROM ledger_entries GROUP BY 1;
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
