// Excel and OpenDocument workbooks: the sheet, the header, and what cells say.
import { expect, test } from 'vitest';
import { cellsOf, readBytes } from '../../support/reading.ts';
import { openDocumentParts, sheetXml, workbookFile, workbookParts } from '../../support/workbook-file.ts';
import { zipFile } from '../../support/zip-file.ts';

const notice = (found: { notices: { code: string; value: string }[] }, code: string) =>
  found.notices.find((one) => one.code === code)?.value;

test('the first sheet in sight with a table is read, another one when it is chosen', async () => {
  const bytes = workbookFile({
    sheets: [
      {
        name: 'Hidden',
        state: 'hidden',
        xml: sheetXml([
          ['a', 'b'],
          ['1', '2'],
        ]),
      },
      { name: 'Cover', xml: sheetXml([['Our year']]) },
      {
        name: 'Data',
        xml: sheetXml([
          ['id', 'name'],
          ['1', 'Ann'],
        ]),
      },
    ],
  });
  const { found, header, rows } = await readBytes(bytes);
  expect(found.reading).toMatchObject({ format: 'xlsx', sheet: 'Data', headerLine: 1 });
  expect(found.sheets).toEqual([
    { name: 'Hidden', hidden: true },
    { name: 'Cover', hidden: false },
    { name: 'Data', hidden: false },
  ]);
  expect(notice(found, 'hidden_sheets')).toBe('Hidden');
  expect([header, ...cellsOf(rows)]).toEqual([
    ['id', 'name'],
    ['1', 'Ann'],
  ]);
  expect((await readBytes(bytes, 'file', { format: 'xlsx', sheet: 'Hidden' })).header).toEqual(['a', 'b']);
});

test('the header is found below merged titles and blank rows, and can be said', async () => {
  const xml = `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
    <row r="2"><c r="B2" t="inlineStr"><is><t>Contributions 2026</t></is></c></row>
    <row r="5"><c r="A5" t="inlineStr"><is><t>id</t></is></c><c r="B5" t="inlineStr"><is><t>name</t></is></c><c r="C5" t="inlineStr"><is><t>kind</t></is></c></row>
    <row r="7" hidden="1"><c r="A7" t="inlineStr"><is><t>x</t></is></c><c r="C7" t="inlineStr"><is><t>code</t></is></c></row>
    <row r="9"><c r="A9" t="inlineStr"><is><t>y</t></is></c></row></sheetData>
    <mergeCells><mergeCell ref="A2:C2"/><mergeCell ref="A7:A9"/></mergeCells>`;
  const { found, header, rows } = await readBytes(workbookFile({ sheets: [{ name: 'S', xml }] }));
  expect(found.reading.headerLine).toBe(5);
  expect(header).toEqual(['id', 'name', 'kind']);
  expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
    [7, ['x', '', 'code']],
    [9, ['y']],
  ]);
  expect(found.notices).toEqual([
    { code: 'hidden_columns', value: 'name' },
    { code: 'hidden_rows', value: '1' },
    { code: 'merged_cells', value: '1' },
  ]);
  const chosen = await readBytes(workbookFile({ sheets: [{ name: 'S', xml }] }), 'file', { format: 'xlsx', headerLine: 7 });
  expect(chosen.header).toEqual(['x', '', 'code']);
});

const FORMATS = ['yyyy-mm-dd', 'dd/mm/yyyy hh:mm', '[$-409]h:mm AM/PM', '000', '"Day" 0', '[h]:mm:ss', '0.00%', 'yyyy"年"m"月"d"日"'];

async function cells(written: readonly string[], from1904 = false) {
  const row = written.map((one) => (one.startsWith('<c') ? one : `<c ${one}</c>`)).join('');
  const head = written.map((_, at) => `<c t="inlineStr"><is><t>h${at}</t></is></c>`).join('');
  const read = await readBytes(
    workbookFile({
      sheets: [{ name: 'S', xml: `<sheetData><row>${head}</row><row>${row}</row></sheetData>` }],
      formats: FORMATS,
      sharedStrings: ['plain', '<r><t>rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>phonetic</t></rPh>', 'a_x000D_b_x005F_x000D_'],
      from1904,
    }),
  );
  return { ...read, cells: read.rows[0]?.cells ?? [] };
}

test('numbers keep their digits, and dates are ISO days', async () => {
  const read = await cells([
    '><v>9007199254740993</v>',
    '><v>12345678901234567890123</v>',
    '><v>0.30000000000000004</v>',
    '><v>1.1000000000000001</v>',
    '><v>1.5E+20</v>',
    '><v>-2.5E-7</v>',
    's="1"><v>45356</v>',
    's="2"><v>45356.4375</v>',
    's="3"><v>0.75</v>',
    's="4"><v>7</v>',
    's="5"><v>7</v>',
    's="6"><v>1.5</v>',
    's="7"><v>0.5</v>',
    's="8"><v>45356</v>',
  ]);
  expect(read.cells).toEqual([
    '9007199254740993',
    '12345678901234567890123',
    '0.30000000000000004',
    '1.1',
    '150000000000000000000',
    '-0.00000025',
    '2024-03-05',
    '2024-03-05 10:30:00',
    '18:00:00',
    '007',
    '7',
    '1.5',
    '0.5',
    '2024-03-05',
  ]);
  expect(notice(read.found, 'long_numbers')).toBe('3');
});

test('both systems of days are known, and the day that never was stays what it is', async () => {
  const serials = [1, 59, 60, 61, 2_958_465, 2_958_466, -1].map((serial) => `s="1"><v>${serial}</v>`);
  expect((await cells(serials)).cells).toEqual(['1900-01-01', '1900-02-28', '1900-02-29', '1900-03-01', '9999-12-31', '2958466', '-1']);
  expect((await cells(serials, true)).cells.slice(0, 3)).toEqual(['1904-01-02', '1904-02-29', '1904-03-01']);
});

test('texts, truth values, formulas and errors', async () => {
  const read = await cells([
    't="s"><v>0</v>',
    't="s"><v>1</v>',
    't="s"><v>2</v>',
    't="b"><v>1</v>',
    't="str"><f>A1&amp;"!"</f><v>Ann!</v>',
    '><f>SUM(A1)</f>',
    '><f>SUM(A1)</f><v></v>',
    't="str"><f>""</f><v></v>',
    't="e"><f>A99</f><v>#REF!</v>',
    't="e"><v>#N/A</v>',
    't="d"><v>2026-03-05T00:00:00</v>',
  ]);
  expect(read.cells).toEqual(['plain', 'rich text', 'a\rb_x000D_', 'TRUE', 'Ann!', '', '', '', '#REF!', '#N/A', '2026-03-05']);
  expect(read.rows[0]?.errors).toEqual([[8, '#REF!']]);
  expect(notice(read.found, 'formulas_without_value')).toBe('2');
  expect(notice(read.found, 'error_cells')).toBe('1 (#REF!)');
});

test('a number in a column of identifiers is told, a padded one is as it shows', async () => {
  const head = ['id', 'Employee No.', '工号', 'width'].map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  const xml = `<sheetData><row>${head}</row><row><c><v>7</v></c><c s="4"><v>7</v></c><c><v>8</v></c><c><v>9</v></c></row></sheetData>`;
  const { found, rows } = await readBytes(workbookFile({ sheets: [{ name: 'S', xml }], formats: FORMATS }));
  expect(cellsOf(rows)).toEqual([['7', '007', '8', '9']]);
  expect(notice(found, 'numbers_as_identifiers')).toBe('id, 工号');
});

test('elements with a prefix and UTF-16 parts are read, as some programs write them', async () => {
  const parts = workbookParts({ sheets: [{ name: 'S', xml: '' }] }).map((part) =>
    part.name === 'xl/worksheets/sheet1.xml'
      ? {
          name: part.name,
          content: Buffer.from(
            '\ufeff<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="str"><x:v>名称</x:v></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row></x:sheetData></x:worksheet>',
            'utf16le',
          ),
        }
      : part,
  );
  expect((await readBytes(zipFile(parts))).header).toEqual(['名称', 'b']);
});

test('an OpenDocument workbook is read as an Excel one is', async () => {
  const cell = (text: string, more = '') =>
    `<table:table-cell office:value-type="string"${more}><text:p>${text}</text:p></table:table-cell>`;
  const tables = `<table:table table:name="Notes" table:style-name="gone"><table:table-row>${cell('x')}${cell('y')}</table:table-row></table:table>
    <table:table table:name="People"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
    <table:table-row>${cell('People of 2026', ' table:number-columns-spanned="3"')}<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
    <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
    <table:table-row>${['name', 'id', 'since', 'active', 'share'].map((one) => cell(one)).join('')}</table:table-row>
    <table:table-row table:number-rows-repeated="2">
      <table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p></office:annotation><text:p>Ann<text:s text:c="2"/>Lee</text:p><text:p>Dr.</text:p></table:table-cell>
      <table:table-cell office:value-type="float" office:value="7"><text:p>007</text:p></table:table-cell>
      <table:table-cell office:value-type="date" office:date-value="2026-03-05T00:00:00"><text:p>05.03.26</text:p></table:table-cell>
      <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>
      <table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p></table:table-cell>
    </table:table-row>
    <table:table-row>${cell('#REF!', ' calcext:value-type="error" table:formula="of:=[.#REF!]"')}<table:table-cell table:formula="of:=1"/><table:table-cell office:value-type="float" office:value="9007199254740993"/></table:table-row>
    <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`;
  const styles = '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>';
  const { found, header, rows } = await readBytes(zipFile(openDocumentParts(tables, styles)));
  expect(found.reading).toMatchObject({ format: 'ods', sheet: 'People', headerLine: 4 });
  expect(found.sheets[0]).toEqual({ name: 'Notes', hidden: true });
  expect(header).toEqual(['name', 'id', 'since', 'active', 'share']);
  const ann = ['Ann  Lee\nDr.', '007', '2026-03-05', 'TRUE', '0.5'];
  expect(rows.map(({ line, cells: row }) => [line, row])).toEqual([
    [5, ann],
    [6, ann],
    [7, ['#REF!', '', '9007199254740993']],
  ]);
  expect(rows[2]?.errors).toEqual([[0, '#REF!']]);
  expect(found.notices.map(({ code }) => code)).toEqual([
    'hidden_sheets',
    'hidden_columns',
    'formulas_without_value',
    'error_cells',
    'long_numbers',
  ]);
});
