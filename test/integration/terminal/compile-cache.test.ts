// What Node compiled of the program is kept for the next start, but only where nobody else can write.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const TERMINAL = join(import.meta.dirname, '../../../electron/terminal.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-compiled-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(caches: string): string {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const ended = spawnSync(process.execPath, [TERMINAL, '--help'], { encoding: 'utf8', env: { ...env, XDG_CACHE_HOME: caches } });
  expect(ended.status).toBe(0);
  return ended.stdout;
}

describe.skipIf(process.platform !== 'linux')('the folder of compiled code', () => {
  test('is made for the person alone, and filled', () => {
    start(folder);
    const made = join(folder, 'trellis');
    expect(statSync(made).mode & 0o777).toBe(0o700);
    expect(readdirSync(made)).not.toEqual([]);
  });

  test('is left alone where others may write', () => {
    const open = join(folder, 'trellis');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(start(folder)).toContain('import');
    expect(readdirSync(open)).toEqual([]);
  });

  test('is done without where it cannot be made', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(start(file)).toContain('import');
    expect(existsSync(join(file, 'trellis'))).toBe(false);
  });
});
