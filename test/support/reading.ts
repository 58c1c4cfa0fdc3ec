// Files read as the program reads them, but without a workspace: recognised, looked into, and row by row.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNodeProcess } from '../../electron/intake/readers/apart/node-process.ts';
import { createReadApart } from '../../electron/intake/readers/apart/read-apart.ts';
import { detectFile, readRows } from '../../electron/intake/readers/index.ts';
import type { Detected, SourceRow } from '../../electron/intake/readers/reader.ts';
import type { Reading } from '../../shared/contract/imports.ts';

export const READING_PROCESS = new URL('../../electron/reading-process.ts', import.meta.url);
export const readApart = createReadApart({ script: READING_PROCESS, start: startNodeProcess });

export interface ReadFile {
  readonly found: Detected;
  readonly header: string[];
  readonly rows: SourceRow[];
}

export async function readFileAt(path: string, override: Partial<Reading> = {}): Promise<ReadFile> {
  const found = await detectFile({ path, name: path }, readApart, override);
  const all: SourceRow[] = [];
  for await (const rows of readRows(path, found.reading, readApart)) all.push(...rows);
  const [header, ...rows] = all;
  return { found, header: header?.cells ?? [], rows };
}

/** The same for bytes, which lie in a file of their own only meanwhile. */
export async function readBytes(bytes: string | Uint8Array, name = 'file', override: Partial<Reading> = {}): Promise<ReadFile> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-read-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return await readFileAt(path, override);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const cellsOf = (rows: readonly SourceRow[]) => rows.map(({ cells }) => cells);
