// JSON as rows: an array of records, an object with one such array in it, one record a line, or one record. Names become columns in
// the order in which they first appear, so the file is read once to know them and once more for the rows.
import { flatRecord } from './json/flatten.ts';
import { LONGEST_ELEMENT } from './json/json-elements.ts';
import { recordsOf, type Shape, shapeOf } from './json/json-records.ts';
import { fixedReader, type SourceRow, UnreadableFile } from './reader.ts';

const MOST_COLUMNS = 500;
const ROWS_AT_ONCE = 500;

async function headerOf(path: string, shape: Shape): Promise<string[]> {
  const columns = new Set<string>();
  let read = 0;
  for await (const records of recordsOf(path, shape)) {
    read += records.length;
    for (const { text } of records) {
      const flat = flatRecord(text, LONGEST_ELEMENT);
      if ('cells' in flat) for (const name of flat.cells.keys()) columns.add(name);
    }
    if (columns.size > MOST_COLUMNS) throw new UnreadableFile('too_many_columns', 1);
  }
  if (columns.size === 0) throw new UnreadableFile(read === 0 ? 'empty' : 'no_records', 1);
  return [...columns];
}

async function* readJson(path: string): AsyncGenerator<SourceRow[]> {
  const shape = await shapeOf(path);
  const header = await headerOf(path, shape);
  yield [{ line: 0, cells: header }];
  let rows: SourceRow[] = [];
  for await (const records of recordsOf(path, shape)) {
    for (const { line, text } of records) {
      const flat = flatRecord(text, LONGEST_ELEMENT);
      rows.push(
        'cells' in flat
          ? { line, cells: header.map((name) => flat.cells.get(name) ?? '') }
          : { line, cells: [text.slice(0, 500).toWellFormed()], refused: flat.refused },
      );
    }
    if (rows.length < ROWS_AT_ONCE) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

export const jsonReader = fixedReader({
  format: 'json',
  endings: ['json', 'jsonl', 'ndjson'],
  kinds: null,
  recognises: ({ text }) => /^\ufeff?\s*(?:\[\s*[[{"\]\d-]|\{\s*["}])/.test(text),
  read: readJson,
});
