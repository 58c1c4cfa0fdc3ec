// Every way of reading a file, once. A new format is one file beside this one and one line here.
import type { Reading } from '../../../shared/contract/imports.ts';
import { allContributorsReader } from './all-contributors.ts';
import { collectedReader } from './collected.ts';
import { csvReader } from './csv.ts';
import { readHead } from './detect.ts';
import { gitdmReader } from './gitdm.ts';
import { mailmapReader } from './mailmap.ts';
import type { Detected, FileReader, SourceRow } from './reader.ts';
import { withoutGuards } from './unguarded.ts';

/** In the order in which they are asked; the last takes anything. */
export const READERS: readonly FileReader[] = [collectedReader, allContributorsReader, mailmapReader, gitdmReader, csvReader];

export function readerOf(format: Reading['format']): FileReader {
  return READERS.find((reader) => reader.format === format) ?? csvReader;
}

export function readRows(path: string, reading: Reading): AsyncGenerator<SourceRow[]> {
  const rows = readerOf(reading.format).rows(path, reading);
  return reading.format === 'delimited' ? withoutGuards(rows) : rows;
}

/** How a file wants to be read, and its first rows. What the person chose comes first. */
export async function detectFile(path: string, fileName: string, override: Partial<Reading> = {}): Promise<Detected> {
  const reader = override.format ? readerOf(override.format) : await recognise(path, fileName);
  return reader.inspect(path, override);
}

async function recognise(path: string, fileName: string): Promise<FileReader> {
  const head = await readHead(path, fileName);
  return READERS.find((reader) => reader.recognises(head)) ?? csvReader;
}
