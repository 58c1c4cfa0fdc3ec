// What Trellis itself gathered from git or a code host; see ../collecting/collected-file.ts.
import { COLLECTED_HEADER, COLLECTED_MARK } from '../collecting/collected-file.ts';
import { fixedReader, type SourceRow, UnreadableFile } from './reader.ts';
import { textLines } from './text-lines.ts';

const ROWS_AT_ONCE = 1_000;

async function* readCollected(path: string): AsyncGenerator<SourceRow[]> {
  let rows: SourceRow[] = [{ line: 1, cells: [...COLLECTED_HEADER] }];
  for await (const { line, text } of textLines(path)) {
    if (line === 1) continue;
    const value = parse(text, line);
    rows.push(Array.isArray(value) ? { line, cells: value.map(String) } : { line, cells: [], observed: value });
    if (rows.length < ROWS_AT_ONCE) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function parse(text: string, line: number): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below: a line that is no row is as bad as one that is no JSON.
  }
  throw new UnreadableFile('not_text', line);
}

export const collectedReader = fixedReader({
  format: 'collected',
  endings: [],
  kinds: ['contributions'],
  recognises: ({ text }) => text.startsWith(COLLECTED_MARK),
  read: readCollected,
});
