// `import git` as a process: the same document as the import of a file, one sentence for every mistake, and going on after a stop.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasGit, makeHistory } from '../../support/git-history.ts';

const TERMINAL = join(import.meta.dirname, '../../../electron/terminal.ts');
let folder: string;
let clone: string;
let workspace: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-terminal-git-'));
  clone = join(folder, 'widget');
  workspace = join(folder, 'w.trellis');
  if (hasGit)
    makeHistory(
      clone,
      Array.from({ length: 12 }, (_, index) => ({ message: `commit ${index}` })),
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function trellis(words: readonly string[], env: Record<string, string> = {}) {
  const all = { ...process.env, TRELLIS_LANGUAGE: 'en', ...env };
  return spawnSync(process.execPath, [TERMINAL, ...words, '--workspace', workspace], { encoding: 'utf8', env: all });
}
const json = (...words: string[]) => JSON.parse(trellis([...words, '--json']).stdout) as Record<string, unknown>;
const nothing = { changed: 0, unchanged: 0, conflicts: 0, rejected: 0, rejectedFile: null };

describe.skipIf(!hasGit)('import git', () => {
  test('a dry run changes nothing and leaves nothing', () => {
    expect(json('import', 'git', clone, '--dry-run')).toMatchObject({ rows: 12, created: 12, ...nothing });
    expect(json('imports', 'list')).toMatchObject({ items: [], total: 0 });
  });

  test('from a day on, then everything, then nothing new', () => {
    const first = json('import', 'git', clone, '--since', '2025-01-10', '--yes');
    const counts = ['rows', 'created', 'changed', 'unchanged', 'conflicts', 'rejected'];
    expect(Object.keys(first)).toEqual(['importId', 'applied', ...counts, 'rejectedFile', 'rejections', 'notices']);
    expect(first).toMatchObject({ rows: 3, created: 3, ...nothing });
    expect(json('import', 'git', clone, '--since', '2025-01-01', '--yes')).toMatchObject({ rows: 12, created: 9, unchanged: 3 });
    expect(json('import', 'git', clone, '--yes')).toMatchObject({ rows: 0, created: 0, ...nothing });
    expect(json('imports', 'list')).toMatchObject({ total: 2 });
  });

  test('the ledger calls the repository as it is told to', () => {
    const board = ['contributors', 'leaderboard', '--repository', 'acme/widget'];
    expect(trellis(board).stderr).toMatch(/none from a repository “acme\/widget”/);
    const elsewhere = join(folder, 'elsewhere');
    makeHistory(elsewhere, [{ message: 'begun elsewhere' }]);
    expect(json('import', 'git', elsewhere, '--repository', ' acme/widget ', '--yes')).toMatchObject({ created: 1 });
    expect(json(...board)).toMatchObject({ total: 1 });
  });

  test('mistakes are one sentence', () => {
    const said = (...words: string[]) => {
      const { status, stderr, stdout } = trellis(words);
      return [status, stderr.trim(), stdout];
    };
    expect(said('import', 'git', join(folder, 'none'), '--yes')).toEqual([1, expect.stringMatching(/^There is no folder .*none/), '']);
    expect(said('import', 'git', folder, '--yes')).toEqual([1, expect.stringContaining('is not the top folder of a git clone'), '']);
    expect(said('import', 'git', clone, '--since', '31.12.2025')).toEqual([2, expect.stringContaining('is not a day'), '']);
    expect(said('import', 'git', clone, '--api', 'https://ghe.example', '--yes')).toEqual([
      2,
      '--api does not apply to import git; leave it out.',
      '',
    ]);
    expect(said('import', 'git', clone, '--repository', 'x'.repeat(201), '--yes')).toEqual([1, expect.stringMatching(/^[^\n]+$/), '']);
    expect(said('import', 'constructor', clone)).toEqual([2, expect.stringContaining('cannot be imported'), '']);
    const { status, stderr } = trellis(['import', 'git', clone], { PATH: join(folder, 'nowhere') });
    expect([status, stderr.trim()]).toEqual([1, 'git is not installed on this machine; install it, or import a file instead.']);
  });

  test('broken off it says so, and the next command goes on', () => {
    const shim = join(folder, 'shim');
    mkdirSync(shim);
    const path = process.env.PATH ?? '';
    const script = `#!/bin/sh\nPATH='${path}'\ncase " $* " in *" --name-only "*) exit 3 ;; *) exec git "$@" ;; esac\n`;
    writeFileSync(join(shim, 'git'), script);
    chmodSync(join(shim, 'git'), 0o755);
    makeHistory(clone, [{ message: 'one more' }], { onto: 'refs/heads/main' });
    const broken = trellis(['import', 'git', clone, '--yes', '--json'], { PATH: `${shim}${delimiter}${path}` });
    expect(broken.status).toBe(1);
    expect(broken.stdout).toBe('');
    expect(broken.stderr).toContain('Not everything could be read');
    expect(json('import', 'git', clone, '--yes')).toMatchObject({ rows: 1, created: 1 });
  });
});
