// Delimited text is read no faster than its rows are used.
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows } from '../../../electron/intake/readers/index.ts';
import { readApart } from '../../support/reading.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-pace-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reading = { format: 'delimited', encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null } as const;

test('what stands further on in a file is not read before the rows in front of it are used', async () => {
  const path = join(folder, 'long.csv');
  const rows = Array.from({ length: 200_000 }, (_, row) => `${row},Improve part ${row} of the pipeline\n`).join('');
  // No text in UTF-8: whoever reads this far finds out.
  writeFileSync(path, Buffer.concat([Buffer.from(`id,title\n${rows}`), Buffer.from([0xff, 0xfe, 0x0a])]));
  const batches = readRows(path, reading, readApart);
  const first = await batches.next();
  expect(first.value?.[0]).toEqual({ line: 1, cells: ['id', 'title'] });
  // As long as it takes to read the whole file a few times, nobody asks for more rows.
  for (let time = 0; time < 3; time += 1) for await (const _ of createReadStream(path));
  let read = first.value?.length ?? 0;
  await expect(async () => {
    for (;;) {
      const next = await batches.next();
      if (next.done) return;
      read += next.value.length;
    }
  }).rejects.toMatchObject({ reason: 'encoding' });
  expect(read).toBeGreaterThan(190_000);
});
