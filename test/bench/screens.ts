// What a person waits for in a browser: the start page from the command on, a list until its rows are drawn, and the longest frame while
// it is scrolled. Needs `npm run build` and a Chromium; without one it is left out.
import { copyFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../support/chromium.ts';
import { closeDoor, freshAddress, inTerminal, openDoor } from '../support/served-program.ts';

const FRAMES = 300;

export interface ScreenFigures {
  /** From the command to the start page of the demo program with its figures, in milliseconds. */
  startMs: number;
  /** The same with its chart, which is loaded after them. */
  startWithChartMs: number;
  /** JavaScript and styles that the start page with its chart fetches, in kilobytes as gzip. */
  startKb: number;
  /** From the choice of another day to its rows, in milliseconds. */
  paintMs: number;
  longestFrameMs: number;
  framesOver50Ms: number;
}

/** `ledger` is a workspace with a large ledger, which is copied. */
export async function measureScreens(
  ledger: string,
  runs: number,
  median: (values: number[]) => number,
): Promise<ScreenFigures | undefined> {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const starts: Awaited<ReturnType<typeof startOnce>>[] = [];
    for (let run = 0; run < runs; run += 1) starts.push(await startOnce(browser));
    const lists = await listsOf(browser, ledger, runs);
    return {
      startMs: Math.round(median(starts.map((one) => one.figures))),
      startWithChartMs: Math.round(median(starts.map((one) => one.chart))),
      startKb: Math.round(median(starts.map((one) => one.kilobytes))),
      paintMs: Math.round(median(lists.paints)),
      longestFrameMs: Math.round(Math.max(...lists.frames)),
      framesOver50Ms: lists.frames.filter((one) => one > 50).length,
    };
  } finally {
    await browser.close();
  }
}

async function startOnce(browser: Browser): Promise<{ figures: number; chart: number; kilobytes: number }> {
  let begun = 0;
  const door = await openDoor((path) => {
    inTerminal('demo', '--workspace', path);
    begun = performance.now();
  });
  const page = await (await browser.newContext()).newPage();
  let bytes = 0;
  page.on('response', async (answer) => {
    if (/\.(js|css)$/.test(answer.url())) bytes += gzipSync(await answer.body()).length;
  });
  await page.goto(door.address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const figures = performance.now() - begun;
  await settled(page);
  const chart = performance.now() - begun;
  await page.context().close();
  await closeDoor(door);
  return { figures, chart, kilobytes: bytes / 1000 };
}

async function listsOf(browser: Browser, ledger: string, runs: number): Promise<{ paints: number[]; frames: number[] }> {
  const door = await openDoor((path) => copyFileSync(ledger, path));
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.goto(await freshAddress(door));
  await settled(page);
  const paints: number[] = [];
  await go(page, '/contributions');
  for (let run = 0; run < runs * 3; run += 1)
    paints.push(await page.evaluate(untilOtherRows, `#/contributions?to=2025-${String(1 + (run % 9)).padStart(2, '0')}-10`));
  await go(page, '/contributions');
  const frames = await page.getByRole('table').evaluate(scrollThrough, FRAMES);
  await page.context().close();
  await closeDoor(door);
  return { paints, frames };
}

async function go(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${place}`);
  await page.getByRole('row').nth(1).waitFor({ timeout: 180_000 });
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy]'));
}

/** From the change of the address to the frame that shows other rows. Runs in the page. */
async function untilOtherRows(hash: string): Promise<number> {
  const rows = () => document.querySelector('[role=table]')?.textContent;
  const before = rows();
  const begun = performance.now();
  location.hash = hash;
  while (rows() === before && performance.now() - begun < 20_000) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}

/** Lengths of the frames while the list moves by ten rows in each. Runs in the page. */
async function scrollThrough(table: Element, count: number): Promise<number[]> {
  const body = table.querySelector<HTMLElement>('[tabindex="0"]');
  const lengths: number[] = [];
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < count; frame += 1) {
    if (body) body.scrollTop += 360;
    const now = await new Promise(requestAnimationFrame);
    lengths.push(now - last);
    last = now;
  }
  return lengths;
}
