// Ranks for a board that is sorted by points already. Ties share a rank and the next one is skipped: 1, 2, 2, 4.
export function rankWithTies<Row extends { points: number }>(rows: readonly Row[]): { rank: number; row: Row }[] {
  let rank = 0;
  let last: number | undefined;
  return rows.map((row, index) => {
    if (row.points !== last) rank = index + 1;
    last = row.points;
    return { rank, row };
  });
}
