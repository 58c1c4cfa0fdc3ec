// The import wizard as a person uses it: words that need a meaning, rules per column, a row mended, a row taken, back and reload
// without losing anything, cells pasted from a spreadsheet, a template saved and brought back filled.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, inTerminal, openDoor } from '../support/served-program.ts';

const SHEET =
  'Company;Tier;Owner;Joined;Website\nAcme Inc.;黄金;Mia;2025-04-03;\nBeta GmbH;Diamond;Mia;2025-06-05;\nGamma;Diamond;Tom;2024-08-07;\n;Silver;;;\nDelta;silver;Tom;2024-01-32;delta\nDelta;gold;Tom;;\n';

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`from a sheet with unknown words and wrong rows to partners, nothing lost on the way: ${colorScheme}, ${locale}`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const zh = locale === 'zh-CN';
    const say = (english: string, chinese: string) => (zh ? chinese : english);
    const door = await openDoor();
    const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
    await go(page, '/imports/new');
    expect(await axe(page)).toEqual([]);
    const path = join(door.folder, 'partners.csv');
    writeFileSync(path, SHEET);
    await page.locator('input[type=file]').setInputFiles(path);

    // The kind is found by the columns, and so is what is not understood.
    const columns = page.getByRole('table', { name: say('Columns of the file', '文件中的列') });
    await expect(columns).toBeVisible();
    await expect(page.getByRole('radio', { name: say('Partners', '合作伙伴') })).toBeChecked();
    const words = page.getByRole('button', { name: say('1 word not recognised', '1 个词无法识别') });
    await words.click();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('combobox', { name: say('Meaning of “Diamond”', '“Diamond”的含义') }).click();
    await page.getByRole('option', { name: say('Platinum', '白金'), exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(words).toHaveCount(0);
    await columns.getByRole('combobox', { name: say('What column Owner does to a value that is there', '“Owner”列遇到已有值时') }).click();
    await page.getByRole('option', { name: say('Fill only blanks', '只填空白') }).click();
    await page.getByText(say('Matching: what happens to what is there already', '匹配：如何处理已有的内容')).click();
    expect(await axe(page)).toEqual([]);

    // A reload loses nothing.
    await page.reload();
    await expect(columns).toBeVisible();
    await expect(words).toHaveCount(0);
    await expect(
      columns.getByRole('combobox', { name: say('What column Owner does to a value that is there', '“Owner”列遇到已有值时') }),
    ).toHaveValue(say('Fill only blanks', '只填空白'));
    await page.getByRole('button', { name: say('Compare with the workspace', '与工作区比对') }).click();
    await expect(page.getByRole('button', { name: say('Import 4 rows', '导入 4 行') })).toBeVisible();

    // A rejected row is mended in place, so the later row of the same partner is a conflict, and is taken instead.
    await page.getByText(say('Rejected 2', '被拒绝 2')).click();
    expect(await axe(page)).toEqual([]);
    const wrong = page.getByRole('row', { name: /2024-01-32/ });
    await expect(wrong).toContainText(say('2 mistakes:', '2 处错误：'));
    await wrong.click();
    // Each cell says what is wrong with it, and only that.
    const [joined, website] = [page.getByRole('textbox', { name: 'Joined' }), page.getByRole('textbox', { name: 'Website' })];
    await expect(joined).toBeFocused();
    await expect(joined).toHaveAccessibleDescription(/2024-01-32/);
    await expect(website).toHaveAccessibleDescription(/^[^0-9]*delta[^0-9]*$/);
    await expect(page.getByRole('textbox', { name: 'Owner' })).not.toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Escape');
    await expect(joined).toHaveCount(0);
    await wrong.click();
    await joined.fill('2024-01-31');
    await website.fill('delta.example');
    // What was mended is not thrown away by a stray key, nor by one that was meant for what lies above it.
    await page.keyboard.press('Control+k');
    const palette = page.getByPlaceholder(say('Search partners', '搜索合作伙伴'));
    await expect(palette).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(joined).toHaveValue('2024-01-31');
    await expect(website).toHaveValue('delta.example');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: say('Check this row again', '重新检查此行') }).click();
    await page.getByText(say('Conflict 1', '冲突 1')).click();
    await page.getByRole('row', { name: /Delta/ }).click();
    await page.getByRole('button', { name: say('Take this row', '采用此行') }).click();
    await expect(page.getByText(say('Rejected 2', '被拒绝 2'))).toBeVisible();

    // Back to the columns and forth again: all of it is still there.
    await page.getByRole('button', { name: say('Back to columns', '返回列设置') }).click();
    await expect(columns).toBeVisible();
    await page.getByRole('button', { name: say('Compare with the workspace', '与工作区比对') }).click();
    await expect(page.getByText(say('Rejected 2', '被拒绝 2'))).toBeVisible();
    await page.getByRole('button', { name: say('Import 4 rows', '导入 4 行') }).click();
    await expect(page.getByText(say('The import is in the workspace.', '内容已写入工作区'))).toBeVisible();
    await go(page, '/partners');
    await expect(page.getByRole('row', { name: /Delta/ })).toContainText(say('Gold', '金牌'));
    await expect(page.getByRole('row', { name: /Gamma/ })).toContainText(say('Platinum', '白金'));
    expect(complaints).toEqual([]);
    await page.context().close();
    await closeDoor(door);
  });
}

test('a column that is filled at the start of each group is asked about, never filled in by itself', async ({ browser }) => {
  test.setTimeout(300_000);
  const door = await openDoor();
  const { page, complaints } = await openPage(browser, door);
  await go(page, '/imports/new');
  const sheet = 'Email\tKind\tTitle\nann@x.example\tcode\tOne\n\tcode\tTwo\n\treview\tThree\nben@x.example\tcode\tFour\n\tcode\tFive\n';
  await page.getByRole('textbox', { name: 'Or paste' }).fill(sheet);
  await page.getByText('Contributions', { exact: true }).click();
  const asked = page.getByRole('group', { name: 'Empty cells of Email' });
  await expect(asked).toContainText('Filled only at the start of each group.');
  await expect(page.getByRole('group', { name: 'Empty cells of Kind' })).toHaveCount(0);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  await expect(page.getByRole('button', { name: 'Import 2 rows' })).toBeVisible();

  await page.getByRole('button', { name: 'Back to columns' }).click();
  await asked.getByRole('button', { name: 'Fill in from above' }).click();
  await expect(asked).toHaveCount(0);
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  await expect(page.getByRole('button', { name: 'Import 5 rows' })).toBeVisible();
  expect(complaints).toEqual([]);
  await page.context().close();
  await closeDoor(door);
});

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`dates that can be read in two ways are asked about, and nothing is chosen beforehand: ${colorScheme}, ${locale}`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const zh = locale === 'zh-CN';
    const say = (english: string, chinese: string) => (zh ? chinese : english);
    const door = await openDoor();
    const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
    await go(page, '/imports/new');
    await page.getByRole('textbox', { name: say('Or paste', '或者粘贴') }).fill('Email\tKind\tDate\nann@x.example\tcode\t03/04/2025\n');
    await page.getByText(say('Contributions', '贡献'), { exact: true }).click();
    const asked = page.getByRole('radiogroup', {
      name: say('Which comes first in dates like 03/04/2025?', '形如 03/04/2025 的日期，哪个在前？'),
    });
    const [dayFirst, monthFirst] = [
      asked.getByRole('radio', { name: say('The day', '日在前') }),
      asked.getByRole('radio', { name: say('The month', '月在前') }),
    ];
    await expect(dayFirst).toHaveAccessibleDescription(say('03/04/2025 → Apr 3, 2025', '03/04/2025 → 2025年4月3日'));
    await expect(monthFirst).toHaveAccessibleDescription(say('03/04/2025 → Mar 4, 2025', '03/04/2025 → 2025年3月4日'));
    for (const radio of [dayFirst, monthFirst]) await expect(radio).not.toBeChecked();
    expect(await axe(page)).toEqual([]);

    // Without a choice it goes no further, and says why.
    const compare = page.getByRole('button', { name: say('Compare with the workspace', '与工作区比对') });
    await compare.click();
    await expect(asked).toHaveAccessibleDescription(new RegExp(say('Choose which comes first', '请选择先后')));
    await expect(dayFirst).toBeFocused();
    expect(await axe(page)).toEqual([]);

    // What is no date of the import is not asked about.
    const date = page.getByRole('combobox', { name: say('Meaning of column Date', '“Date”列的含义') });
    await date.click();
    await page.getByRole('option', { name: say('Title', '标题'), exact: true }).click();
    await expect(asked).toHaveCount(0);
    await date.click();
    await page.getByRole('option', { name: say('Date', '日期'), exact: true }).click();
    for (const radio of [dayFirst, monthFirst]) await expect(radio).not.toBeChecked();

    await dayFirst.focus();
    await page.keyboard.press('ArrowDown');
    await expect(monthFirst).toBeChecked();
    expect(await axe(page)).toEqual([]);
    await page.reload();
    await expect(monthFirst).toBeChecked();
    await compare.click();
    await expect(page.getByRole('row', { name: /ann@x\.example/ })).toContainText('2025-03-04');
    expect(complaints).toEqual([]);
    await page.context().close();
    await closeDoor(door);
  });
}

test('cells pasted from a spreadsheet are a sheet like any other, and a mapping is kept for the next one', async ({ browser }) => {
  test.setTimeout(300_000);
  const door = await openDoor();
  const { page, complaints } = await openPage(browser, door);
  const paste = async (text: string) => {
    await go(page, '/imports/new');
    await page.getByRole('textbox', { name: 'Or paste' }).fill(text);
  };
  await paste('Wer\tWas\tWann\nann@x.example\tcode\t2026-01-02\n');
  await page.getByText('Contributions', { exact: true }).click();
  for (const [column, meaning] of [
    ['Wer', 'Email'],
    ['Was', 'Kind'],
    ['Wann', 'Date'],
  ]) {
    await page.getByRole('combobox', { name: `Meaning of column ${column}` }).click();
    await page.getByRole('option', { name: meaning, exact: true }).click();
  }
  await page.getByRole('button', { name: 'Keep this mapping…' }).click();
  await page.getByRole('textbox', { name: 'Name of the mapping' }).fill('Zeiterfassung');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Kept mapping' })).toHaveValue('Zeiterfassung');
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  await page.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByText('The import is in the workspace.')).toBeVisible();

  await paste('Wann\tWer\tWas\n2026-01-03\tben@x.example\treview\n');
  await page.getByText('Contributions', { exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Meaning of column Wer' })).toHaveValue('Email');
  await page.getByRole('button', { name: 'Compare with the workspace' }).click();
  await expect(page.getByRole('button', { name: 'Import 1 row' })).toBeVisible();
  expect(complaints).toEqual([]);
  await page.context().close();
  await closeDoor(door);
});

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`a template of activities is saved, filled, and brought in; its rows are found again: ${colorScheme}, ${locale}`, async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const zh = locale === 'zh-CN';
    const say = (english: string, chinese: string) => (zh ? chinese : english);
    const partners = zh ? '名称\n星河云计算\n远帆咨询\n' : 'name\nNorthwind Cloud\nHarbor Consulting\n';
    const door = await openDoor((workspace) => {
      const sheet = `${workspace}.csv`;
      writeFileSync(sheet, partners);
      inTerminal('import', 'partners', sheet, '--yes', '--workspace', workspace);
    });
    const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
    await go(page, '/activities');
    await page.getByRole('button', { name: say('Import', '导入'), exact: true }).click();
    const template = page.getByRole('group', { name: say('Or take a template to fill', '或者下载模板填写') });
    await expect(template.getByRole('button')).toHaveCount(2);
    await go(page, '/imports/new');
    await template.getByRole('combobox', { name: say('Template of', '模板种类') }).click();
    await page.getByRole('option', { name: say('Activities', '活动'), exact: true }).click();
    expect(await axe(page)).toEqual([]);
    for (const [button, name] of [
      [say('Excel workbook', 'Excel 工作簿'), say('Activities template.xlsx', '活动模板.xlsx')],
      [say('CSV file', 'CSV 文件'), say('Activities template.csv', '活动模板.csv')],
    ] as const) {
      const download = page.waitForEvent('download');
      await template.getByRole('button', { name: button }).click();
      expect((await download).suggestedFilename()).toBe(name);
      await (await download).saveAs(join(door.folder, name));
    }
    await page.locator('input[type=file]').setInputFiles(join(door.folder, say('Activities template.csv', '活动模板.csv')));

    // Every column is known, whatever the kind was said to be.
    await expect(page.getByRole('radio', { name: say('Activities', '活动') })).toBeChecked();
    const columns = page.getByRole('table', { name: say('Columns of the file', '文件中的列') });
    await expect(columns.getByRole('combobox', { name: say('Meaning of column Outcome', '“成果”列的含义') })).toHaveValue(
      say('Outcome', '成果'),
    );
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: say('Compare with the workspace', '与工作区比对') }).click();
    await expect(page.getByRole('button', { name: say('Import 2 rows', '导入 2 行') })).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: say('Import 2 rows', '导入 2 行') }).click();
    await page.getByRole('link', { name: say('Show its activities', '查看导入的活动') }).click();
    const review = page.getByRole('row', { name: say('Quarterly review', '季度回顾') });
    await expect(review).toContainText(say('Northwind Cloud', '星河云计算'));
    await expect(page.getByRole('button', { name: /template\.csv|活动模板\.csv/ })).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await review.click();
    await expect(page.getByRole('textbox', { name: say('Outcome', '成果') })).toHaveValue(
      say('Plan for the connector agreed', '确定连接器计划'),
    );
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
    await closeDoor(door);
  });
}
