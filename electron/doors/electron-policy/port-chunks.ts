// The bytes of a file that a window hands over, pulled chunk by chunk through a message port: the window never names a path,
// and it sends the next chunk only when the last one is on disk.

/** The part of a message port that is used; Electron's and Node's both have it. */
export interface ChunkPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
}

/** The window broke off. To each `more` it answers `{ chunk }`, `{ end: true }` or `{ failed: true }`. */
export class FileHandover extends Error {}

export async function* chunksFrom(port: ChunkPort, limits: { chunkBytes: number; waitMs: number }): AsyncGenerator<Uint8Array> {
  let arrived: ((message: unknown) => void) | undefined;
  let closed = false;
  port.on('message', ({ data }) => arrived?.(data));
  port.on('close', () => {
    closed = true;
    arrived?.({ failed: true });
  });
  for (;;) {
    const message = await new Promise<unknown>((resolve) => {
      const timer = setTimeout(() => resolve({ failed: true }), limits.waitMs);
      arrived = (data) => {
        clearTimeout(timer);
        arrived = undefined;
        resolve(data);
      };
      if (closed) arrived({ failed: true });
      else port.postMessage('more');
    });
    const chunk = chunkOf(message);
    if (chunk === 'end') return;
    if (chunk === undefined || chunk.byteLength > limits.chunkBytes) throw new FileHandover('the window broke off');
    yield chunk;
  }
}

function chunkOf(message: unknown): Uint8Array | 'end' | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  if ('end' in message && message.end === true) return 'end';
  return 'chunk' in message && message.chunk instanceof Uint8Array ? message.chunk : undefined;
}
