// An entry that a person let count although the quality gate had refused it: no version of the policy decides about it again.
const CONTENT = ['kind', 'source_kind', 'since', 'day', 'title', 'link', 'quantity', 'complexity', 'impact', 'quality', 'repository'];
const alike = (a: string, b: string) => CONTENT.map((column) => `${a}.${column} IS ${b}.${column}`).join(' AND ');

export const acceptedByHand = `
ALTER TABLE ledger_entries ADD COLUMN accepted_by_hand INTEGER NOT NULL DEFAULT 0 CHECK (accepted_by_hand IN (0, 1));

-- Who accepted before is told by the history: a person took a refusal back and wrote the same content again as accepted, both for one reason.
-- Scoring anew gives reversals a reason of its own, and a correction says something else. What that entry became without anybody changing
-- what it says was accepted by hand too, as were the reversals in between, which are copies.
CREATE TEMP TABLE accepted_before (seq INTEGER PRIMARY KEY);
INSERT INTO temp.accepted_before
  WITH RECURSIVE accepted (seq) AS (
    SELECT e.seq FROM ledger_entries e
      CROSS JOIN ledger_entries r ON r.external_key = e.external_key AND r.revision = e.revision - 1
      CROSS JOIN ledger_entries o ON o.seq = r.reverses
    WHERE e.state = 'accepted' AND e.reason <> 'rescored' AND r.reason = e.reason AND o.state = 'rejected' AND ${alike('e', 'o')}
    UNION
    SELECT e.seq FROM accepted a CROSS JOIN ledger_entries o ON o.seq = a.seq
      CROSS JOIN ledger_entries e ON e.external_key = o.external_key AND e.revision > o.revision
    WHERE e.state = 'accepted' AND ${alike('e', 'o')} AND (e.reason = o.reason AND e.reason <> 'rescored' OR e.reason IS NOT NULL AND EXISTS
      (SELECT 1 FROM ledger_entries r WHERE r.external_key = e.external_key AND r.revision = e.revision - 1 AND r.reverses = o.seq)))
  SELECT seq FROM accepted;
INSERT OR IGNORE INTO temp.accepted_before
  SELECT r.seq FROM temp.accepted_before a CROSS JOIN ledger_entries r ON r.reverses = a.seq;
DROP TRIGGER ledger_is_append_only_update;
UPDATE ledger_entries SET accepted_by_hand = 1 WHERE seq IN (SELECT seq FROM temp.accepted_before);
CREATE TRIGGER ledger_is_append_only_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
DROP TABLE temp.accepted_before;
`;
