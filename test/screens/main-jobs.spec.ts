// The main jobs from beginning to end: from an empty workspace over two spreadsheets to the report and back, and putting ledger, people and
// policy right.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, inTerminal, openDoor } from '../support/served-program.ts';

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
