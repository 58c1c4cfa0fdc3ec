// Importing from git as a person does it: asked about the folder, stopped half way, gone on with, reviewed, again; and the rules of kinds.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { hasGit, makeHistory } from '../support/git-history.ts';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, openDoor } from '../support/served-program.ts';

const COMMITS = 2_600;

/** A git whose log dies after nine tenths as long as the file `broken` stands beside it. */
function brokenGit(folder: string): string {
  const shim = join(folder, 'shim');
  mkdirSync(shim);
  const script = `#!/bin/sh\nPATH='${process.env.PATH}'\ncase " $* " in *" --name-only "*) if [ -e '${shim}/broken' ]; then git "$@" > '${shim}/log'; head -c "$(($(wc -c < '${shim}/log') * 9 / 10))" '${shim}/log'; kill -9 $$; fi ;; esac\nexec git "$@"\n`;
  writeFileSync(join(shim, 'git'), script);
  chmodSync(join(shim, 'git'), 0o755);
  return shim;
}

test.skip(!hasGit || process.platform === 'win32', 'git is not installed');

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`a clone is read, broken off, gone on with and imported: ${colorScheme}, ${locale}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const say = (english: string, chinese: string) => (locale === 'zh-CN' ? chinese : english);
    const folder = mkdtempSync(join(tmpdir(), 'trellis-git-screen-'));
    const clone = join(folder, 'widget');
    makeHistory(
      clone,
      Array.from({ length: COMMITS }, (_, index) => ({ message: `fix: number ${index} ${'x'.repeat(60)}`, files: {} })),
    );
    const shim = brokenGit(folder);
    writeFileSync(join(shim, 'broken'), '');
    const path = process.env.PATH;
    process.env.PATH = `${shim}${delimiter}${path}`;
    const door = await openDoor();
    process.env.PATH = path;
    const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
    await go(page, '/imports');
    await page.getByRole('button', { name: say('From git', '从 git 导入'), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: say('Import from git', '从 git 导入') })).toBeVisible();
    expect(await axe(page)).toEqual([]);

    // By keyboard alone: what is no clone is refused in one sentence, before anybody is asked to trust it.
    const field = page.getByRole('textbox', { name: say('Folder of the clone', '克隆所在的文件夹') });
    await field.fill(join(folder, 'nowhere'));
    await field.press('Enter');
    await expect(page.getByRole('alert')).toContainText(say('There is no folder', '没有文件夹'));
    await field.fill(folder);
    await field.press('Enter');
    await expect(page.getByRole('alert')).toContainText(say('is not the top folder of a git clone', '不是 git 克隆的顶层文件夹'));
    expect(complaints.splice(0).filter((one) => !one.includes('422'))).toEqual([]);

    // Broken off, what was read is kept and shown.
    await field.fill(clone);
    await field.press('Enter');
    await expect(page.getByRole('dialog')).toContainText(clone);
    expect(await axe(page)).toEqual([]);
    await expect(page.getByRole('button', { name: say('Read it', '读取'), exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    const goOn = page.getByRole('button', { name: say('Go on', '继续读取'), exact: true });
    await expect(goOn).toBeVisible();
    await expect(page.getByRole('button', { name: say('Review the 2,000 contributions', '核对已读取的 2,000 项贡献') })).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await page.reload();
    await expect(goOn).toBeVisible();

    // Gone on with, it is whole; nobody is asked about columns.
    rmSync(join(shim, 'broken'));
    await goOn.click();
    const apply = page.getByRole('button', { name: say('Import 2,600 rows', '导入 2,600 行') });
    await expect(apply).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(say('Back to columns', '返回列设置'))).toHaveCount(0);
    expect(await axe(page)).toEqual([]);
    await apply.click();
    await expect(page.getByRole('button', { name: say('Take back this import', '撤回这次导入') })).toBeVisible({ timeout: 30_000 });

    // Known now, so not asked again; and nothing is new.
    await go(page, '/imports/git');
    await page.getByRole('button', { name: say('Read what is new in widget', '读取 widget 的新内容') }).click();
    await expect(page.getByText(say('Nothing is new in widget', 'widget 没有新内容'))).toBeVisible({ timeout: 30_000 });
    expect(await axe(page)).toEqual([]);

    // The rules: another order, a rule more, kept and given back.
    await go(page, '/settings?tab=kinds');
    const rules = page.getByRole('list', { name: say('Kinds of commits and pull requests', '提交与合并请求的类型') });
    await expect(rules.getByRole('listitem')).toHaveCount(3);
    await page.getByRole('button', { name: say('Move rule 3 up', '上移第 3 条规则') }).click();
    await page.getByRole('button', { name: say('Add a rule', '添加规则') }).click();
    await rules
      .getByRole('combobox', { name: say('Title begins with', '标题前缀') })
      .last()
      .fill('chore,');
    await page.getByRole('button', { name: say('Save rules', '保存规则') }).click();
    await expect(page.getByText(say('These are your own rules.', '目前使用您自己的规则。'))).toBeVisible();
    await page.reload();
    await expect(rules.getByText('chore')).toBeVisible();
    await expect(rules.getByRole('listitem').nth(1)).toContainText(say('Bug fix', '缺陷修复'));
    await page.getByRole('button', { name: say('Change rule 2', '修改第 2 条规则') }).click();
    await expect(page.getByRole('combobox', { name: say('Kind of rule 2', '第 2 条规则的类型') })).toHaveValue('bug_fix');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: say('Back to Trellis’ own rules', '恢复 Trellis 自带规则') }).click();
    await expect(page.getByText(say('These are Trellis’ own rules.', '目前使用 Trellis 自带的规则。'))).toBeVisible();
    await expect(rules.getByRole('listitem')).toHaveCount(3);
    expect(complaints).toEqual([]);
    await page.context().close();
    await closeDoor(door);
    rmSync(folder, { recursive: true, force: true });
  });
}
