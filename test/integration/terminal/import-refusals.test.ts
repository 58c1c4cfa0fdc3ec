// What an import of the terminal says about what it cannot take.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-refusals-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function trellis(args: readonly string[], language = 'en') {
  return spawnSync(process.execPath, [join(import.meta.dirname, '../../../electron/terminal.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, TRELLIS_LANGUAGE: language },
  });
}

function sheet(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('every mistake of a rejected row is told, as sentences and as one document', () => {
  const path = sheet('partners.csv', 'name,tier,joined\nBeta,adamantium,soon\nGamma,gold,2026-01-01\n');
  const options = ['--workspace', join(folder, 'w.trellis'), '--dry-run'];
  const told = trellis(['import', 'partners', path, ...options]);
  expect(told.stdout).toContain(
    'Line 2: “adamantium” is not a known value for Tier; known are: Community, Bronze, Silver, Gold, Platinum. “soon” in Joined on is not a date;',
  );
  const { rejections } = JSON.parse(trellis(['import', 'partners', path, ...options, '--json'], 'zh-CN').stdout);
  expect(rejections).toEqual([
    {
      line: 2,
      reasons: [
        expect.objectContaining({ code: 'unknown_value', field: 'tier', value: 'adamantium' }),
        { code: 'not_a_day', field: 'joinedOn', value: 'soon', sentence: '“加入日期”中的“soon”不是日期；请写成 2026-03-31 的形式。' },
      ],
    },
  ]);
});

test('of many rejected rows the first ten are told, and how many more there are', () => {
  const rows = Array.from({ length: 12 }, (_, at) => `P${at},tin\n`).join('');
  const { stdout } = trellis([
    'import',
    'partners',
    sheet('many.csv', `name,tier\n${rows}`),
    '--workspace',
    join(folder, 'w.trellis'),
    '--dry-run',
  ]);
  expect(stdout.match(/^Line \d+: /gm)).toHaveLength(10);
  expect(stdout).toContain('… and 2 more rejected rows in the file.');
});
