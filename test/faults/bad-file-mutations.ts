// Ways in which files go wrong: by hand, on the way, and on purpose.
import type { Random } from '../../electron/features/workspace/demo/random.rules.ts';

/** Put into a text somewhere: what readers of some format trip over. */
const AWKWARD: readonly string[] = [
  '"',
  '""',
  '"\n',
  "'",
  '\0',
  '\r',
  '\n',
  '\r\n',
  ',',
  ';',
  '\t',
  '|',
  '\ufeff',
  '\u202e',
  '\u0085',
  '\u2028',
  '\\',
  '\\"',
  'sep=;\n',
  '=cmd|calc!A1',
  '@SUM(1)',
  '1e999',
  '-0',
  'NaN',
  '9'.repeat(400),
  '9007199254740993',
  '0x1F',
  '31/02/2026',
  '2026-13-45',
  '60',
  '__proto__',
  '"__proto__":{"polluted":true},',
  '{"a":',
  '}',
  '[',
  ']',
  ':',
  'null',
  '\\ud800',
  '"\\ud800"',
  '//',
  '/*',
  '*a',
  '&a ',
  '<<: *a',
  '!!js/function ',
  '%YAML 9',
  '- ',
  '  ',
  '---\n',
  '? ',
  ': |\n',
  '<',
  '>',
  '&',
  '&#0;',
  '&#xD800;',
  '&amp;',
  '&lol;',
  '_xD800_',
  '_x0000_',
  '<!DOCTYPE a [<!ENTITY a "b">]>',
  '<![CDATA[',
  ']]>',
  '<?xml?>',
  '</row>',
  '</c>',
  '<c>',
  '<row>',
  '<row r="1">',
  ' r="XFE1"',
  ' r="A1048577"',
  ' r="0"',
  ' t="s"',
  ' t="e"',
  ' s="99999"',
  '<v>',
  '<f>A1</f>',
  '<is><t>x</t></is>',
  ' hidden="1"',
  ' table:number-rows-repeated="1048577"',
  ' table:number-columns-repeated="-1"',
  '\uffff',
  '李',
  '𝒜',
];
const HUGE: readonly (() => string)[] = [
  () => 'A'.repeat(200_000),
  () => `"${'B'.repeat(1_200_000)}`,
  () => ','.repeat(100_000),
  () => 'x,'.repeat(100_000),
  () => '['.repeat(20_000),
  () => '{"a":'.repeat(20_000),
  () => '<a>'.repeat(20_000),
  () => '<c><v>1</v></c>'.repeat(100_000),
  () => '- '.repeat(5_000),
  () => '\n'.repeat(50_000),
  () => '"'.repeat(50_001),
  () => `{${Array.from({ length: 2_000 }, (_, at) => `"k${at}":1`).join()}}`,
];

const somewhere = (random: Random, length: number) => random.below(length + 1);

export function mutateText(text: string, random: Random): string {
  let result = text;
  for (let times = 1 + random.below(4); times > 0; times -= 1) {
    const at = somewhere(random, result.length);
    const to = Math.min(result.length, at + random.below(60));
    const ways: readonly (() => string)[] = [
      () => result.slice(0, at) + random.pick(AWKWARD) + result.slice(at),
      () => result.slice(0, at) + random.pick(AWKWARD) + result.slice(to),
      () => result.slice(0, at) + result.slice(to),
      () => result.slice(0, to) + result.slice(at),
      () => result.slice(0, at),
      () => result.replaceAll(random.pick([',', '\n', '"', ':', '<v>', ' ']), random.pick([';', '\r', '', '\t', '\0', '\n\n'])),
    ];
    const huge = random.below(40) === 0;
    result = huge ? result.slice(0, at) + random.pick(HUGE)() + result.slice(at) : random.pick(ways)();
  }
  return result;
}

const MARKS = ['fffe', 'feff', 'efbbbf', 'fffe0000', '0000feff', '504b0304', 'd0cf11e0a1b11ae1', 'eda080', 'c328', 'ff', '00'];

export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const result = Buffer.from(bytes);
  const at = somewhere(random, result.length);
  const to = Math.min(result.length, at + 1 + random.below(64));
  const mark = Buffer.from(random.pick(MARKS), 'hex');
  const ways: readonly (() => Uint8Array)[] = [
    () => {
      for (let flips = 1 + random.below(8); flips > 0 && result.length > 0; flips -= 1) {
        const one = random.below(result.length);
        result.writeUInt8(result.readUInt8(one) ^ (1 << random.below(8)), one);
      }
      return result;
    },
    () => result.subarray(0, at),
    () => result.fill(0, at, to),
    () => Buffer.concat([result.subarray(0, at), mark, result.subarray(at)]),
    () => Buffer.concat([mark, result]),
    () => Buffer.from(result.toString(), random.below(2) === 0 ? 'utf16le' : 'latin1'),
    () => Buffer.concat([result, result]),
    () => Buffer.concat([result.subarray(0, at), result.subarray(to)]),
  ];
  return random.pick(ways)();
}
