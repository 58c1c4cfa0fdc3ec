// A loopback door around a program of three procedures, so that the door is tested and nothing else. Nothing real is faked
// beyond that: files are staged on disk, the router is oRPC's, the assets are files.

import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError, os } from '@orpc/server';
import { type LoopbackDoor, type LoopbackOptions, startLoopbackDoor } from '../../../electron/doors/loopback-server.ts';
import { createStagedFiles } from '../../../electron/intake/staged-files.ts';
import { createOutgoingFiles, type OutgoingFiles } from '../../../electron/reporting/outgoing-files.ts';
import { exchange, type RequestParts, requestBytes } from './raw-http.ts';

export const CANARY = 'canary-7f3a0c-not-for-you';
export const PAGE_TEXT = '<!doctype html><title>page</title>';

export interface TinyDoor {
  door: LoopbackDoor;
  port: number;
  folder: string;
  stagedFolder: string;
  outgoingFiles: OutgoingFiles;
  incidents: { id: string; error: unknown }[];
  lines: { method: string; path: string; status: number }[];
  /** How often `write` ran, and how many subscriptions are open. */
  counts: { writes: number; subscriptions: number };
  /** Connects like a page does: the code of the first address for token and cookie. */
  connect(): Promise<{ token: string; cookie: string }>;
  stop(): Promise<void>;
}

export interface TinyOptions extends Partial<LoopbackOptions> {
  page?: string;
  /** Served as /assets/page-AbCd_-12.js. */
  pageScript?: string;
}

export async function startTinyDoor({ page = PAGE_TEXT, pageScript = '', ...options }: TinyOptions = {}): Promise<TinyDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-door-'));
  const assetsFolder = join(folder, 'public');
  const stagedFolder = join(folder, 'staged');
  const outgoingFolder = join(folder, 'outgoing');
  for (const path of [join(assetsFolder, 'assets'), stagedFolder, outgoingFolder]) await mkdir(path, { recursive: true });
  await writeFile(join(assetsFolder, 'index.html'), page);
  await writeFile(join(assetsFolder, 'assets', 'page-AbCd_-12.js'), pageScript);
  await writeFile(join(assetsFolder, 'assets', 'main-Ab3_x-9Z.js'), `// script\n${'const a = 1;\n'.repeat(500)}`);
  await writeFile(join(assetsFolder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(folder, 'canary.txt'), CANARY);

  const counts = { writes: 0, subscriptions: 0 };
  const stagedFiles = createStagedFiles(stagedFolder, randomUUID);
  const outgoingFiles = createOutgoingFiles(outgoingFolder, randomUUID);
  const router = {
    echo: os.handler(({ input }) => input),
    write: os.handler(() => {
      counts.writes += 1;
      return { writes: counts.writes };
    }),
    taken: os.handler(() => {
      throw new ORPCError('NAME_TAKEN', { status: 409, data: { name: 'Acme' } });
    }),
    deep: {
      watch: os.handler(async function* ({ signal }) {
        counts.subscriptions += 1;
        try {
          yield { type: 'ready' };
          await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
        } finally {
          counts.subscriptions -= 1;
        }
      }),
    },
  };

  const incidents: TinyDoor['incidents'] = [];
  const lines: TinyDoor['lines'] = [];
  const door = await startLoopbackDoor({
    program: { router, context: { stagedFiles, outgoingFiles } },
    port: 0,
    assetsFolder,
    onIncident: (incident) => incidents.push(incident),
    onAnswered: (line) => lines.push(line),
    ...options,
  });
  return {
    door,
    port: door.port,
    folder,
    stagedFolder,
    outgoingFiles,
    incidents,
    lines,
    counts,
    connect: () => connectWith(door, codeOf(door.newAddress())),
    stop: async () => {
      await door.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function codeOf(address: string): string {
  return address.slice(address.indexOf('#k=') + 3);
}

export async function connectWith(door: LoopbackDoor, code: string): Promise<{ token: string; cookie: string }> {
  const answer = await exchange(door.port, jsonPost(door.port, '/api/session', { code }));
  if (answer.status !== 200) throw new Error(`the code was answered with ${answer.status}`);
  return {
    token: JSON.parse(answer.body).token as string,
    cookie: (answer.headers['set-cookie'] ?? '').split(';')[0] ?? '',
  };
}

/** The bytes of a POST as our own page sends it. */
export function jsonPost(
  port: number,
  target: string,
  body: unknown,
  session?: { token: string; cookie: string },
  change: (parts: RequestParts) => RequestParts = (parts) => parts,
): Buffer {
  const text = Buffer.from(JSON.stringify(body));
  const headers: [string, string][] = [
    ['Host', `127.0.0.1:${port}`],
    ['Origin', `http://127.0.0.1:${port}`],
    ['Sec-Fetch-Site', 'same-origin'],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(text.byteLength)],
  ];
  if (session) headers.push(['X-Trellis-Token', session.token], ['Cookie', session.cookie]);
  return requestBytes(change({ method: 'POST', target, headers, body: text }));
}
