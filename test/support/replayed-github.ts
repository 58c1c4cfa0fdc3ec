// A server on loopback that gives answers as they were recorded from GitHub, or as GitHub's own examples have them.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

interface Exchange {
  method: string;
  path: string;
  status: number;
  response: unknown;
  headers: Record<string, string>;
}

const require = createRequire(import.meta.url);
const SCENARIOS = join(dirname(require.resolve('@octokit/fixtures/package.json')), 'scenarios/api.github.com');

export function recorded(scenario: string): Exchange[] {
  return JSON.parse(readFileSync(join(SCENARIOS, scenario, 'normalized-fixture.json'), 'utf8')) as Exchange[];
}

export type Answering = (path: string, query: URLSearchParams) => Pick<Exchange, 'status' | 'response' | 'headers'> | undefined;

export async function replay(answering: Answering): Promise<{ api: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  let api = '';
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const url = new URL(request.url ?? '', api);
    const found = answering(url.pathname, url.searchParams) ?? { status: 404, response: { message: 'Not Found' }, headers: {} };
    const tag = found.headers.etag;
    if (tag !== undefined && request.headers['if-none-match'] === tag) return response.writeHead(304, { etag: tag }).end();
    const here = (text: string) => text.replaceAll('https://api.github.com', api);
    const { 'content-length': _length, ...headers } = found.headers;
    const told = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, here(String(value))]));
    return response
      .writeHead(found.status, { 'content-type': 'application/json; charset=utf-8', ...told })
      .end(here(JSON.stringify(found.response)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    api,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
