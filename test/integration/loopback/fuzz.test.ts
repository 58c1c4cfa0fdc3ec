// A thousand requests made of good parts put together badly. The seed is printed; set FUZZ_SEED to repeat a run.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exchange } from './raw-http.ts';
import { CANARY, jsonPost, startTinyDoor, type TinyDoor } from './tiny-door.ts';

const REQUESTS = 1000;
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

let tiny: TinyDoor;
beforeAll(async () => {
  tiny = await startTinyDoor({
    limits: { headersMs: 500, jsonMs: 200, uploadBytes: 10_000 },
    sessionRules: { refusals: 1_000_000 },
  });
});
afterAll(() => tiny.stop());

/** mulberry32 */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(`${REQUESTS} fuzzed requests: no 5xx, no bug, no leak (FUZZ_SEED=${seed})`, { timeout: 240_000 }, async () => {
  console.log(`FUZZ_SEED=${seed}`);
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const session = await tiny.connect();
  const own = `127.0.0.1:${tiny.port}`;
  const targets = [
    '/',
    '/api/session',
    '/api/rpc/write',
    '/api/rpc/echo',
    '/api/rpc/taken',
    '/api/files',
    '/api/outgoing',
    '/assets/main-Ab3_x-9Z.js',
    '/../canary.txt',
    '*',
    '//x',
    '/api/rpc/%00',
    '/?open=x',
    `/${'a'.repeat(3000)}`,
  ];
  const bodies = [
    '',
    '{}',
    '{"json":{}}',
    '{"json":null,"meta":[[0]]}',
    '{"json":{"a":1},"meta":[[99,"a"]]}',
    '{"json":[],"meta":"x"}',
    '{"json":{},"maps":[["a"]]}',
    '[]',
    'null',
    '"',
    '{"code":"x"}',
    '{"fileId":"x"}',
    '[[[[[[',
    '\u0000\u0001',
    'x'.repeat(20_000),
    '{"json":{"__proto__":1}}',
    '{"json":"\\ud800"}',
  ];
  const values = [
    '',
    own,
    'evil.test',
    'null',
    `http://${own}`,
    'application/json',
    'text/plain',
    'application/octet-stream',
    'chunked',
    '0',
    '-1',
    '99999999999',
    'a'.repeat(500),
    '\t',
    '%',
    '%E4%BD%A0',
    session.token,
    session.cookie,
    'same-origin',
    'cross-site',
    '; ; =',
    '\xff\xfe',
  ];
  const names = [
    'Host',
    'Origin',
    'Content-Type',
    'Content-Length',
    'Transfer-Encoding',
    'Cookie',
    'X-Trellis-Token',
    'X-File-Name',
    'Sec-Fetch-Site',
    'Expect',
    'Upgrade',
    'Connection',
    'Accept-Encoding',
    'Range',
    'If-None-Match',
    'X-Forwarded-Host',
    'Content-Encoding',
    'X-HTTP-Method-Override',
    '__proto__',
    'last-event-id',
  ];

  function fuzzed(): Buffer {
    const method = random() < 0.7 ? 'POST' : pick(['GET', 'GET', 'HEAD', 'PUT', 'OPTIONS', 'get', '\x00']);
    const body = pick(bodies);
    const headers: [string, string][] = [
      ['Host', own],
      ['Origin', `http://${own}`],
      ['Content-Type', 'application/json'],
      ['X-Trellis-Token', session.token],
      ['Cookie', session.cookie],
      ['Content-Length', String(Buffer.byteLength(body))],
      ['Connection', 'close'],
    ];
    for (let changes = Math.floor(random() * 3); changes > 0; changes -= 1) {
      const place = Math.floor(random() * headers.length);
      const change = random();
      if (change < 0.3) headers.splice(place, 1);
      else if (change < 0.6) headers.push([pick(names), pick(values)]);
      else if (headers[place]) headers[place] = [headers[place][0], pick(values)];
    }
    const text = `${method} ${pick(targets)} HTTP/${random() < 0.95 ? '1.1' : pick(['1.0', '2.0', '1.2'])}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
    const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(body)]);
    if (random() < 0.07) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    return random() < 0.02 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
  }

  const statuses = new Map<number, number>();
  const requests = Array.from({ length: REQUESTS }, (_, index) => ({ index, bytes: fuzzed() }));
  while (requests.length > 0) {
    const batch = requests.splice(0, 50);
    await Promise.all(
      batch.map(async ({ index, bytes }) => {
        const answer = await exchange(tiny.port, bytes);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(answer.status, `request ${index}: ${bytes.toString('latin1').slice(0, 300)}`).toBeLessThan(500);
        expect(answer.body).not.toContain(CANARY);
      }),
    );
  }
  console.log(Object.fromEntries([...statuses].sort()));
  expect(tiny.incidents).toEqual([]);
  expect(statuses.get(200) ?? 0, 'some of them are good').toBeGreaterThan(3);
  expect(statuses.size, 'they are refused for different reasons').toBeGreaterThan(6);

  const answer = await exchange(tiny.port, jsonPost(tiny.port, '/api/rpc/write', { json: {} }, session));
  expect(answer.status, 'a good request afterwards').toBe(200);
});
