// How a tab gets in: the one-time code, the two halves of a session, and what guessing leads to.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchange, requestBytes } from './raw-http.ts';
import { codeOf, connectWith, jsonPost, startTinyDoor, type TinyDoor } from './tiny-door.ts';

let tiny: TinyDoor;
let clockMs: number;

beforeEach(async () => {
  clockMs = 1_000_000;
  tiny = await startTinyDoor({ now: () => clockMs });
});
afterEach(() => tiny.stop());

const trade = (code: string) => exchange(tiny.port, jsonPost(tiny.port, '/api/session', { code }));
const write = (session: { token: string; cookie: string }) =>
  exchange(tiny.port, jsonPost(tiny.port, '/api/rpc/write', { json: {} }, session));

test('the first address lets one tab in, with a cookie that scripts and other sites cannot use', async () => {
  expect(tiny.door.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#k=[\w-]{43}$/);
  const answer = await trade(codeOf(tiny.door.address));
  expect(answer.status).toBe(200);
  expect(answer.headers['set-cookie']).toMatch(
    new RegExp(`^trellis_${tiny.port}_[0-9a-f]{8}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/api$`),
  );
  const session = {
    token: JSON.parse(answer.body).token as string,
    cookie: (answer.headers['set-cookie'] ?? '').split(';')[0] ?? '',
  };
  expect((await write(session)).status).toBe(200);
  expect((await write(session)).status).toBe(200);
});

test('a code is good once', async () => {
  const code = codeOf(tiny.door.address);
  expect((await trade(code)).status).toBe(200);
  expect((await trade(code)).status).toBe(401);
});

test('two tabs that use one code at the same moment: one gets in', async () => {
  const code = codeOf(tiny.door.address);
  const answers = await Promise.all(Array.from({ length: 8 }, () => trade(code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a code that waited too long is refused, and a new address works', async () => {
  const code = codeOf(tiny.door.address);
  clockMs += 10 * 60_000;
  expect((await trade(code)).status).toBe(401);
  expect((await trade(codeOf(tiny.door.newAddress()))).status).toBe(200);
});

test('several addresses let several tabs in, and they do not disturb each other', async () => {
  const first = await connectWith(tiny.door, codeOf(tiny.door.address));
  const second = await connectWith(tiny.door, codeOf(tiny.door.newAddress()));
  expect((await write(first)).status).toBe(200);
  expect((await write(second)).status).toBe(200);
});

test('after ten wrong codes a good one is refused too, until the person asks for a new address', async () => {
  const session = await tiny.connect();
  for (let i = 0; i < 10; i += 1) expect((await trade(`wrong-${i}`)).status).toBe(401);
  expect((await trade(codeOf(tiny.door.address))).status).toBe(401);
  expect((await write(session)).status, 'an open session goes on').toBe(200);
  expect((await trade(codeOf(tiny.door.newAddress()))).status).toBe(200);
});

test('more than fifty refused secrets in ten seconds stop all guessing for thirty seconds, not the open sessions', async () => {
  const session = await tiny.connect();
  const guess = { token: 'x'.repeat(43), cookie: session.cookie };
  for (let i = 0; i < 51; i += 1) expect((await write(guess)).status).toBe(401);
  expect((await write(guess)).status).toBe(429);
  expect((await trade(codeOf(tiny.door.newAddress()))).status).toBe(429);
  expect((await write(session)).status).toBe(200);
  clockMs += 30_000;
  expect((await trade(codeOf(tiny.door.newAddress()))).status).toBe(200);
});

test('requests of foreign pages do not count as guesses, so no page can lock the person out', async () => {
  for (let i = 0; i < 80; i += 1) {
    const foreign = requestBytes({
      target: '/',
      headers: [
        ['Host', `127.0.0.1:${tiny.port}`],
        ['Sec-Fetch-Site', 'cross-site'],
      ],
    });
    expect((await exchange(tiny.port, foreign)).status).toBe(403);
  }
  expect((await trade(codeOf(tiny.door.address))).status).toBe(200);
});

test('the secrets of one run are worth nothing in the next', async () => {
  const session = await tiny.connect();
  const next = await startTinyDoor();
  const cookie = session.cookie.replace(/^trellis_\d+_/, `trellis_${next.port}_`);
  const answer = await exchange(next.port, jsonPost(next.port, '/api/rpc/write', { json: {} }, { token: session.token, cookie }));
  expect(answer.status).toBe(401);
  await next.stop();
});

test('an address that the program opens itself may come from a file, once and within a minute', async () => {
  const visit = (address: string) => {
    const { pathname, search } = new URL(address);
    return exchange(
      tiny.port,
      requestBytes({
        target: pathname + search,
        headers: [
          ['Host', `127.0.0.1:${tiny.port}`],
          ['Sec-Fetch-Site', 'cross-site'],
          ['Sec-Fetch-Mode', 'navigate'],
          ['Sec-Fetch-Dest', 'document'],
        ],
      }),
    );
  };
  const address = tiny.door.newLaunchAddress();
  expect((await visit(address)).status).toBe(200);
  expect((await visit(address)).status).toBe(403);
  expect((await trade(codeOf(address))).status).toBe(200);
  const late = tiny.door.newLaunchAddress();
  clockMs += 60_000;
  expect((await visit(late)).status).toBe(403);
});
