// Which requests the browser door lets in. Pure: looks at the raw request line and headers, knows no server.
// The order matters, each check ends the request, and absence of a header never allows anything by itself.

export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  /** Names and values in turn, as they came over the wire: duplicates are still there. */
  readonly rawHeaders: readonly string[];
}

export type Verdict = { allowed: true; path: string } | { allowed: false; status: number };

const METHODS = new Set(['GET', 'HEAD', 'POST']);
const LONGEST_URL = 2_048;

export function headerValues(request: Pick<RawRequest, 'rawHeaders'>, name: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) found.push(request.rawHeaders[at + 1] ?? '');
  }
  return found;
}

/** Method, form of the address, our own Host and only that (DNS rebinding), then where the page that asks comes from. */
export function judge(request: RawRequest, port: number): Verdict {
  const refuse = (status: number): Verdict => ({ allowed: false, status });
  if (request.httpVersion !== '1.1') return refuse(400);
  const hosts = headerValues(request, 'host');
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const host = hosts[0]?.toLowerCase() ?? '';
  if (hosts.length !== 1 || !own.includes(host)) return refuse(403);
  if (!METHODS.has(request.method)) return refuse(405);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!/^\/(?!\/)[^\\\u0000-\u0020\u007f]*$/.test(request.url) || request.url.length > LONGEST_URL) return refuse(400);
  const path = new URL(`http://x${request.url}`).pathname;

  const sites = headerValues(request, 'sec-fetch-site');
  if (sites.length > 1) return refuse(403);
  const site = sites[0];
  const opensPage = request.method !== 'POST' && path === '/';
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && opensPage)) return refuse(403);

  const origins = headerValues(request, 'origin');
  if (origins.length > 1) return refuse(403);
  const origin = origins[0];
  if (request.method === 'POST' && origin === undefined) return refuse(403);
  if (origin !== undefined && origin !== `http://${host}`) return refuse(403);
  return { allowed: true, path };
}
