// What is typed and chosen in forms: days in the program's language, a sum with its period, mistakes on their fields, and undo.
import { expect, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, type Door, inTerminal, openDoor } from '../support/served-program.ts';

test.describe('with the demo program', () => {
  let door: Door;
  test.beforeAll(async () => {
    door = await openDoor((workspace) => inTerminal('demo', '--workspace', workspace));
  });
  test.afterAll(() => closeDoor(door));

  for (const locale of ['en-US', 'zh-CN'])
    test(`a day is typed in the program’s language or chosen by keyboard: ${locale}`, async ({ browser }) => {
      const say = (english: string, chinese: string) => (locale === 'zh-CN' ? chinese : english);
      const { page, complaints } = await openPage(browser, door, { locale });
      await go(page, '/activities?form=new');
      const day = page.getByRole('dialog').getByRole('textbox', { name: say('Date', '日期'), exact: true });
      await day.fill('03/04/2026');
      await day.blur();
      await expect(page.getByText(say('This is not a date; write it like 2026-03-31.', '这不是日期'))).toBeVisible();
      await day.fill('2026-3-4');
      await day.blur();
      await expect(day).toHaveValue(say('Mar 4, 2026', '2026年3月4日'));
      const opener = page.getByRole('button', { name: say('Choose a day: Date', '选择日期：日期') });
      await opener.focus();
      await page.keyboard.press('Enter');
      await expect(page.getByText(say('March 2026', '2026年3月'), { exact: true })).toBeVisible();
      expect(await axe(page)).toEqual([]);
      // Escape closes what was opened last.
      await page.keyboard.press('Escape');
      await expect(opener).toBeFocused();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: say('Mar 4, 2026', '2026年3月4日'), exact: true }).focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await expect(day).toHaveValue(say('Mar 5, 2026', '2026年3月5日'));
      expect(complaints).toEqual([]);
      await page.context().close();
    });

  test('a sum of commits is added by mouse, with its period, and corrected', async ({ browser }) => {
    const { page, complaints } = await openPage(browser, door);
    await go(page, '/contributions?form=new');
    const form = page.getByRole('dialog', { name: 'Add a ledger entry' });
    await form.getByRole('combobox', { name: 'Contributor' }).fill('Dmitri Yilmaz');
    await page.getByRole('option', { name: /^Dmitri Yilmaz/ }).click();
    await expect(form.getByRole('combobox', { name: 'Kind' })).toHaveValue('Code');
    await form.getByRole('textbox', { name: 'Title' }).fill('Commits of the autumn');
    await form.getByRole('textbox', { name: 'Quantity' }).fill('12');
    await form.getByRole('textbox', { name: 'Date', exact: true }).fill('Oct 31, 2025');
    await form.getByRole('textbox', { name: 'Period start' }).fill('2025-11-01');
    await form.getByRole('button', { name: 'Add an entry' }).click();
    await expect(form.getByText('The period’s first day must not be after its last.')).toBeVisible();
    await form.getByRole('textbox', { name: 'Period start' }).fill('2025-09-01');
    await form.getByRole('button', { name: 'Add an entry' }).click();
    await expect(form).toHaveCount(0);
    await page.getByRole('searchbox').fill('Commits of the autumn');
    await page.getByRole('row', { name: /Commits of the autumn/ }).click();
    const entry = page.getByRole('dialog', { name: 'Ledger entry' });
    await expect(entry).toContainText('Sep 1 – Oct 31, 2025');
    await expect(entry.getByRole('definition').filter({ hasText: /^12$/ })).toBeVisible();
    await expect(entry.getByRole('status')).toHaveText('100 × 1.00 × 1.00 × 1.00 = 100 → 100');
    await entry.getByRole('button', { name: 'Correct' }).click();
    const correction = page.getByRole('dialog', { name: 'Correct this entry' });
    await correction.getByRole('combobox', { name: 'Impact' }).click();
    await page.getByRole('option', { name: 'Ecosystem' }).click();
    await correction.getByRole('textbox', { name: 'Quantity' }).fill('14');
    await correction.getByRole('button', { name: 'Correct' }).click();
    await expect(correction.getByText('Please fill this in.')).toBeVisible();
    await correction.getByRole('textbox', { name: 'Reason' }).fill('they reach every program');
    await correction.getByRole('button', { name: 'Correct' }).click();
    await expect(correction).toHaveCount(0);
    await entry.getByRole('button', { name: 'Open what stands now' }).click();
    await expect(entry.getByRole('status')).toHaveText('100 × 1.00 × 1.50 × 1.00 = 150 → 150');
    await expect(entry.getByRole('definition').filter({ hasText: /^14$/ })).toBeVisible();
    await expect(entry).toContainText('they reach every program');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('row', { name: /Commits of the autumn/ }).filter({ hasText: /150$/ })).toHaveCount(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('a form in which nothing was changed is closed by Escape, and one in which a weight was is not', async ({ browser }) => {
  const door = await openDoor();
  const { page } = await openPage(browser, door);
  await go(page, '/leaderboard?weights=review:200');
  await page.getByRole('button', { name: 'Save as a board' }).click();
  const form = page.getByRole('dialog', { name: 'Save as a board' });
  const review = form.getByRole('textbox', { name: 'Review' });
  await expect(review).toHaveValue('2.00');
  // The page behind is drawn again, as it is whenever something of it changes.
  await go(page, '/leaderboard?weights=review:200&period=thisYear');
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
  await page.getByRole('button', { name: 'Save as a board' }).click();
  await review.fill('3');
  await page.keyboard.press('Escape');
  await expect(review).toHaveValue('3');
  await review.fill('2');
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
  await page.context().close();
  await closeDoor(door);
});

test('registering a partner shows mistakes on their fields, and what was done can be undone', async ({ browser }) => {
  const door = await openDoor();
  const { page } = await openPage(browser, door);
  await go(page, '/partners?form=new');
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: 'Register partner' }).click();
  await expect(form.getByText('Please fill this in.')).toBeVisible();
  await form.getByLabel('Name').first().fill('Acme Inc.');
  await form.getByLabel('Website').fill('not a website');
  await form.getByRole('button', { name: 'Register partner' }).click();
  await expect(form.getByText('This is not a web address')).toBeVisible();
  await form.getByLabel('Website').fill('acme.example');
  await form.getByRole('button', { name: 'Register partner' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Acme Inc.' })).toBeVisible();

  await go(page, '/partners?form=new');
  await page.getByRole('dialog').getByLabel('Name').first().fill('ACME');
  await page.getByRole('dialog').getByRole('button', { name: 'Register partner' }).click();
  await expect(page.getByRole('dialog').getByText('There is already a partner called “Acme Inc.”')).toBeVisible();
  // What was typed is not thrown away by a stray key.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('row', { name: /Acme Inc\./ }).click();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByPlaceholder('What happened?').fill('Kick-off call');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Kick-off call/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('row', { name: /Kick-off call/ })).toHaveCount(0);
  await page.context().close();
  await closeDoor(door);
});
