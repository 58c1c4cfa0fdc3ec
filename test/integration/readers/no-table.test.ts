// What is no table is refused, whatever could be cut at commas and bars in it; and a cell that has no end is told for what it is.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detectFile, readRows } from '../../../electron/intake/readers/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-no-table-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const apart = () => {
  throw new Error('nothing here is read apart');
};
function file(name: string, content: string) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, name };
}
const formatOf = (name: string, content: string) =>
  detectFile(file(name, content), apart).then(
    ({ reading }) => reading.format,
    (error: { reason?: string }) => error.reason ?? error,
  );

const TABLE = 'name,tier\nAcme,gold\n';

test.each([
  ['exporters.md', '# Exporters\n\n| name | tier |\n| --- | --- |\n| Acme | gold |\n'],
  ['sigs.yaml', 'workinggroups:\n- dir: wg-iot-edge\n  name: IoT Edge, and more\n'],
  ['PRODUCT.yml', 'vendor: Acme\nname: Acme Kubernetes\n'],
  ['page.html', TABLE],
  ['table', '<!DOCTYPE html>\n<table><tr><td>Acme, gold</td></tr></table>\n'],
  ['export.csv', '<html><body><table></table></body></html>'],
  ['notes.txt', '---\ntitle: Notes, and more\n---\n'],
  ['build.sh', '#!/bin/sh\necho a,b\n'],
])('%s is no table', async (name, content) => {
  expect(await formatOf(name, content)).toBe('unknown_format');
});

test.each(['partners.csv', 'partners.txt', 'partners', 'partners.dat', 'partners.2026', 'Acme Inc. partners'])(
  '%s may be one',
  async (name) => {
    expect(await formatOf(name, TABLE)).toBe('delimited');
  },
);

test('who says what the cells are separated by is believed', async () => {
  const { reading } = await detectFile(file('table.md', 'name|tier\nAcme|gold\n'), apart, { delimiter: '|' });
  expect(reading).toMatchObject({ format: 'delimited', delimiter: '|' });
});

async function reading(content: string) {
  const { path } = file('long.csv', content);
  let rows = 0;
  for await (const batch of readRows(path, { format: 'delimited', encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null }, apart))
    rows += batch.length;
  return rows;
}

test('a cell without end is no open quotation mark, and an open one is no long cell', async () => {
  const long = 'x'.repeat(3 << 20);
  const lines = 'x,y\n'.repeat(1 << 20);
  await expect(reading(`email,title\na@b.example,ok\na@b.example,${long}\na@b.example,ok\n`)).rejects.toMatchObject({
    reason: 'cell_too_long',
    line: 3,
  });
  await expect(reading(`email,title\n"a@b.example",ok\na@b.example,${long}\n`)).rejects.toMatchObject({ reason: 'cell_too_long', line: 3 });
  await expect(reading(`email,title\na@b.example,"${lines}`)).rejects.toMatchObject({ reason: 'unterminated_quote', line: 2 });
  await expect(reading(`email,title\na@b.example,"${long}`)).rejects.toMatchObject({ reason: 'unterminated_quote', line: 2 });
  expect(await reading(`email,title\na@b.example,${'x'.repeat(900_000)}\n`)).toBe(2);
});
