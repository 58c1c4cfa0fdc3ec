// Ports between a window and the program: the contract's port is guarded, a dropped file comes chunk by chunk. Both run over
// Node's own message channels here, which behave like Electron's.

import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os, type RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, test } from 'vitest';
import { chunksFrom, FileHandover } from '../../../electron/doors/electron-policy/port-chunks.ts';
import { guardPort, PORT_RULES, type Port } from '../../../electron/doors/electron-policy/port-guard.ts';

const opened: MessagePort[] = [];
afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

/** Electron hands over events with `data`, Node the data itself. */
function asElectronPort(port: MessagePort): Port {
  return {
    on: (event: string, listener: (event: { data: unknown }) => void) => port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  } as Port;
}

function channel() {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  return { main: asElectronPort(port1), page: port2 };
}

let subscriptions = 0;
const router = {
  double: os.handler(({ input }) => Number(input) * 2),
  watch: os.handler(async function* ({ signal }) {
    subscriptions += 1;
    try {
      yield 'ready';
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    } finally {
      subscriptions -= 1;
    }
  }),
};
type Client = RouterClient<typeof router>;

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 3000 && !condition(); i += 1) await wait(10);
  expect(condition()).toBe(true);
}

describe('the contract over a guarded port', () => {
  function connected(rules = PORT_RULES) {
    const { main, page } = channel();
    const refusals: unknown[] = [];
    new RPCHandler(router).upgrade(
      guardPort(main, ({ error }) => refusals.push(error), rules),
      { context: {} },
    );
    main.start();
    const client: Client = createORPCClient(new RPCLink({ port: page as unknown as globalThis.MessagePort }));
    return { client, page, refusals };
  }

  test('answers calls and streams events', async () => {
    const { client } = connected();
    expect(await client.double(21 as never)).toBe(42);
    const events = await client.watch();
    expect((await events.next()).value).toBe('ready');
    expect(subscriptions).toBe(1);
    await events.return?.(undefined);
    await until(() => subscriptions === 0);
  });

  test('ends every subscription when the page goes away', async () => {
    const { client, page } = connected();
    const events = await client.watch();
    await events.next();
    expect(subscriptions).toBe(1);
    page.close();
    await until(() => subscriptions === 0);
  });

  test('a burst waits and is answered in full', async () => {
    const { client, refusals } = connected({ ...PORT_RULES, messagesPerSecond: 20, waiting: 100 });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => client.double(i as never)));
    expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => i * 2));
    expect(refusals).toEqual([]);
  });

  test.each([
    ['something that is no text', { json: {} }],
    ['more text than a call can have', JSON.stringify({ i: '1', p: { u: `/${'x'.repeat(101)}` } })],
    ['what is no JSON', '{'],
    ['nothing', 'null'],
    ['a call without id', '{"p":{"u":"/double"}}'],
    ['a call without address', '{"i":"1","p":{}}'],
    ['a call of another origin', '{"i":"1","p":{"u":"http://evil.test/double"}}'],
    ['a call with GET', '{"i":"1","p":{"u":"/double","m":"GET"}}'],
    ['a body that calls itself a file', '{"i":"1","p":{"u":"/double","h":{"content-disposition":"x"}}}'],
    ['a stream as input', '{"i":"1","p":{"u":"/double","h":{"content-type":"text/event-stream"}}}'],
    ['an event for a stream that is none', '{"i":"1","t":3,"p":{}}'],
    ['a __proto__', '{"i":"1","p":{"u":"/double","b":{"__proto__":{}}}}'],
    ['endless nesting', '['.repeat(90)],
  ])('%s closes the port', async (_what, message) => {
    const { page, refusals } = connected({ ...PORT_RULES, messageChars: 100 });
    let closed = false;
    page.on('close', () => (closed = true));
    page.postMessage(message);
    await until(() => closed && refusals.length === 1);
    expect(refusals).toHaveLength(1);
  });

  test('a flood closes the port', async () => {
    const { page, refusals } = connected({ ...PORT_RULES, messagesPerSecond: 1, waiting: 10 });
    for (let i = 0; i < 50; i += 1) page.postMessage(JSON.stringify({ i: String(i), p: { u: '/double', b: { json: i } } }));
    await until(() => refusals.length === 1);
  });
});

describe('a dropped file', () => {
  const limits = { chunkBytes: 4, waitMs: 60_000 };

  async function collected(chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString();
  }

  /** A page that answers every `more` with the next message. */
  function pageThatSends(messages: readonly unknown[]) {
    const { main, page } = channel();
    const left = [...messages];
    let asked = 0;
    page.on('message', (message) => {
      if (message !== 'more') return;
      asked += 1;
      if (left.length > 0) page.postMessage(left.shift());
    });
    main.start();
    return { main, page, asked: () => asked };
  }

  test('arrives whole, each chunk asked for after the last one was taken', async () => {
    const { main, asked } = pageThatSends([{ chunk: Buffer.from('ab') }, { chunk: Buffer.from('cd') }, { end: true }]);
    expect(await collected(chunksFrom(main, limits))).toBe('abcd');
    expect(asked()).toBe(3);
  });

  test('that is empty is empty', async () => {
    expect(await collected(chunksFrom(pageThatSends([{ end: true }]).main, limits))).toBe('');
  });

  test.each([
    ['fails to be read', { failed: true }],
    ['comes in too large chunks', { chunk: Buffer.from('abcde') }],
    ['is text', 'abc'],
    ['is nothing', null],
    ['is a path', { path: '/etc/passwd' }],
    ['is an array instead of bytes', { chunk: [1, 2, 3] }],
  ])('that %s is given up', async (_what, message) => {
    await expect(collected(chunksFrom(pageThatSends([{ chunk: Buffer.from('ab') }, message]).main, limits))).rejects.toBeInstanceOf(
      FileHandover,
    );
  });

  test('that stops coming is given up', async () => {
    await expect(collected(chunksFrom(pageThatSends([]).main, { ...limits, waitMs: 50 }))).rejects.toBeInstanceOf(FileHandover);
  });

  test('whose page goes away is given up', async () => {
    const { main, page } = pageThatSends([]);
    setTimeout(() => page.close(), 20);
    await expect(collected(chunksFrom(main, { ...limits, waitMs: 60_000 }))).rejects.toBeInstanceOf(FileHandover);
  });
});
