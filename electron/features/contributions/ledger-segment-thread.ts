// Making columns takes seconds for a large import, so it runs in a thread of its own, with little memory. This file is both ends
// of the conversation; electron/ledger-worker.ts starts the far one.
import { type MessagePort, parentPort, Worker } from 'node:worker_threads';
import { type BuiltSegment, type SegmentBuilder, type SegmentRow, segmentBuilder } from './ledger-segment.rules.ts';

type ToThread = { type: 'begin'; firstSeq: number; lastSeq: number } | { type: 'rows'; list: string } | { type: 'finish' };

/** The far end: builds one segment after the other from rows as JSON. */
export function serveSegments(): void {
  const port = parentPort as MessagePort;
  let builder: SegmentBuilder | undefined;
  port.on('message', (message: ToThread) => {
    if (message.type === 'begin') builder = segmentBuilder(message.firstSeq, message.lastSeq);
    else if (message.type === 'rows') builder?.add(JSON.parse(message.list) as SegmentRow[]);
    else if (builder) {
      const built = builder.finish();
      builder = undefined;
      const { days, points, states, kinds, repositories, identities, imports, reverses } = built.columns;
      const { starts, places, ends } = built.text;
      const moved = [days, points, states, kinds, repositories, identities, imports, reverses, starts, places, ends];
      port.postMessage(
        built,
        moved.map((one) => one.buffer as ArrayBuffer),
      );
    }
  });
}

export interface SegmentThread {
  /** One at a time. `lists` are rows as JSON, in order. */
  build(firstSeq: number, lastSeq: number, lists: AsyncIterable<string>): Promise<BuiltSegment>;
  close(): Promise<void>;
}

/** The near end. Ends the thread when the signal asks for it; what is being built then fails. */
export function startSegmentThread(script: URL, signal: AbortSignal): SegmentThread {
  const thread = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 2 } });
  // A promise for the thread's end would keep every segment alive that was ever raced against it.
  let waiting: { done(built: BuiltSegment): void; fail(error: unknown): void } | undefined;
  let ended: unknown;
  const end = (error: unknown) => {
    ended ??= error;
    waiting?.fail(ended);
  };
  thread.on('message', (built: BuiltSegment) => waiting?.done(built));
  thread.on('error', end);
  thread.on('exit', () => end(new Error('the thread that makes the ledger’s columns stopped')));
  const stop = () => void thread.terminate();
  signal.addEventListener('abort', stop);
  const say = (message: ToThread) => thread.postMessage(message);
  return {
    build: async (firstSeq, lastSeq, lists) => {
      say({ type: 'begin', firstSeq, lastSeq });
      for await (const list of lists) {
        signal.throwIfAborted();
        say({ type: 'rows', list });
      }
      if (ended !== undefined) throw ended;
      try {
        return await new Promise<BuiltSegment>((done, fail) => {
          waiting = { done, fail };
          say({ type: 'finish' });
        });
      } finally {
        waiting = undefined;
      }
    },
    close: async () => {
      signal.removeEventListener('abort', stop);
      await thread.terminate();
    },
  };
}
