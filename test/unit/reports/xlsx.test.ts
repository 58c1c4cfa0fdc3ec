// Workbooks on their way out: what a cell holds is what was meant, and nothing in it is ever run.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText, sheetNames, type XlsxSheet, xlsxFile } from '../../../electron/reporting/renderers/xlsx.ts';
import { zipEntries } from '../../support/zip-entries.ts';

const SHEET: XlsxSheet = {
  name: 'Rows',
  columns: [
    { header: 'Title', kind: 'text' },
    { header: 'Phone', kind: 'code' },
    { header: 'Points', kind: 'number' },
    { header: 'Date', kind: 'day' },
    { header: 'Kind', kind: 'text', offered: { sheet: 'Words: all', column: 0, words: 2 } },
  ],
  rows: [
    ['=HYPERLINK("http://x.example")', '007', 12.5, '2026-03-05', 'Meeting'],
    ['+1', null, null, 'unknown', ''],
  ],
};
const WORDS: XlsxSheet = { name: 'Words: all', columns: [{ header: 'Kind', kind: 'text' }], rows: [['Meeting'], ['Event']] };

describe('a workbook', async () => {
  const entries = zipEntries(await xlsxFile([SHEET, WORDS]));
  const sheet = entries.get('xl/worksheets/sheet1.xml') ?? '';
  const shared = [...(entries.get('xl/sharedStrings.xml') ?? '').matchAll(/<si><t[^>]*>(.*?)<\/t><\/si>/gs)].map(([, text]) => text);
  const cell = (place: string) => {
    const [, attributes = '', value = ''] = new RegExp(`<c r="${place}"([^>]*)>(?:<v>(.*?)</v>)?`).exec(sheet) ?? [];
    return attributes.includes('t="s"') ? { text: shared[Number(value)] } : { number: Number(value) };
  };

  test('text is text, also where it looks like a formula or a number', () => {
    expect(cell('A2')).toEqual({ text: '=HYPERLINK("http://x.example")' });
    expect(cell('A3')).toEqual({ text: '+1' });
    expect(cell('B2')).toEqual({ text: '007' });
    expect(sheet).not.toContain('<f>');
  });

  test('numbers and days are typed; a day that is none stays text; blanks have no cell', () => {
    expect(cell('C2')).toEqual({ number: 12.5 });
    expect(cell('D2')).toEqual({ number: 46_086 });
    expect(cell('D3')).toEqual({ text: 'unknown' });
    expect(sheet).not.toContain('r="B3"');
    expect(entries.get('xl/styles.xml')).toContain('formatCode="yyyy-mm-dd"');
  });

  test('the header stays in sight; a column of codes is text below its rows too; words are offered from their sheet', () => {
    expect(sheet).toMatch(/<pane ySplit="1"[^>]*state="frozen"/);
    const [, style = ''] = /<c r="B2" s="(\d+)"/.exec(sheet) ?? [];
    expect(sheet).toMatch(new RegExp(`<col min="2" max="2" style="${style}"`));
    expect(sheet).toContain('sqref="E2:E10001"><formula1>\'Words all\'!$A$2:$A$3</formula1>');
    expect(sheet.indexOf('<dataValidations')).toBeGreaterThan(sheet.indexOf('</sheetData>'));
    expect(entries.get('xl/workbook.xml')).toContain('name="Words all"');
  });
});

test('any text in any cell gives a workbook of well-formed parts that hold no character XML forbids', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('_x0041_', '\u0000', '\ud800', ']]>', '<&>"\'', '\ufffe'),
  );
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), text, async (rows, name) => {
      const columns: XlsxSheet['columns'] = [
        { header: 'A', kind: 'text' },
        { header: name, kind: 'code' },
      ];
      for (const [path, xml] of zipEntries(await xlsxFile([{ name, columns, rows }]))) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(xml, path).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\ufffd\ufffd|<f>/);
        expect(xml.match(/<c /g)?.length ?? 0).toBeLessThanOrEqual(2 + 2 * rows.length);
        seen += 1;
      }
    }),
    { numRuns: 60 },
  );
  expect(seen).toBeGreaterThan(100);
});

test('cells lose what no spreadsheet can hold, and nothing else', () => {
  expect(cellText('a\u0000b\u001fc\td\ne')).toBe('abc\td\ne');
  expect(cellText('half \ud83d letter')).toBe('half \ufffd letter');
  expect(cellText('_x0041_ stays')).toBe('_x005F_x0041_ stays');
  expect(cellText('x'.repeat(40_000))).toHaveLength(32_767);
  expect(cellText('星河 🚀 ok')).toBe('星河 🚀 ok');
});

test('sheets get names that every program takes, each once', () => {
  expect(sheetNames(['A/B: [x]?*\\', "'quoted'", '', 'History', 'a', 'A'])).toEqual(['A B x', 'quoted', '3', 'History 2', 'a', 'A 2']);
  const long = sheetNames(['x'.repeat(40), 'x'.repeat(40), `${'y'.repeat(30)}🚀`]);
  expect(long.map((name) => name.length)).toEqual([31, 31, 30]);
  expect(new Set(long).size).toBe(3);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 50 }), { maxLength: 8 }), (wanted) => {
      const names = sheetNames(wanted);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(wanted.length);
      for (const name of names) expect(name).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/);
    }),
  );
});
