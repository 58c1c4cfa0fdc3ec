// Pictures of the real program. `npm run screenshots` renews those in docs/screenshots from the demo program;
// `npm run screenshots -- FOLDER [WORKSPACE]` takes every place in both languages, both colour schemes and two sizes, to be looked at.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from './chromium.ts';
import { closeDoor, type Door, freshAddress, inTerminal, openDoor } from './served-program.ts';

const DOCS = join(import.meta.dirname, '../../docs/screenshots');
const REPORT = '/reports/ecosystem?period=custom&from=2026-04-01&to=2026-06-30';
const PLACES: Record<string, string> = {
  start: '/',
  partners: '/partners',
  activities: '/activities',
  people: '/people',
  ledger: '/contributions',
  leaderboard: '/leaderboard',
  statistics: '/people?view=statistics',
  suggestions: '/people?view=suggestions',
  rewards: '/recognition',
  milestones: '/recognition?tab=milestones',
  fairness: '/recognition?tab=fairness',
  policy: '/settings?tab=policy',
  report: REPORT,
  imports: '/imports',
  import: '/imports/new?kind=contributions',
  settings: '/settings',
};

const [folder, workspace] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--disable-gpu'] });
const door = await openDoor((path) => (workspace ? copyFileSync(workspace, path) : inTerminal('demo', '--workspace', path)));
try {
  if (folder) await everyPlace(folder);
  else await forTheGuide();
} finally {
  await browser.close();
  await closeDoor(door);
}

async function open(
  from: Door,
  options: { locale: string; colorScheme: 'light' | 'dark'; viewport: { width: number; height: number } },
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(await freshAddress(from));
  await page.getByRole('navigation').waitFor();
  return page;
}

async function shoot(page: Page, place: string, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${place}`);
  // The page before has a heading too, and stays until the next one is loaded.
  await page.reload();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy]'));
  await page.evaluate(() => document.fonts.ready);
  // Charts and drawers move into place.
  await new Promise((settled) => setTimeout(settled, 600));
  await page.screenshot({ path });
}

async function everyPlace(into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    for (const locale of ['en', 'zh-CN'])
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(door, { locale, colorScheme, viewport: { width, height } });
        for (const [name, place] of Object.entries(PLACES))
          await shoot(page, place, join(into, `${name}-${width}-${locale}-${colorScheme}.png`));
        await page.context().close();
      }
}

async function forTheGuide(): Promise<void> {
  mkdirSync(DOCS, { recursive: true });
  const page = await open(door, { locale: 'en', colorScheme: 'light', viewport: { width: 1280, height: 800 } });
  await shoot(page, '/', join(DOCS, 'start.png'));
  await shoot(page, '/partners', join(DOCS, 'partners.png'));
  await shoot(page, REPORT, join(DOCS, 'report.png'));
  await page.evaluate(() => {
    location.hash = '#/people';
  });
  // The page before has rows too.
  await page.getByRole('heading', { level: 1, name: 'Contributors' }).waitFor();
  await page.getByRole('row').nth(3).click();
  await page.getByRole('button', { name: 'Add an entry' }).waitFor();
  await new Promise((settled) => setTimeout(settled, 900));
  await page.screenshot({ path: join(DOCS, 'person.png') });
  await page.getByRole('row').nth(2).click();
  await page.getByRole('button', { name: 'Correct' }).waitFor();
  await new Promise((settled) => setTimeout(settled, 600));
  await page.screenshot({ path: join(DOCS, 'entry.png') });
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    location.hash = '#/imports/new?kind=contributions';
  });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'contributions-september.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet()) });
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  await page.getByRole('button', { name: /^Import \d+ rows$/ }).waitFor();
  await new Promise((settled) => setTimeout(settled, 600));
  await page.screenshot({ path: join(DOCS, 'review.png') });
}

/** A sheet as people keep them: most rows are fine, a few are not. */
function sheet(): string {
  const names = ['Mei Lin', 'Jonas Weber', 'Priya Nair', '王小明', 'Lucía Ortega', 'Tom Baker'];
  const mails = ['mei', 'jonas', 'priya', 'xiaoming', 'lucia', 'tom'];
  const titles = ['Retry failed uploads', 'Translate the install guide', 'Review the scheduler change', 'Answer on the forum'];
  const kinds = ['code', 'translation', 'review', 'community_support'];
  const rows = Array.from({ length: 48 }, (_, index) => {
    const day = `2026-09-${String(1 + (index % 28)).padStart(2, '0')}`;
    const mail = index === 17 ? '' : `${mails[index % 6]}@harbor${index % 3}.example`;
    return `${names[index % 6]},${mail},${kinds[index % 4]},${index === 30 ? '2026-13-02' : day},${titles[index % 4]},https://git.example/pull/${900 + index}`;
  });
  return `Name,E-mail,Type,Date,Title,Link\n${rows.join('\n')}\n`;
}
