// A reward is granted once per person. Where records that each had it were merged, one of them stands for the person and the others are
// duplicates: whichever is furthest on its way stands, the earlier one of equals.

const furthestFirst = (row: string) =>
  `(CASE ${row}.state WHEN 'received' THEN 0 WHEN 'sent' THEN 1 WHEN 'withheld' THEN 3 ELSE 2 END, ${row}.recorded_at, ${row}.id)`;

/** SQL: whether another reward stands for this one. `reward` is a row of `rewards`, `person` the row of `people` that it is for by now. */
export function isDuplicateSql(reward: string, person: string): string {
  return `EXISTS (SELECT 1 FROM people g JOIN rewards o ON o.person_num = g.num AND o.reward = ${reward}.reward
    WHERE (g.num = ${person}.num OR g.root_num = ${person}.num) AND ${furthestFirst('o')} < ${furthestFirst(reward)})`;
}
