// The browser door: one HTTP server on 127.0.0.1 that serves the screens and speaks the contract. It knows nothing of the
// contract's content: whatever router it is given answers under /api/rpc.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { BadStart } from '../bad-start.ts';
import { type StagedFiles, TooLarge } from '../intake/staged-files.ts';
import type { OutgoingFiles } from '../reporting/outgoing-files.ts';
import { answerUnreadable, refuse, sendAsset, sendDownload, sendJson, setSecurityHeaders } from './loopback-answer.ts';
import { readJson } from './loopback-body.ts';
import { limitConnections } from './loopback-connections.ts';
import { type Refusal, type RefusalCode, refusalOf, splitTarget } from './loopback-guard.ts';
import { LOOPBACK_LIMITS, type LoopbackLimits } from './loopback-limits.ts';
import { isBytes, isJson, oneHeader, textField, uploadName } from './loopback-requests.ts';
import { createLoopbackSession, SESSION_RULES, type SessionRules } from './loopback-session.ts';
import { listStaticAssets } from './static-assets.ts';

/** The part of a program that this door needs. */
interface LoopbackProgram {
  readonly router: AnyRouter;
  readonly context: object & {
    readonly stagedFiles: Pick<StagedFiles, 'stageStream'>;
    readonly outgoingFiles: Pick<OutgoingFiles, 'find'>;
  };
}

export interface LoopbackOptions {
  program: LoopbackProgram;
  /** 0 takes any free one. */
  port: number;
  assetsFolder: string;
  onIncident?: (incident: { id: string; error: unknown }) => void;
  /** One line per request: never a query, a header or a body. */
  onAnswered?: (line: { method: string; path: string; status: number }) => void;
  now?: () => number;
  limits?: Partial<LoopbackLimits>;
  sessionRules?: Partial<SessionRules>;
}

export interface LoopbackDoor {
  readonly port: number;
  readonly origin: string;
  /** The first address to open; its one-time code stands behind `#k=`, where no server ever sees it. */
  readonly address: string;
  /** One more address, for another tab or when the first was not used in time. */
  newAddress(): string;
  /** An address for a page that the program itself makes the browser open. */
  newLaunchAddress(): string;
  close(): Promise<void>;
}

const SESSION_BODY_BYTES = 4096;

export async function startLoopbackDoor(options: LoopbackOptions): Promise<LoopbackDoor> {
  const limits: LoopbackLimits = { ...LOOPBACK_LIMITS, ...options.limits };
  const assets = await listStaticAssets(options.assetsFolder);
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.uploadMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: 1000,
    requireHostHeader: false,
  });
  const connections = limitConnections(server, limits.connections);
  const port = await listen(server, options.port);
  const origin = `http://127.0.0.1:${port}`;
  const session = createLoopbackSession(port, options.now ?? Date.now, { ...SESSION_RULES, ...options.sessionRules });
  const rpc = new RPCHandler(options.program.router);
  const { stagedFiles, outgoingFiles } = options.program.context;
  const answering = new Set<ServerResponse>();
  let uploads = 0;

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    answering.add(response);
    connections.busy(request.socket);
    response.once('close', () => {
      answering.delete(response);
      connections.done(request.socket);
      options.onAnswered?.({
        method: request.method ?? '',
        path: splitTarget(request.url ?? '').path,
        status: response.statusCode,
      });
    });
    response.on('error', () => response.destroy());
    setSecurityHeaders(response);
    answer(request, response).then(
      (refusal) => refusal && refuse(request, response, refusal),
      (error: unknown) => {
        if (request.destroyed && !request.complete) return void response.destroy();
        const id = randomUUID();
        options.onIncident?.({ id, error });
        refuse(request, response, { status: 500, code: 'INTERNAL' }, id);
      },
    );
  }

  /** A refusal, or undefined when the answer is on its way. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    const refusal = refusalOf(request, { port, isLaunchTicket: session.isLaunchTicket });
    if (refusal) return refusal;
    const { path, query } = splitTarget(request.url ?? '/');
    if (path === '/api' || path.startsWith('/api/')) return answerApi(path, request, response);
    if (request.method === 'POST') return no(405, 'METHOD_NOT_ALLOWED');
    const asset = assets.find(path);
    if (!asset) return no(404, 'NOT_FOUND');
    session.spendLaunchTicket(query);
    await sendAsset(request, response, asset);
    return undefined;
  }

  async function answerApi(path: string, request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    if (request.method !== 'POST') return no(405, 'METHOD_NOT_ALLOWED');
    if (path === '/api/session') return exchangeCode(request, response);
    const admitted = session.admit(oneHeader(request, 'x-trellis-token'), request.headers.cookie);
    if (admitted === 'paused') return no(429, 'TOO_MANY_ATTEMPTS');
    if (admitted === 'refused') return no(401, 'NOT_CONNECTED');
    if (path === '/api/files') return takeUpload(request, response);
    if (path === '/api/outgoing') return giveFile(request, response);
    return callProcedure(path, request, response);
  }

  async function exchangeCode(request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    if (!isJson(request)) return no(415, 'WRONG_MEDIA_TYPE');
    const body = await readJson(request, { ...limits, jsonBytes: SESSION_BODY_BYTES });
    if (!body.ok) return body.refusal;
    const code = textField(body.value, 'code');
    if (code === undefined) return no(400, 'MALFORMED');
    const exchanged = session.exchange(code);
    if (exchanged === 'paused') return no(429, 'TOO_MANY_ATTEMPTS');
    if (exchanged === 'wrong') return no(401, 'NOT_CONNECTED');
    response.setHeader('Set-Cookie', exchanged.setCookie);
    sendJson(response, 200, { token: exchanged.token });
    return undefined;
  }

  async function takeUpload(request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    if (!isBytes(request)) return no(415, 'WRONG_MEDIA_TYPE');
    const name = uploadName(request);
    if (name === undefined) return no(400, 'MALFORMED');
    if (Number(request.headers['content-length'] ?? 0) > limits.uploadBytes) return no(413, 'TOO_LARGE');
    if (uploads >= limits.uploadsAtOnce) return no(429, 'TOO_MANY_UPLOADS');
    uploads += 1;
    try {
      // The stream is left open on failure, so that the refusal still reaches the sender.
      const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      const { fileId, name: stagedName, bytes } = await stagedFiles.stageStream(name, chunks, limits.uploadBytes);
      sendJson(response, 200, { fileId, name: stagedName, bytes });
      return undefined;
    } catch (error) {
      if (error instanceof TooLarge) return no(413, 'TOO_LARGE');
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return no(507, 'DISK_FULL');
      throw error;
    } finally {
      uploads -= 1;
    }
  }

  async function giveFile(request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    if (!isJson(request)) return no(415, 'WRONG_MEDIA_TYPE');
    const body = await readJson(request, limits);
    if (!body.ok) return body.refusal;
    const fileId = textField(body.value, 'fileId');
    if (fileId === undefined) return no(400, 'MALFORMED');
    const file = outgoingFiles.find(fileId);
    if (!file) return no(410, 'FILE_GONE');
    try {
      await sendDownload(response, file);
    } catch (error) {
      if (response.headersSent) return void response.destroy();
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return no(410, 'FILE_GONE');
      throw error;
    }
    return undefined;
  }

  async function callProcedure(path: string, request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    if (!path.startsWith('/api/rpc/')) return no(404, 'NOT_FOUND');
    if (!isJson(request)) return no(415, 'WRONG_MEDIA_TYPE');
    const body = await readJson(request, limits);
    if (!body.ok) return body.refusal;
    // oRPC takes a body that is already read from here, so it never reads one without a limit.
    const { matched } = await rpc.handle(Object.assign(request, { body: body.value }), response, {
      prefix: '/api/rpc',
      context: options.program.context,
    });
    return matched ? undefined : no(404, 'NOT_FOUND');
  }

  server.on('request', onRequest);
  for (const event of ['checkContinue', 'checkExpectation']) {
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      setSecurityHeaders(response);
      refuse(request, response, { status: 417, code: 'EXPECTATION_REFUSED' });
    });
  }
  server.on('clientError', answerUnreadable);

  const newAddress = () => `${origin}/#k=${session.newCode()}`;
  return {
    port,
    origin,
    address: newAddress(),
    newAddress,
    newLaunchAddress: () => `${origin}/?${session.newLaunchTicket()}#k=${session.newCode()}`,
    close: () => closeGently(server, answering, limits.closeMs),
  };
}

const no = (status: number, code: RefusalCode): Refusal => ({ status, code });

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new BadStart('PORT_TAKEN', { port }) : error);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
  const bound = server.address() as AddressInfo;
  if (bound.address === '127.0.0.1') return bound.port;
  server.close();
  throw new Error(`bound to ${bound.address} instead of 127.0.0.1`);
}

/** Event streams end at once; whatever else is being answered may finish within the time. */
async function closeGently(server: Server, answering: ReadonlySet<ServerResponse>, closeMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  for (const response of answering) {
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
    else response.once('close', () => server.closeIdleConnections());
  }
  const timer = setTimeout(() => server.closeAllConnections(), closeMs);
  await closed;
  clearTimeout(timer);
}
