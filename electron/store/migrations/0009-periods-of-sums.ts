// An entry that is a sum, such as 580 commits, has a period: from `since` to `day`, both inclusive. Sums are few among entries, and found
// without looking at the others.
export const periodsOfSums = `
ALTER TABLE ledger_entries ADD COLUMN since TEXT;
CREATE INDEX ledger_sums ON ledger_entries (identity_num) WHERE quantity IS NOT NULL;
-- Sums that are there already may count beside their commits; the program looks at them once.
INSERT INTO workspace_meta (key, value) SELECT 'sums_to_settle', '1' WHERE EXISTS (SELECT 1 FROM ledger_entries WHERE quantity IS NOT NULL);
`;
