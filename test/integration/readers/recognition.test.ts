// What a file is, is told by its content; every format that can be named has a reader; text with odd beginnings is read or refused.
import { expect, test } from 'vitest';
import { READERS } from '../../../electron/intake/readers/index.ts';
import { UNREADABLE } from '../../../electron/intake/readers/reader.ts';
import { fileFormat } from '../../../shared/contract/imports.ts';
import chinese from '../../../shared/locales/zh-CN/failures.json' with { type: 'json' };
import { cellsOf, readBytes } from '../../support/reading.ts';

test('every format has one reader, and every reason a sentence', () => {
  expect(READERS.map(({ format }) => format).sort()).toEqual([...fileFormat.options].sort());
  expect(Object.keys(chinese.unreadable).sort()).toEqual([...UNREADABLE].sort());
});

test.each([
  ['name,email\nAnn,a@x.example\n', 'delimited'],
  ['[{"a":1}]', 'json'],
  ['{"a":1}\n{"a":2}\n', 'json'],
  ['{"projectName":"p","contributors":[{"login":"a","contributions":["code"]}]}', 'all_contributors'],
  ['# note\nlandscape:\n  - category:\n    name: A\n    subcategories:\n      - items:\n          - name: B\n', 'landscape'],
  ['Ann <a@x.example> <b@x.example>\n', 'mailmap'],
  ['ann!x.example Acme < 2020-01-01\n', 'gitdm'],
])('%j is %s under any name', async (text, format) => {
  expect((await readBytes(text, 'file.dat')).found.reading.format).toBe(format);
});

// Each took so long that it never ended while the expressions that recognise formats could match the same blanks in several ways.
test.each([
  `landscape:\n${'\n'.repeat(20_000)}${' '.repeat(20_000)}`,
  `landscape:\n${' \n'.repeat(20_000)}- category`,
  '@'.repeat(60_000),
  `${'\t'.repeat(60_000)}x`,
  `ann@x.example${' '.repeat(60_000)}\u2028`,
  `Ann: ${'@'.repeat(60_000)}`,
])('a long run of the same is looked at once (%#)', (text) => {
  const head = { name: 'file.dat', text, bytes: Buffer.from(text) };
  expect(READERS.filter(({ format, recognises }) => format !== 'delimited' && recognises(head))).toEqual([]);
});

test('a sep= line is no header, and marks in the middle are no text', async () => {
  const { found, header, rows } = await readBytes('sep=;\nname;email\nAnn;a@x.example\n\ufeffBen;b@x.example\n');
  expect(found.reading).toMatchObject({ delimiter: ';', headerLine: 2 });
  expect([header, ...cellsOf(rows)]).toEqual([
    ['name', 'email'],
    ['Ann', 'a@x.example'],
    ['Ben', 'b@x.example'],
  ]);
});

test.each(['fffe0000', '0000feff'])('UTF-32 (%s) is refused as such', async (mark) => {
  await expect(readBytes(Buffer.concat([Buffer.from(mark, 'hex'), Buffer.from('a\0\0\0,\0\0\0b\0\0\0')]))).rejects.toMatchObject({
    reason: 'utf_32',
  });
});
