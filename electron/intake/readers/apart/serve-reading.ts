// The far end of reading apart: one request, answered in lines on the standard output. A line's first letter says what it is.
// It gives up by itself when it takes too much memory; whoever started it does so when it stops making progress.
import type { Writable } from 'node:stream';
import type { Reading } from '../../../../shared/contract/imports.ts';
import { inspectLandscape, landscapeRows } from '../landscape/read-landscape.ts';
import { type ApartRequest, type Detected, type SourceRow, UnreadableFile } from '../reader.ts';
import { openOds } from '../workbook/ods-file.ts';
import { inspectWorkbook, type OpenWorkbookFile, workbookRows } from '../workbook/read-workbook.ts';
import { openXlsx } from '../workbook/xlsx-file.ts';
import { LINE } from './lines.ts';

/** How a format is read inside the process. */
interface InsideReader {
  inspect(path: string, override: Partial<Reading>): Promise<Detected>;
  rows(path: string, reading: Partial<Reading>): AsyncGenerator<SourceRow[]>;
}

const workbook = (format: 'xlsx' | 'ods', open: OpenWorkbookFile): InsideReader => ({
  inspect: (path, override) => inspectWorkbook(open, path, { ...override, format }),
  rows: (path, reading) => workbookRows(open, path, reading),
});

const INSIDE: Partial<Record<Reading['format'], InsideReader>> = {
  xlsx: workbook('xlsx', openXlsx),
  ods: workbook('ods', openOds),
  landscape: { inspect: inspectLandscape, rows: landscapeRows },
};

const ROWS_PER_LINE = 500;
const LONG_LINE = 1 << 20;
const LOOK_EVERY_MS = 250;
const MOST_MEMORY = 600 << 20;
/** Texts that many cells share can make a small file into an endless one. */
const MOST_SAID = 2 ** 30;

export async function serveReading(request: ApartRequest, out: Writable): Promise<void> {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > MOST_MEMORY) out.write(unreadable('too_large', 1), () => process.exit(1));
    else if (!out.writableNeedDrain) out.write(`${LINE.alive}\n`);
  }, LOOK_EVERY_MS);
  try {
    let said = 0;
    for await (const line of answers(request)) {
      said += line.length;
      if (said > MOST_SAID) throw new UnreadableFile('too_large', 1);
      if (!out.write(`${line}\n`)) await new Promise<void>((done) => out.once('drain', done));
    }
    out.write(`${LINE.end}\n`);
  } catch (error) {
    out.write(error instanceof UnreadableFile ? unreadable(error.reason, error.line) : unreadable(reasonOf(error), 1));
  } finally {
    clearInterval(watch);
  }
}

const unreadable = (reason: UnreadableFile['reason'], line: number) => `${LINE.unreadable}${JSON.stringify({ reason, line })}\n`;

/** What does not fit the stack or a string is the file's doing; anything else ends the process, which is told as well. */
function reasonOf(error: unknown): UnreadableFile['reason'] {
  if (error instanceof RangeError) return /call stack/.test(error.message) ? 'too_deep' : 'too_large';
  throw error;
}

async function* answers({ what, format, path, reading }: ApartRequest): AsyncGenerator<string> {
  const inside = INSIDE[format];
  if (!inside) throw new Error(`nothing reads ${format} here`);
  if (what === 'inspect') {
    yield LINE.detected + JSON.stringify(await inside.inspect(path, reading));
    return;
  }
  let rows: unknown[] = [];
  let length = 0;
  for await (const batch of inside.rows(path, reading)) {
    for (const { line, cells, refused, errors } of batch) {
      rows.push(refused ? [line, cells, errors ?? null, refused] : errors ? [line, cells, errors] : [line, cells]);
      for (const cell of cells) length += cell.length;
      if (rows.length < ROWS_PER_LINE && length < LONG_LINE) continue;
      yield LINE.rows + JSON.stringify(rows);
      rows = [];
      length = 0;
    }
  }
  if (rows.length > 0) yield LINE.rows + JSON.stringify(rows);
}
