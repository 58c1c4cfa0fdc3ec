// The network beneath the GitHub client: one origin, one path below it, a deadline, a limit of bytes, and no address that its name
// should not stand for. What passes here is read to its end, so that a cut answer is never taken for a whole one.
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { createGunzip } from 'node:zlib';
import { type ApiAddress, belongsTo, mayReach } from './api-address.ts';

export type FetchFault = 'elsewhere' | 'forbidden_network' | 'too_many_hops' | 'too_large' | 'timeout' | 'cut' | 'unreachable';

/** Why there is no answer. It names no address and no header, so that nothing secret can get into a log with it. */
export class NoAnswer extends Error {
  readonly fault: FetchFault;
  constructor(fault: FetchFault) {
    super(`no answer: ${fault}`);
    this.fault = fault;
  }
}

export interface FetchLimits {
  readonly bytes: number;
  readonly deadlineMs: number;
  readonly hops: number;
}
export const FETCH_LIMITS: FetchLimits = { bytes: 20 * 1024 * 1024, deadlineMs: 30_000, hops: 3 };

export type Resolve = (host: string, answer: (error: Error | null, addresses: LookupAddress[]) => void) => void;
const systemResolve: Resolve = (host, answer) => systemLookup(host, { all: true }, answer);

export interface GuardedFetchOptions {
  readonly api: ApiAddress;
  readonly token: string | null;
  /** The person said that the server stands in their own network. */
  readonly privateNetwork: boolean;
  readonly signal: AbortSignal;
  readonly limits?: FetchLimits;
  readonly resolve?: Resolve;
  readonly startDeadline?: (milliseconds: number) => AbortSignal;
}

type Asked = { headers?: Record<string, string> };

const MOVED = new Set([301, 302, 307, 308]);

/** As `fetch`, for reading only. */
export function createGuardedFetch(options: GuardedFetchOptions): (url: string, asked?: Asked) => Promise<Response> {
  const { limits = FETCH_LIMITS, startDeadline = (milliseconds) => AbortSignal.timeout(milliseconds) } = options;
  return async (url, asked = {}) => {
    const deadline = AbortSignal.any([options.signal, startDeadline(limits.deadlineMs)]);
    let at = new URL(url);
    for (let hop = 0; hop <= limits.hops; hop += 1) {
      if (!belongsTo(options.api, at)) throw new NoAnswer('elsewhere');
      const { status, headers, body } = await exchange(at, asked, options, limits, deadline);
      const { location } = headers;
      if (!MOVED.has(status) || location === undefined || !URL.canParse(location, at.href)) return answerOf(at, status, headers, body);
      at = new URL(location, at);
    }
    throw new NoAnswer('too_many_hops');
  };
}

function answerOf(at: URL, status: number, headers: http.IncomingHttpHeaders, body: Buffer): Response {
  const told = Object.entries(headers).flatMap(([name, value]) =>
    name === 'content-encoding' || value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const bare = status === 204 || status === 205 || status === 304;
  const answer = new Response(bare ? null : new Uint8Array(body), { status, headers: told });
  Object.defineProperty(answer, 'url', { value: at.href });
  return answer;
}

interface Exchanged {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

function exchange(at: URL, asked: Asked, options: GuardedFetchOptions, limits: FetchLimits, deadline: AbortSignal): Promise<Exchanged> {
  const { api, token, privateNetwork } = options;
  return new Promise((done, fail) => {
    const failed = (error: unknown, otherwise: FetchFault) => {
      if (error instanceof NoAnswer) return fail(error);
      if (options.signal.aborted) return fail(options.signal.reason);
      fail(new NoAnswer(deadline.aborted ? 'timeout' : otherwise));
    };
    const request = (at.protocol === 'https:' ? https : http).request(
      at,
      {
        method: 'GET',
        headers: { ...asked.headers, 'accept-encoding': 'gzip', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
        signal: deadline,
        lookup: checkedLookup(api, privateNetwork, options.resolve ?? systemResolve),
      },
      (answer) => {
        const content = answer.headers['content-encoding'] === 'gzip' ? answer.pipe(createGunzip()) : answer;
        const chunks: Buffer[] = [];
        let bytes = 0;
        const cut = (error?: unknown) => {
          request.destroy();
          failed(error, 'cut');
        };
        answer.on('error', cut);
        answer.on('aborted', cut);
        content.on('error', cut);
        content.on('data', (chunk: Buffer) => {
          bytes += chunk.byteLength;
          if (bytes > limits.bytes) return cut(new NoAnswer('too_large'));
          chunks.push(chunk);
        });
        content.on('end', () => {
          if (!answer.complete) return cut();
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
        });
      },
    );
    request.on('error', (error) => failed(error, 'unreachable'));
    request.end();
  });
}

/** Looks a name up and hands on only addresses that it may stand for: what was checked is what is connected to. */
function checkedLookup(api: ApiAddress, privateNetwork: boolean, resolve: Resolve): LookupFunction {
  return (host, options, answer) => {
    resolve(host, (error, addresses) => {
      if (error) return answer(error, '', 0);
      const refused = addresses.some(({ address }) => !mayReach(api, address, privateNetwork));
      const [first] = addresses;
      if (refused || !first) return answer(new NoAnswer('forbidden_network'), '', 0);
      if (options.all) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}
