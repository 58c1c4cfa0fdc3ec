// Who may talk to the loopback server: the checks that look at the raw request line and headers only, in their fixed order.
// Pure. Secrets are not compared here (loopback-session.ts), bodies are not read here (loopback-body.ts).

export interface RawRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  /** Names and values in turn, as they came over the wire: duplicates are still there. */
  readonly rawHeaders: readonly string[];
}

export interface Refusal {
  readonly status: number;
  readonly code: RefusalCode;
}
export type RefusalCode =
  | 'MALFORMED'
  | 'METHOD_NOT_ALLOWED'
  | 'FOREIGN_HOST'
  | 'FOREIGN_SITE'
  | 'FOREIGN_ORIGIN'
  | 'NOT_CONNECTED'
  | 'TOO_MANY_ATTEMPTS'
  | 'WRONG_MEDIA_TYPE'
  | 'TOO_LARGE'
  | 'TOO_SLOW'
  | 'TOO_MANY_UPLOADS'
  | 'EXPECTATION_REFUSED'
  | 'NOT_FOUND'
  | 'FILE_GONE'
  | 'DISK_FULL'
  | 'INTERNAL';

/** Headers that decide something: a second one is never ignored. Host has its own check. */
const ONCE_ONLY: ReadonlySet<string> = new Set([
  'origin',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'cookie',
  'content-type',
  'content-length',
  'transfer-encoding',
  'x-trellis-token',
  'x-file-name',
]);
/** Headers that would change how a body is read. */
const NEVER: ReadonlySet<string> = new Set(['upgrade', 'content-encoding', 'content-disposition', 'trailer']);
/** Exactly one leading slash, printable ASCII without backslash and `#`, at most 2,048 characters. */
const TARGET = /^\/(?![/\\])[\x21\x22\x24-\x5b\x5d-\x7e]{0,2047}$/;

export interface GuardRules {
  readonly port: number;
  /** Whether the query is the one-time ticket of an address that the program opened itself; using it up is the caller's part. */
  isLaunchTicket(query: string): boolean;
}

/** The first rule that the request breaks, or undefined when it may go on. Absence of a header never allows anything by itself. */
export function refusalOf(request: RawRequest, rules: GuardRules): Refusal | undefined {
  if (request.httpVersion !== '1.1') return { status: 400, code: 'MALFORMED' };
  if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'POST') {
    return { status: 405, code: 'METHOD_NOT_ALLOWED' };
  }
  if (!TARGET.test(request.url ?? '')) return { status: 400, code: 'MALFORMED' };

  const host = oneHost(request.rawHeaders);
  if (host !== `127.0.0.1:${rules.port}` && host !== `localhost:${rules.port}`) return { status: 403, code: 'FOREIGN_HOST' };
  const headers = headersByName(request.rawHeaders);
  if (!headers) return { status: 400, code: 'MALFORMED' };

  const { path, query } = splitTarget(request.url ?? '/');
  const site = headers.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') {
    const opensPage = request.method === 'GET' && path === '/';
    const launched = site === 'cross-site' && isTopNavigation(headers) && rules.isLaunchTicket(query);
    if (!opensPage || !(site === 'none' || launched)) return { status: 403, code: 'FOREIGN_SITE' };
  }
  const origin = headers.get('origin');
  if (request.method === 'POST' ? origin !== `http://${host}` : origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, code: 'FOREIGN_ORIGIN' };
  }
  return undefined;
}

export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

function isTopNavigation(headers: ReadonlyMap<string, string>): boolean {
  return headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
}

/** Node keeps the first of several Host headers; here several are none. */
function oneHost(rawHeaders: readonly string[]): string | undefined {
  let host: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== 'host') continue;
    if (host !== undefined) return undefined;
    host = rawHeaders[at + 1]?.toLowerCase() ?? '';
  }
  return host;
}

/** undefined when a deciding header comes twice or one comes that has no business here. */
function headersByName(rawHeaders: readonly string[]): ReadonlyMap<string, string> | undefined {
  const headers = new Map<string, string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (NEVER.has(name) || (ONCE_ONLY.has(name) && headers.has(name))) return undefined;
    headers.set(name, rawHeaders[at + 1] ?? '');
  }
  return headers;
}
