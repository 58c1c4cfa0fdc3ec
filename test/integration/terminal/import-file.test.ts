// Importing a file by command: what was found is said beside the answer, how it is read can be said, and whether it was applied shows.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trellis } from '../../support/terminal.ts';
import { sheetXml, workbookFile } from '../../support/workbook-file.ts';

let folder: string;
let workspace: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-import-file-'));
  workspace = join(folder, 'w.trellis');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Answer {
  applied: boolean;
  rows: number;
  created: number;
  notices: { code: string; value: string; text: string }[];
}

const run = (words: string[], env?: NodeJS.ProcessEnv) => trellis([...words, '--workspace', workspace], env);
async function answered(words: string[], env?: NodeJS.ProcessEnv): Promise<Answer & { stderr: string }> {
  const { status, stdout, stderr } = await run([...words, '--json'], env);
  if (status !== 0) throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Answer), stderr };
}

test('a change-set that was not applied does not look like an import', async () => {
  const sheet = file('partners.csv', 'name\nAcme\nGlobex\n');
  const planned = await answered(['import', 'partners', sheet]);
  expect(planned).toMatchObject({ applied: false, created: 2 });
  expect(planned.stderr).toMatch(/Nothing was applied; add --yes to apply the change-set\.\n$/);
  expect(await answered(['import', 'partners', sheet, '--dry-run', '--yes'])).toMatchObject({ applied: false, created: 2 });
  const applied = await answered(['import', 'partners', sheet, '--yes']);
  expect(applied).toMatchObject({ applied: true, created: 2 });
  expect(applied.stderr).not.toContain('--yes');
  const again = await answered(['import', 'partners', sheet, '--yes']);
  expect(again).toMatchObject({ applied: false, created: 0, unchanged: 2 });
  expect((await answered(['import', 'partners', sheet])).stderr).not.toContain('--yes');
});

describe('a mapping as a file', () => {
  const table = () => file('work.csv', 'email,link,date,commits,period\na@x.example,https://x.example/1,2026-03-01,4,2026-01-01\n');
  const columns = [
    { field: 'email', column: 0 },
    { field: 'day', column: 2 },
  ];

  test.each([
    [{ columns: [...columns, { field: 'date', column: 2 }] }, 'names the field “date”, which Contributions do not have; theirs are key, '],
    [{ columns, defaults: { knid: 'code' } }, 'names the field “knid”'],
    [{ columns, conflicts: { occured: 'keep' } }, 'names the field “occured”'],
    [{ columns: [{ field: 'email', column: 77 }] }, 'takes email from column 77, but the columns of work.csv are 0 to 4.'],
    [{ columns, dateorder: 'day_first' }, 'says “dateorder”, which a mapping does not know; it knows columns, defaults, dateOrder, '],
    [
      { columns: [{ field: 'email', column: 0, header: 'email' }] },
      'says “header”, which a mapping does not know; it knows field, column.',
    ],
    [{ columns, matchBy: 'colour' }, 'matches by “colour”; choose one of '],
  ])('%j is refused with what would be right', async (mapping, sentence) => {
    const path = file('misspelt.json', JSON.stringify(mapping));
    const { status, stdout, stderr } = await run(['import', 'contributions', table(), '--mapping', path, '--yes']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^[^\n]*\n$/);
    expect(stderr).toContain(sentence);
  });

  test('what is said of the file holds under the mapping', async () => {
    const codes = async (mapping: object) => {
      const path = file('sums.json', JSON.stringify(mapping));
      const { notices } = await answered(['import', 'contributions', table(), '--mapping', path, '--dry-run']);
      return notices.map(({ code }) => code).filter((code) => ['kind_of_commits', 'period_without_quantity'].includes(code));
    };
    const sums = [...columns, { field: 'quantity', column: 3 }, { field: 'since', column: 4 }];
    expect(await codes({ columns: sums, defaults: { kind: 'code' } })).toEqual(['kind_of_commits']);
    expect(await codes({ columns: sums })).toEqual([]);
    expect(await codes({ columns: sums, defaults: { kind: 'documentation' } })).toEqual([]);
  });
});

const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (digits: string) => `<c><v>${digits}</v></c>`;
const NUMBERS_AND_A_FORMULA = [
  `<row>${text('a@acme.example')}${number('7')}${text('One')}${number('12345678901234567')}</row>`,
  `<row>${text('b@acme.example')}${text('007')}${text('Two')}${number('1')}</row>`,
  `<row>${text('c@acme.example')}${number('9')}<c><f>1+1</f></c></row>`,
].join('');
const warned = workbookFile({
  sheets: [
    { name: 'Cover', xml: sheetXml([['Cover page']]) },
    {
      name: 'Work',
      xml: sheetXml([['email', 'key', 'title', 'number']]).replace('</sheetData>', `${NUMBERS_AND_A_FORMULA}</sheetData>`),
    },
  ],
});

test.each(['en', 'zh-CN'])('what the wizard tells of a workbook is told on the terminal (%s)', async (language) => {
  const { notices, stderr } = await answered(['import', 'contributions', file('t.xlsx', warned), '--dry-run'], {
    TRELLIS_LANGUAGE: language,
  });
  expect(notices.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['read_as', 'columns', 'formulas_without_value', 'numbers_as_identifiers', 'long_numbers']),
  );
  expect(stderr.trimEnd().split('\n')).toEqual(notices.map(({ text }) => text));
  for (const { text } of notices) expect(text).not.toMatch(/\{\{|^\w+:\w/);
  expect(stderr).toContain(language === 'en' ? 'sheet “Work”, header in row 1' : '工作表“Work”，表头在第 1 行');
  expect(stderr).toContain(language === 'en' ? 'A sheet makes 007 into 7' : '007');
});

test('of a table it is told how it was read, which columns are taken, and how days are read', async () => {
  const { notices } = await answered([
    'import',
    'contributions',
    file('semicolons.csv', 'Report of 2026\nemail;date;colour\na@acme.example;31/12/2025;red\n'),
    '--dry-run',
  ]);
  expect(notices.map(({ text }) => text)).toEqual([
    'semicolons.csv is read as Table (CSV, TSV): encoding utf-8, delimiter Semicolon, header in line 2.',
    'Columns: email → Email, date → Date.',
    'Columns not imported: colour.',
    'Dates like 03/04/2026 are read as: 3 April (day first).',
  ]);
});

describe('how a file is read can be said', () => {
  const sheets = workbookFile({
    sheets: [
      { name: 'Partners', xml: sheetXml([['name'], ['First']]) },
      { name: 'Second', xml: sheetXml([['name'], ['a title row'], ['name'], ['Beta'], ['Gamma']]) },
    ],
  });

  test('a sheet by its name or its place, and the row of its header', async () => {
    const book = file('sheets.xlsx', sheets);
    for (const sheet of ['second', '2'])
      expect(await answered(['import', 'partners', book, '--dry-run', '--sheet', sheet, '--header-row', '3'])).toMatchObject({
        created: 2,
      });
    expect(await answered(['import', 'partners', book, '--dry-run'])).toMatchObject({ rows: 1 });
  });

  test('encoding and delimiter, by word and by character', async () => {
    const table = file('words.csv', Buffer.from('name|notes\nCafé|a;b;c\n', 'latin1'));
    for (const delimiter of ['bar', '|']) {
      const { notices } = await answered([
        'import',
        'partners',
        table,
        '--dry-run',
        '--encoding',
        'windows-1252',
        '--delimiter',
        delimiter,
      ]);
      expect(notices[0]?.text).toContain('encoding windows-1252, delimiter Bar');
    }
    const wrong = await run(['import', 'partners', table, '--dry-run', '--encoding', 'utf-8']);
    expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('choose another encoding') });
  });

  test('the file of the mapping can say it too, and an option is stronger', async () => {
    const book = file('sheets.xlsx', sheets);
    const mapping = file('mapping.json', JSON.stringify({ columns: [{ field: 'name', column: 0 }], sheet: 2, headerRow: 3 }));
    expect(await answered(['import', 'partners', book, '--dry-run', '--mapping', mapping])).toMatchObject({ rows: 2 });
    expect(await answered(['import', 'partners', book, '--dry-run', '--mapping', mapping, '--header-row', '1'])).toMatchObject({ rows: 4 });
    const table = file('tabs.csv', 'name\tnotes\nAcme\tx\n');
    const wrong = file('wrong.json', JSON.stringify({ columns: [], delimiter: 'space' }));
    expect(await run(['import', 'partners', table, '--mapping', wrong])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is not a mapping'),
    });
  });

  test.each([
    [['--sheet', 'Third'], 'sheets.xlsx has no sheet “Third”; its sheets are 1 Partners, 2 Second.'],
    [['--sheet', '3'], 'its sheets are 1 Partners, 2 Second.'],
    [['--encoding', 'utf-8'], '--encoding does not apply to sheets.xlsx, which is read as Excel workbook; leave it out.'],
    [['--delimiter', 'space'], 'choose one of comma, semicolon, tab, bar.'],
    [['--encoding', 'latin'], 'choose one of utf-8, utf-16le, utf-16be, gb18030, windows-1252.'],
    [['--header-row', '21'], 'give a whole number from 1 to 20.'],
  ])('%j is wrong usage', async (option, sentence) => {
    const { status, stdout, stderr } = await run(['import', 'partners', file('sheets.xlsx', sheets), ...option]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^[^\n]*\n$/);
    expect(stderr).toContain(sentence);
  });
});

describe('what is not recognised is not guessed', () => {
  test('a file of another kind is named, and so is one without the column that is needed', async () => {
    const text = file('exporters.md', '# Exporters\n\n| name | tier |\n| --- | --- |\n| Acme | gold |\n');
    expect(await run(['import', 'partners', text, '--yes'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^exporters\.md cannot be imported: it is not in a format that can be imported; those are CSV/),
    });
    const colours = file('colours.csv', 'colour,size\nred,3\n');
    expect(await run(['import', 'partners', colours, '--yes'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'In colours.csv no column was recognised as Name; say in a --mapping file which one it is.\n',
    });
  });

  test('records that have a name and little else that is known make no people', async () => {
    const properties = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`p${at}`, 'x']));
    const events = file('events.json', JSON.stringify([{ name: 'push', description: 'A push', ...properties }]));
    expect(await run(['import', 'contributions', events, '--yes'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'Too little in events.json looks like Contributions to import it unseen; say in a --mapping file what its columns mean.\n',
    });
    const mapping = file('events-mapping.json', JSON.stringify({ columns: [{ field: 'name', column: 0 }] }));
    expect(await answered(['import', 'contributions', events, '--mapping', mapping, '--dry-run'])).toMatchObject({ created: 1 });
  });
});

describe('imports by their number', () => {
  test('one that is not there, and one that is taken back already', async () => {
    for (const command of ['show', 'revert'])
      expect(await run(['imports', command, 'zz'])).toEqual({
        status: 1,
        stdout: '',
        stderr: 'There is no import “zz”; “imports list” shows those there are.\n',
      });
    const sheet = file('revert.csv', 'name\nInitech\n');
    const { importId } = (await answered(['import', 'partners', sheet, '--yes'])) as unknown as { importId: string };
    expect(await run(['imports', 'revert', importId])).toMatchObject({ status: 0 });
    expect(await run(['imports', 'revert', importId])).toEqual({
      status: 1,
      stdout: '',
      stderr: `The import ${importId} is in the state “Taken back”; only an applied one can be taken back.\n`,
    });
  });

  test('words in tables are of the language of the terminal', async () => {
    const list = await run(['imports', 'list'], { TRELLIS_LANGUAGE: 'zh-CN' });
    expect(list.stdout).toContain('\t合作伙伴\t');
    expect(list.stdout).not.toMatch(/applied|reverted|partners\t/);
    const sheet = file('silver.csv', 'name,tier,type\nTiered,silver,user_group\n');
    await answered(['import', 'partners', sheet, '--yes']);
    const shown = await run(['partners', 'show', 'Tiered'], { TRELLIS_LANGUAGE: 'zh-CN' });
    expect(shown.stdout).not.toMatch(/silver|user_group|active|prospect/);
    expect((await run(['partners', 'show', 'Tiered'])).stdout).toMatch(/^Tiered\tSilver\tUser group\t/);
  });
});
