// One walk over the contract's table through every transport: in process, HTTP, message port. Good, bad and unknown input
// give the same answer everywhere.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoopbackDoor, startLoopbackDoor } from '../../electron/doors/loopback-server.ts';
import { contract } from '../../shared/contract/index.ts';
import { importText } from '../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../support/temporary-program.ts';

type Client = ContractRouterClient<typeof contract>;
type Call = (input: unknown) => Promise<unknown>;

let program: TemporaryProgram;
let door: LoopbackDoor;
let assets: string;
let channel: MessageChannel;
const clients: Record<string, Client> = {};
let partnerId = '';
let personId = '';
let importId = '';
let activitiesImportId = '';

beforeAll(async () => {
  program = await openTemporaryProgram({ now: () => Date.UTC(2026, 5, 15, 12) });
  await importText(program, 'partners', 'name,domain\nAcme,acme.example\n');
  await importText(program, 'contacts', 'name,email,phone\nAnn,ann@acme.example,007\n');
  const logged = await importText(program, 'activities', 'date,title,partner,people,outcome\n2026-05-03,Call,Acme,Ann; Ben,Signed\n');
  activitiesImportId = logged.id;
  const imported = await importText(program, 'contributions', 'id,email,kind,date\n1,a@acme.example,code,2026-05-02\n');
  importId = imported.id;
  partnerId = (await program.client.partners.list({})).items[0]?.id ?? '';
  personId = (await program.client.people.list({})).items[0]?.id ?? '';

  clients['in process'] = createRouterClient(program.program.router, { context: program.program.context }) as unknown as Client;

  assets = mkdtempSync(join(tmpdir(), 'trellis-assets-'));
  writeFileSync(join(assets, 'index.html'), '<!doctype html><title>Trellis</title>');
  door = await startLoopbackDoor({ program: program.program, port: 0, assetsFolder: assets });
  const code = new URL(door.newAddress()).hash.slice(3);
  const session = await fetch(`${door.origin}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: door.origin },
    body: JSON.stringify({ code }),
  });
  const { token } = (await session.json()) as { token: string };
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  clients.http = createORPCClient<Client>(
    new FetchLink({ url: `${door.origin}/api/rpc`, headers: { 'X-Trellis-Token': token, Cookie: cookie, Origin: door.origin } }),
  );

  channel = new MessageChannel();
  new RPCHandler(program.program.router).upgrade(channel.port1, { context: program.program.context });
  channel.port1.start();
  channel.port2.start();
  clients['message port'] = createORPCClient<Client>(new PortLink({ port: channel.port2 }));
});

afterAll(async () => {
  channel.port1.close();
  channel.port2.close();
  await door.close();
  await program.close();
  rmSync(assets, { recursive: true, force: true });
});

/** A right input for each query; commands are walked with wrong input only, so that every transport sees the same workspace. */
function goodInputs(): Record<string, unknown> {
  return {
    'workspace.backups': {},
    'workspace.check': {},
    'workspace.history': {},
    'start.overview': {},
    'partners.list': { filter: { search: 'acme' }, sort: { by: 'relevance', direction: 'ascending' } },
    'partners.get': { partnerId },
    'partners.values': {},
    'activities.list': { filter: { importId: activitiesImportId } },
    'people.list': {},
    'people.get': { personId },
    'contributions.list': { filter: { partnerId } },
    'contributions.get': { contributionId: '1' },
    'contributions.leaderboard': { from: '2026-05-01', to: '2026-05-31' },
    'imports.get': { importId },
    'imports.list': {},
    'collections.list': { source: 'github' },
    'collections.token': {},
    'imports.fields': { kind: 'activities' },
    'imports.template': { kind: 'contacts', format: 'xlsx', language: 'zh-CN' },
    'reports.ecosystem': { from: '2026-04-01', to: '2026-06-30' },
    'policies.points': {},
    'jobs.running': {},
  };
}

const PATHS = Object.entries(contract).flatMap(([feature, procedures]) => Object.keys(procedures).map((name) => `${feature}.${name}`));
const STREAMS = new Set(['events.subscribe']);

function procedure(client: Client, path: string): Call {
  return path.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], client) as Call;
}

async function outcome(client: Client, path: string, input: unknown): Promise<unknown> {
  try {
    return { answer: await procedure(client, path)(input) };
  } catch (error) {
    if (error instanceof ORPCError) return { code: error.code, data: error.data };
    throw error;
  }
}

async function everywhere(path: string, input: unknown): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const client of Object.values(clients)) outcomes.push(JSON.parse(JSON.stringify(await outcome(client, path, input))));
  return outcomes;
}

describe('the same answer over every transport', () => {
  test('the table is whole', () => {
    expect(Object.keys(clients)).toEqual(['in process', 'http', 'message port']);
    expect(PATHS.length).toBeGreaterThan(35);
  });

  test.each(PATHS.filter((path) => !STREAMS.has(path)))('%s', async (path) => {
    const good = goodInputs()[path];
    if (good !== undefined) {
      const [first, ...others] = await everywhere(path, good);
      expect(first).toHaveProperty('answer');
      for (const other of others) expect(withoutClock(other)).toEqual(withoutClock(first));
    }
    for (const bad of [{ commandId: 'not a uuid', partnerId: 7, from: '2026-02-31', limit: -1, offset: 'x' }, null, ['x']]) {
      const [first, ...others] = await everywhere(path, bad);
      for (const other of others)
        expect((other as { code?: string }).code ?? 'answered').toEqual((first as { code?: string }).code ?? 'answered');
    }
  });

  test('an unknown procedure and an unknown id are refused alike', async () => {
    const missing = await everywhere('partners.get', { partnerId: 'nobody' });
    expect(missing).toEqual(Array.from({ length: 3 }, () => ({ code: 'NOT_FOUND', data: { what: 'partner' } })));
    for (const name of ['http', 'message port']) {
      const client = clients[name] as unknown as { partners: Record<string, Call> };
      await expect(client.partners.explode?.({})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test.each(['http', 'message port'])('%s hears of a change and stops hearing when it leaves', async (name) => {
    const client = clients[name] as Client;
    const stream = await client.events.subscribe({});
    const heard: string[] = [];
    for await (const event of stream) {
      heard.push(event.type);
      if (event.type === 'ready') program.program.context.events.changed(['partners']);
      if (event.type === 'changed') break;
    }
    expect(heard).toEqual(['ready', 'changed']);
  });
});

/** Without what is another each time: the moment, and the id of a file that was made. */
function withoutClock(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one) => (key === 'generatedAt' || key === 'fileId' ? undefined : one)));
}
