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

test('dates whose order the file leaves open are refused with what to add, and read by the order that is given', () => {
  const path = sheet('open.csv', 'email,kind,date\nann@x.example,code,03/04/2025\n');
  const into = ['--workspace', join(folder, 'dates.trellis'), '--yes', '--json'];
  for (const [language, said] of [
    ['en', 'or some of its dates prove the one and some the other; add --date-order day-first or --date-order month-first'],
    ['zh-CN', '请加上 --date-order day-first 或 --date-order month-first'],
  ] as const) {
    const refused = trellis(['import', 'contributions', path, ...into], language);
    expect({ status: refused.status, stdout: refused.stdout }).toEqual({ status: 1, stdout: '' });
    expect(refused.stderr).toContain(said);
    expect(refused.stderr).toContain('03/04/2025');
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  }
  const mapping = sheet(
    'mapping.json',
    JSON.stringify({
      columns: [
        { field: 'email', column: 0 },
        { field: 'day', column: 2 },
      ],
    }),
  );
  expect(trellis(['import', 'contributions', path, '--mapping', mapping, ...into]).stderr).toContain('"dateOrder": "day_first"');
  expect(trellis(['import', 'contributions', path, '--date-order', 'american', ...into]).status).toBe(2);
  expect(JSON.parse(trellis(['import', 'contributions', path, '--date-order', 'month-first', ...into]).stdout)).toMatchObject({
    created: 1,
  });
  const board = (from: string, to: string) =>
    JSON.parse(
      trellis(['contributors', 'leaderboard', '--from', from, '--to', to, '--workspace', join(folder, 'dates.trellis'), '--json']).stdout,
    ).total;
  expect([board('2025-03-04', '2025-03-04'), board('2025-04-03', '2025-04-03')]).toEqual([1, 0]);
  // What a file proves is no question, whatever the command says of those that leave it open.
  const proven = sheet('proven.csv', 'email,kind,date\nben@x.example,code,03/25/2025\nben@x.example,code,04/05/2025\n');
  const read = trellis(['import', 'contributions', proven, '--date-order', 'day-first', ...into]);
  expect(JSON.parse(read.stdout)).toMatchObject({ created: 2, rejected: 0 });
  expect([board('2025-04-05', '2025-04-05'), board('2025-05-04', '2025-05-04')]).toEqual([1, 0]);
});

test('dates that some value decides, and dates like 2025-04-03, need no order', () => {
  for (const [name, dates] of [
    ['decided', '03/04/2025\nben@x.example,code,25/04/2025'],
    ['iso', '2025-04-03'],
  ] as const) {
    const path = sheet(`${name}.csv`, `email,kind,date\nann@x.example,code,${dates}\n`);
    const done = trellis(['import', 'contributions', path, '--workspace', join(folder, `${name}.trellis`), '--yes', '--json']);
    expect(JSON.parse(done.stdout)).toMatchObject({ rejected: 0 });
  }
});

test('what is left out of a sheet is told before anything else', () => {
  const path = sheet('quarters.csv', 'email,kind,quarter\nann@x.example,code,2025-Q3\n');
  const options = ['import', 'contributions', path, '--workspace', join(folder, 'notices.trellis'), '--dry-run'];
  expect(trellis(options).stderr).toMatch(/^A period is left out: quarter\. /m);
  expect(JSON.parse(trellis([...options, '--json'], 'zh-CN').stdout).notices).toContainEqual({
    code: 'period_without_quantity',
    value: 'quarter',
    text: expect.stringMatching(/^时段未导入：quarter。/),
  });
});
