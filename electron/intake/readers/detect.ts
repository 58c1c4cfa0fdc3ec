// How a delimited file wants to be read: its encoding, delimiter and header line, judged from its first megabyte.
import { open } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Reading } from '../../../shared/contract/imports.ts';
import { type Detected, type FileHead, SAMPLE_ROWS, UnreadableFile } from './reader.ts';

const SAMPLE_BYTES = 1 << 20;
const DELIMITERS = [',', ';', '\t', '|'] as const;

export async function detectCsv(path: string, override: Partial<Reading> = {}): Promise<Detected> {
  const { bytes, whole } = await readSample(path);
  const guess = detectEncoding(bytes, whole);
  const encoding = override.encoding ?? guess.encoding;
  const text = decodeSample(bytes, encoding, whole);
  if (text.trim() === '') throw new UnreadableFile('empty', 1);
  if (nulShare(text) > MOST_NULS_IN_TEXT) throw new UnreadableFile('not_text', 1);
  const delimiter = override.delimiter ?? detectDelimiter(text);
  const records = parseSample(text, delimiter);
  const headerLine = override.headerLine ?? detectHeaderLine(records);
  const rows = records.filter((record) => record.line >= headerLine).map((record) => record.cells);
  return {
    reading: { format: 'delimited', encoding, delimiter, headerLine, sheet: null },
    encodingCertain: override.encoding !== undefined || guess.certain,
    rows,
    sheets: [],
    notices: [],
  };
}

export async function readHead(path: string, name: string): Promise<FileHead> {
  const { bytes, whole } = await readSample(path);
  const text = new TextDecoder(detectEncoding(bytes, whole).encoding).decode(bytes.subarray(0, 65_536));
  return { name, bytes: bytes.subarray(0, 65_536), text };
}

/** Single NULs reject their rows; a file full of them is no text. */
const MOST_NULS_IN_TEXT = 0.02;

function nulShare(text: string): number {
  return text === '' ? 0 : (text.split('\0').length - 1) / text.length;
}

async function readSample(path: string): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(SAMPLE_BYTES);
    const { bytesRead } = await file.read(buffer, 0, SAMPLE_BYTES, 0);
    return { bytes: buffer.subarray(0, bytesRead), whole: bytesRead < SAMPLE_BYTES };
  } finally {
    await file.close();
  }
}

function fits(bytes: Uint8Array, encoding: string, whole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

/** Byte order mark, then strict UTF-8, then UTF-16 by its zero bytes, then GB18030 where it fits; Windows-1252 takes anything. */
export function detectEncoding(bytes: Uint8Array, whole: boolean): { encoding: Reading['encoding']; certain: boolean } {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) throw new UnreadableFile('utf_32', 1);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', certain: true };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', certain: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', certain: true };
  const zeros = [0, 0];
  for (let at = 0; at < Math.min(bytes.length, 4096); at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const half = Math.min(bytes.length, 4096) / 2;
  if ((zeros[1] ?? 0) > half * 0.4 && (zeros[0] ?? 0) < half * 0.1) return { encoding: 'utf-16le', certain: false };
  if ((zeros[0] ?? 0) > half * 0.4 && (zeros[1] ?? 0) < half * 0.1) return { encoding: 'utf-16be', certain: false };
  if (fits(bytes, 'utf-8', whole)) return { encoding: 'utf-8', certain: true };
  if (fits(bytes, 'gb18030', whole) && looksChinese(new TextDecoder('gb18030').decode(bytes)))
    return { encoding: 'gb18030', certain: false };
  return { encoding: 'windows-1252', certain: false };
}

/** Western text misread as GB18030 turns single accented letters into lone rare characters; Chinese comes in runs of common ones. */
function looksChinese(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const runs = text.match(/[\u4e00-\u9fa5，。；：、（）]{2,}/gu)?.join('').length ?? 0;
  return han > 0 && runs >= han * 0.6;
}

/** Marks stand in the middle where files were put together; there they mean nothing. */
export function withoutMarks(text: string): string {
  return text.includes('\ufeff') ? text.replaceAll('\ufeff', '') : text;
}

function decodeSample(bytes: Uint8Array, encoding: Reading['encoding'], whole: boolean): string {
  try {
    return withoutMarks(new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole }));
  } catch {
    throw new UnreadableFile('encoding', 1);
  }
}

function parseSample(text: string, delimiter: string): { line: number; cells: string[] }[] {
  const { data } = Papa.parse<string[]>(text, { delimiter, preview: SAMPLE_ROWS });
  const records: { line: number; cells: string[] }[] = [];
  let line = 1;
  for (const cells of data) {
    if (!(cells.length === 1 && cells[0] === '')) records.push({ line, cells });
    line += 1 + (cells.join('').match(/\r\n|\r|\n/g)?.length ?? 0);
  }
  return records;
}

/** The delimiter that cuts most records into the same number of cells, more than one; consistency counts, not frequency. */
export function detectDelimiter(text: string): Reading['delimiter'] {
  const stated = /^\ufeff?sep=([,;\t|])\r?\n/.exec(text)?.[1] as Reading['delimiter'] | undefined;
  if (stated) return stated;
  let best: { delimiter: Reading['delimiter']; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const widths = parseSample(text, delimiter).map((record) => record.cells.length);
    const counts = new Map<number, number>();
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
    const [width, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
    const firstFits = widths[0] === width ? 1 : 0.5;
    const score = width > 1 ? (times / widths.length) * firstFits * Math.min(width, 20) ** 0.25 : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The first of the leading 20 lines that is as wide as the table below it and holds no numbers or dates. */
export function detectHeaderLine(records: readonly { readonly line: number; readonly cells: readonly string[] }[]): number {
  const width = Math.max(1, ...records.slice(0, 50).map((record) => record.cells.length));
  for (const record of records) {
    if (record.line > 20) break;
    if (record.line === 1 && record.cells[0]?.startsWith('sep=')) continue;
    const filled = record.cells.filter((cell) => cell.trim() !== '').length;
    const valueLike = record.cells.some((cell) => /^\s*(?:\d[\d.,\-/: ]*)\s*$/.test(cell));
    if (record.cells.length >= width * 0.8 && filled >= Math.min(width, 2) && !valueLike) return record.line;
  }
  return records[0]?.line ?? 1;
}
