// Reading apart for a worker thread: the process is started by the main thread, because not every door lets a thread do that. The two
// pass the pieces over a port, always one piece ahead, so that all three work at the same time.
import type { MessagePort } from 'node:worker_threads';
import { type ApartRequest, type ReadApart, UnreadableFile } from '../reader.ts';

type Asked = { type: 'open'; request: ApartRequest } | { type: 'next' };
type Answered = { type: 'piece'; text: string } | { type: 'end' } | { type: 'unreadable'; reason: UnreadableFile['reason']; line: number };

/** The main thread's end. Everything stops when the other end closes. */
export function offerReading(port: MessagePort, readApart: ReadApart): void {
  const closed = new AbortController();
  let pieces: AsyncGenerator<string> | undefined;
  const answer = async (asked: Asked): Promise<Answered> => {
    if (asked.type === 'open') pieces = readApart(asked.request, closed.signal);
    try {
      const piece = await pieces?.next();
      return piece && !piece.done ? { type: 'piece', text: piece.value } : { type: 'end' };
    } catch (error) {
      const { reason, line } = error instanceof UnreadableFile ? error : new UnreadableFile('stopped', 1);
      return { type: 'unreadable', reason, line };
    }
  };
  port.on('message', (asked: Asked) => void answer(asked).then((answered) => port.postMessage(answered)));
  port.on('close', () => {
    closed.abort();
    // Nobody asks for the rest: what the process had still said is let go with it.
    pieces?.return(undefined).catch(() => undefined);
  });
}

/** The worker's end: as if the process were its own. */
export function readingOver(port: MessagePort): ReadApart {
  const ask = (asked: Asked) =>
    new Promise<Answered>((done) => {
      port.once('message', done);
      port.postMessage(asked);
    });
  return async function* readApart(request) {
    let answered = await ask({ type: 'open', request });
    while (answered.type === 'piece') {
      const next = ask({ type: 'next' });
      yield answered.text;
      answered = await next;
    }
    if (answered.type === 'unreadable') throw new UnreadableFile(answered.reason, answered.line);
  };
}
