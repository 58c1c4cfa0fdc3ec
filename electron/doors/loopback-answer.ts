// Writes the answers of the loopback server that are not a procedure's: refusals, small JSON, static files, downloads.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Refusal } from './loopback-guard.ts';
import { IMMUTABLE, SECURITY_HEADERS } from './security-headers.ts';
import type { StaticAsset } from './static-assets.ts';

/** What a refused sender may still send before the connection is cut: enough for it to read the answer. */
const LINGER_BYTES = 4 * 1024 * 1024;
const LINGER_MS = 2000;

export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.byteLength });
  response.end(body);
}

/** A code and an id, nothing else: no path, no stack, no reason that would help guessing. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal, id: string = randomUUID()): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (refusal.status === 405) response.setHeader('Allow', 'GET, HEAD, POST');
  if (request.complete || hasNoBody(request)) {
    sendJson(response, refusal.status, { code: refusal.code, id });
    return;
  }
  const body = Buffer.from(JSON.stringify({ code: refusal.code, id }));
  response.writeHead(refusal.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.byteLength,
    Connection: 'close',
  });
  response.write(body);
  let bytes = 0;
  const close = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(close, LINGER_MS);
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > LINGER_BYTES) close();
  });
  request.once('end', close).once('close', close).resume();
}

function hasNoBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0;
}

export async function sendAsset(request: IncomingMessage, response: ServerResponse, asset: StaticAsset): Promise<void> {
  const gzipped = /(?:^|[\s,])gzip(?:\s*;\s*q=(?!0(?:\.0*)?(?:,|$))[\d.]+)?\s*(?:,|$)/i.test(
    String(request.headers['accept-encoding'] ?? ''),
  )
    ? asset.gzipped()
    : undefined;
  const body = await (gzipped ?? asset.content());
  response.writeHead(200, {
    'Content-Type': asset.mediaType,
    'Content-Length': body.byteLength,
    Vary: 'Accept-Encoding',
    ...(gzipped ? { 'Content-Encoding': 'gzip' } : {}),
    ...(asset.immutable ? { 'Cache-Control': IMMUTABLE } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Types that the program makes itself; everything else is handed over as bytes, so that no browser ever renders it. */
const DOWNLOAD_TYPES: ReadonlySet<string> = new Set([
  'text/csv',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]);

export async function sendDownload(
  response: ServerResponse,
  file: { path: string; name: string; mediaType: string; bytes: number },
): Promise<void> {
  const bareType = file.mediaType.split(';')[0]?.trim() ?? '';
  const source = createReadStream(file.path);
  await new Promise<void>((resolve, reject) => source.once('open', () => resolve()).once('error', reject));
  response.writeHead(200, {
    'Content-Type': DOWNLOAD_TYPES.has(bareType) ? file.mediaType : 'application/octet-stream',
    'Content-Length': file.bytes,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, escaped)}`,
  });
  await pipeline(source, response);
}

function escaped(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Answers what Node's parser could not read. A connection on which an answer has begun is only cut. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const [status, code] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'TOO_LARGE']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'TOO_SLOW']
        : ['400 Bad Request', 'MALFORMED'];
  const body = JSON.stringify({ code, id: randomUUID() });
  const headers = Object.entries({
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('')}\r\n${body}`);
}
