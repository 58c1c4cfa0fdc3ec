// Every way of reading a file, once. A new format is one file beside this one and one line here.
import type { Reading } from '../../../shared/contract/imports.ts';
import { allContributorsReader } from './all-contributors.ts';
import { collectedReader } from './collected.ts';
import { csvReader } from './csv.ts';
import { readHead } from './detect.ts';
import { gitdmReader } from './gitdm.ts';
import { jsonReader } from './json.ts';
import { landscapeReader } from './landscape.ts';
import { mailmapReader } from './mailmap.ts';
import { odsReader } from './ods.ts';
import { isOtherText } from './other-text.ts';
import { type Detected, type FileReader, type ReadApart, type SourceRow, UnreadableFile } from './reader.ts';
import { withoutGuards } from './unguarded.ts';
import { xlsxReader } from './xlsx.ts';

/** In the order in which they are asked; the last takes anything. */
export const READERS: readonly FileReader[] = [
  odsReader,
  xlsxReader,
  collectedReader,
  allContributorsReader,
  jsonReader,
  landscapeReader,
  mailmapReader,
  gitdmReader,
  csvReader,
];

/** The endings that a person looks for. What a file is, is told by its content. */
export const FILE_ENDINGS: string[] = [...new Set(READERS.flatMap(({ endings }) => endings))];

export function readerOf(format: Reading['format']): FileReader {
  return READERS.find((reader) => reader.format === format) ?? csvReader;
}

export function readRows(path: string, reading: Reading, readApart: ReadApart): AsyncGenerator<SourceRow[]> {
  const rows = readerOf(reading.format).rows(path, reading, readApart);
  return reading.format === 'delimited' ? withoutGuards(rows) : rows;
}

/** How a file wants to be read, and its first rows. What the person chose comes first. */
export async function detectFile(
  file: { path: string; name: string },
  readApart: ReadApart,
  override: Partial<Reading> = {},
): Promise<Detected> {
  const reader = override.format ? readerOf(override.format) : await recognise(file.path, file.name, override);
  return reader.inspect(file.path, override, readApart);
}

async function recognise(path: string, fileName: string, { delimiter }: Partial<Reading>): Promise<FileReader> {
  const head = await readHead(path, fileName);
  const reader = READERS.find((one) => one.recognises(head)) ?? csvReader;
  // Who says what its cells are separated by says that it is a table.
  if (reader === csvReader && delimiter === undefined && isOtherText(head)) throw new UnreadableFile('unknown_format', 1);
  return reader;
}
