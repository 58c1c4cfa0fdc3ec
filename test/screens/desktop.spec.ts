// The Electron door for real: its window, its page, and a page that tries to get out. Runs where Electron's binary and a display
// exist, and says so where it does not.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { hasDisplay } from '../../electron/doors/default-browser.ts';
import { findElectronBinary } from '../../electron/doors/electron-binary.ts';

const root = join(import.meta.dirname, '../..');
const main = join(root, 'out/main/desktop.js');
const binary = findElectronBinary();

function missing(): string | undefined {
  if (!binary) return 'Electron’s binary is not on this machine (npx install-electron gets it)';
  if (!hasDisplay()) return 'there is no display';
  return existsSync(main) ? undefined : 'out/main is not built (npm run build)';
}

test.describe('the window', () => {
  const reason = missing();
  test.skip(reason !== undefined, `skipped: ${reason}`);

  let folder: string;
  let electron: ElectronApplication;
  let page: Page;

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trellis-desktop-'));
    const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...env } = process.env;
    electron = await _electron.launch({
      executablePath: binary ?? '',
      args: [main, `--user-data-dir=${join(folder, 'profile')}`],
      env: {
        ...(env as Record<string, string>),
        TRELLIS_WORKSPACE: join(folder, 'desktop.trellis'),
        TRELLIS_LANGUAGE: 'en',
      },
    });
    page = await electron.firstWindow();
  });
  test.afterAll(async () => {
    await electron?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('opens on the start page', async () => {
    await expect(page).toHaveURL(/^app:\/\/bundle\//);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await expect(page.getByRole('heading').first()).toBeVisible();
    expect(await electron.windows()).toHaveLength(1);
  });

  test('gives the page four functions and nothing of Node or Electron', async () => {
    const seen = await page.evaluate(() => {
      const bridge = (window as unknown as { trellis: Record<string, unknown> }).trellis;
      const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname', 'setImmediate'];
      return {
        functions: Object.entries(bridge).map(([name, value]) => `${name}: ${typeof value}`),
        frozen: Object.isFrozen(bridge),
        leaks: names.filter((name) => name in window),
      };
    });
    expect(seen.functions.sort()).toEqual(['pickFile: function', 'pickFolder: function', 'saveFile: function', 'stageDropped: function']);
    expect(seen.frozen).toBe(true);
    expect(seen.leaks).toEqual([]);
  });

  test('takes a dropped file without a path', async () => {
    const staged = await page.evaluate(() => {
      const bridge = (window as unknown as { trellis: { stageDropped(file: File): Promise<{ name: string; bytes: number }> } }).trellis;
      return bridge.stageDropped(new File(['name;type\n', 'Acme;cloud_provider\n'], 'partners.csv'));
    });
    expect(staged).toMatchObject({ name: 'partners.csv', bytes: 30 });
    expect(Object.keys(staged).sort()).toEqual(['bytes', 'fileId', 'name']);
  });

  test('does not save a file that the program did not make', async () => {
    const outcome = await page.evaluate(() => {
      const bridge = (window as unknown as { trellis: { saveFile(fileId: string): Promise<boolean> } }).trellis;
      return bridge.saveFile('../../etc/passwd').then(String, (error: Error) => error.message);
    });
    expect(outcome).toContain('REFUSED');
  });

  const ATTACKS: [string, string][] = [
    // Later, because a debugger's own evaluation is free of the page's policy.
    ['eval', `new Promise((done) => setTimeout(() => { try { eval('1'); done('ran'); } catch { done('blocked'); } }))`],
    [
      'new Function',
      `new Promise((done) => setTimeout(() => { try { new Function('return 1')(); done('ran'); } catch { done('blocked'); } }))`,
    ],
    [
      'an inline script',
      `new Promise((done) => { window.hit = false; const s = document.createElement('script'); s.textContent = 'window.hit = true'; document.head.append(s); setTimeout(() => done(window.hit ? 'ran' : 'blocked'), 100); })`,
    ],
    [
      'a script from elsewhere',
      `new Promise((done) => { const s = document.createElement('script'); s.src = 'https://example.com/x.js'; s.onload = () => done('ran'); s.onerror = () => done('blocked'); document.head.append(s); })`,
    ],
    ['fetch from elsewhere', `fetch('https://example.com/').then(() => 'ran', () => 'blocked')`],
    ['fetch of a file', `fetch('file:///etc/hostname').then(() => 'ran', () => 'blocked')`],
    [
      'a path out of the program',
      `fetch('app://bundle/..%2f..%2fpackage.json').then((answer) => answer.ok ? 'ran' : 'blocked', () => 'blocked')`,
    ],
    ['another host of the scheme', `fetch('app://evil/').then((answer) => answer.ok ? 'ran' : 'blocked', () => 'blocked')`],
    [
      'a WebSocket',
      `new Promise((done) => { try { const s = new WebSocket('ws://127.0.0.1:9'); s.onopen = () => done('ran'); s.onerror = () => done('blocked'); } catch { done('blocked'); } })`,
    ],
    [
      'a frame',
      `new Promise((done) => { document.addEventListener('securitypolicyviolation', () => done('blocked'), { once: true }); const f = document.createElement('iframe'); f.src = 'https://example.com/'; document.body.append(f); setTimeout(() => done('ran'), 1000); })`,
    ],
    [
      'a service worker',
      `(navigator.serviceWorker ? navigator.serviceWorker.register('./x.js').then(() => 'ran', () => 'blocked') : 'blocked')`,
    ],
    ['geolocation', `new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('ran'), () => done('blocked')))`],
    ['notifications', `Notification.requestPermission().then((answer) => answer === 'granted' ? 'ran' : 'blocked')`],
    ['the camera', `navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'ran', () => 'blocked')`],
    ['the clipboard’s content', `navigator.clipboard.readText().then(() => 'ran', () => 'blocked')`],
    ['USB', `(navigator.usb ? navigator.usb.getDevices().then((all) => all.length ? 'ran' : 'blocked', () => 'blocked') : 'blocked')`],
    ['window.open', `(window.open('https://example.com/') === null ? 'blocked' : 'ran')`],
    ['window.open of itself', `(window.open('app://bundle/') === null ? 'blocked' : 'ran')`],
  ];
  for (const [name, script] of ATTACKS) {
    test(`a page that was taken over cannot use ${name}`, async () => {
      expect(await page.evaluate(script)).toBe('blocked');
      expect(await electron.windows()).toHaveLength(1);
    });
  }

  for (const url of ['https://example.com/', 'file:///etc/hostname', 'data:text/html,x', 'app://evil/', 'app://bundle/icon.svg']) {
    test(`a page that was taken over cannot go to ${url}`, async () => {
      await page.evaluate((to) => {
        location.href = to;
      }, url);
      await page.waitForTimeout(200);
      expect(page.url()).toMatch(/^app:\/\/bundle\/(?:#.*)?$/);
    });
  }

  test('a reload gets a new port and goes on', async () => {
    await page.reload();
    await expect(page.getByRole('heading').first()).toBeVisible();
  });

  test('a second start only shows the first window', async () => {
    const windowsBefore = (await electron.windows()).length;
    const { spawn } = await import('node:child_process');
    const code = await new Promise<number | null>((resolve) => {
      spawn(binary ?? '', [main, `--user-data-dir=${join(folder, 'profile')}`], { stdio: 'ignore' }).once('exit', resolve);
    });
    expect(code).toBe(0);
    expect(await electron.windows()).toHaveLength(windowsBefore);
  });
});
