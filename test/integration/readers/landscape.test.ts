// A CNCF landscape: members and partners, one row per organisation; and YAML made to do harm.
import { expect, test } from 'vitest';
import { cellsOf, readBytes } from '../../support/reading.ts';

const item = (name: string, more = '') => `          - item:\n            name: ${name}\n${more}`;
const part = (category: string, subcategory: string, items: string) =>
  `  - category:\n    name: ${category}\n    subcategories:\n      - subcategory:\n        name: ${subcategory}\n        items:\n${items}`;
const key = (name: string, value: string) => `            ${name}: ${value}\n`;

const FILE = `# a comment\nlandscape:\n${part(
  'Kubernetes Training Partner',
  'Kubernetes Training Partner',
  item('HPE (KTP)', key('homepage_url', 'https://education.hpe.com/') + key('crunchbase', 'https://www.crunchbase.com/organization/hpe')),
)}${part('App Definition', 'Database', item('Some Database (SDB)', key('project', 'sandbox')))}${part(
  'CNCF Members',
  'Platinum',
  item(
    'Hewlett Packard Enterprise (member)',
    key('homepage_url', 'https://hpe.com/') +
      key('crunchbase', 'https://www.crunchbase.com/organization/hpe/') +
      key('enduser', 'true') +
      key('twitter', 'null'),
  ) + item('Example (EX) (member)', '            description: >-\n              Two  lines\n              of text.\n'),
)}`;

test('one organisation in two roles is one row; suffixes, levels and types stand in columns of their own', async () => {
  const { found, header, rows } = await readBytes(FILE, 'landscape.yml');
  expect(found.reading.format).toBe('landscape');
  const records = cellsOf(rows).map((cells) => Object.fromEntries(cells.map((cell, at) => [header[at], cell])));
  expect(records).toHaveLength(2);
  expect(records[0]).toMatchObject({
    name: 'Hewlett Packard Enterprise',
    role: 'KTP; member',
    type: 'Kubernetes Training Partner',
    'membership level': 'Platinum',
    website: 'https://hpe.com/',
    'end user': 'yes',
    twitter: '',
  });
  expect(records[1]).toMatchObject({ name: 'Example (EX)', role: 'member', type: '', description: 'Two lines of text.' });
  expect(rows.map(({ line }) => line)).toEqual([9, 34]);
  expect(found.notices).toEqual([
    { code: 'several_roles', value: 'Hewlett Packard Enterprise' },
    { code: 'not_partners', value: '1' },
  ]);
});

const bomb = (depth: number) =>
  `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: depth }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`).join('\n')}\n`;

test.each([
  ['aliases that multiply', `${bomb(12)}landscape:\n  - category: *a12\n`, 'no_landscape'],
  [
    'a list that is an alias',
    `a: &a\n  - item:\n    name: A\nlandscape:\n  - category:\n    subcategories:\n      - items: *a\n`,
    'no_landscape',
  ],
  ['nesting without end', `landscape:\n  - category: ${'['.repeat(100_000)}\n`, /^(?:too_deep|not_yaml|too_large)$/],
  ['a file cut off in a quotation', `${FILE}            logo: 'abc\n`, 'not_yaml'],
  ['bytes that are no UTF-8', Buffer.concat([Buffer.from(FILE), Buffer.from([0xff, 0xfe, 0x41])]), 'encoding'],
])('%s: refused', async (_, text, reason) => {
  await expect(readBytes(text, 'landscape.yml', { format: 'landscape' })).rejects.toMatchObject({
    reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
  });
});
