// An entry that a person let count although the quality gate had refused it: no version of the policy decides about it again.
export const acceptedByHand = `
ALTER TABLE ledger_entries ADD COLUMN accepted_by_hand INTEGER NOT NULL DEFAULT 0 CHECK (accepted_by_hand IN (0, 1));
`;
