// The door against a real browser: what our page may do, what a page of somebody else may not. Skipped without a Chromium.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../support/chromium.ts';
import { startTinyDoor, type TinyDoor } from './tiny-door.ts';

const executablePath = findChromium();

/** Exchanges the code, keeps the token like the real page does, and marks what happened in the title. */
const PAGE_SCRIPT = `
const code = /#k=(.+)/.exec(location.hash)?.[1];
if (code) {
  history.replaceState(null, '', location.pathname + '#/');
  const answer = await fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) });
  if (answer.ok) sessionStorage.setItem('token', (await answer.json()).token);
}
window.write = () => fetch('/api/rpc/write', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Trellis-Token': sessionStorage.getItem('token') ?? '' }, body: '{"json":{}}' }).then((answer) => answer.status);
document.title = 'status ' + (await window.write());
`;

describe.skipIf(!executablePath)('in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser;
  let tiny: TinyDoor;
  let foreign: Server;
  let foreignOrigin: string;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--host-resolver-rules=MAP evil.test 127.0.0.1',
      ],
    });
    tiny = await startTinyDoor({
      page: `<!doctype html><html lang="en"><title>no script yet</title><script type="module" src="./assets/page-AbCd_-12.js"></script>`,
      pageScript: PAGE_SCRIPT,
    });
    foreign = createServer((_request, response) =>
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>foreign</title>'),
    );
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    foreignOrigin = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    foreign?.close();
    await tiny?.stop();
  });
  beforeEach(async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    return () => context.close();
  });

  test('the printed address lets the tab in, leaves no code behind, and a reload stays in', async () => {
    await page.goto(tiny.door.newAddress());
    await page.waitForFunction(() => document.title.startsWith('status'));
    expect(await page.title()).toBe('status 200');
    expect(page.url()).toBe(`${tiny.door.origin}/#/`);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.reload();
    await page.waitForFunction(() => document.title.startsWith('status'));
    expect(await page.title()).toBe('status 200');
  });

  test('a second tab with the same address stays out, and one with a new address does not put out the first', async () => {
    const address = tiny.door.newAddress();
    await page.goto(address);
    await page.waitForFunction(() => document.title === 'status 200');
    const second = await page.context().newPage();
    await second.goto(address);
    await second.waitForFunction(() => document.title === 'status 401');
    await second.goto('about:blank');
    await second.goto(tiny.door.newAddress());
    await second.waitForFunction(() => document.title === 'status 200');
    expect(await page.evaluate('window.write()')).toBe(200);
  });

  test('a file of the person’s own leads into the program', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trellis-open-'));
    const path = join(folder, 'open.html');
    await writeFile(path, `<!doctype html><meta http-equiv="refresh" content="0;url=${tiny.door.newLaunchAddress()}">`);
    await page.goto(`file://${path}`);
    await page.waitForFunction(() => document.title === 'status 200', undefined, { polling: 50 });
    await page.reload();
    await page.waitForFunction(() => document.title === 'status 200');
    await rm(folder, { recursive: true });
  });

  test('a name that is rebound to this machine gets nothing', async () => {
    for (const path of ['/', '/assets/main-Ab3_x-9Z.js', '/api/rpc/write']) {
      expect((await page.goto(`http://evil.test:${tiny.port}${path}`))?.status(), path).toBe(403);
    }
  });

  test('a page on another port of this machine cannot read, write, embed or open ours, even beside an open session', async () => {
    await page.goto(tiny.door.newAddress());
    await page.waitForFunction(() => document.title === 'status 200');
    const writesBefore = tiny.counts.writes;

    const attacker = await page.context().newPage();
    await attacker.goto(`${foreignOrigin}/`);
    const outcomes = await attacker.evaluate(async (origin) => {
      const load = (tag: 'img' | 'script', path: string) =>
        new Promise<string>((resolve) => {
          const element = document.createElement(tag);
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          element.src = `${origin}${path}`;
          document.head.append(element);
        });
      const send = (init: RequestInit) =>
        fetch(`${origin}/api/rpc/write`, { method: 'POST', credentials: 'include', body: '{"json":{}}', ...init }).then(
          (answer) => `${answer.type} ${answer.status}`,
          () => 'refused',
        );
      return {
        read: await fetch(`${origin}/`).then(
          () => 'read',
          () => 'refused',
        ),
        simple: await send({ mode: 'no-cors' }),
        json: await send({ headers: { 'Content-Type': 'application/json' } }),
        withToken: await send({ headers: { 'X-Trellis-Token': 'guess' } }),
        image: await load('img', '/icon.svg'),
        script: await load('script', '/assets/main-Ab3_x-9Z.js'),
      };
    }, tiny.door.origin);
    expect(outcomes).toEqual({
      read: 'refused',
      simple: 'refused',
      json: 'refused',
      withToken: 'refused',
      image: 'refused',
      script: 'refused',
    });

    await attacker.setContent(
      `<form method="post" action="${tiny.door.origin}/api/rpc/write" enctype="text/plain"><input name='{"json":{}, "x":"' value='"}'></form>`,
    );
    await attacker.evaluate(() => document.forms[0]?.submit());
    await attacker.waitForURL(`${tiny.door.origin}/**`);
    expect(await attacker.content()).toContain('FOREIGN');

    await attacker.goto(`${foreignOrigin}/`);
    await attacker.setContent(`<iframe src="${tiny.door.origin}/"></iframe>`);
    await wait(300);
    expect(
      await attacker
        .frames()[1]
        ?.evaluate(() => document.title)
        .catch(() => ''),
    ).not.toBe('status 200');
    expect(tiny.counts.writes).toBe(writesBefore);
  });

  test('our own page cannot be made to run or load anything else', async () => {
    await page.goto(tiny.door.newAddress());
    await page.waitForFunction(() => document.title === 'status 200');
    const outcomes = await page.evaluate(async (foreignUrl) => {
      const settled = (work: (done: (outcome: string) => void) => void) =>
        new Promise<string>((resolve) => {
          setTimeout(() => resolve('nothing'), 20_000);
          // Later, because a debugger's own evaluation is free of the page's policy.
          setTimeout(() => work(resolve));
        });
      const violation = (done: (outcome: string) => void) =>
        document.addEventListener('securitypolicyviolation', () => done('blocked'), { once: true });
      const append = (tag: string, attributes: Record<string, string>, text = '') => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.textContent = text;
        document.body.append(element);
      };
      const element = (tag: string, attributes: Record<string, string>, text = '') =>
        settled((done) => {
          violation(done);
          append(tag, attributes, text);
        });
      return {
        eval: await settled((done) => {
          try {
            // biome-ignore lint/security/noGlobalEval: that it does not work is what is shown
            done(String(eval('"ran"')));
          } catch {
            done('blocked');
          }
        }),
        newFunction: await settled((done) => {
          try {
            done(String(new Function('return "ran"')()));
          } catch {
            done('blocked');
          }
        }),
        inlineScript: await element('script', {}, 'document.title = "ran"'),
        foreignScript: await element('script', { src: `${foreignUrl}/x.js` }),
        foreignImage: await element('img', { src: `${foreignUrl}/x.png` }),
        foreignStyle: await element('link', { rel: 'stylesheet', href: `${foreignUrl}/x.css` }),
        frame: await element('iframe', { src: `${foreignUrl}/` }),
        object: await element('object', { data: `${foreignUrl}/` }),
        base: await element('base', { href: `${foreignUrl}/` }),
        foreignFetch: await fetch(`${foreignUrl}/`).then(
          () => 'ran',
          () => 'blocked',
        ),
        form: await settled((done) => {
          violation(done);
          const form = document.createElement('form');
          form.method = 'post';
          form.action = `${foreignUrl}/`;
          document.body.append(form);
          form.submit();
        }),
        title: document.title,
      };
    }, foreignOrigin);
    const { title, ...probes } = outcomes;
    expect(Object.keys(probes)).toHaveLength(11);
    expect(new Set(Object.values(probes)), JSON.stringify(probes)).toEqual(new Set(['blocked']));
    expect(title).toBe('status 200');
  });
});
