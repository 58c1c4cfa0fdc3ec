// Where the records of a JSON file are, and the records one after the other, as they are written. The file is read as a stream.
import { createReadStream } from 'node:fs';
import { UnreadableFile } from '../reader.ts';
import { textLines } from '../text-lines.ts';
import { createElementCutter, createListFinder, type Place } from './json-elements.ts';

/** One record a line, the elements of an array, or one record alone. */
export type Shape = Place | { readonly in: 'lines' } | { readonly in: 'itself' };

export interface WrittenRecord {
  /** The line it stands in, where every record has its own; else its number. */
  readonly line: number;
  readonly text: string;
}

const LONGEST_LONE_RECORD = 1 << 20;

export async function shapeOf(path: string): Promise<Shape> {
  for await (const text of piecesOf(path)) {
    const [first] = text.replace(/^\ufeff/, '').trimStart();
    if (first === '[') return { in: 'array' };
    if (first !== undefined) break;
  }
  if (await isOneALine(path)) return { in: 'lines' };
  const finder = createListFinder();
  for await (const text of piecesOf(path)) finder.look(text);
  if (!finder.complete()) throw new UnreadableFile('not_json', 1);
  const [name, ...others] = finder.found();
  if (others.length > 0) throw new UnreadableFile('several_lists', 1);
  return name === undefined ? { in: 'itself' } : { in: 'object', name };
}

/** Whether the first line is a whole record and another line follows. */
async function isOneALine(path: string): Promise<boolean> {
  let lines = 0;
  try {
    for await (const { text } of textLines(path)) {
      if (text.trim() === '') continue;
      if (lines === 1) return true;
      JSON.parse(text);
      lines += 1;
    }
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof UnreadableFile && error.reason === 'not_text')) return false;
    throw error;
  }
  return false;
}

export async function* recordsOf(path: string, shape: Shape): AsyncGenerator<WrittenRecord[]> {
  if (shape.in === 'lines') {
    for await (const { line, text } of textLines(path)) {
      if (text.trim() !== '') yield [{ line, text }];
    }
    return;
  }
  if (shape.in === 'itself') {
    let whole = '';
    for await (const text of piecesOf(path)) {
      whole += text;
      if (whole.length > LONGEST_LONE_RECORD) break;
    }
    yield [{ line: 1, text: whole.replace(/^\ufeff/, '') }];
    return;
  }
  const cutter = createElementCutter(shape);
  let line = 0;
  for await (const piece of piecesOf(path)) {
    const elements = cutter.cut(piece);
    if (elements.length === 0) continue;
    yield elements.map((text) => {
      line += 1;
      return { line, text };
    });
  }
  if (!cutter.complete()) throw new UnreadableFile('not_json', line + 1);
}

async function* piecesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 1 << 18 }))
      yield decoder.decode(bytes as Uint8Array, { stream: true });
    decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new UnreadableFile('encoding', 1) : error;
  }
}
