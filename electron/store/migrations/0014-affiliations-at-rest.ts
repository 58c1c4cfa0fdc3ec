// Affiliations with partners that are in the bin: they count for nobody, and are back when the partner is.
export const affiliationsAtRest = `
CREATE TABLE resting_affiliations (
  id TEXT PRIMARY KEY, person_num INTEGER NOT NULL REFERENCES people (num), partner_id TEXT NOT NULL REFERENCES partners (id),
  valid_from TEXT, valid_to TEXT, source TEXT NOT NULL, source_rank INTEGER NOT NULL, evidence TEXT NOT NULL DEFAULT '',
  home_num INTEGER REFERENCES people (num), import_id TEXT REFERENCES imports (id)
) STRICT;
CREATE INDEX resting_affiliations_by_partner ON resting_affiliations (partner_id);
CREATE INDEX resting_affiliations_by_person ON resting_affiliations (person_num);
`;
