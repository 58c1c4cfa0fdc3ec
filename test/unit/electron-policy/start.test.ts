// Which door `npm start` opens, and how the browser is asked to open an address.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasDisplay, openerOf } from '../../../electron/doors/default-browser.ts';
import { findElectronBinary, mirrorOf } from '../../../electron/doors/electron-binary.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trellis-start-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a display is taken for granted on macOS and Windows, and asked for elsewhere', () => {
  expect(hasDisplay({}, 'darwin')).toBe(true);
  expect(hasDisplay({}, 'win32')).toBe(true);
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
});

test('the browser is given a file, never an address, on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    expect(openerOf(platform, '/tmp/x/open.html').at(-1)).toBe('/tmp/x/open.html');
});

test('Electron is there only when its package names a binary that exists', async () => {
  expect(findElectronBinary(folder, {})).toBeUndefined();
  await writeFile(join(folder, 'path.txt'), 'electron');
  expect(findElectronBinary(folder, {})).toBeUndefined();
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, 'dist', 'electron'), '');
  expect(findElectronBinary(folder, {})).toBe(join(folder, 'dist', 'electron'));
  await mkdir(join(folder, 'elsewhere'));
  expect(findElectronBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') })).toBeUndefined();
});

test('Electron is asked for where the person’s settings say', () => {
  expect(mirrorOf({})).toContain('github.com/electron');
  expect(mirrorOf({ ELECTRON_MIRROR: 'https://mirror.example/' })).toBe('https://mirror.example/');
  expect(mirrorOf({ ELECTRON_MIRROR: 'a', npm_config_electron_mirror: 'b' })).toBe('b');
});
