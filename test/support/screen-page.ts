// A page of the program in a real Chromium, with everything it complains about, and what axe finds on it.
import { setTimeout } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page } from '@playwright/test';
import { type Door, freshAddress } from './served-program.ts';

export async function openPage(
  browser: Browser,
  door: Door,
  options: { colorScheme?: 'light' | 'dark'; locale?: string } = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (answer) => answer.status() >= 400 && complaints.push(`${answer.status()} ${answer.url()}`));
  await page.goto(await freshAddress(door));
  await expect(page.getByRole('navigation')).toBeVisible();
  return { page, complaints };
}

export async function go(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${place}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy]')).toHaveCount(0);
}

/** What axe finds on the page once it stands still: what only a fade or a late paint shows is looked at again, what stays is told. */
export async function axe(page: Page): Promise<string[]> {
  let found = await violationsOf(page);
  for (let again = 0; found.length > 0 && again < 5; again += 1) {
    await setTimeout(300);
    found = await violationsOf(page);
  }
  return found;
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.map(
    (one) =>
      `${one.id}: ${one.nodes
        .map((node) => node.target.join(' '))
        .slice(0, 4)
        .join(' | ')}`,
  );
}
