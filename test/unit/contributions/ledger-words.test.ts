// Searching the words of many texts finds exactly the rows whose text contains what was searched for.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachWord, markRowsWith, searchKey, wordTableBuilder } from '../../../electron/features/contributions/ledger-words.rules.ts';
import { textKey } from '../../../shared/values/text-key.ts';

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    'B',
    '1',
    '12',
    ' ',
    '  ',
    '/',
    '//',
    '.',
    '-',
    '#',
    '修',
    '复',
    '修复',
    '，',
    'Ａ',
    'É',
    'ß',
    'カ',
    '한',
    '😀',
    '\t',
  ],
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

function found(rows: readonly (readonly string[])[], search: string, among?: readonly boolean[]): boolean[] {
  const builder = wordTableBuilder();
  for (const fields of rows) builder.add(fields);
  const marks = new Uint8Array(rows.length);
  markRowsWith(builder.finish(), searchKey(search), marks, among && Uint8Array.from(among, Number));
  return [...marks].map((one) => one === 1);
}

test('a search finds what plain containment finds, and nothing else', () => {
  let hits = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 12 }), text, (rows, search) => {
      fc.pre(textKey(search) !== '');
      const expected = rows.map((fields) => fields.some((field) => textKey(field).includes(textKey(search))));
      hits += expected.filter(Boolean).length;
      expect(found(rows, search)).toEqual(expected);
    }),
    { numRuns: 3_000 },
  );
  expect(hits).toBeGreaterThan(100);
});

test('of some rows that are asked about those are found that would be found among all', () => {
  let hits = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, fc.boolean()), { minLength: 1, maxLength: 12 }), text, (rows, search) => {
      fc.pre(textKey(search) !== '');
      const fields = rows.map(([title, link]) => [title, link]);
      const among = rows.map(([, , asked]) => asked);
      const expected = found(fields, search).map((one, row) => one && among[row] === true);
      hits += expected.filter(Boolean).length;
      expect(found(fields, search, among).map((one, row) => one && among[row] === true)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
  expect(hits).toBeGreaterThan(50);
});

test('frequent and seldom words are found alike, whatever way is taken', () => {
  const rows = Array.from({ length: 9_000 }, (_, index) => [`Improve part ${index} of the pipeline`, `https://git.example/pull/${index}`]);
  for (const search of ['pipeline', 'of the', 'part 12', '4711', 'pull/55', 'e', 'part 8999 of', 'pipelines', '12 of the pipe']) {
    const expected = rows.map((fields) => fields.some((field) => field.toLowerCase().includes(search)));
    expect(found(rows, search), search).toEqual(expected);
  }
});

test('more distinct words than two bytes can number', () => {
  const rows = Array.from({ length: 12_000 }, (_, row) => [Array.from({ length: 6 }, (_, word) => `w${row * 6 + word}x`).join(' ')]);
  expect(found(rows, 'w71999x').filter(Boolean)).toHaveLength(1);
  expect(found(rows, '0x w1').filter(Boolean).length).toBe(rows.filter(([one]) => one?.includes('0x w1')).length);
});

test('the words of a text are the text', () => {
  fc.assert(
    fc.property(text, (one) => {
      const words: string[] = [];
      eachWord(one, (word) => words.push(word));
      expect(words.join('')).toBe(one);
    }),
  );
});
