// What the rows of a change-set say, under each other: as many fields as fit beside each other, the rest behind their words.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, openDoor } from '../support/served-program.ts';

const SHEET = [
  'email,name,login,kind,date,title,link,repository',
  'mei@harbor.example,Mei Lin,meilin,code,2026-03-11,Retry uploads,https://github.com/acme/engine/pull/1,acme/engine',
  'jo@harbor.example,Jo Weber,jo,review,2026-04-02,Mend the scheduler,https://github.com/acme/engine/pull/2,acme/engine',
].join('\n');

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`new rows stand in columns, as many as the window has room for: ${colorScheme}, ${locale}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const say = (english: string, chinese: string) => (locale === 'zh-CN' ? chinese : english);
    const door = await openDoor();
    const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
    await go(page, '/imports/new');
    writeFileSync(join(door.folder, 'march.csv'), SHEET);
    await page.locator('input[type=file]').setInputFiles(join(door.folder, 'march.csv'));
    await page.getByRole('button', { name: say('Compare with the workspace', '与工作区比对') }).click();

    const rows = page.getByRole('table', { name: say('Change-set', '变更清单') });
    const headers = rows.getByRole('columnheader');
    const always = say('Take,Line,Row,Name,Kind,Date,Points', '导入,行号,内容,姓名,类型,日期,积分').split(',');
    await expect(headers).toHaveText([...always, say('Also', '其他')]);
    const first = rows.getByRole('row', { name: /Retry uploads/ });
    await expect(first.getByRole('cell').nth(4)).toHaveText(say('Code', '代码'));
    await expect(first.getByRole('cell').last()).toContainText(say('Email: mei@harbor.example', '邮箱: mei@harbor.example'));
    expect(await axe(page)).toEqual([]);

    await page.setViewportSize({ width: 1920, height: 1080 });
    const others = say('Email,GitHub login,Link,Repository', '邮箱,GitHub 账号,链接,代码仓库').split(',');
    await expect(headers).toHaveText([...always, ...others]);
    await expect(first.getByRole('cell').last()).toHaveText('acme/engine');
    expect(complaints).toEqual([]);
    await page.context().close();
    await closeDoor(door);
  });
}

test('what only a later row says stands behind its word', async ({ browser }) => {
  test.setTimeout(300_000);
  const door = await openDoor();
  const { page } = await openPage(browser, door);
  await go(page, '/imports/new');
  const rows = Array.from({ length: 60 }, (_, at) => `a@x.example,code,2026-01-05,Part ${at},${at === 59 ? 'https://x.example/59' : ''}`);
  writeFileSync(join(door.folder, 'long.csv'), ['email,kind,date,title,link', ...rows].join('\n'));
  await page.locator('input[type=file]').setInputFiles(join(door.folder, 'long.csv'));
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  const table = page.getByRole('table', { name: 'Change-set' });
  await expect(table.getByRole('columnheader').last()).toHaveText('Also');
  await page.getByRole('searchbox', { name: 'Search rows' }).fill('Part 59');
  await expect(
    table
      .getByRole('row', { name: /Part 59/ })
      .getByRole('cell')
      .last(),
  ).toHaveText('Link: https://x.example/59');
  await page.context().close();
  await closeDoor(door);
});
