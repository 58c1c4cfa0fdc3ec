// A token goes to the origin it was given for and nowhere else, and stays in no file.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cipher, secretFile } from '../../../electron/doors/secret-file.ts';
import { createTokens } from '../../../electron/intake/github/tokens.ts';
import { type FakeGithub, startFakeGithub } from '../../support/fake-github.ts';
import { FAULTS } from '../../support/github-faults.ts';
import { asking } from '../../support/github-gathering.ts';
import { collect, importGathered } from '../../support/github-program.ts';
import { MADE_ROWS, madeRepositories } from '../../support/made-repositories.ts';
import { openTemporaryProgramAt } from '../../support/temporary-program.ts';

const CANARY = 'ghp_CanaryCanaryCanary0123456789abcdefgh';
/** Nothing of the environment, and no waiting. */
const ALONE = { environment: {}, outside: { sleep: async () => undefined } };
const ROOT = join(import.meta.dirname, '../../..');

let fake: FakeGithub;
let folder: string;
beforeEach(async () => {
  fake = await startFakeGithub(madeRepositories());
  fake.token = CANARY;
  folder = await mkdtemp(join(tmpdir(), 'trellis-canary-'));
});
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

async function filesWith(text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const found = await Promise.all(files.map(async (path) => ((await readFile(path)).includes(text) ? [path] : [])));
  expect(files.length).toBeGreaterThan(1);
  return found.flat();
}

test('after a run with a token, one that was refused and one that failed, no file of the workspace has it, and no answer either', async () => {
  const program = await openTemporaryProgramAt(join(folder, 'canary.trellis'), ALONE);
  const api = fake.api;
  const said = [
    await program.client.collections.setToken({ api, token: CANARY }),
    await program.client.collections.token({ api }),
    await collect(program, asking(fake)),
  ];
  const [state] = said;
  expect(state).toEqual({ place: 'session', keptIn: 'session' });
  const { stagedFileId } = said[2] as { stagedFileId: string };
  const importId = await importGathered(program, stagedFileId);
  said.push((await program.client.imports.get({ importId })) as never);
  const begin = fake.asked.length;
  for (let number = 4; number < 8; number += 1) fake.faults.set(begin + number, FAULTS['bad gateway']);
  said.push(await collect(program, asking(fake, { fromStart: true })));
  fake.token = 'another';
  const refused = await collect(program, asking(fake)).catch((error: unknown) => error);
  const backup = await program.program.context.store.backup('before_import');
  expect(JSON.stringify([said, backup]) + String((refused as Error).stack)).not.toContain(CANARY);
  expect(JSON.stringify(program.incidents)).toBe('[]');
  await program.close();
  expect(await filesWith(CANARY)).toEqual([]);
  expect(fake.asked.filter(({ authorization }) => authorization === `Bearer ${CANARY}`).length).toBeGreaterThan(20);
  expect(fake.asked.filter(({ path }) => path.includes(CANARY))).toEqual([]);
});

test('forgotten, it is not sent any more', async () => {
  const program = await openTemporaryProgramAt(join(folder, 'canary.trellis'), ALONE);
  const api = fake.api;
  await program.client.collections.setToken({ api, token: CANARY });
  await program.client.collections.forgetToken({ api });
  expect((await program.client.collections.token({ api })).place).toBe('none');
  await expect(collect(program, asking(fake))).rejects.toMatchObject({ data: { reason: 'token_refused' } });
  expect(fake.asked.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  await program.close();
});

test('a token of the environment goes to github.com, or to the server named beside it, and to no other', async () => {
  const origins = ['https://api.github.com', 'https://github.acme.example', 'https://evil.example'];
  const of = async (environment: NodeJS.ProcessEnv) => Promise.all(origins.map((origin) => createTokens(environment).for(origin)));
  expect(await of({ GITHUB_TOKEN: 'a' })).toEqual(['a', null, null]);
  expect(await of({ GITHUB_TOKEN: 'a', TRELLIS_GITHUB_TOKEN: 'b' })).toEqual(['b', null, null]);
  expect(await of({ GITHUB_TOKEN: 'a', TRELLIS_GITHUB_TOKEN: 'b', TRELLIS_GITHUB_API: 'https://github.acme.example/api/v3' })).toEqual([
    'a',
    'b',
    null,
  ]);
  expect(await of({ TRELLIS_GITHUB_TOKEN: 'b', TRELLIS_GITHUB_API: 'http://github.acme.example' })).toEqual([null, null, null]);
});

test('a keychain keeps tokens as ciphertext that only it can read, per origin; without one nothing is written', async () => {
  let available = true;
  const turned = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  const cipher: Cipher = {
    available: () => available,
    encrypt: (text) => turned(Buffer.from(text)),
    decrypt: (bytes) => turned(bytes).toString(),
  };
  const path = join(folder, 'tokens.bin');
  const open = () => createTokens({}, secretFile(path, cipher));
  await open().keep('https://api.github.com', CANARY);
  await open().keep('https://github.acme.example', 'other');
  expect((await readFile(path)).includes(CANARY)).toBe(false);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await open().for('https://api.github.com')).toBe(CANARY);
  expect(await open().placeOf('https://api.github.com')).toBe('keychain');
  await open().forget('https://api.github.com');
  expect(await open().for('https://api.github.com')).toBeNull();
  expect(await open().for('https://github.acme.example')).toBe('other');
  await open().forget('https://github.acme.example');
  await expect(stat(path)).rejects.toThrow('ENOENT');
  available = false;
  const without = open();
  await without.keep('https://api.github.com', CANARY);
  expect(await without.placeOf('https://api.github.com')).toBe('session');
  await expect(stat(path)).rejects.toThrow('ENOENT');
});

test('the terminal imports with the token of the environment, answers one document, and again finds nothing new', {
  timeout: 60_000,
}, async () => {
  const run = async (...words: string[]) => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['electron/terminal.ts', 'import', 'github', ...words, '--workspace', join(folder, 'terminal.trellis'), '--json'],
      { cwd: ROOT, env: { PATH: process.env.PATH, LANG: 'en', TRELLIS_GITHUB_TOKEN: CANARY, TRELLIS_GITHUB_API: fake.api } },
    );
    return { document: JSON.parse(stdout) as Record<string, unknown>, stderr };
  };
  const wanted = ['code', 'bug_fix', 'documentation', 'translation', 'review'];
  const expected = Object.entries(MADE_ROWS).filter(
    ([key, { kind }]) => key.startsWith('501') && (wanted.includes(kind) || key.endsWith('/opened')),
  );
  const first = await run('https://github.com/acme/engine', '--yes');
  expect(first.document).toMatchObject({ rows: expected.length, created: expected.length, rejected: 0 });
  expect((await run('acme/engine', '--yes')).document).toMatchObject({ created: 0, changed: 0 });
  expect((await run('acme', '--dry-run')).document).toMatchObject({ conflicts: 0 });
  await expect(run('acme/engine/more')).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('acme/engine/more') });
  await expect(run('acme/nothing')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('acme/nothing') });
  expect(await filesWith(CANARY)).toEqual([]);
});

test('a new token counts even when an older one was given before there was a keychain', async () => {
  const kept: Record<string, string> = {};
  let there = false;
  const write = async (secrets: Readonly<Record<string, string>>) => {
    Object.assign(kept, secrets);
  };
  const tokens = createTokens({}, { available: () => there, read: async () => kept, write });
  await tokens.keep('https://api.github.com', 'older');
  there = true;
  await tokens.keep('https://api.github.com', 'newer');
  expect(await tokens.for('https://api.github.com')).toBe('newer');
  expect(await tokens.placeOf('https://api.github.com')).toBe('keychain');
});
