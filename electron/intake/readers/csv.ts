// Delimited text as rows. Reads a file as a stream, so memory does not grow with it, and knows the line each row starts on.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import Papa from 'papaparse';
import type { Reading } from '../../../shared/contract/imports.ts';
import { detectCsv, withoutMarks } from './detect.ts';
import { type FileReader, type SourceRow, UnreadableFile } from './reader.ts';

/** A row longer than this is not waited for: a quotation mark in it was never closed, or there is no end of its line. */
const LONGEST_ROW = 1 << 20;
const CHUNK_BYTES = 1 << 16;

export const csvReader: FileReader = {
  format: 'delimited',
  endings: ['csv', 'tsv', 'txt'],
  kinds: null,
  recognises: () => true,
  inspect: detectCsv,
  rows: readCsv,
};

interface Progress {
  line: number;
  quotes: boolean;
  sinceRow: number;
  /** Of the line that was read last, as far as it was read: its length, and the quotation marks in it. */
  lineLength: number;
  lineQuotes: number;
  unclosed: string[] | null;
}

/** Rows from the header line on, in batches as they come. Blank lines are left out but counted. */
async function* readCsv(path: string, reading: Reading): AsyncGenerator<SourceRow[]> {
  const progress: Progress = { line: 1, quotes: false, sinceRow: 0, lineLength: 0, lineQuotes: 0, unclosed: null };
  for await (const rows of parsedChunks(decodedText(path, reading.encoding, progress), reading.delimiter, progress)) {
    if (rows.length > 0) progress.sinceRow = 0;
    else if (progress.sinceRow > LONGEST_ROW) throw new UnreadableFile(whyEndless(progress), progress.line);
    const batch: SourceRow[] = [];
    for (const cells of rows) {
      const line = progress.line;
      progress.line += 1 + (progress.quotes ? lineBreaksIn(cells) : 0);
      const blank = cells.length === 1 && cells[0] === '';
      if (!blank && line >= reading.headerLine) batch.push(cells === progress.unclosed ? { line, cells, unclosed: true } : { line, cells });
    }
    if (batch.length > 0) yield batch;
  }
}

async function* decodedText(path: string, encoding: Reading['encoding'], progress: Progress): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return withoutMarks(decoder.decode(bytes, { stream: bytes !== undefined }));
    } catch {
      throw new UnreadableFile('encoding', progress.line);
    }
  };
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const text = decode(bytes as Uint8Array);
    progress.quotes = progress.quotes || text.includes('"');
    progress.sinceRow += text.length;
    measureLine(progress, text);
    if (text !== '') yield text;
  }
  const rest = decode();
  if (rest !== '') yield rest;
}

function measureLine(progress: Progress, text: string): void {
  const end = text.lastIndexOf('\n');
  const last = text.slice(end + 1);
  const quotes = last.split('"').length - 1;
  progress.lineLength = (end < 0 ? progress.lineLength : 0) + last.length;
  progress.lineQuotes = (end < 0 ? progress.lineQuotes : 0) + quotes;
}

/** One endless line whose quotation marks come in pairs has an endless cell; otherwise a mark stands open over lines. */
function whyEndless({ lineLength, lineQuotes }: Progress): 'cell_too_long' | 'unterminated_quote' {
  return lineLength > LONGEST_ROW - 4 * CHUNK_BYTES && lineQuotes % 2 === 0 ? 'cell_too_long' : 'unterminated_quote';
}

/**
 * Papa calls back; here the next chunk is parsed only when the one before has been used up. Pausing Papa does not pause what it reads
 * from: it would queue the whole file in memory whenever rows are read faster than they are used.
 */
async function* parsedChunks(text: AsyncIterable<string>, delimiter: string, progress: Progress): AsyncGenerator<string[][]> {
  const source = Readable.from(text, { objectMode: true, highWaterMark: 1 });
  let arrived: { rows: string[][]; resume: () => void } | undefined;
  let ended = false;
  let failure: unknown;
  let wake: () => void = () => undefined;
  Papa.parse<string[]>(source, {
    delimiter,
    skipEmptyLines: false,
    chunk: (results, parser) => {
      parser.pause();
      source.pause();
      if (results.errors.some((one) => one.code === 'MissingQuotes')) progress.unclosed = results.data.at(-1) ?? null;
      const resume = () => {
        parser.resume();
        // What was queued already may have arrived meanwhile.
        if (!arrived) source.resume();
      };
      arrived = { rows: results.data, resume };
      wake();
    },
    complete: () => {
      ended = true;
      wake();
    },
    error: (error) => {
      failure = error;
      wake();
    },
  });
  source.on('error', (error) => {
    failure = error;
    wake();
  });
  try {
    for (;;) {
      if (!arrived && !ended && failure === undefined) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
      if (failure !== undefined) throw failure;
      if (arrived) {
        const { rows, resume } = arrived;
        arrived = undefined;
        yield rows;
        resume();
      } else if (ended) return;
    }
  } finally {
    source.destroy();
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = 0; at < cell.length; at += 1) {
      const code = cell.charCodeAt(at);
      if (code === 10 || (code === 13 && cell.charCodeAt(at + 1) !== 10)) breaks += 1;
    }
  }
  return breaks;
}
