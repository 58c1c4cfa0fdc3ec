// What came of an activity, and who took part in it, as they were written: a name in a sheet of meetings makes nobody a contributor.
// Changes made before stay undoable: their images get what the columns hold by themselves.
export const activityOutcomeAndPeople = `
ALTER TABLE activities ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE activities ADD COLUMN people TEXT NOT NULL DEFAULT '[]';
-- The unique one of 0005 leaves out what lies in the bin, which a sheet that comes again asks for too.
CREATE INDEX activities_by_key_ever ON activities (external_key) WHERE external_key IS NOT NULL;
UPDATE journal SET
  before = json_insert(before, '$.external_key', NULL, '$.import_id', NULL, '$.outcome', '', '$.people', '[]'),
  after = json_insert(after, '$.external_key', NULL, '$.import_id', NULL, '$.outcome', '', '$.people', '[]')
WHERE table_name = 'activities';
`;
