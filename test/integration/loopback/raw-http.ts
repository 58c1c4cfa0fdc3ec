// HTTP by hand over node:net: what a client library would tidy up goes onto the wire exactly as written.
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection was closed without an answer. */
  status: number;
  headers: Record<string, string>;
  body: string;
  closed: boolean;
}

export interface RequestParts {
  method?: string;
  target?: string;
  version?: string;
  /** Written in this order; undefined leaves the default one out. */
  headers?: readonly (readonly [string, string])[];
  body?: string | Buffer;
}

export function requestBytes(parts: RequestParts): Buffer {
  const lines = [`${parts.method ?? 'GET'} ${parts.target ?? '/'} HTTP/${parts.version ?? '1.1'}`];
  for (const [name, value] of parts.headers ?? []) lines.push(`${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(parts.body ?? '')]);
}

/** Sends the bytes and reads one answer. The patience is for a busy machine: what never comes is answered or closed by the door itself. */
export function exchange(port: number, bytes: Buffer, timeoutMs = 60_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = Buffer.alloc(0);
    let closed = false;
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...parse(received), closed });
    };
    const timer = setTimeout(finish, timeoutMs);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (isWhole(received)) finish();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      closed = true;
      finish();
    });
    socket.write(bytes);
  });
}

export function openSocket(port: number, firstBytes: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.write(firstBytes);
      resolve(socket);
    });
    socket.on('error', () => undefined);
  });
}

function isWhole(received: Buffer): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const { status, headers } = parse(received);
  if (status === 304 || status === 204) return true;
  if (headers['transfer-encoding'] === 'chunked') return received.subarray(-5).toString('latin1') === '0\r\n\r\n';
  return received.length >= end + 4 + Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);
}

function parse(received: Buffer): Omit<RawAnswer, 'closed'> {
  const text = received.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return { status: 0, headers: {}, body: '' };
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  const body = text.slice(end + 4);
  return {
    status: Number(first.split(' ')[1]),
    headers,
    body: headers['transfer-encoding'] === 'chunked' ? joinChunks(body) : body,
  };
}

function joinChunks(text: string): string {
  let rest = text;
  let body = '';
  for (;;) {
    const lineEnd = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.slice(0, lineEnd), 16);
    if (lineEnd < 0 || !size) return body;
    body += rest.slice(lineEnd + 2, lineEnd + 2 + size);
    rest = rest.slice(lineEnd + 4 + size);
  }
}
