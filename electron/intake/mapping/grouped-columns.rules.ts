// Whether a column is written as people write groups: a value in the first row of each, nothing in the rows below it. It is only ever
// suggested that those cells mean the value above them; a person says so.

const FEWEST_ROWS = 4;
const FEWEST_GROUPS = 2;

/** For every column, by the rows of a sample below the header. */
export function groupedColumns(width: number, rows: readonly (readonly string[])[]): boolean[] {
  const filled = rows.map((cells) => cells.map((cell) => cell.trim())).filter((cells) => cells.some((cell) => cell !== ''));
  return Array.from({ length: width }, (_, column) => looksGrouped(filled.map((cells) => cells[column] ?? '')));
}

function looksGrouped(cells: readonly string[]): boolean {
  if (cells.length < FEWEST_ROWS || cells[0] === '') return false;
  const starts = cells.flatMap((cell, row) => (cell === '' ? [] : [row]));
  const blanks = cells.length - starts.length;
  // In half of the rows or more there is nothing, so most of what is there stands above an empty cell.
  if (starts.length < FEWEST_GROUPS || blanks * 2 < cells.length) return false;
  const above = starts.filter((row) => cells[row + 1] === '').length;
  // The next group is another one: a column that is merely seldom filled repeats its few words.
  const another = starts.slice(1).every((row, index) => cells[row] !== cells[starts[index] as number]);
  return another && above * 2 >= starts.length;
}
