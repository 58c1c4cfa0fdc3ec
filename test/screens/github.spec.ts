// Importing from a code host as a person does it: a wrong name, a token, a limit that is waited for, a stop, going on, the change-set.
import { expect, test } from '@playwright/test';
import { startFakeGithub } from '../support/fake-github.ts';
import { FAULTS } from '../support/github-faults.ts';
import { MADE_ROWS, madeRepositories } from '../support/made-repositories.ts';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, openDoor } from '../support/served-program.ts';

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`a repository is read, stopped while it waits, gone on with, and imported: ${colorScheme}, ${locale}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const say = (english: string, chinese: string) => (locale === 'zh-CN' ? chinese : english);
    const fake = await startFakeGithub(madeRepositories(), { now: Date.now });
    fake.token = 'ghp_typed_by_a_person';
    const door = await openDoor();
    const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
    await go(page, '/imports');
    await page.getByRole('button', { name: say('From GitHub', '从 GitHub') }).click();
    const names = page.getByRole('textbox', { name: say('Repositories', '仓库'), exact: true });
    const start = page.getByRole('button', { name: say('Read from GitHub', '开始读取') });
    await start.click();
    await expect(page.getByText(say('Name at least one repository, or an organisation.', '请至少填写一个仓库或一个组织。'))).toBeVisible();
    await names.fill('acme/engine/more');
    await start.click();
    await expect(page.getByText(/acme\/engine\/more”/)).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await names.fill('https://github.com/acme/engine\nacme/site');
    await page.getByRole('textbox', { name: say('Address of the API', 'API 地址') }).fill(fake.api);
    await page.getByRole('checkbox', { name: say('Answers', '解答') }).check();
    expect(await axe(page)).toEqual([]);

    // Without a token it is refused, in one sentence.
    await start.click();
    await expect(page.getByRole('alert')).toContainText(say('refuses the token', '拒绝了该令牌'));
    complaints.length = 0;
    await page.getByPlaceholder(say('Paste a token', '粘贴令牌')).fill(fake.token);
    await page.getByRole('button', { name: say('Keep', '保存'), exact: true }).click();
    await expect(
      page.getByText(say('A token is kept in memory until Trellis ends.', '令牌只在内存中，Trellis 退出后即清除。')),
    ).toBeVisible();

    // A limit is waited for where the person can see it; stopping keeps what was read.
    fake.faults.set(fake.asked.length + 6, FAULTS['hourly limit']);
    await start.click();
    await expect(page.getByText(say('Goes on in', '等待后继续')).first()).toBeVisible();
    await expect(page.locator('output')).toContainText(/^(?:30|29):\d\d$/);
    await expect(page.getByText(say('allowance of requests is used up until', '请求次数已用完'))).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: say('Stop and keep what was read', '停止并保留已读内容') }).click();
    await expect(page.getByText(say('Stopped. What was read is kept.', '已停止，已读取的内容已保留。'))).toBeVisible();
    expect(await axe(page)).toEqual([]);

    // Gone on with, it ends at the change-set by itself.
    await page.getByRole('button', { name: say('Go on', '继续读取'), exact: true }).click();
    const rows = Object.keys(MADE_ROWS).filter((key) => !key.includes('release')).length;
    const apply = page.getByRole('button', { name: say(`Import ${rows} rows`, `导入 ${rows} 行`) });
    await expect(apply).toBeVisible({ timeout: 30_000 });
    expect(await axe(page)).toEqual([]);
    await apply.click();
    await expect(page.getByText(say('The import is in the workspace.', '内容已写入工作区'))).toBeVisible();

    // Earlier ones stand below the form; a second time there is nothing new but how far it was read.
    await go(page, '/imports/github');
    await expect(page.getByRole('table', { name: say('Read before', '以前读取的内容') })).toContainText(say('Read completely', '已读完'));
    expect(await axe(page)).toEqual([]);
    await start.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: say('Note how far it was read', '记下读取进度') })).toBeVisible({ timeout: 30_000 });

    // Nobody answers: one sentence.
    await fake.close();
    await go(page, '/imports/github');
    await start.click();
    await expect(page.getByRole('alert')).toContainText(say('The code host does not answer', '代码托管平台没有响应'), { timeout: 30_000 });
    expect(complaints.filter((one) => !/422/.test(one))).toEqual([]);
    await page.context().close();
    await closeDoor(door);
  });
}
