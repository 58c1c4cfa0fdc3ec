// The Electron door without Electron: its own modules run against stand-ins for the few parts of Electron they touch, with real
// files, real ports and the real guard. What only Electron itself can show is in test/screens/desktop.spec.ts.
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os, type RouterClient } from '@orpc/server';
import type { WebContents } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CHANNELS } from '../../../electron/doors/electron-channels.ts';
import { exchangeFiles } from '../../../electron/doors/electron-files.ts';
import { listenToWindows } from '../../../electron/doors/electron-messages.ts';
import { answerOverPorts } from '../../../electron/doors/electron-port.ts';
import { createStagedFiles, type StagedFiles } from '../../../electron/intake/staged-files.ts';
import { createOutgoingFiles, type OutgoingFiles } from '../../../electron/reporting/outgoing-files.ts';

const electron = vi.hoisted(() => ({
  ipc: undefined as unknown as EventEmitter & {
    handle(channel: string, handler: (...given: unknown[]) => unknown): void;
  },
  handlers: new Map<string, (...given: unknown[]) => unknown>(),
  openPaths: [] as string[],
  savePath: '',
}));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const threads = await import('node:worker_threads');
  electron.ipc = Object.assign(new Emitter(), {
    handle: (channel: string, handler: (...given: unknown[]) => unknown) => void electron.handlers.set(channel, handler),
  });
  class MessageChannelMain {
    readonly port1;
    readonly port2;
    constructor() {
      const { port1, port2 } = new threads.MessageChannel();
      this.port1 = asMainPort(port1);
      this.port2 = port2;
    }
  }
  function asMainPort(port: MessagePort) {
    return {
      on: (event: string, listener: (event: { data: unknown }) => void) => port.on(event, (data: unknown) => listener({ data })),
      postMessage: (message: unknown) => port.postMessage(message),
      start: () => port.start(),
      close: () => port.close(),
    };
  }
  return {
    ipcMain: electron.ipc,
    MessageChannelMain,
    app: { getPath: () => '/' },
    BrowserWindow: { fromWebContents: () => ({}) },
    dialog: {
      showOpenDialog: async () => ({ canceled: electron.openPaths.length === 0, filePaths: electron.openPaths }),
      showSaveDialog: async () => ({ canceled: electron.savePath === '', filePath: electron.savePath }),
    },
  };
});

const router = { double: os.handler(({ input }) => Number(input) * 2) };
const page = {
  url: 'app://bundle/#/',
  origin: 'app://bundle',
  postMessage: (_channel: string, _message: unknown, ports: MessagePort[]) => received.push(...ports),
};
const stranger = { senderFrame: { ...page, url: 'https://evil.test/', origin: 'https://evil.test' } };
const received: MessagePort[] = [];
const contents = Object.assign(new EventEmitter(), { id: 1, mainFrame: page, isDestroyed: () => false });

let folder: string;
let stagedFiles: StagedFiles;
let outgoingFiles: OutgoingFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trellis-electron-'));
  stagedFiles = createStagedFiles(folder, randomUUID);
  outgoingFiles = createOutgoingFiles(folder, randomUUID);
  electron.ipc.removeAllListeners();
  electron.handlers.clear();
  electron.openPaths = [];
  electron.savePath = '';
  const messages = listenToWindows((error) => {
    throw error;
  });
  messages.admit(contents as unknown as WebContents);
  answerOverPorts(messages, { router, context: {} }, () => undefined);
  exchangeFiles(messages, { context: { stagedFiles, outgoingFiles } }, () => 'en');
});
afterEach(async () => {
  for (const port of received.splice(0)) port.close();
  await rm(folder, { recursive: true, force: true });
});

const event = (change: object = {}) => ({ sender: contents, senderFrame: page, ports: [], ...change });
const ask = (channel: string, payload: unknown, change: object = {}) => electron.handlers.get(channel)?.(event(change), payload);

/** Hands a file over like the preload script does. */
function drop(name: unknown, chunks: readonly string[], change: object = {}): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  received.push(port1, port2);
  const left = [...chunks];
  const mainPort = {
    on: (type: string, listener: (message: { data: unknown }) => void) => port2.on(type, (data: unknown) => listener({ data })),
    postMessage: (message: unknown) => port2.postMessage(message),
    start: () => port2.start(),
    close: () => port2.close(),
  };
  return new Promise((resolve) => {
    port1.on('message', (message) => {
      if (message !== 'more') return resolve(message);
      const chunk = left.shift();
      port1.postMessage(chunk === undefined ? { end: true } : { chunk: Buffer.from(chunk) });
    });
    port1.on('close', () => resolve('closed'));
    electron.ipc.emit(CHANNELS.stage, event({ ports: [mainPort], ...change }), name);
  });
}

test('a window gets a port of its own and calls procedures over it', async () => {
  electron.ipc.emit(CHANNELS.connect, event(), null);
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: received[0] as unknown as globalThis.MessagePort }));
  expect(await client.double(21 as never)).toBe(42);
});

test('a page that is not ours gets no port, no file and no answer', async () => {
  electron.ipc.emit(CHANNELS.connect, event(stranger), null);
  electron.ipc.emit(CHANNELS.connect, event({ sender: { ...contents, id: 2, isDestroyed: () => false } }), null);
  electron.ipc.emit(CHANNELS.connect, event(), { surprise: true });
  expect(received).toEqual([]);
  expect(await ask(CHANNELS.pick, null, stranger)).toEqual({ ok: false, code: 'REFUSED' });
  expect(await ask(CHANNELS.save, randomUUID(), { senderFrame: null })).toEqual({ ok: false, code: 'REFUSED' });
  expect(await drop('a.csv', ['x'], stranger)).toBe('closed');
  expect(await readdir(folder)).toEqual([]);
});

test('a dropped file is staged whole under an opaque id', async () => {
  const answer = (await drop('贡献.csv', ['name;', 'type\n'])) as { ok: true; value: { fileId: string } };
  expect(answer).toMatchObject({ ok: true, value: { name: '贡献.csv', bytes: 10 } });
  expect(Object.keys(answer.value).sort()).toEqual(['bytes', 'fileId', 'name']);
  const staged = await stagedFiles.find(answer.value.fileId);
  expect(await readFile(staged?.path ?? '', 'utf8')).toBe('name;type\n');
});

test.each([[undefined], [''], [7], ['x'.repeat(256)], [{ path: '/etc/passwd' }]])('a dropped file named %o is refused', async (name) => {
  expect(await drop(name, ['x'])).toBe('closed');
});

test('a picked file is staged, and its path stays here', async () => {
  expect(await ask(CHANNELS.pick, null)).toEqual({ ok: true, value: null });
  const path = join(folder, 'partners.csv');
  await writeFile(path, 'name\nAcme\n');
  electron.openPaths = [path];
  const answer = await ask(CHANNELS.pick, null);
  expect(answer).toMatchObject({ ok: true, value: { name: 'partners.csv', bytes: 10 } });
  expect(JSON.stringify(answer)).not.toContain(folder);
  electron.openPaths = [join(folder, 'gone.csv')];
  expect(await ask(CHANNELS.pick, null)).toEqual({ ok: false, code: 'FILE_UNREADABLE' });
});

test('a folder is named only when the person picked it, and only to the window itself', async () => {
  expect(await ask(CHANNELS.folder, null)).toEqual({ ok: true, value: null });
  electron.openPaths = ['/home/me/widget'];
  expect(await ask(CHANNELS.folder, null)).toEqual({ ok: true, value: '/home/me/widget' });
  expect(await ask(CHANNELS.folder, null, stranger)).toEqual({ ok: false, code: 'REFUSED' });
  expect(await ask(CHANNELS.folder, '/etc')).toEqual({ ok: false, code: 'REFUSED' });
});

test('a file that the program made is saved whole where the person says, and nothing else is', async () => {
  const { fileId } = await outgoingFiles.put('report.json', 'application/json', '{"a":1}');
  expect(await ask(CHANNELS.save, fileId)).toEqual({ ok: true, value: false });
  electron.savePath = join(folder, 'saved.json');
  expect(await ask(CHANNELS.save, fileId)).toEqual({ ok: true, value: true });
  expect(await readFile(electron.savePath, 'utf8')).toBe('{"a":1}');
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(await ask(CHANNELS.save, randomUUID())).toEqual({ ok: false, code: 'FILE_GONE' });
  expect(await ask(CHANNELS.save, '../../etc/passwd')).toEqual({ ok: false, code: 'REFUSED' });
  electron.savePath = join(folder, 'no-such-folder', 'saved.json');
  expect(await ask(CHANNELS.save, fileId)).toMatchObject({ ok: false });
});

test('a window that asks more than two hundred times within a second is not heard any more in that second', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  const answers = await Promise.all(Array.from({ length: 201 }, () => ask(CHANNELS.save, randomUUID())));
  vi.useRealTimers();
  expect(answers.slice(0, 200)).toEqual(Array.from({ length: 200 }, () => ({ ok: false, code: 'FILE_GONE' })));
  expect(answers[200]).toEqual({ ok: false, code: 'REFUSED' });
});
