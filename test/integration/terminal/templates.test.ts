// Templates and the kinds that are about partners, as terminal commands: out without a workspace, and back into one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-templates-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function trellis(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'electron/terminal.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, TRELLIS_LANGUAGE: 'en', TRELLIS_WORKSPACE: join(folder, 'not-there', 'w.trellis') },
  });
  return { status, stdout, stderr };
}

test('templates are written without a workspace, and what they hold comes back into one, once', () => {
  const workspace = join(folder, 'w.trellis');
  for (const [kind, rows] of [
    ['partners', 3],
    ['contacts', 3],
    ['activities', 2],
  ] as const) {
    const out = join(folder, `${kind}.csv`);
    const written = trellis('imports', 'template', kind, '--out', out, '--language', 'zh-CN', '--json');
    expect(JSON.parse(written.stdout)).toEqual({ out, bytes: readFileSync(out).byteLength });
    const first = trellis('import', kind, out, '--workspace', workspace, '--yes', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({ rows, unchanged: 0, conflicts: 0, rejected: 0, rejectedFile: null });
    const second = trellis('import', kind, out, '--workspace', workspace, '--yes', '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({ rows, created: 0, changed: 0, unchanged: rows });
  }
});

test('a workbook by its ending; anything else, an unknown kind and an unknown language are refused in one sentence', () => {
  const out = join(folder, 'contacts.xlsx');
  expect(trellis('imports', 'template', 'contacts', '--out', out)).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
  for (const [words, sentence] of [
    [['contacts', '--out', join(folder, 'contacts.ods')], 'must end in .xlsx or .csv'],
    [['tiers', '--out', out], '“tiers” cannot be imported'],
    [['contacts', '--out', join(folder, 'nowhere', 'x.csv')], 'cannot be written'],
    [['contacts', '--out', out, '--language', 'de'], 'de'],
  ] as const) {
    const { status, stdout, stderr } = trellis('imports', 'template', ...words);
    expect([status === 0, stdout]).toEqual([false, '']);
    expect(stderr).toContain(sentence);
  }
});
