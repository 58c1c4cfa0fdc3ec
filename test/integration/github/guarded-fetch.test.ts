// The network beneath the client: what a name stands for is looked at in the moment of connecting.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readApiAddress } from '../../../electron/intake/github/api-address.ts';
import { createGuardedFetch, NoAnswer, type Resolve } from '../../../electron/intake/github/guarded-fetch.ts';

async function faultOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof NoAnswer ? error.fault : String(error);
}

test('a name that comes to stand for this machine or a private network later is refused then', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const api = readApiAddress(`https://github.acme.example:${port}/api/v3`);
  if (typeof api === 'string') throw new Error(api);
  for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254']) {
    const resolve: Resolve = (_host, answer) => answer(null, [{ address, family: 4 }]);
    const ask = createGuardedFetch({ api, token: 'canary', privateNetwork: false, signal: new AbortController().signal, resolve });
    expect(await faultOf(ask(`${api.origin}/api/v3/user`))).toBe('forbidden_network');
  }
  // One address among several is enough.
  const mixed: Resolve = (_host, answer) =>
    answer(null, [
      { address: '140.82.112.5', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
  const ask = createGuardedFetch({ api, token: 'canary', privateNetwork: true, signal: new AbortController().signal, resolve: mixed });
  expect(await faultOf(ask(`${api.origin}/api/v3/user`))).toBe('forbidden_network');
  expect(asked).toBe(0);
  await new Promise((done) => server.close(done));
});

test('addresses off the origin or above the path are refused before anything is looked up', async () => {
  const api = readApiAddress('https://github.acme.example/api/v3');
  if (typeof api === 'string') throw new Error(api);
  let lookups = 0;
  const resolve: Resolve = (_host, answer) => {
    lookups += 1;
    answer(new Error('none'), []);
  };
  const ask = createGuardedFetch({ api, token: 'canary', privateNetwork: true, signal: new AbortController().signal, resolve });
  for (const url of [
    'https://evil.example/api/v3/user',
    'https://github.acme.example/user',
    'https://canary@github.acme.example/api/v3/user',
  ])
    expect(await faultOf(ask(url))).toBe('elsewhere');
  expect(lookups).toBe(0);
  expect(await faultOf(ask('https://github.acme.example/api/v3/user'))).toBe('unreachable');
  expect(lookups).toBe(1);
});
