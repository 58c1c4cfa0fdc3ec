// JSON in the shapes it comes in: records become rows, names become columns, and nothing about a record is lost on the way.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createElementCutter } from '../../../electron/intake/readers/json/json-elements.ts';
import { cellsOf, readBytes } from '../../support/reading.ts';

const table = async (text: string) => {
  const { found, header, rows } = await readBytes(text);
  expect(found.reading.format).toBe('json');
  return [header, ...cellsOf(rows)];
};
const EXPECTED = [
  ['id', 'name', 'kind'],
  ['1', 'Ann', ''],
  ['2', '', 'code'],
];

test('an array, an object around an array, one record a line, and one record alone', async () => {
  expect(await table('[{"id":1,"name":"Ann"},{"id":2,"kind":"code"}]')).toEqual(EXPECTED);
  expect(await table('{"total":2,"tags":["a"],"items":[{"id":1,"name":"Ann"},{"id":2,"kind":"code"}],"next":{"list":[]}}')).toEqual(
    EXPECTED,
  );
  expect(await table('\ufeff{"id":1,"name":"Ann"}\r\n\n{"id":2,"kind":"code"}\n')).toEqual(EXPECTED);
  expect(await table('{\n  "id": 1,\n  "name": "Ann"\n}\n')).toEqual([
    ['id', 'name'],
    ['1', 'Ann'],
  ]);
});

test('nested values come under dotted names, deeper ones as JSON; every digit stays, and __proto__ is a name like any other', async () => {
  const record =
    '{"a":{"b":{"c":1,"d":{"e":[1]}}},"ids":["x","y"],"rows":[{"z":1}],"n":9007199254740993,"f":1.50,"no":null,"yes":true,"__proto__":{"x":"p"},"constructor":"k"}';
  expect(await table(`[${record}]`)).toEqual([
    ['a.b.c', 'a.b.d', 'ids', 'rows', 'n', 'f', 'no', 'yes', '__proto__.x', 'constructor'],
    ['1', '{"e":[1]}', 'x; y', '[{"z":1}]', '9007199254740993', '1.5', '', 'true', 'p', 'k'],
  ]);
});

test('a record that cannot be read is refused with its reason, and the others are taken', async () => {
  const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
  const { rows } = await readBytes(`[{"a":1},{"a":},7,${deep},,{"a":"${'x'.repeat(1 << 20)}"},{"a":2}]`);
  expect(rows.map(({ line, refused }) => [line, refused?.code])).toEqual([
    [1, undefined],
    [2, 'not_json'],
    [3, 'not_a_record'],
    [4, 'too_deep'],
    [5, 'not_json'],
    [6, 'too_long_record'],
    [7, undefined],
  ]);
  const lines = await readBytes('{"a":1}\n{"a":\n{"a":2}\n');
  expect(lines.rows.map(({ line, refused }) => [line, refused?.code])).toEqual([
    [1, undefined],
    [2, 'not_json'],
    [3, undefined],
  ]);
});

test.each([
  ['[{"a":1},{"a":2}', 'not_json'],
  ['[{"a":1}] and more', 'not_json'],
  ['{"a":[{"b":1}],"c":[{"d":1}]}', 'several_lists'],
  ['[]', 'empty'],
  ['[[1,2],[3,4]]', 'no_records'],
  [`[{${Array.from({ length: 600 }, (_, at) => `"k${at}":1`).join()}}]`, 'too_many_columns'],
])('%j is refused', async (text, reason) => {
  await expect(readBytes(text)).rejects.toMatchObject({ reason });
});

test('cut anywhere into pieces, an array has the same elements', () => {
  const inner = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(
      fc.array(inner, { maxLength: 8 }),
      fc.boolean(),
      fc.nat({ max: 2 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      (list, wrapped, space, sizes) => {
        const text = JSON.stringify(wrapped ? { before: { list: [list] }, 'the "list"': list, after: [list, 1] } : list, null, space);
        const cutter = createElementCutter(wrapped ? { in: 'object', name: 'the "list"' } : { in: 'array' });
        const elements: string[] = [];
        for (let at = 0; at < text.length; ) {
          const size = sizes.next().value as number;
          elements.push(...cutter.cut(text.slice(at, at + size)));
          at += size;
        }
        expect(cutter.complete()).toBe(true);
        expect(elements.map((one) => JSON.parse(one))).toEqual(JSON.parse(JSON.stringify(list)));
      },
    ),
    { numRuns: 2_000 },
  );
});
