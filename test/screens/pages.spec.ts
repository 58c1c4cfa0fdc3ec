// What single pages promise: nothing that matters is cut, figures and bars open their rows, paper shows what the screen shows, and a page
// that cannot be shown says so.
import { expect, type Page, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, type Door, inTerminal, openDoor } from '../support/served-program.ts';

let door: Door;
test.beforeAll(async () => {
  door = await openDoor((workspace) => inTerminal('demo', '--workspace', workspace));
});
test.afterAll(() => closeDoor(door));
test.setTimeout(300_000);

for (const locale of ['en-US', 'zh-CN'])
  test(`no name of who took part is cut in the list of activities, and all of them are shown when asked for: ${locale}`, async ({
    browser,
  }) => {
    const { page, complaints } = await openPage(browser, door, { locale });
    await go(page, '/activities');
    const more = page.getByRole('row').getByRole('button', { name: locale === 'zh-CN' ? /^另有/ : /more: show all$/ });
    await expect(more.first()).toBeVisible();
    const column = locale === 'zh-CN' ? '参与人员' : 'People';
    expect(await page.getByRole('table').evaluate(cutIn, column), column).toEqual([]);
    await more.first().click();
    const all = page.locator('[popover]:popover-open');
    await expect(all).toContainText(locale === 'zh-CN' ? '、' : ', ');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(all).toHaveCount(0);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

/** Texts of a list's column that do not fit where they stand. Runs in the page. */
function cutIn(table: Element, column: string): string[] {
  const at = [...table.querySelectorAll('[role=columnheader]')].findIndex((head) => head.textContent === column);
  const cells = [...table.querySelectorAll(`[role=row] > [role=cell]:nth-child(${at + 1})`)];
  if (at < 0 || cells.length < 10) throw new Error(`there is no such column with rows: ${column}`);
  const parts = cells.flatMap((cell) => [cell, ...cell.querySelectorAll<HTMLElement>('span')]);
  return parts.filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0).map((part) => part.textContent ?? '');
}

test('the bars and columns of the report open their rows, bars by keyboard too', async ({ browser }) => {
  const { page, complaints } = await openPage(browser, door);
  await go(page, '/reports/ecosystem');
  const bar = page.getByRole('figure', { name: 'Contributions by kind' }).getByRole('button', { name: /^Review/ });
  const count = Number((await bar.innerText()).match(/[\d,]+$/)?.[0].replaceAll(',', ''));
  await bar.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Review' }).getByRole('table')).toHaveAttribute('aria-rowcount', String(count + 1));
  await page.keyboard.press('Escape');
  await expect(bar).toBeFocused();

  const columns = page.getByRole('figure', { name: 'Contributions by month' });
  const part = columns.locator('rect[fill]').first();
  await part.hover();
  const shown = columns.locator('.recharts-tooltip-wrapper');
  await expect(shown).toContainText('Community support');
  await part.click();
  const rows = page.getByRole('dialog', { name: /^Code · / });
  await expect(rows.getByRole('row', { name: /Code/ }).first()).toBeVisible();
  expect(complaints).toEqual([]);
  await page.context().close();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`on paper the report has its figures, bars and names, dark on white, and nothing to press: ${colorScheme}`, async ({ browser }) => {
    const { page } = await openPage(browser, door, { colorScheme });
    await go(page, '/reports/ecosystem');
    await expect(page.getByRole('button', { name: 'Export' })).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: /^Contributions\s+[\d,]+/ })).toBeVisible();
    await expect(page.getByRole('figure', { name: 'Partners by tier' }).getByText('Platinum')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Top partners' }).getByText('Aurelia Cloud')).toBeVisible();
    await expect(page.getByText(/^\w+ \d+ – \w+ \d+, \d{4}$/).filter({ visible: true })).toHaveCount(1);
    for (const name of ['Export', 'Table']) await expect(page.getByRole('button', { name })).toHaveCount(0);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe('rgb(0, 0, 0)');
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe('rgb(255, 255, 255)');
    await page.context().close();
  });

test('a published policy is read as text; a draft says which names are missing, and publishing shows the new version', async ({
  browser,
}) => {
  const { page } = await openPage(browser, door);
  await go(page, '/settings?tab=policy');
  await expect(page.getByText('for an entry of the kind Documentation')).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await page.getByRole('button', { name: 'Write a new version' }).click();
  const critical = page.getByRole('textbox', { name: 'Critical' });
  await critical.fill('2.5');
  await critical.press('ArrowUp');
  await expect(critical).toHaveValue('2.55');
  await page.getByRole('button', { name: 'Add a kind' }).click();
  await page.getByRole('textbox', { name: 'Name in English' }).fill('Podcast');
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('Every kind and reward of your own needs a name in both languages.')).toBeInViewport();
  await expect(page.getByRole('textbox', { name: 'Name in Chinese' })).toHaveAttribute('aria-invalid', 'true');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Name in Chinese' }).fill('播客');
  const english = page.getByRole('textbox', { name: 'Name in English' });
  await english.fill('');
  await english.pressSequentially(`Podcast${'t'.repeat(60)}`);
  await expect(english).toHaveValue(/^Podcastt{53}$/);
  await english.fill('Podcast');
  const words = page.getByRole('combobox', { name: 'Words in sources' });
  await words.pressSequentially([...'abcdefghijklmnopqrstu', ''].join());
  await words.fill('');
  await expect(page.getByText(/^[a-u]$/)).toHaveCount(20);
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('heading', { name: 'Version 2' })).toBeInViewport();
  await expect(page.getByText('2.55', { exact: true })).toBeVisible();
  await expect(page.getByText('Podcast', { exact: true })).toBeVisible();
  await page.context().close();
});

test('a draft that is stored keeps the day that was chosen and the focus, and one that is refused says why', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/settings?tab=policy');
  const begin = page.getByRole('button', { name: 'Write a new version' });
  const publish = page.getByRole('button', { name: 'Publish' });
  const day = page.getByRole('textbox', { name: 'In force from' });
  const save = page.getByRole('button', { name: 'Save the draft' });
  const maximum = page.getByRole('textbox', { name: 'Most per entry' });
  await begin.click();
  await publish.click();
  await expect(begin).toBeVisible();
  await expect(page.locator('#content')).toBeFocused();

  await begin.click();
  await day.fill('2026-01-02');
  await maximum.fill('900');
  await save.focus();
  await page.keyboard.press('Enter');
  await expect(save).toBeDisabled();
  await expect(save).toBeFocused();
  await expect(day).toHaveValue('Jan 2, 2026');
  await expect(maximum).toHaveValue('900');

  // It is stored on the way to being refused.
  await maximum.fill('800');
  await publish.click();
  const refused = page.getByRole('alert').filter({ hasText: 'A new version cannot begin before the newest one' });
  await expect(save).toBeDisabled();
  await expect(refused).toBeVisible();
  await expect(day).toHaveValue('Jan 2, 2026');
  await page.reload();
  await expect(maximum).toHaveValue('800');

  // What is stored in another window is taken in, but not over what was typed in this one.
  const { page: other } = await openPage(browser, door);
  await go(other, '/settings?tab=policy');
  await other.getByRole('textbox', { name: 'Most per entry' }).fill('700');
  await other.getByRole('button', { name: 'Save the draft' }).click();
  await expect(maximum).toHaveValue('700');
  const critical = page.getByRole('textbox', { name: 'Critical' });
  const before = await critical.inputValue();
  await critical.fill('3');
  await other.getByRole('textbox', { name: 'Most per entry' }).fill('600');
  await other.getByRole('button', { name: 'Save the draft' }).click();
  await expect(other.getByRole('button', { name: 'Save the draft' })).toBeDisabled();
  await save.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Someone changed this in another window' })).toBeVisible();
  await expect(critical).toHaveValue('3.00');
  // Once nothing of one's own stands against it, the page shows what publishing would publish.
  await critical.fill(before);
  await expect(maximum).toHaveValue('600');
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await expect(page.locator('#content')).toBeFocused();
  await expect(begin).toBeVisible();
  for (const window of [page, other]) await window.context().close();
});

test('rewards are chosen all at once, moved and taken back; a choice does not outlive its list', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/recognition');
  const all = Number(await page.getByRole('table', { name: 'Rewards' }).getAttribute('aria-rowcount')) - 1;
  await page.getByRole('checkbox', { name: 'Choose all that are listed' }).click();
  await expect(page.getByText(`${all} chosen`)).toBeVisible();
  await page.getByRole('button', { name: 'Reward', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Sticker pack', exact: true }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/chosen$/)).toHaveCount(0);
  await page
    .getByRole('checkbox', { name: /^Choose Sticker pack/ })
    .first()
    .check();
  await page.getByRole('button', { name: 'Mark as sent' }).click();
  await expect(page.getByText('1 reward: Sent')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Taken back: 1 reward')).toBeVisible();
  await go(page, '/settings?tab=history');
  await expect(page.getByRole('row', { name: /Rewards moved 1 reward undone/ })).toBeVisible();
  await page.context().close();
});

test('a leaderboard is kept by Enter, opened again, and replaced under the same name', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/leaderboard');
  const keep = async (weight: string) => {
    await page.getByRole('button', { name: 'Save as a board' }).click();
    const form = page.getByRole('dialog', { name: 'Save as a board' });
    await form.getByRole('textbox', { name: 'Review' }).fill(weight);
    await form.getByRole('textbox', { name: 'Name' }).fill('Reviewers');
    return form;
  };
  await keep('2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Board: Reviewers' })).toBeVisible();
  await go(page, '/leaderboard?kind=code');
  const form = await keep('3');
  await expect(form.getByText('A board of this name is there already; saving replaces it.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(form).toHaveCount(0);
  await go(page, '/leaderboard');
  await page.getByRole('button', { name: 'Saved boards' }).click();
  await expect(page.getByRole('menuitem', { name: 'Reviewers' })).toHaveCount(1);
  await page.getByRole('menuitem', { name: 'Reviewers' }).click();
  await expect(page.getByText('Weighted: Review × 3')).toBeVisible();
  await page.context().close();
});

test('a page that cannot be fetched says so and is there after loading again', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  const parts = /\/assets\/LedgerPage-.*\.js$/;
  await page.route(parts, (route) => route.abort());
  await open(page, '/contributions');
  await expect(page.getByRole('heading', { level: 1, name: 'This page could not be shown' })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.unroute(parts);
  await page.getByRole('button', { name: 'Load again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ledger' })).toBeVisible();
  await open(page, '/nowhere');
  await expect(page.getByRole('heading', { level: 1, name: 'No such page' })).toBeVisible();
  await page.context().close();
});

async function open(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${place}`);
}
