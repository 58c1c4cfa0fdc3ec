// A walk over every page with the demo program, in a real Chromium: with axe in both colour schemes and both languages, and to what the
// figures, the start page, the palette and the printer show.
import { expect, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, type Door, inTerminal, openDoor } from '../support/served-program.ts';

const PLACES = [
  '/',
  '/partners',
  '/partners?form=new',
  '/activities',
  '/people',
  '/contributions',
  '/leaderboard',
  '/contributions?form=new',
  '/people?view=statistics',
  '/people?view=suggestions',
  '/people?view=bots',
  '/recognition',
  '/recognition?tab=milestones',
  '/recognition?tab=hallOfFame',
  '/recognition?tab=stock',
  '/recognition?tab=fairness',
  '/settings?tab=policy',
  '/reports/ecosystem',
  '/imports',
  '/imports/new?kind=contributions',
  '/settings',
];

test.describe('with the demo program', () => {
  let door: Door;
  test.beforeAll(async () => {
    door = await openDoor((workspace) => inTerminal('demo', '--workspace', workspace));
  });
  test.afterAll(() => closeDoor(door));

  for (const [colorScheme, locale] of [
    ['light', 'en-US'],
    ['dark', 'zh-CN'],
  ] as const) {
    test(`every page passes axe: ${colorScheme}, ${locale}`, async ({ browser }) => {
      test.setTimeout(600_000);
      const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
      for (const place of PLACES) {
        await go(page, place);
        expect.soft(await axe(page), place).toEqual([]);
        expect
          .soft(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), `${place} scrolls sideways`)
          .toBe(false);
        expect(await page.locator('body').innerText(), place).not.toMatch(
          /\b(?:ui|shell|partners|people|contributions|imports|reports|settings|vocabulary|failures|start|activities):\w|\{\{/,
        );
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  }

  test('a figure opens its rows, a row its formula', async ({ browser }) => {
    const { page } = await openPage(browser, door);
    await go(page, '/reports/ecosystem');
    await page
      .getByRole('button', { name: /^Contributions/ })
      .first()
      .click();
    const drawer = page.getByRole('dialog', { name: 'Contributions' });
    const shown = drawer.getByRole('table');
    await expect(shown).toBeVisible();
    const figure = Number(
      (
        await page
          .getByRole('button', { name: /^Contributions/ })
          .first()
          .innerText()
      )
        .split('\n')[1]
        ?.replaceAll(',', ''),
    );
    await expect(shown).toHaveAttribute('aria-rowcount', String(figure + 1));
    await shown.getByRole('row').nth(2).click();
    await expect(page.getByRole('dialog', { name: 'Ledger entry' }).getByRole('status')).toContainText(
      /^\d+ × \d\.\d\d × \d\.\d\d × \d\.\d\d = [\d.]+ → \d+$/,
    );
    expect(await axe(page)).toEqual([]);
    await page.context().close();
  });

  test('work on the start page opens where it can be done, and those who were lost are listed', async ({ browser }) => {
    const { page } = await openPage(browser, door);
    await go(page, '/');
    const due = page.getByRole('heading', { name: /^Follow-ups due/ }).locator('xpath=ancestor::section');
    const note = await due.getByRole('button').first().innerText();
    await due.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByLabel('What to do then')).toHaveValue(note);
    await page.keyboard.press('Escape');

    await go(page, '/people?view=statistics');
    const lost = page.getByRole('button', { name: /^Lost/ });
    const figure = Number((await lost.innerText()).split('\n')[1]?.replaceAll(',', ''));
    await lost.click();
    await expect(page.getByRole('dialog', { name: 'Lost' }).getByRole('table')).toHaveAttribute('aria-rowcount', String(figure + 1));
    await page.keyboard.press('Escape');

    await go(page, '/people?view=bots');
    await expect(page.getByRole('row', { name: /dependabot/ })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Level' })).toHaveCount(0);
    await page.context().close();
  });

  test('a contribution history prints to one page', async ({ browser }) => {
    const { page } = await openPage(browser, door);
    await go(page, '/people');
    await page.getByRole('row').nth(3).click();
    await expect(page.getByRole('button', { name: 'Add an entry' })).toBeVisible();
    await expect(page.locator('.print-only tr')).toHaveCount(24);
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(pages).toHaveLength(1);
    await page.context().close();
  });

  test('search finds two Chinese characters, the palette goes places, the language changes without a reload', async ({ browser }) => {
    const { page } = await openPage(browser, door);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Search partners/).fill('星河');
    await page.getByRole('button', { name: /星河云计算/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: '星河云计算' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Search partners/).fill('Switch language');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: '合作伙伴' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await page.context().close();
  });
});
