// Every raw request of the matrix gets exactly the answer it may get, and no answer says more than it should.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECURITY_HEADERS } from '../../../electron/doors/security-headers.ts';
import { exchange } from './raw-http.ts';
import { REQUEST_CASES, type World } from './request-cases.ts';
import { CANARY, startTinyDoor, type TinyDoor } from './tiny-door.ts';

let tiny: TinyDoor;
let world: World;

beforeAll(async () => {
  tiny = await startTinyDoor({
    limits: { uploadBytes: 65_536 },
    sessionRules: { refusals: 1_000_000, wrongCodes: 1_000_000 },
  });
  world = { port: tiny.port, session: await tiny.connect() };
});
afterAll(() => tiny.stop());

test('the matrix holds at least 150 cases, each with its own name', () => {
  expect(REQUEST_CASES.length).toBeGreaterThanOrEqual(150);
  expect(new Set(REQUEST_CASES.map(({ name }) => name)).size).toBe(REQUEST_CASES.length);
});

describe('a raw request is answered as it deserves', () => {
  test.each(REQUEST_CASES)('$name → $status', async ({ status, writes = false, bytes }) => {
    const writesBefore = tiny.counts.writes;
    const answer = await exchange(world.port, bytes(world));
    expect([status].flat(), answer.body).toContain(answer.status);
    expect(tiny.counts.writes - writesBefore, 'runs of the procedure').toBe(writes ? 1 : 0);
    if (answer.status === 0) return;

    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (name !== 'Cache-Control') expect(answer.headers[name.toLowerCase()], name).toBe(value);
    }
    const names = Object.keys(answer.headers);
    expect(names.filter((name) => name.startsWith('access-control-') || name === 'server' || name === 'x-powered-by')).toEqual([]);
    expect(answer.body).not.toContain(CANARY);
    if (answer.status >= 400 && answer.body) {
      const body = JSON.parse(answer.body) as Record<string, unknown>;
      expect(Object.keys(body).sort()).toEqual(['code', 'id']);
    }
  });
});

test('nothing that was refused is kept, and uploads stay inside their folder', async () => {
  const names = await readdir(tiny.stagedFolder);
  const notes = names.filter((name) => name.endsWith('.json'));
  expect(notes).toHaveLength(3);
  expect(names.filter((name) => name.endsWith('.data'))).toHaveLength(3);
  const fileNames = await Promise.all(
    notes.map(async (name) => (JSON.parse(await readFile(join(tiny.stagedFolder, name), 'utf8')) as { name: string }).name),
  );
  expect(fileNames.sort()).toEqual(['canary.txt', 'rows.csv', '贡献 2026.csv'].sort());
  expect(await readFile(join(tiny.folder, 'canary.txt'), 'utf8')).toBe(CANARY);
});

test('no request of the matrix was a bug, none polluted a prototype, no line of the log holds a secret', () => {
  expect(tiny.incidents).toEqual([]);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  const log = JSON.stringify(tiny.lines);
  expect(tiny.lines.length).toBeGreaterThan(100);
  expect(log).not.toContain(world.session.token);
  expect(log).not.toContain('open=');
});
