// A clone's history into the ledger: held against git's own shortlog, imported twice, continued, rewritten, taken back.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collectGit, importCollected, importGit, standingEntries } from '../../support/collecting.ts';
import { git, hasGit, type MadeCommit, makeHistory, shortlog } from '../../support/git-history.ts';
import { revertImport } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MAILMAP = `# who is who
Ann Lee <ann@acme.example>
Ann Lee <ann@acme.example> <ann@old.example>
Wang Xiaoming <wang@acme.example> 王小明 <shared@acme.example>
<bo@acme.example> <BO@LAPTOP>
Only Name <cy@acme.example>
`;

/** Several authors and spellings, two roots, merges, prefixes, paths, and texts that try everything. */
const VARIED: readonly MadeCommit[] = [
  { message: 'Begin', files: { 'src/a.ts': '1', '.mailmap': MAILMAP } },
  { author: 'Ann Old <ann@old.example>', message: 'fix(parser): no crash on é\n\nFixes: abc' },
  { author: '王小明 <shared@acme.example>', message: '文档：更新说明 📘', files: { 'docs/zh/guide.md': '你好' } },
  { author: 'Li Lei <shared@acme.example>', message: 'Translate', files: { 'locale/zh.po': 'x', 'locale/de.po': 'y' } },
  { author: 'Bo <bo@laptop>', message: '--output=/tmp/owned', files: { '--output=x': '1' } },
  { author: 'Cy <cy@acme.example>', message: 'test: more tests', files: { 'test/a.test.ts': '1' } },
  {
    rawAuthor: Buffer.from('J\xfcrgen <jue@acme.example>', 'latin1'),
    encoding: 'ISO-8859-1',
    message: Buffer.from('Gr\xfc\xdfe', 'latin1'),
  },
  { rawAuthor: Buffer.from('M\xe1rk <mark@acme.example>', 'latin1'), message: Buffer.from('na\xefve', 'latin1') },
  {
    message:
      'Together\n\nCo-authored-by: Bo <bo@laptop>\n\nCo-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>\nCo-authored-by: Claude <noreply@anthropic.com>\nSigned-off-by: Cy <cy@acme.example>\nReviewed-by: Li Lei <shared@acme.example>\nReviewed-by: Ann <ann@acme.example>\n',
  },
  { author: 'Dee <dee@acme.example>', message: 'A second root', parents: [], files: { 'other/x': '1' } },
  { message: 'Join the histories', parents: [8, 9], files: {} },
  { author: 'Ev <ev@acme.example>', message: 'On a branch', parents: [10], files: { 'docs/new\nline.md': '1', 'src/b.ts': '1' } },
  { message: "Merge branch 'x'", parents: [10, 11], files: {} },
  { author: 'dependabot[bot] <support@github.com>', message: 'chore: bump' },
  { author: 'No Mail <nomail>', message: `${'long '.repeat(400)}\n\nbody` },
  { author: '"Quoted, Name" <q@acme.example>', message: '\n\n  leading blanks\nand a second line\n\nbody' },
  { message: 'No files', files: {} },
];

let folder: string;
let clone: string;
let program: TemporaryProgram;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-git-'));
  clone = join(folder, 'clone');
  program = await openTemporaryProgram();
});
afterEach(async () => {
  expect(program.incidents).toEqual([]);
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

async function authors(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { key, name, email } of await standingEntries(program)) {
    if (!key.endsWith('/author')) continue;
    const who = `${name} <${email ?? ''}>`;
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  return counts;
}

const byTitle = async (title: string) => (await standingEntries(program)).find((one) => one.title === title && one.key.endsWith('/author'));

describe.skipIf(!hasGit)('a local clone', () => {
  test('counts what shortlog counts, under the same mailmap', async () => {
    makeHistory(clone, VARIED);
    git(clone, 'checkout', '-qf', 'main');
    const result = await importGit(program, clone);
    expect(result).toMatchObject({
      state: 'applied',
      conflicts: 0,
      rejected: 0,
      origin: { source: 'git', label: 'clone', incomplete: null },
    });
    const counted = shortlog(clone);
    // Who has no address is known by name alone.
    counted.delete('No Mail <nomail>');
    counted.set('No Mail <>', 1);
    // git hands on bytes that are no text; here they become the letters that they stand for on Windows.
    counted.delete('M\ufffdrk <mark@acme.example>');
    counted.set('Márk <mark@acme.example>', 1);
    expect(await authors()).toEqual(counted);
    expect(counted.get('Ann Lee <ann@acme.example>')).toBe(4);
    expect((await program.client.collections.list({ source: 'git' })).items[0]?.counted).toEqual({ commits: 15, merges: 2 });
  });

  test('without the mailmap every spelling stands for itself', async () => {
    makeHistory(clone, VARIED);
    await importGit(program, clone, { mailmap: false });
    expect((await authors()).get('Ann Old <ann@old.example>')).toBe(1);
  });

  test('kinds, days, titles and people come as they were written', async () => {
    makeHistory(clone, VARIED);
    await importGit(program, clone);
    expect(await byTitle('fix(parser): no crash on é')).toMatchObject({
      kind: 'bug_fix',
      sourceKind: 'prefix fix:',
      day: '2025-01-02',
      points: 50,
    });
    expect(await byTitle('文档：更新说明 📘')).toMatchObject({
      kind: 'documentation',
      sourceKind: 'path docs/',
      name: 'Wang Xiaoming',
      repository: 'clone',
    });
    expect(await byTitle('Translate')).toMatchObject({ kind: 'translation', name: 'Li Lei' });
    expect(await byTitle('test: more tests')).toMatchObject({ kind: 'code', name: 'Only Name', link: null });
    expect(await byTitle('Grüße')).toMatchObject({ name: 'Jürgen' });
    expect(await byTitle('naïve')).toMatchObject({ name: 'Márk' });
    expect(await byTitle('--output=/tmp/owned')).toMatchObject({ kind: 'code', email: 'bo@acme.example' });
    expect(await byTitle('On a branch')).toMatchObject({ kind: 'code' });
    expect(await byTitle('leading blanks and a second line')).toMatchObject({ name: '"Quoted, Name"' });
  });

  test('co-authors and reviewers count once each, sign-offs and one’s own review do not', async () => {
    const commits = makeHistory(clone, VARIED);
    await importGit(program, clone);
    const root = commits[0];
    const together = (await standingEntries(program)).filter((one) => one.key.startsWith(`git:${root}/${commits[8]}/`));
    expect(together.map((one) => [one.key.split('/').slice(2).join('/'), one.kind])).toEqual([
      ['author', 'code'],
      ['co-author/49699333+dependabot[bot]@users.noreply.github.com', 'code'],
      ['co-author/bo@laptop', 'code'],
      ['co-author/noreply@anthropic.com', 'code'],
      ['reviewed-by/shared@acme.example', 'review'],
    ]);
    const board = await program.client.contributions.leaderboard({ limit: 100 });
    const names = board.items.map((one) => one.name);
    expect(names).toContain('Bo');
    expect(names.filter((name) => ['dependabot[bot]', 'Claude'].includes(name))).toEqual([]);
  });

  test('again is nothing new, and only what was added is new afterwards', async () => {
    makeHistory(clone, VARIED);
    const first = await importGit(program, clone);
    expect(first.created).toBeGreaterThan(15);
    expect(await importGit(program, clone)).toMatchObject({ rows: 0, created: 0 });
    expect(await importGit(program, clone, { fromStart: true })).toMatchObject({
      rows: first.rows,
      created: 0,
      changed: 0,
      unchanged: first.rows,
    });
    makeHistory(clone, [{ message: 'One more' }, { message: 'And one' }], { onto: 'refs/heads/main' });
    expect(await importGit(program, clone)).toMatchObject({ rows: 2, created: 2 });
    expect(await importGit(program, clone)).toMatchObject({ rows: 0 });
  });

  test('of a rewritten history only the commits with new ids are new', async () => {
    makeHistory(clone, [{ message: 'a' }, { message: 'b' }, { message: 'c' }]);
    await importGit(program, clone);
    makeHistory(clone, [{ message: 'a' }, { message: 'b' }, { message: 'c, amended' }]);
    git(clone, 'reflog', 'expire', '--expire=now', '--all');
    git(clone, 'gc', '-q', '--prune=now');
    expect(await importGit(program, clone)).toMatchObject({ created: 1, changed: 0 });
    // What was amended stays until somebody takes it back: the program never removes credit by itself.
    expect((await standingEntries(program)).map((one) => one.title).sort()).toEqual(['a', 'b', 'c', 'c, amended']);
  });

  test('taken back, the workspace is as before, and the commits can come again', async () => {
    makeHistory(clone, VARIED);
    const before = await standingEntries(program);
    const result = await importGit(program, clone);
    expect(await revertImport(program, result.id)).toMatchObject({ reversed: result.created, kept: 0, failed: 0 });
    expect(await standingEntries(program)).toEqual(before);
    expect(await importGit(program, clone)).toMatchObject({ created: result.created });
  });

  test('a first day leaves out what was before it, and a look back leaves no gap', async () => {
    makeHistory(
      clone,
      Array.from({ length: 10 }, (_, index) => ({ message: `commit ${index}` })),
    );
    expect(await importGit(program, clone, { since: '2025-01-04' as never })).toMatchObject({ created: 7 });
    makeHistory(
      clone,
      Array.from({ length: 5 }, (_, index) => ({ message: `later ${index}`, day: 20 + index })),
      { onto: 'refs/heads/main' },
    );
    expect(await importGit(program, clone, { since: '2025-01-24' as never })).toMatchObject({ created: 2 });
    expect(await importGit(program, clone)).toMatchObject({ rows: 5, created: 3, unchanged: 2 });
  });

  test('bare clones, worktrees and submodules are read as the top folder that was chosen', async () => {
    makeHistory(clone, [{ message: 'a' }, { message: 'b' }]);
    git(folder, 'clone', '-q', '--bare', clone, join(folder, 'bare.git'));
    git(clone, 'worktree', 'add', '-q', join(folder, 'tree'), 'main~1');
    makeHistory(join(folder, 'outer'), [{ message: 'outer' }]);
    git(join(folder, 'outer'), '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', clone, 'inner');
    expect(await importGit(program, join(folder, 'bare.git'))).toMatchObject({ created: 2, origin: { label: 'bare' } });
    expect(await importGit(program, join(folder, 'tree'), { fromStart: true })).toMatchObject({ rows: 1, unchanged: 1 });
    expect(await importGit(program, join(folder, 'outer', 'inner'), { fromStart: true })).toMatchObject({ rows: 2, unchanged: 2 });
    expect(await importGit(program, join(folder, 'outer'))).toMatchObject({ created: 1 });
  });

  test('links lead to the web page of a known host and nowhere else', async () => {
    const commits = makeHistory(clone, [{ message: 'a' }]);
    git(clone, 'config', 'remote.origin.url', 'https://token:secret@github.com/Acme/widget.git');
    await importGit(program, clone);
    expect(await standingEntries(program)).toMatchObject([
      { link: `https://github.com/Acme/widget/commit/${commits[0]}`, repository: 'Acme/widget' },
    ]);
  });

  test('a source that cannot be read says why', async () => {
    const refused = (path: string) => collectGit(program, path).catch((error: { data?: { reason?: string } }) => error.data?.reason);
    makeHistory(clone, [{ message: 'a', files: { 'sub/x': '1' } }, { message: 'b' }]);
    git(clone, 'checkout', '-qf', 'main');
    git(folder, 'init', '-q', 'empty');
    git(folder, 'clone', '-q', '--depth', '1', `file://${clone}`, 'shallow');
    expect(await refused(join(folder, 'nowhere'))).toBe('not_there');
    expect(await refused('clone')).toBe('not_a_path');
    expect(await refused(folder)).toBe('not_a_clone');
    expect(await refused(join(clone, 'sub'))).toBe('not_a_clone');
    expect(await refused(join(clone, 'sub', 'x'))).toBe('not_a_clone');
    expect(await refused(join(folder, 'empty'))).toBe('no_commits');
    expect(await refused(join(folder, 'shallow'))).toBe('shallow_clone');
  });

  test('whether a clone lies somewhere is told by its files alone, before anybody trusts it', async () => {
    const found = (path: string) =>
      program.client.collections.findClone({ folder: path }).then(
        (one) => one.folder,
        (error: { data?: { reason?: string } }) => error.data?.reason,
      );
    makeHistory(clone, [{ message: 'a', files: { 'sub/x': '1' } }]);
    // What git would choke on is nothing that was looked at.
    writeFileSync(join(clone, '.git', 'config'), 'this is no configuration');
    writeFileSync(join(folder, 'file'), '');
    expect(await found(clone)).toBe(realpathSync(clone));
    expect(await found(join(folder, 'nowhere'))).toBe('not_there');
    expect(await found(join(folder, 'file'))).toBe('not_a_clone');
    expect(await found(folder)).toBe('not_a_clone');
    expect(await found('clone')).toBe('not_a_path');
    expect(await program.client.collections.list({ source: 'git' })).toMatchObject({ total: 0 });
  });

  test('this project’s own history, where it is a clone', async (context) => {
    const own = (() => {
      try {
        return shortlog(ROOT);
      } catch {
        return undefined;
      }
    })();
    context.skip(own === undefined || git(ROOT, 'rev-parse', '--is-shallow-repository').trim() === 'true', 'not a whole clone here');
    const collectionId = await collectGit(program, ROOT);
    await importCollected(program, collectionId);
    expect(await authors()).toEqual(own);
    expect(await importGit(program, ROOT)).toMatchObject({ rows: 0 });
  });
});
