// What each import said somebody is called, so that an identity's name and login follow from the imports that stand, in whatever order they
// came; and names that people were given by hand, apart from those that follow from their identities. Import 0 stands for what Trellis itself
// was told.
export const whatSourcesSaidOfPeople = `
CREATE TABLE identity_sayings (
  identity_num INTEGER NOT NULL REFERENCES identities (num) ON DELETE CASCADE, import_num INTEGER NOT NULL,
  name TEXT, login TEXT, proper INTEGER NOT NULL DEFAULT 0 CHECK (proper IN (0, 1)),
  PRIMARY KEY (identity_num, import_num)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_sayings_by_import ON identity_sayings (import_num);
INSERT INTO identity_sayings (identity_num, import_num, name, login, proper)
  SELECT i.num, p.num, i.name, i.login, p.kind = 'same_people' FROM identities i JOIN imports p ON p.id = i.import_id WHERE p.state = 'applied';

ALTER TABLE people ADD COLUMN given_name TEXT;
UPDATE people SET given_name = name WHERE NOT EXISTS
  (SELECT 1 FROM identities i WHERE coalesce(i.home_num, i.person_num) = people.num AND people.name IN (i.name, i.login, i.email));
UPDATE journal SET
  before = json_set(before, '$.given_name', CASE WHEN EXISTS (SELECT 1 FROM identities i
    WHERE coalesce(i.home_num, i.person_num) = journal.before ->> 'num' AND journal.before ->> 'name' IN (i.name, i.login, i.email)) THEN NULL ELSE before ->> 'name' END),
  after = json_set(after, '$.given_name', CASE WHEN EXISTS (SELECT 1 FROM identities i
    WHERE coalesce(i.home_num, i.person_num) = journal.after ->> 'num' AND journal.after ->> 'name' IN (i.name, i.login, i.email)) THEN NULL ELSE after ->> 'name' END)
  WHERE table_name = 'people';
`;
