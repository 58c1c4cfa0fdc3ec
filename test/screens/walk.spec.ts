// The screens as a person uses them, in a real Chromium: with axe in both colour schemes and both languages, by keyboard, and the
// main job from an empty workspace to an open report.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

  test('a sum of commits is added by mouse, with its period, and corrected', async ({ browser }) => {
    const { page, complaints } = await openPage(browser, door);
    await go(page, '/contributions?form=new');
    const form = page.getByRole('dialog', { name: 'Add a ledger entry' });
    await form.getByRole('combobox', { name: 'Contributor' }).fill('Dmitri Yilmaz');
    await page.getByRole('option', { name: /^Dmitri Yilmaz/ }).click();
    await form.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Translation' }).click();
    await form.getByRole('textbox', { name: 'Title' }).fill('Texts of the autumn');
    await form.getByRole('textbox', { name: 'Quantity' }).fill('12');
    await form.getByRole('textbox', { name: 'Date', exact: true }).fill('Oct 31, 2025');
    await form.getByRole('textbox', { name: 'Period start' }).fill('2025-11-01');
    await form.getByRole('button', { name: 'Add an entry' }).click();
    await expect(form.getByText('The period’s first day must not be after its last.')).toBeVisible();
    await form.getByRole('textbox', { name: 'Period start' }).fill('2025-09-01');
    await form.getByRole('button', { name: 'Add an entry' }).click();
    await expect(form).toHaveCount(0);
    await page.getByRole('searchbox').fill('Texts of the autumn');
    await page.getByRole('row', { name: /Texts of the autumn/ }).click();
    await expect(page.getByRole('dialog', { name: 'Ledger entry' })).toContainText('Sep 1 – Oct 31, 2025');
    await page.getByRole('button', { name: 'Correct' }).click();
    await page.getByRole('dialog', { name: 'Correct this entry' }).getByRole('combobox', { name: 'Impact' }).click();
    await page.getByRole('option', { name: 'Ecosystem' }).click();
    expect(complaints).toEqual([]);
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
});

test('the ledger and its people: reject with a reason, merge, put an employer right, take apart, publish a policy', async ({ browser }) => {
  test.setTimeout(300_000);
  const door = await openDoor((workspace) => {
    const sheet = join(workspace, '..', 'work.csv');
    writeFileSync(
      sheet,
      'name,email,kind,date,title\nAnn Lee,ann@a.example,code,2026-07-01,First\nAnn Lee,ann@b.example,code,2026-08-01,Second\nBen Fox,ben@b.example,review,2026-08-02,Third\n',
    );
    inTerminal('import', 'contributions', sheet, '--workspace', workspace, '--yes');
  });
  const { page, complaints } = await openPage(browser, door);
  await go(page, '/contributions');
  await page.getByRole('row', { name: /Third/ }).click();
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('counted twice');
  await page.getByRole('dialog', { name: 'Reject' }).getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('Rejected, 0 points: counted twice')).toBeVisible();
  await page.keyboard.press('Escape');

  await go(page, '/people?view=suggestions');
  await page.getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByText('No two records look like the same person.')).toBeVisible();
  await go(page, '/people');
  await page.getByRole('row', { name: /Ann Lee/ }).click();
  await expect(page.getByRole('button', { name: /^Points\s*200/ })).toBeVisible();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByLabel("Independent: nobody's employee").check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Independent · By hand').or(page.getByText(/always · By hand/))).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take apart' }).click();
  await expect(page.getByRole('button', { name: /^Points\s*100/ })).toBeVisible();

  await go(page, '/settings?tab=policy');
  await page.getByRole('button', { name: 'Write a new version' }).click();
  await page.getByLabel('Code', { exact: true }).fill('300');
  await page.getByRole('button', { name: 'What would change' }).click();
  await expect(page.getByRole('region', { name: 'What would change' })).toBeFocused();
  await expect(page.getByText('200 → 600').first()).toBeInViewport();
  await expect(page.getByText('200 → 600').first()).toBeVisible();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('Version 2 is published.')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
  await closeDoor(door);
});

test('the main job: from an empty workspace over two spreadsheets to the report, and back', async ({ browser }) => {
  test.setTimeout(300_000);
  const door = await openDoor();
  const { page, complaints } = await openPage(browser, door);
  await expect(page.getByRole('heading', { name: 'Welcome to Trellis' })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  const sheet = (name: string, text: string) => {
    const path = join(door.folder, name);
    writeFileSync(path, text);
    return path;
  };

  await page.getByRole('button', { name: 'Import a spreadsheet' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles(sheet('partners.csv', 'Company;Tier;Mail domain\nAcme Inc.;Gold;acme.example\nBeta GmbH;;beta.example\n;Silver;\n'));
  await expect(page.getByRole('table', { name: 'Columns of the file' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  await expect(page.getByRole('button', { name: 'Import 2 rows' })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('The import is in the workspace.')).toBeVisible();

  const days = Array.from(
    { length: 30 },
    (_, index) => `${index},p${index % 4}@${index % 2 ? 'acme' : 'beta'}.example,code,2026-0${7 + (index % 3)}-10`,
  );
  await go(page, '/imports/new?kind=contributions');
  await page.locator('input[type=file]').setInputFiles(sheet('work.csv', `id,email,kind,date\n${days.join('\n')}\n`));
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  await page.getByRole('button', { name: 'Import 30 rows' }).click();
  await expect(page.getByText('The import is in the workspace.')).toBeVisible();

  await go(page, '/reports/ecosystem?period=custom&from=2026-07-01&to=2026-09-30');
  await expect(page.getByRole('button', { name: /^Contributions\s+30/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Top partners' }).getByRole('row', { name: /Acme Inc\./ })).toContainText('1,500');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'HTML page' }).click();
  expect((await download).suggestedFilename()).toBe('ecosystem-report 2026-07-01 to 2026-09-30.html');

  await go(page, '/imports');
  await page.getByRole('row', { name: /work\.csv/ }).click();
  await page.getByRole('button', { name: 'Take back this import' }).click();
  await page.getByRole('button', { name: 'Take back 30 rows' }).click();
  await expect(page.getByText(/Taken back: 30/)).toBeVisible();
  expect(complaints).toEqual([]);
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
