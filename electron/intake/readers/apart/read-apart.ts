// The near end of reading apart: starts the process, hands on what it says, and ends it when it is silent for too long or nobody
// listens any more. What the process says is checked like anything that comes from outside.
import { z } from 'zod';
import { type ReadApart, UNREADABLE, UnreadableFile } from '../reader.ts';
import { LINE } from './lines.ts';

/** A process that reads one file. `output` ends when the process does. */
export interface ReadingProcess {
  readonly output: AsyncIterable<Uint8Array>;
  /** How it ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  kill(): void;
}

/** Starts the script as a process that may take up to so much memory for its objects. */
export type StartReadingProcess = (script: URL, argument: string, heapMb: number) => ReadingProcess;

const HEAP_MB = 448;
const LONGEST_SILENCE_MS = 30_000;
const LONGEST_LINE = 256 << 20;
const unreadable = z.object({ reason: z.enum(UNREADABLE), line: z.int() });

export function createReadApart(given: { script: URL; start: StartReadingProcess; longestSilenceMs?: number }): ReadApart {
  return async function* readApart(request, signal) {
    const child = given.start(given.script, JSON.stringify(request), HEAP_MB);
    const stop = () => child.kill();
    signal?.addEventListener('abort', stop);
    try {
      if (signal?.aborted) stop();
      for await (const line of linesOf(child, given.longestSilenceMs ?? LONGEST_SILENCE_MS)) {
        const [kind] = line;
        if (kind === LINE.end) return;
        if (kind === LINE.unreadable) {
          const { reason, line: at } = unreadable.parse(JSON.parse(line.slice(1)));
          throw new UnreadableFile(reason, at);
        }
        if (kind === LINE.rows || kind === LINE.detected) yield line.slice(1);
      }
      if (signal?.aborted) return;
      throw new UnreadableFile(RAN_OUT_OF_MEMORY.has(await child.ended) ? 'too_large' : 'stopped', 1);
    } finally {
      signal?.removeEventListener('abort', stop);
      child.kill();
    }
  };
}

/** How V8 ends a process whose objects no longer fit. */
const RAN_OUT_OF_MEMORY: ReadonlySet<number | string | null> = new Set(['SIGABRT', 134]);

async function* linesOf(child: ReadingProcess, longestSilenceMs: number): AsyncGenerator<string> {
  const pieces = child.output[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  let begun: string[] = [];
  let length = 0;
  try {
    for (;;) {
      // Only waiting counts: a process whose lines nobody has time for is not to blame.
      const silence = setTimeout(() => child.kill(), longestSilenceMs);
      const piece = await pieces.next().finally(() => clearTimeout(silence));
      if (piece.done) return;
      const [first = '', ...others] = decoder.decode(piece.value, { stream: true }).split('\n');
      begun.push(first);
      length += first.length;
      if (length > LONGEST_LINE) throw new UnreadableFile('too_large', 1);
      for (const next of others) {
        yield begun.join('');
        begun = [next];
        length = next.length;
      }
    }
  } finally {
    child.kill();
    await pieces.return?.();
  }
}
