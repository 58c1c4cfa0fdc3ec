// A workbook in the import wizard: what is worth knowing of it is said, another sheet can be chosen, and what cannot be read is told.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { axe, go, openPage } from '../support/screen-page.ts';
import { closeDoor, openDoor } from '../support/served-program.ts';
import { sheetXml, workbookFile } from '../support/workbook-file.ts';

const PARTNERS = `<cols><col min="3" max="3" hidden="1"/></cols>${sheetXml([
  ['Partners of 2026'],
  ['Partner', 'Tier', 'Owner'],
  ['Acme', 'Gold', 'Mia'],
]).replace('</sheetData>', '<row><c t="inlineStr"><is><t>Beta</t></is></c><c t="e"><f>A99</f><v>#REF!</v></c></row></sheetData>')}`;
const WORKBOOK = workbookFile({
  sheets: [
    { name: 'Partners', xml: PARTNERS },
    {
      name: 'People',
      xml: sheetXml([
        ['Name', 'Email', 'Employer'],
        ['Ann', 'a@x.example', 'Acme'],
      ]),
    },
    { name: 'Old', state: 'hidden', xml: sheetXml([['x', 'y']]) },
  ],
});

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test(`a workbook with several sheets, an error cell and hidden parts: ${colorScheme}, ${locale}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const say = (english: string, chinese: string) => (locale === 'zh-CN' ? chinese : english);
    const door = await openDoor();
    const { page, complaints } = await openPage(browser, door, { colorScheme, locale });
    const choose = async (name: string, bytes: Uint8Array) => {
      await go(page, '/imports/new');
      writeFileSync(join(door.folder, name), bytes);
      await page.locator('input[type=file]').setInputFiles(join(door.folder, name));
    };
    await choose('partners.xlsx', WORKBOOK);
    const columns = page.getByRole('table', { name: say('Columns of the file', '文件中的列') });
    await expect(columns).toBeVisible();
    await expect(page.getByRole('combobox', { name: say('Format', '格式') })).toHaveValue(say('Excel workbook', 'Excel 工作簿'));
    // Folded into one line, so that the columns stay in sight.
    await expect(columns).toBeInViewport();
    expect(await axe(page)).toEqual([]);
    await page.getByText(say('3 things to know about this file: hidden sheets', '关于此文件有 3 点需要了解：隐藏的工作表')).click();
    await expect(page.getByText(say('Hidden sheets: Old.', '有隐藏的工作表：Old。'))).toBeVisible();
    await expect(page.getByText(say('Hidden columns are read too: Owner', '隐藏的列也会读取：Owner'))).toBeVisible();
    await expect(page.getByText(say('instead of a value: 1 (#REF!)', '以错误代替值的单元格：1 (#REF!) 个'))).toBeVisible();
    expect(await axe(page)).toEqual([]);

    const sheet = page.getByRole('combobox', { name: say('Sheet', '工作表') });
    await sheet.click();
    await page.getByRole('option', { name: 'People', exact: true }).click();
    await expect(columns.getByText('a@x.example')).toBeVisible();
    await sheet.click();
    await page.getByRole('option', { name: 'Partners', exact: true }).click();
    await expect(columns.getByText('Acme')).toBeVisible();

    await page.getByRole('button', { name: say('Compare with the workspace', '与工作区比对') }).click();
    await page.getByText(say('Rejected 1', '被拒绝 1')).click();
    await expect(page.getByText(say('Tier holds the error #REF!', '“等级”的单元格是错误值 #REF!')).first()).toBeVisible();
    expect(await axe(page)).toEqual([]);

    expect(complaints).toEqual([]);
    await choose('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    await expect(page.getByText(say('it is a workbook of Excel 97–2003', '它是 Excel 97–2003 的工作簿'))).toBeVisible();
    await page.context().close();
    await closeDoor(door);
  });
}
