// Every way of reading a file, once. A reader that knows its format by heart gives rows under a fixed header; everything else is
// delimited text. A new format is one file beside this one and one line here.
import type { Reading } from '../../../shared/contract/imports.ts';
import { looksLikeAllContributors, readAllContributors } from './all-contributors.ts';
import { readCsv, type SourceRow } from './csv.ts';
import { type Detected, detectCsv, readHead } from './detect.ts';
import { looksLikeGitdm, readGitdm } from './gitdm.ts';
import { looksLikeMailmap, readMailmap } from './mailmap.ts';

interface FixedReader {
  recognises(fileName: string, head: string): boolean;
  read(path: string): AsyncGenerator<SourceRow[]>;
}

const FIXED: Readonly<Record<Exclude<Reading['format'], 'delimited'>, FixedReader>> = {
  all_contributors: { recognises: looksLikeAllContributors, read: readAllContributors },
  mailmap: { recognises: looksLikeMailmap, read: readMailmap },
  gitdm: { recognises: looksLikeGitdm, read: readGitdm },
};

const SAMPLE_ROWS = 200;

/** The header first, then everything below it, in batches as they come. */
export function readRows(path: string, reading: Reading): AsyncGenerator<SourceRow[]> {
  return reading.format === 'delimited' ? readCsv(path, reading) : FIXED[reading.format].read(path);
}

/** How a file wants to be read, and its first rows. What the person chose comes first. */
export async function detectFile(path: string, fileName: string, override: Partial<Reading> = {}): Promise<Detected> {
  const format = override.format ?? (await recognise(path, fileName));
  if (format === 'delimited') return detectCsv(path, override);
  const rows: string[][] = [];
  for await (const batch of FIXED[format].read(path)) {
    rows.push(...batch.map(({ cells }) => cells));
    if (rows.length >= SAMPLE_ROWS) break;
  }
  return { reading: { format, encoding: 'utf-8', delimiter: ',', headerLine: 1 }, encodingCertain: true, rows };
}

async function recognise(path: string, fileName: string): Promise<Reading['format']> {
  const head = await readHead(path);
  const found = Object.entries(FIXED).find(([, reader]) => reader.recognises(fileName, head));
  return (found?.[0] as Reading['format'] | undefined) ?? 'delimited';
}
