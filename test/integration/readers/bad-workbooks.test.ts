// Workbooks that are none, that are damaged, or that were made to do harm: one clear reason each, soon, and little memory.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodeProcess } from '../../../electron/intake/readers/apart/node-process.ts';
import { createReadApart, type StartReadingProcess } from '../../../electron/intake/readers/apart/read-apart.ts';
import { READING_PROCESS, readApart, readBytes } from '../../support/reading.ts';
import { openDocumentParts, sheetXml, workbookFile, workbookParts } from '../../support/workbook-file.ts';
import { type ZipPart, zipFile } from '../../support/zip-file.ts';

const good = {
  sheets: [
    {
      name: 'S',
      xml: sheetXml([
        ['id', 'name'],
        ['1', 'Ann'],
      ]),
    },
  ],
};
const withPart = (name: string, part: Partial<ZipPart>) =>
  workbookParts(good).map((one) => (one.name === name ? { ...one, ...part } : one));
const withSheet = (xml: string) => workbookFile({ sheets: [{ name: 'S', xml }] });
const SHEET = 'xl/worksheets/sheet1.xml';
const row = (cells: string, attributes = '') => `<sheetData><row ${attributes}>${cells}</row></sheetData>`;

const REFUSED: readonly (readonly [string, string, () => Uint8Array])[] = [
  [
    'an encrypted workbook',
    'encrypted',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  ['a workbook of Excel 97', 'old_workbook', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
  [
    'a binary workbook',
    'binary_workbook',
    () => zipFile(withPart('_rels/.rels', { content: String(workbookParts(good)[1]?.content).replace('workbook.xml', 'workbook.bin') })),
  ],
  ['an archive of something else', 'no_workbook', () => zipFile([{ name: 'a.txt', content: 'a' }])],
  ['an encrypted part', 'encrypted', () => zipFile(withPart(SHEET, { says: { flags: 1 } }))],
  ['an archive cut off', 'damaged', () => zipFile(workbookParts(good)).subarray(0, 900)],
  ['a part whose sum is wrong', 'damaged', () => zipFile(withPart(SHEET, { says: { crc: 1 } }))],
  ['a part that is no XML', 'damaged', () => zipFile(withPart(SHEET, { content: '<worksheet><sheetData>' }))],
  [
    'a row that comes twice',
    'damaged',
    () => withSheet('<sheetData><row r="1"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row></sheetData>'),
  ],
  ['a text that is not there', 'damaged', () => withSheet(row('<c t="s"><v>5</v></c>'))],
  ['a cell beyond XFD', 'beyond_sheet', () => withSheet(row('<c r="XFE1"><v>1</v></c>'))],
  ['a row beyond 1048576', 'beyond_sheet', () => withSheet(row('<c><v>1</v></c>', 'r="1048577"'))],
  ['a document type', 'unsafe', () => zipFile(withPart(SHEET, { content: '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' }))],
  ['nesting without end', 'too_deep', () => withSheet('<a>'.repeat(200) + '</a>'.repeat(200))],
  ['no rows at all', 'empty', () => withSheet('<sheetData/>')],
  ['a header of 100,000 columns', 'beyond_sheet', () => withSheet(row('<c><v>1</v></c>'.repeat(100_000)))],
];

test.each(REFUSED)('%s is refused as %s', async (_, reason, make) => {
  await expect(readBytes(make())).rejects.toMatchObject({ reason });
});

const MANY = 30 << 20;
const repeated = (text: string, bytes: number) => text.repeat(Math.ceil(bytes / text.length));

/** Each asks for far more than it gives. */
const BOMBS: readonly (readonly [string, () => Uint8Array])[] = [
  ['blanks in a sheet', () => withSheet(repeated(' ', MANY))],
  ['one endless text', () => withSheet(row(`<c t="str"><v>${repeated('a', MANY)}</v></c>`))],
  ['one endless attribute', () => withSheet(row(`<c t="${repeated('a', MANY)}"/>`))],
  ['one endless name', () => withSheet(`<${repeated('a', MANY)}/>`)],
  ['one endless comment', () => withSheet(`<!--${repeated('a', MANY)}-->`)],
  ['endless shared texts', () => workbookFile({ ...good, sharedStrings: [repeated('a', MANY)] })],
  [
    'endless styles',
    () =>
      zipFile(
        withPart('xl/styles.xml', { content: `<styleSheet><cellXfs>${repeated('<xf numFmtId="0"/>', MANY)}</cellXfs></styleSheet>` }),
      ),
  ],
  [
    'endless sheets',
    () =>
      zipFile(withPart('xl/workbook.xml', { content: `<workbook><sheets>${repeated('<sheet name="a"/>', 100_000)}</sheets></workbook>` })),
  ],
  [
    'parts without end',
    () => zipFile([...workbookParts(good), ...Array.from({ length: 2_500 }, (_, at) => ({ name: `a${at}`, content: '' }))]),
  ],
  ['a part that says it is small', () => zipFile(withPart(SHEET, { content: repeated('<a/>', MANY), says: { size: 100 } }))],
  [
    'a shared text in a million cells',
    () =>
      workbookFile({
        sheets: [{ name: 'S', xml: `<sheetData>${'<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'.repeat(4_000)}</sheetData>` }],
        sharedStrings: [randomBytes(300_000).toString('hex')],
      }),
  ],
  [
    'a row repeated a million times over',
    () =>
      zipFile(
        openDocumentParts(
          `<table:table table:name="S">${`<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" table:number-columns-repeated="400"><text:p>a</text:p></table:table-cell></table:table-row>`.repeat(3)}</table:table>`,
        ),
      ),
  ],
];

const MOST_MB = 300;
const SAYS_ITS_PEAK = "data:text/javascript,process.on('exit', () => console.error(process.resourceUsage().maxRSS))";

/** The reading process, which also says how much memory it had at most. */
function startMeasured(peak: { mb: number }): StartReadingProcess {
  return (script, argument) => {
    const child = spawn(process.execPath, ['--import', SAYS_ITS_PEAK, fileURLToPath(script), argument], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
      peak.mb = Number(said) / 1024;
    });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    return { output: child.stdout, ended, kill: () => void child.kill('SIGKILL') };
  };
}

test.each(BOMBS)('a bomb of %s is refused, and the process that reads it stays small', async (name, make) => {
  const path = join(folder, 'bomb');
  writeFileSync(path, make());
  const peak = { mb: Number.NaN };
  let measured: Promise<unknown> = Promise.resolve();
  const start = startMeasured(peak);
  const read = createReadApart({
    script: READING_PROCESS,
    start: (...given) => {
      const child = start(...given);
      measured = child.ended;
      return { ...child, kill: () => undefined };
    },
  });
  const format = name.startsWith('a row repeated') ? 'ods' : 'xlsx';
  const rows = async () => {
    for await (const piece of read({ what: 'rows', format, path, reading: {} })) expect(piece).not.toBe('');
  };
  await expect(rows()).rejects.toMatchObject({ reason: expect.stringMatching(/^(?:too_large|damaged|beyond_sheet)$/) });
  await measured;
  expect(peak.mb).toBeLessThan(MOST_MB);
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-apart-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that does what the script says instead of reading. */
async function readWith(script: string, longestSilenceMs?: number): Promise<string[]> {
  const path = join(folder, `${Math.random()}.mjs`);
  writeFileSync(path, script);
  const read = createReadApart({ script: new URL(`file://${path}`), start: startNodeProcess, longestSilenceMs });
  const pieces: string[] = [];
  for await (const piece of read({ what: 'rows', format: 'xlsx', path: '', reading: {} })) pieces.push(piece);
  return pieces;
}

test('a process that says nothing is ended, one that dies or says nonsense is told', async () => {
  await expect(readWith('for (;;);', 300)).rejects.toMatchObject({ reason: 'stopped' });
  await expect(readWith('console.log("R[]"); process.exit(3)')).rejects.toMatchObject({ reason: 'stopped' });
  await expect(readWith('const a = []; for (;;) a.push(new Array(1e5).fill({}))')).rejects.toMatchObject({ reason: 'too_large' });
  await expect(readWith('console.log("U{}")')).rejects.toThrow();
  expect(await readWith('console.log("."); console.log("R[[1,[]]]"); console.log("E")')).toEqual(['[[1,[]]]']);
});

test('reading ends with whoever asked for it', async () => {
  const path = join(folder, 'w.xlsx');
  writeFileSync(path, workbookFile({ sheets: [{ name: 'S', xml: sheetXml(Array.from({ length: 20_000 }, (_, at) => [`a${at}`, 'b'])) }] }));
  const request = { what: 'rows', format: 'xlsx', path, reading: {} } as const;
  for await (const piece of readApart(request)) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  const abort = new AbortController();
  let pieces = 0;
  for await (const _ of readApart(request, abort.signal)) {
    pieces += 1;
    abort.abort();
  }
  expect(pieces).toBeLessThan(40);
});
