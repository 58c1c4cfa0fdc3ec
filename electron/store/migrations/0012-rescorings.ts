// When a person had the ledger scored anew, by which version and from which day: whatever stood at the time and comes back later goes by
// it as well.
export const rescorings = `
CREATE TABLE rescorings (
  num INTEGER PRIMARY KEY, at TEXT NOT NULL, head_seq INTEGER NOT NULL, version INTEGER NOT NULL, from_day TEXT
) STRICT;
-- Earlier ones left their reversals, all of one moment, and the entries behind those name the version. From which day was asked nobody
-- wrote down: it is known for the earliest day that was reached and all later ones, and where an entry without a day was reached, for all.
INSERT INTO rescorings (at, head_seq, version, from_day)
  SELECT r.recorded_at, min(r.seq) - 1, n.policy_version, CASE WHEN count(r.day) = count(*) THEN min(r.day) END
  FROM ledger_entries r CROSS JOIN ledger_entries n ON n.external_key = r.external_key AND n.revision = r.revision + 1
  WHERE r.state = 'reversal' AND r.reason = 'rescored' AND r.recorded_at IS NOT NULL GROUP BY r.recorded_at, n.policy_version ORDER BY min(r.seq);
`;
