// The browser door: an HTTP server for this machine only. It carries calls to the contract in and answers out; every request
// passes the guard first, and everything but the bare page needs a session.
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/node';
import { BadStart } from '../bad-start.ts';
import type { Program } from '../compose.ts';
import { TooLarge } from '../intake/staged-files.ts';
import { headerValues, judge } from './loopback-guard.ts';
import { createSessions } from './loopback-session.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { type Assets, loadAssets } from './static-assets.ts';

export interface LoopbackDoor {
  readonly origin: string;
  readonly port: number;
  /** An address with a fresh one-time code behind `#k=`, where no server ever sees it. */
  newAddress(): string;
  close(): Promise<void>;
}

export interface LoopbackOptions {
  program: Pick<Program, 'router' | 'context'>;
  /** 0 for any free port. */
  port: number;
  assetsFolder: string;
  now?: () => number;
}

const LARGEST_BODY = 1 << 20;
const LARGEST_UPLOAD = 2 ** 30;
const TOKEN_HEADER = 'x-trellis-token';

export async function startLoopbackDoor(options: LoopbackOptions): Promise<LoopbackDoor> {
  const assets = loadAssets(options.assetsFolder);
  if (!assets) throw new BadStart('RENDERER_NOT_BUILT', {});
  const sessions = createSessions(options.now ?? Date.now);
  const rpc = new RPCHandler(options.program.router);
  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 600_000, keepAliveTimeout: 5_000 });
  server.maxConnections = 64;
  server.on('request', (request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) end(response, 500);
      else response.destroy();
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  const port = await listen(server, options.port);
  const cookieName = `trellis_${port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const verdict = judge({ method: request.method ?? '', url: request.url ?? '', httpVersion: request.httpVersion, rawHeaders: request.rawHeaders }, port);
    if (!verdict.allowed) return end(response, verdict.status);
    const { path } = verdict;
    if (!path.startsWith('/api/')) return sendAsset(assets as Assets, path, request, response);
    if (request.method !== 'POST') return end(response, 405);
    if (path === '/api/session') return openSession(request, response);
    const cookie = cookieOf(request, cookieName);
    if (!sessions.accepts(headerValues(request, TOKEN_HEADER)[0], cookie)) return end(response, 401);
    if (path === '/api/files') return takeFile(request, response);
    if (path === '/api/outgoing') return giveFile(request, response);
    if (path.startsWith('/api/rpc/')) return callProcedure(request, response);
    return end(response, 404);
  }

  async function openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, response);
    if (body === undefined) return;
    const code = (body as { code?: unknown } | null)?.code;
    const session = typeof code === 'string' ? sessions.exchange(code) : undefined;
    if (!session) return end(response, 401);
    response.setHeader('Set-Cookie', `${cookieName}=${session.cookie}; HttpOnly; SameSite=Strict; Path=/api`);
    sendJson(response, { token: session.token });
  }

  async function callProcedure(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isJson(request)) return end(response, 415);
    if (Number(request.headers['content-length'] ?? Number.NaN) > LARGEST_BODY || request.headers['content-length'] === undefined) return end(response, 413);
    const { matched } = await rpc.handle(request, response, { prefix: '/api/rpc', context: options.program.context });
    if (!matched) end(response, 404);
  }

  async function takeFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['content-type'] !== 'application/octet-stream') return end(response, 415);
    let name: string;
    try {
      name = decodeURIComponent(String(request.headers['x-file-name'] ?? ''));
    } catch {
      return end(response, 400);
    }
    try {
      sendJson(response, await options.program.context.stagedFiles.stageStream(name, request, LARGEST_UPLOAD));
    } catch (error) {
      if (error instanceof TooLarge) return end(response, 413);
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return end(response, 507);
      throw error;
    }
  }

  async function giveFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, response);
    if (body === undefined) return;
    const fileId = (body as { fileId?: unknown } | null)?.fileId;
    const file = typeof fileId === 'string' ? options.program.context.outgoingFiles.find(fileId) : undefined;
    if (!file) return end(response, 404);
    response.setHeader('Content-Type', 'application/octet-stream');
    response.setHeader('Content-Length', file.bytes);
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    createReadStream(file.path).pipe(response);
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    newAddress: () => `http://127.0.0.1:${port}/#k=${sessions.newCode()}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new BadStart('PORT_TAKEN', { port }) : error),
    );
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address() as AddressInfo;
      if (address.address !== '127.0.0.1') fail(new Error('the browser door must only listen on this machine'));
      else done(address.port);
    });
  });
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.setHeader('Connection', 'close');
  response.end();
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(value));
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '');
}

/** Undefined after the request has been refused. */
async function readJson(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  if (!isJson(request)) return void end(response, 415);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > 64 * 1024) return void end(response, 413);
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) ?? null;
  } catch {
    return void end(response, 400);
  }
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const found = pairs.filter(([key]) => key === name);
  return found.length === 1 ? found[0]?.[1] : undefined;
}

function sendAsset(assets: Assets, path: string, request: IncomingMessage, response: ServerResponse): void {
  // Addresses without a file ending are places within the screens; the page finds its way by itself.
  const asset = assets.find(path) ?? (/\.[a-z0-9]+$/i.test(path) || request.method === 'POST' ? undefined : assets.find('/'));
  if (!asset || request.method === 'POST') return end(response, 404);
  response.setHeader('Content-Type', asset.mediaType);
  if (asset.immutable) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  const zipped = asset.gzipped !== null && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const content = zipped && asset.gzipped ? asset.gzipped : asset.content;
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Length', content.length);
  response.end(request.method === 'HEAD' ? undefined : content);
}
