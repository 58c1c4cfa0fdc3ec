// People of an activity as a person gives them: picked from the partner's people, or written freely; their names open them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, inTerminal, openDoor } from '../support/served-program.ts';

const SHEETS = {
  partners: 'name,domain\nAcme,acme.example\n',
  contributions:
    'email,name,kind,date,title,link\nann@acme.example,Ann Lee,code,2026-01-10,One,https://x.example/1\n' +
    'bo1@acme.example,Bo Chen,code,2026-01-10,Two,https://x.example/2\nbo2@acme.example,Bo Chen,code,2026-01-10,Three,https://x.example/3\n',
};

test('people are picked or written, and open their pages', async ({ browser }) => {
  test.setTimeout(300_000);
  const door = await openDoor((workspace) => {
    for (const [kind, sheet] of Object.entries(SHEETS)) {
      const path = join(workspace, '..', `${kind}.csv`);
      writeFileSync(path, sheet);
      inTerminal('import', kind, path, '--workspace', workspace, '--yes');
    }
  });
  const { page, complaints } = await openPage(browser, door);
  await go(page, '/activities');
  await page.getByRole('button', { name: 'Log activity' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Title' }).fill('Kick-off');
  await form.getByRole('combobox', { name: 'Partners' }).click();
  await page.getByRole('option', { name: 'Acme' }).click();
  const people = form.getByRole('combobox', { name: 'People' });
  await people.click();
  await page.getByRole('option', { name: 'Bo Chen (bo2@acme.example)' }).click();
  for (const name of ['Ann Lee', 'Bo Chen', 'A guest']) {
    await people.fill(name);
    await people.press('Enter');
  }
  await form.getByRole('textbox', { name: 'Notes' }).click();
  expect(await axe(page)).toEqual([]);
  await form.getByRole('button', { name: 'Log activity' }).click();

  const row = page.getByRole('row', { name: /Kick-off/ });
  await expect(row).toContainText('Bo Chen (bo2@acme.example)+3');
  await row.getByRole('button', { name: '3 more: show all' }).click();
  await expect(row.getByText('Bo Chen (bo2@acme.example), Ann Lee, Bo Chen (several), A guest')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await row.getByRole('link', { name: 'Ann Lee' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ann Lee' })).toBeVisible();
  await expect(page.getByText(/Kick-off Acme$/)).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '1 activity' }).click();
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /Kick-off/ })
    .click();
  await expect(page.getByText('Who they are:')).toBeVisible();
  expect(complaints).toEqual([]);
  await page.context().close();
  await closeDoor(door);
});
