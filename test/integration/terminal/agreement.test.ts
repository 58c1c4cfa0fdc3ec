// The terminal commands as processes, held against an independent computation of the same file with awk, to the last point.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contributionsCsv } from '../../bench/generate.ts';

const ROOT = join(import.meta.dirname, '../../..');
const hasAwk = spawnSync('awk', ['BEGIN { exit 0 }']).status === 0;

let folder: string;
let sheet: string;
let workspace: string;

function trellis(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'electron/terminal.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, TRELLIS_LANGUAGE: 'en' },
    maxBuffer: 1 << 26,
  });
  return { status, stdout, stderr };
}

function json<T>(...args: string[]): T {
  const { status, stdout, stderr } = trellis(...args, '--json');
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

/** Points per mail address, by integer arithmetic in awk; `between` limits the days. Rows of a key that came before do not count. */
function awkBoard(between: [string, string]): Map<string, number> {
  const script = `
    function factor(list, word,   n, parts, i, pair) { n = split(list, parts, " "); for (i = 1; i <= n; i++) { split(parts[i], pair, "="); if (pair[1] == word) return pair[2] } return 100 }
    NR > 1 && !($1 in seen) {
      seen[$1] = 1
      base = $5 == "code" ? 100 : $5 == "bug_fix" ? 50 : $5 == "documentation" ? 30 : $5 == "translation" ? 25 : $5 == "review" ? 20 : $5 == "community_support" ? 15 : 10
      points = int(base * factor("trivial=50 low=75 medium=100 high=150 critical=200", $9) * factor("local=80 module=100 project=125 ecosystem=150", $10) * factor("poor=50 fair=80 good=100 excellent=120", $11) / 1000000)
      if (points > 1000) points = 1000
      if ($6 >= from && $6 <= to) sum[$3] += points
    }
    END { for (mail in sum) print mail "\\t" sum[mail] }`;
  const lines = execFileSync('awk', ['-F', ',', '-v', `from=${between[0]}`, '-v', `to=${between[1]}`, script, sheet], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return new Map(lines.map((line) => line.split('\t') as [string, string]).map(([mail, points]) => [mail, Number(points)]));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-terminal-'));
  sheet = join(folder, 'contributions.csv');
  workspace = join(folder, 'w.trellis');
  writeFileSync(sheet, [...contributionsCsv({ rows: 8_000, people: 300, seed: 11 })].join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasAwk)('import, leaderboard and report agree with awk over the same file', () => {
  test('import, twice', () => {
    const rows = 8_000;
    const distinct = Number(
      execFileSync('awk', ['-F', ',', 'NR > 1 && !($1 in s) { s[$1] = 1; n++ } END { print n }', sheet], { encoding: 'utf8' }),
    );
    const first = json<Record<string, number>>('import', 'contributions', sheet, '--workspace', workspace, '--yes');
    expect(first).toMatchObject({ rows, created: distinct, rejected: 0 });
    const second = json<Record<string, number>>('import', 'contributions', sheet, '--workspace', workspace, '--yes');
    expect(second).toMatchObject({ rows, created: 0, changed: 0 });
    expect(json<{ ok: boolean }>('check', '--workspace', workspace).ok).toBe(true);
  });

  test.each([
    ['0000-01-01', '9999-12-31'],
    ['2025-01-01', '2025-12-31'],
    ['2024-02-17', '2025-05-03'],
  ] as [string, string][])('leaderboard from %s to %s', (from, to) => {
    const days = from === '0000-01-01' ? [] : ['--from', from, '--to', to];
    const board = json<{ items: { name: string; points: number; rank: number }[]; total: number }>(
      'contributors',
      'leaderboard',
      ...days,
      '--limit',
      '10000',
      '--workspace',
      workspace,
    );
    const people = json<{ items: unknown[] }>('contributors', 'leaderboard', '--limit', '1', '--workspace', workspace);
    expect(people.items).toHaveLength(1);
    const expected = awkBoard([from, to]);
    expect(board.total).toBe(expected.size);
    expect([...expected.values()].sort((a, b) => b - a)).toEqual(board.items.map((one) => one.points));
    const byName = new Map([...expected].map(([mail, points]) => [`Person ${/\d+/.exec(mail)?.[0]}`, points]));
    for (const one of board.items) expect(one.points).toBe(byName.get(one.name));
  });

  test('one contributor, in lines for people and whole as JSON', () => {
    const [top] = json<{ items: { name: string; points: number }[] }>('contributors', 'leaderboard', '--workspace', workspace).items;
    const found = json<{ points: number; level: string; identities: { email: string }[]; milestones: { level: string }[] }>(
      'contributors',
      'show',
      top?.name ?? '',
      '--workspace',
      workspace,
    );
    expect(found.points).toBe(top?.points);
    expect(found.milestones.at(-1)?.level).toBe(found.level);
    const lines = trellis('contributors', 'show', top?.name ?? '', '--workspace', workspace)
      .stdout.trim()
      .split('\n');
    expect(lines[0]?.split('\t')).toEqual(expect.arrayContaining([top?.name, String(top?.points)]));
    expect(lines.filter((line) => line.startsWith('identity\t'))).toHaveLength(found.identities.length);
    expect(lines.filter((line) => line.startsWith('level reached\t')).map((line) => line.split('\t')[1])).toEqual(
      found.milestones.map((one) => `${one.level.charAt(0).toUpperCase()}${one.level.slice(1)}`),
    );
  });

  test('ecosystem report', () => {
    const out = join(folder, 'R.json');
    expect(
      trellis('report', 'ecosystem', '--from', '2025-04-01', '--to', '2025-06-30', '--out', out, '--workspace', workspace).status,
    ).toBe(0);
    const report = JSON.parse(execFileSync('cat', [out], { encoding: 'utf8' })) as {
      contributions: { points: { value: number; previous: number } };
      contributors: { active: { value: number } };
    };
    const sum = (board: Map<string, number>) => [...board.values()].reduce((total, points) => total + points, 0);
    const now = awkBoard(['2025-04-01', '2025-06-30']);
    expect(report.contributions.points.value).toBe(sum(now));
    expect(report.contributions.points.previous).toBe(sum(awkBoard(['2025-01-01', '2025-03-31'])));
    expect(report.contributors.active.value).toBe(now.size);
  });
});

describe('bad starts and bad words each give one sentence', () => {
  test.each([
    [['check', '--workspace', '/nonexistent-folder-of-nobody/x.trellis'], 1, /There is no workspace at/],
    [['import', 'contributions', '/no/such/file.csv', '--yes'], 1, /There is no file/],
    [['import', 'dragons', 'x.csv'], 2, /cannot be imported/],
    [['partners', 'list', '--tier', 'wood'], 2, /community, bronze/],
    [['fly'], 2, /There is no command “fly”/],
  ] as [string[], number, RegExp][])('%s', (args, status, sentence) => {
    const result = trellis(...args);
    expect(result.status).toBe(status);
    expect(result.stderr).toMatch(sentence);
    expect(result.stderr).not.toMatch(/\n\s+at /);
    expect(result.stdout).toBe('');
  });

  test('a file that is no workspace stays as it is', () => {
    const path = join(folder, 'letter.trellis');
    writeFileSync(path, 'Dear reader');
    const result = trellis('check', '--workspace', path);
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toMatch(/is not a Trellis workspace/);
    expect(execFileSync('cat', [path], { encoding: 'utf8' })).toBe('Dear reader');
  });
});
