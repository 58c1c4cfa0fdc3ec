// Long lists as a person goes through them: by keyboard and scrollbar, sorted and filtered, and what stays when something opens beside them.
import { expect, test } from '@playwright/test';
import { go, openPage } from '../support/screen-page.ts';
import { closeDoor, type Door, inTerminal, openDoor } from '../support/served-program.ts';

let door: Door;
test.beforeAll(async () => {
  door = await openDoor((workspace) => inTerminal('demo', '--workspace', workspace));
});
test.afterAll(() => closeDoor(door));

test('a reload keeps the session and the filters', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/partners');
  await page.getByRole('searchbox').fill('cloud');
  await expect(page).toHaveURL(/search=cloud/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('cloud');
  await expect(page.getByRole('row', { name: /Aurelia Cloud/ })).toBeVisible();
  await page.context().close();
});

test('the list works by keyboard alone', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/partners');
  await page.getByRole('rowgroup', { name: 'Partners' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  await page.context().close();
});

test('any place of a long list is there at once: its end by key, its middle by the scrollbar, its start again', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/contributions');
  const list = page.getByRole('rowgroup', { name: 'Ledger' });
  const last = Number(await page.getByRole('table').getAttribute('aria-rowcount'));
  expect(last).toBeGreaterThan(10_000);
  const filled = (row: number) => expect(page.locator(`[aria-rowindex="${row}"]`)).toContainText(/20\d\d/);
  await list.focus();
  await page.keyboard.press('End');
  await filled(last);
  await list.evaluate((element) => {
    element.scrollTop = 5_000 * 36;
  });
  await filled(5_003);
  await page.keyboard.press('Home');
  await filled(2);
  await page.context().close();
});

test('an entry is opened and closed by keyboard, and the list goes on where it was', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/contributions');
  const list = page.getByRole('rowgroup', { name: 'Ledger' });
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Ledger entry' });
  await expect(drawer.getByRole('button', { name: 'Correct' })).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(list).toBeFocused();
  await page.context().close();
});

test('a list that is sorted or filtered anew begins at its top; opening a form beside it keeps its place', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/contributions');
  const list = page.getByRole('rowgroup', { name: 'Ledger' });
  const scrollTo = async (row: number) => {
    await list.evaluate((element, to) => {
      element.scrollTop = to * 36;
    }, row);
    const reached = page.locator(`[aria-rowindex="${row + 3}"]`);
    await expect(reached).toBeVisible();
    await expect(reached).not.toHaveAttribute('aria-busy', 'true');
  };
  const top = () => list.evaluate((element) => element.scrollTop);
  await scrollTo(5_000);
  await page.getByRole('button', { name: 'Add an entry' }).click();
  await expect(page.getByRole('dialog', { name: 'Add a ledger entry' })).toBeVisible();
  expect(await top()).toBe(5_000 * 36);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: /^Points/ }).click();
  await expect(page.getByRole('columnheader', { name: /^Points/ })).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort/);
  await expect.poll(top).toBe(0);
  await scrollTo(5_000);
  await page.getByPlaceholder('From').fill('Mar 1, 2026');
  await page.keyboard.press('Tab');
  await expect(page).toHaveURL(/from=2026-03-01/);
  await expect.poll(top).toBe(0);
  await page.context().close();
});

for (const locale of ['en-US', 'zh-CN'])
  test(`a person's entries show their points beside the person's facts: ${locale}`, async ({ browser }) => {
    const { page } = await openPage(browser, door, { locale });
    await go(page, '/people');
    await page.getByRole('row').nth(3).click();
    const points = page.getByRole('columnheader', { name: locale === 'zh-CN' ? '积分' : 'Points' });
    await expect(points).toBeVisible();
    await expect(points).toBeInViewport({ ratio: 1 });
    await page.context().close();
  });
