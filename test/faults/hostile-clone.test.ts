// A clone made by somebody who wants to run code here. Each way is first shown to work on a plain git, so that its absence means something.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SourceRefused } from '../../electron/intake/collecting/collector.ts';
import { gitCollector } from '../../electron/intake/git/git-collector.ts';
import { gitArguments, gitEnvironment } from '../../electron/intake/git/git-process.ts';
import { collectRows } from '../support/collect-rows.ts';
import { git, hasGit, makeHistory } from '../support/git-history.ts';

let folder: string;
let script: string;
let marker: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-hostile-'));
  marker = join(folder, 'OWNED');
  script = join(folder, 'payload.sh');
  writeFileSync(script, `#!/bin/sh\ntouch '${marker}'\nexit 0\n`);
  chmodSync(script, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A history whose newest commit claims a signature, so that showing one would call gpg. */
function signedClone(name: string): string {
  const clone = join(folder, name);
  makeHistory(clone, [{ message: 'a', files: { 'a.bin': '1', '.gitattributes': '* diff=evil\n' } }, { message: 'b' }]);
  const commit = git(clone, 'cat-file', 'commit', 'HEAD');
  const signed = commit.replace('\n\n', '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----\n\n');
  const id = execFileSync('git', ['-C', clone, 'hash-object', '-t', 'commit', '-w', '--stdin'], { input: signed, encoding: 'utf8' }).trim();
  git(clone, 'update-ref', 'refs/heads/main', id);
  git(clone, 'checkout', '-qf', 'main');
  return clone;
}

/** Everything at once: whatever git could be told to run by a clone's own configuration and files. */
function poison(clone: string): void {
  const settings: [string, string][] = [
    ['core.fsmonitor', script],
    ['core.pager', script],
    ['pager.log', script],
    ['log.showSignature', 'true'],
    ['gpg.program', script],
    ['gpg.ssh.program', script],
    ['gpg.x509.program', script],
    ['diff.external', script],
    ['diff.evil.textconv', script],
    ['diff.evil.command', script],
    ['core.sshCommand', script],
    ['core.alternateRefsCommand', script],
    ['core.hooksPath', join(clone, 'hooks')],
    ['core.askPass', script],
    ['core.editor', script],
    ['credential.helper', `!${script}`],
    ['alias.log', `!${script}`],
    ['alias.rev-parse', `!${script}`],
    ['filter.evil.smudge', script],
    ['remote.origin.url', `ext::sh -c ${script}`],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.partialclonefilter', 'blob:none'],
    ['extensions.partialClone', 'origin'],
    ['protocol.ext.allow', 'always'],
    ['protocol.allow', 'always'],
    ['log.showRoot', 'false'],
    ['diff.orderFile', '/dev/stdin'],
    ['mailmap.file', '/dev/stdin'],
    ['mailmap.blob', 'HEAD:a.bin'],
    ['log.mailmap', 'true'],
    ['core.quotePath', 'true'],
    ['color.ui', 'always'],
    ['diff.renames', 'copies'],
    ['log.follow', 'true'],
    ['log.decorate', 'full'],
    ['format.pretty', 'raw'],
    ['i18n.logOutputEncoding', 'UTF-16'],
  ];
  for (const [key, value] of settings) git(clone, 'config', key, value);
  const hooks = join(clone, 'hooks');
  mkdirSync(hooks, { recursive: true });
  for (const hook of ['post-checkout', 'pre-commit', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch '${marker}'\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
}

const posix = process.platform !== 'win32';

describe.skipIf(!hasGit || !posix)('a hostile clone', () => {
  test('runs nothing while it is read, where a plain git would run its payload', async () => {
    const clone = signedClone('poisoned');
    poison(clone);
    const commits = git(clone, 'rev-list', 'HEAD').trim().split('\n');
    for (const command of [
      ['log', '--format=%H', '--show-signature'],
      ['-c', 'alias.x=log', 'diff', 'HEAD~1'],
    ]) {
      rmSync(marker, { force: true });
      spawnSync('git', ['-C', clone, ...command], { env: { PATH: process.env.PATH, HOME: folder } });
      expect(existsSync(marker), command.join(' ')).toBe(true);
    }
    rmSync(marker, { force: true });
    const { rows } = await collectRows(clone);
    expect(rows.map((row) => row.key.split('/')[1])).toEqual(commits);
    expect(existsSync(marker)).toBe(false);
  });

  test('with objects missing asks nobody for them', async () => {
    const clone = signedClone('promised');
    poison(clone);
    const tree = git(clone, 'rev-parse', 'HEAD^{tree}').trim();
    rmSync(join(clone, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    spawnSync('git', ['-C', clone, 'ls-tree', tree], { env: { PATH: process.env.PATH, HOME: folder } });
    expect(existsSync(marker)).toBe(true);
    rmSync(marker);
    await expect(collectRows(clone)).rejects.toMatchObject({ code: 'git_stopped' });
    expect(existsSync(marker)).toBe(false);
  });

  test('behind a link, or a file that names another folder, runs nothing either', async () => {
    const clone = signedClone('linked');
    poison(clone);
    renameSync(join(clone, '.git'), join(folder, 'elsewhere.git'));
    symlinkSync(join(folder, 'elsewhere.git'), join(clone, '.git'));
    expect((await collectRows(clone)).rows).toHaveLength(2);
    rmSync(join(clone, '.git'));
    writeFileSync(join(clone, '.git'), `gitdir: ${join(folder, 'elsewhere.git')}\n`);
    expect((await collectRows(clone)).rows).toHaveLength(2);
    expect(existsSync(marker)).toBe(false);
  });

  test('a bare repository that lies in a working tree is not read by opening that', async () => {
    const outer = join(folder, 'outer');
    mkdirSync(join(outer, 'sub'), { recursive: true });
    makeHistory(join(outer, 'hidden.git'), [{ message: 'a' }], { bare: true });
    poison(join(outer, 'hidden.git'));
    for (const chosen of [outer, join(outer, 'sub'), join(outer, 'hidden.git', 'refs')])
      await expect(collectRows(chosen)).rejects.toMatchObject({ code: 'not_a_clone' });
    expect(existsSync(marker)).toBe(false);
  });

  test('of another user is refused, and that is not overruled', async (context) => {
    context.skip(process.getuid?.() !== 0, 'only root can make files of another user');
    const clone = signedClone('foreign');
    for (const path of [clone, join(clone, '.git')]) chownSync(path, 54_321, 54_321);
    await expect(gitCollector().check({ source: 'git', folder: clone } as never)).rejects.toMatchObject({ reason: 'foreign_owner' });
  });

  test('a mailmap that is a link or too large is left alone', async () => {
    const clone = join(folder, 'mailmaps');
    makeHistory(clone, [{ message: 'a', files: { '.mailmap': `Evil <evil@x.example> <ann@acme.example>\n${'#'.repeat(1 << 20)}` } }]);
    expect((await collectRows(clone)).rows.map((row) => row.name)).toEqual(['Ann']);
    symlinkSync('/etc/passwd', join(clone, 'link'));
    git(clone, 'update-index', '--add', '--cacheinfo', `120000,${git(clone, 'hash-object', '-w', 'link').trim()},.mailmap`);
    const tree = git(clone, 'write-tree').trim();
    const commit = git(clone, '-c', 'user.name=Ann', '-c', 'user.email=ann@acme.example', 'commit-tree', tree, '-m', 'b').trim();
    git(clone, 'update-ref', 'refs/heads/main', commit);
    expect((await collectRows(clone)).rows.map((row) => row.name)).toEqual(['Ann']);
  });
});

const NAMES = [
  '--output=owned',
  '--upload-pack=touch owned',
  '-c core.pager=touch owned',
  '--exec=touch owned',
  '--git-dir=.',
  '--help',
  '-',
  '--',
  '--end-of-options',
  '--no-index',
  '--textconv',
  '--ext-diff',
  '--show-signature',
  '--format=%(trailers)',
  '-O/etc/passwd',
  '-Sx',
  '--all',
  '--stdin',
  '--not',
  '^HEAD',
  'HEAD..main',
  'main@{upstream}',
  ':(exclude)x',
  '@{-1}',
  '$(touch owned)',
  '`touch owned`',
  '; touch owned',
  '| touch owned',
  '&& touch owned',
  '> owned',
  "'; touch owned; '",
  '"; touch owned; "',
  '%00owned',
  '%H%n%an',
  'a\nb',
  'a\ttouch owned',
  'ext::sh -c touch% owned',
  '..owned',
  ' leading blank',
  '👾 名字',
] as const;

describe.skipIf(!hasGit || !posix)('names that look like something else', () => {
  test.each(NAMES)('%j as a folder, a subject, an author and a path', async (name) => {
    const parent = mkdtempSync(join(folder, 'names-'));
    const clone = join(parent, name.replaceAll('/', '_'));
    makeHistory(clone, [
      {
        message: `${name.replaceAll('\n', ' ')}`,
        author: `${name.replace(/[<>\n]/g, '')} <x@acme.example>`,
        files: { [`${name.replaceAll('/', '_')}x`]: '1' },
      },
    ]);
    const { rows } = await collectRows(clone);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ title: name.replaceAll('\n', ' ').trim(), email: 'x@acme.example' });
    const litter = [folder, parent, clone, process.cwd(), tmpdir()].map((place) => join(place, 'owned')).filter((path) => existsSync(path));
    expect(litter).toEqual([]);
  });

  test('nothing but these forty', () => expect(new Set(NAMES).size).toBe(40));
});

test('git gets nothing of this process but where to find programs', () => {
  const outer = {
    PATH: '/bin',
    HOME: '/root',
    GIT_DIR: '/evil',
    GIT_SSH_COMMAND: 'x',
    LD_PRELOAD: 'x',
    GITHUB_TOKEN: 'secret',
    GIT_TRACE: '1',
  };
  const given = gitEnvironment('/work/clone', outer);
  expect(Object.values(given)).not.toContain('secret');
  expect(Object.keys(given).filter((name) => name in outer)).toEqual(['PATH']);
  expect(given.GIT_CEILING_DIRECTORIES).toBe('/work');
});

test('settings come before the command, and the folder never stands where an option could', () => {
  const words = gitArguments({ folder: '/-c/--output=x', bare: false }, ['log', '--end-of-options', 'abc']);
  expect(words.slice(0, 3)).toEqual(['--no-pager', '-C', '/-c/--output=x']);
  expect(words.slice(-3)).toEqual(['log', '--end-of-options', 'abc']);
  expect(words).toContain('safe.bareRepository=explicit');
  expect(gitArguments({ folder: '/x', bare: true }, [])).toContain('safe.bareRepository=all');
});

test('a path that is none is refused before git is asked', async () => {
  for (const path of ['', '.', '~', 'a/b', '-x', `/tmp/${String.fromCharCode(0)}`])
    await expect(gitCollector().check({ source: 'git', folder: path } as never)).rejects.toBeInstanceOf(SourceRefused);
});
