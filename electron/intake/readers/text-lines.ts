// Lines of a UTF-8 text file, each with its number, as a stream.
import { createReadStream } from 'node:fs';
import { UnreadableFile } from './reader.ts';

const LONGEST_LINE = 1 << 20;

/** Lines without their ends, counted from 1. A byte order mark is left out. */
export async function* textLines(path: string): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 0;
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new UnreadableFile('encoding', line + 1);
    }
  };
  for await (const bytes of createReadStream(path)) {
    const parts = (rest + decode(bytes as Uint8Array)).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new UnreadableFile('not_text', line + 1);
    for (const text of parts) {
      line += 1;
      yield { line, text: text.replace(/\r$/, '') };
    }
  }
  rest += decode();
  if (rest !== '') yield { line: line + 1, text: rest };
}
