// Who asked to stay out of published lists, kept apart from whom that holds for: somebody is out while anybody they were merged with is.
export const whoAskedToStayOut = `
ALTER TABLE people ADD COLUMN asked_out INTEGER NOT NULL DEFAULT 0 CHECK (asked_out IN (0, 1));
UPDATE people SET asked_out = 1 WHERE opted_out = 1;
CREATE TEMP TABLE out_together AS SELECT DISTINCT coalesce(root_num, num) AS root FROM people WHERE asked_out = 1;
UPDATE people SET opted_out = 1 WHERE opted_out = 0 AND coalesce(root_num, num) IN (SELECT root FROM temp.out_together);
DROP TABLE temp.out_together;
UPDATE journal SET before = json_set(before, '$.asked_out', before ->> 'opted_out'), after = json_set(after, '$.asked_out', after ->> 'opted_out')
  WHERE table_name = 'people';
`;
