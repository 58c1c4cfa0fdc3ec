// Whoever works by keyboard goes on where they were: every drawer and dialog gives the focus back to what opened it, however it is closed.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { go, openPage } from '../support/screen-page.ts';
import { closeDoor, type Door, inTerminal, openDoor } from '../support/served-program.ts';

let door: Door;
test.beforeAll(async () => {
  door = await openDoor((workspace) => inTerminal('demo', '--workspace', workspace));
});
test.afterAll(() => closeDoor(door));

/** Opens a dialog by keyboard and closes it, once by each way; `open` begins at the opener, which has the focus. */
async function closes(
  page: Page,
  opener: Locator,
  dialog: Locator,
  ways: readonly ('Escape' | 'Close' | 'Cancel')[] = ['Escape', 'Close', 'Cancel'],
  open: () => Promise<void> = () => page.keyboard.press('Enter'),
): Promise<void> {
  for (const way of ways) {
    await opener.focus();
    await open();
    await expect(dialog, `${way}: opened`).toBeVisible();
    // The dialog takes the focus once it stands.
    await expect(dialog.locator(':focus')).toHaveCount(1);
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await dialog.getByRole('button', { name: way, exact: true }).click();
    await expect(dialog, `${way}: closed`).toHaveCount(0);
    await expect(opener, `${way}: focus`).toBeFocused();
  }
}

/** The page of somebody who reached levels and has an employer. */
async function openPerson(page: Page, row = 3): Promise<void> {
  await go(page, '/people');
  await page.getByRole('row').nth(row).click();
  await expect(page.getByRole('button', { name: 'Add an entry' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Affiliations' })).toBeVisible();
}

test('what opens over a list gives the focus back to the list', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/activities');
  const list = page.getByRole('rowgroup', { name: 'Activities' });
  await closes(page, list, page.getByRole('dialog', { name: 'Keyboard shortcuts' }), ['Escape', 'Close'], () =>
    page.keyboard.press('Shift+?'),
  );
  await closes(page, list, page.getByRole('dialog', { name: 'Edit activity' }), ['Escape', 'Close', 'Cancel'], () =>
    page.keyboard.press('Enter'),
  );
  await closes(page, list, page.getByRole('dialog', { name: 'Log activity' }), ['Escape'], () => page.keyboard.press('Alt+l'));
  await list.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder(/Search partners/)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(list).toBeFocused();
  await page.context().close();
});

test('the buttons of lists get the focus back', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/leaderboard');
  const save = page.getByRole('button', { name: 'Save as a board' });
  const board = page.getByRole('dialog', { name: 'Save as a board' });
  await closes(page, save, board);
  await save.focus();
  await page.keyboard.press('Enter');
  await board.getByRole('textbox', { name: 'Name' }).fill('Reviews count double');
  await board.getByRole('button', { name: 'Save' }).click();
  await expect(board).toHaveCount(0);
  await expect(save).toBeFocused();

  await go(page, '/recognition?tab=milestones');
  await closes(page, page.getByRole('button', { name: 'Announce' }).nth(2), page.getByRole('dialog', { name: 'Announce' }), [
    'Escape',
    'Close',
  ]);

  await go(page, '/partners');
  await closes(page, page.getByRole('button', { name: 'Register partner' }), page.getByRole('dialog', { name: 'Register partner' }));
  await go(page, '/contributions');
  await closes(page, page.getByRole('button', { name: 'Add an entry' }), page.getByRole('dialog', { name: 'Add a ledger entry' }));

  await go(page, '/reports/ecosystem');
  const figure = page.getByRole('button', { name: /^Contributions/ }).first();
  const rows = page.getByRole('dialog', { name: 'Contributions' });
  await closes(page, figure, rows, ['Escape', 'Close']);
  await figure.click();
  const list = rows.getByRole('rowgroup', { name: 'Ledger' });
  await closes(page, list, page.getByRole('dialog', { name: 'Ledger entry' }), ['Escape', 'Close'], () => page.keyboard.press('Enter'));
  await page.context().close();
});

test('what opens on a person’s page gives the focus back, also when it was chosen from a menu', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await openPerson(page);
  const more = page.getByRole('button', { name: 'More' });
  const choose = (name: string) => async () => {
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name }).focus();
    await page.keyboard.press('Enter');
  };
  const merge = page.getByRole('dialog', { name: /^Merge another record into/ });
  await closes(page, more, merge, ['Escape', 'Close', 'Cancel'], choose('Merge with another record'));
  await closes(page, more, page.getByRole('dialog', { name: 'Rename' }), ['Escape', 'Close', 'Cancel'], choose('Rename'));
  await closes(page, more, page.getByRole('dialog', { name: /^Forget/ }), ['Escape', 'Close', 'Cancel'], choose('Forget this person'));
  await closes(page, page.getByRole('button', { name: 'Add an entry' }), page.getByRole('dialog', { name: 'Add a ledger entry' }));
  await closes(page, page.getByRole('button', { name: 'Announce' }).first(), page.getByRole('dialog', { name: 'Announce' }), [
    'Escape',
    'Close',
  ]);
  const affiliation = page.getByRole('dialog', { name: /^Where .* worked$/ });
  await closes(page, page.getByRole('button', { name: 'Add', exact: true }), affiliation);
  await closes(page, page.getByRole('button', { name: /^Change the affiliation with/ }).first(), affiliation);

  await more.focus();
  await choose('Merge with another record')();
  await merge.getByRole('combobox', { name: 'Other record' }).fill('Oskar Pereira');
  await page
    .getByRole('option', { name: /^Oskar Pereira/ })
    .first()
    .click();
  await merge.getByRole('button', { name: 'Merge' }).click();
  await expect(merge).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Merged records' })).toBeVisible();
  await expect(more).toBeFocused();

  const add = page.getByRole('button', { name: 'Add', exact: true });
  await add.focus();
  await page.keyboard.press('Enter');
  await affiliation.getByLabel("Independent: nobody's employee").check();
  await affiliation.getByRole('button', { name: 'Save' }).click();
  await expect(affiliation).toHaveCount(0);
  await expect(add).toBeFocused();

  await more.focus();
  await choose('Rename')();
  await page.getByRole('dialog', { name: 'Rename' }).getByRole('textbox', { name: 'Name' }).fill('Somebody Else');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Somebody Else' })).toBeVisible();
  await expect(more).toBeFocused();
  await page.context().close();
});

test('where the opener is gone afterwards, the focus stays near it', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/contributions');
  await page.getByRole('rowgroup', { name: 'Ledger' }).focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('dialog', { name: 'Ledger entry' });
  const reject = entry.getByRole('button', { name: 'Reject' });
  await closes(page, reject, page.getByRole('dialog', { name: 'Reject' }));
  await reject.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Reason' }).fill('counted twice');
  await page.getByRole('dialog', { name: 'Reject' }).getByRole('button', { name: 'Reject' }).click();
  await expect(entry.getByText('Rejected, 0 points: counted twice')).toBeVisible();
  await expect(reject).toHaveCount(0);
  await expect(page.locator(':focus')).toHaveCount(1);
  expect(await entry.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('rowgroup', { name: 'Ledger' })).toBeFocused();

  await openPerson(page, 5);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Forget this person' }).click();
  await page
    .getByRole('dialog', { name: /^Forget/ })
    .getByRole('button', { name: 'Forget this person' })
    .click();
  await expect(page.getByRole('button', { name: 'More' })).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  await page.context().close();
});

test('a backup is restored by keyboard and the focus comes back to its row', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/settings?tab=backups');
  await page.getByRole('button', { name: 'Back up now' }).click();
  const restore = page.getByRole('table', { name: 'Backups' }).getByRole('button', { name: 'Restore' }).last();
  const asked = page.getByRole('dialog', { name: 'Restore this backup?' });
  await closes(page, restore, asked);
  await restore.focus();
  await page.keyboard.press('Enter');
  await asked.getByRole('button', { name: 'Restore' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Backup restored')).toBeVisible();
  await expect(asked).toHaveCount(0);
  await expect(restore).toBeFocused();
  await page.context().close();
});

test('the further names of a list in a drawer are closed by Escape alone, and keep no key from the program', async ({ browser }) => {
  const { page, complaints } = await openPage(browser, door);
  await go(page, '/reports/ecosystem');
  await page
    .getByRole('button', { name: /^Activities/ })
    .first()
    .click();
  const drawer = page.getByRole('dialog', { name: 'Activities' });
  const more = drawer.getByRole('button', { name: /more: show all$/ }).first();
  const all = page.locator('[popover]:popover-open');
  await expect(more).toBeVisible();
  for (const tabs of [1, 0]) {
    await more.focus();
    await page.keyboard.press('Enter');
    await expect(all.getByRole('link').first()).toBeVisible();
    for (let tab = 0; tab < tabs; tab += 1) await page.keyboard.press('Tab');
    if (tabs > 0) await expect(all.getByRole('link').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(all).toHaveCount(0);
    await expect(drawer).toBeVisible();
    await expect(more).toBeFocused();
  }

  const palette = page.getByPlaceholder(/Search partners/);
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const opened of [false, true])
    for (const [key, over] of [
      ['Control+k', palette],
      ['Shift+?', shortcuts],
    ] as const) {
      await more.focus();
      if (opened) {
        await page.keyboard.press('Enter');
        await expect(all.getByRole('link').first()).toBeVisible();
        await page.keyboard.press('Tab');
        await expect(all.getByRole('link').first()).toBeFocused();
      }
      await page.keyboard.press(key);
      await expect(over).toBeVisible();
      await expect(all).toHaveCount(0);
      await expect(more).not.toBeFocused();
      await page.keyboard.press('Escape');
      await expect(over).toHaveCount(0);
      await expect(drawer).toBeVisible();
      await expect(more).toBeFocused();
    }

  // The list stays where it is below the names, and Enter on the number opens no activity.
  await page.keyboard.press('Enter');
  await expect(all.getByRole('link').first()).toBeVisible();
  const list = drawer.getByRole('rowgroup', { name: 'Activities' });
  await page.keyboard.press('End');
  expect(await list.evaluate((body) => body.scrollTop)).toBe(0);
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(all).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a rule that is moved by keyboard keeps the focus on its button, to the end of the list', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/settings?tab=kinds');
  const rules = page.getByRole('list', { name: 'Kinds of commits and pull requests' }).getByRole('listitem');
  const third = (await rules.nth(2).locator('p').nth(1).innerText()).trim();
  // Another rule whose fields are open must not take it.
  await page.getByRole('button', { name: 'Change rule 2' }).click();
  await expect(page.getByRole('combobox', { name: 'Kind of rule 2' })).toBeFocused();
  await page.getByRole('button', { name: 'Move rule 3 up' }).focus();
  for (const number of [2, 1]) {
    await page.keyboard.press('Enter');
    await expect(rules.nth(number - 1)).toContainText(third);
    await expect(page.getByRole('button', { name: `Move rule ${number} up` })).toBeFocused();
  }
  await expect(page.getByRole('combobox', { name: 'Kind of rule 3' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(rules.nth(0)).toContainText(third);
  await page.keyboard.press('Tab');
  for (const number of [2, 3]) {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: `Move rule ${number} down` })).toBeFocused();
    await expect(rules.nth(number - 1)).toContainText(third);
  }
  await page.getByRole('button', { name: 'Move rule 3 up' }).click();
  await page.getByRole('button', { name: 'Save rules' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
  await page.context().close();
});

test('what lies beside a page goes when the page does', async ({ browser }) => {
  const { page } = await openPage(browser, door);
  await go(page, '/leaderboard');
  await go(page, '/contributions');
  await page.getByRole('rowgroup', { name: 'Ledger' }).getByRole('row').nth(2).click();
  const entry = page.getByRole('dialog');
  await expect(entry).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Leaderboard' })).toBeVisible();
  await expect(entry).toHaveCount(0);
  await page.context().close();
});
