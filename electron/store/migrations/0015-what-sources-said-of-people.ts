// What each import said somebody is called, so that an identity's name and login follow from the imports that stand, in whatever order they
// came; and names that people were given by hand, apart from those that follow from their identities. Import 0 stands for what Trellis itself
// was told.

/** SQL: whether an identity that is a person's own says a name. The two halves of the condition each have an index. */
const isSaidOf = (person: string, name: string) => `EXISTS (SELECT 1 FROM identities i
  WHERE (i.home_num = ${person} OR i.home_num IS NULL AND i.person_num = ${person}) AND ${name} IN (i.name, i.login, i.email))`;

/**
 * SQL: the name that was given by hand in a person's image of the journal. A name that nobody says was; of others the journal knows, and what
 * was undone may yet be done again.
 */
const givenIn = (
  image: 'before' | 'after',
  until: string,
) => `CASE WHEN NOT ${isSaidOf(`(journal.${image} ->> 'num')`, `journal.${image} ->> 'name'`)}
  OR EXISTS (SELECT 1 FROM temp.named_by_hand n WHERE n.row_key = journal.row_key AND n.name = journal.${image} ->> 'name'
    AND n.state <> 'dropped' AND ${until}) THEN journal.${image} ->> 'name' END`;

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
CREATE TEMP TABLE named_by_hand AS SELECT j.seq, j.row_key, j.after ->> 'name' AS name, c.state
  FROM journal j JOIN changes c ON c.id = j.change_id WHERE j.table_name = 'people' AND c.what = 'people.rename';
CREATE INDEX temp.named_by_hand_by_name ON named_by_hand (row_key, name);
UPDATE people SET given_name = name WHERE NOT ${isSaidOf('people.num', 'people.name')}
  OR EXISTS (SELECT 1 FROM temp.named_by_hand n WHERE n.row_key = json_array(CAST(people.num AS TEXT)) AND n.name = people.name AND n.state = 'done');
UPDATE journal SET before = json_set(before, '$.given_name', ${givenIn('before', 'n.seq < journal.seq')}),
  after = json_set(after, '$.given_name', ${givenIn('after', 'n.seq <= journal.seq')}) WHERE table_name = 'people';
DROP TABLE temp.named_by_hand;
`;
