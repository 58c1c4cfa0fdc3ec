// What can be foreseen is said in one sentence, wrong usage names what is right, and a bug has a number and no story on the screen.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { incidentReport } from '../../../electron/doors/incident-report.ts';
import { createTerminal } from '../../../electron/doors/terminal-session.ts';
import { importSheet } from '../../support/crm.ts';
import { openTemporaryProgramAt } from '../../support/temporary-program.ts';
import { trellis } from '../../support/terminal.ts';

const ROOT = join(import.meta.dirname, '../../..');
let folder: string;
let workspace: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-mistakes-'));
  workspace = join(folder, 'our program.trellis');
  await (await openTemporaryProgramAt(workspace)).close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const one = (sentence: string) => `${sentence}\n`;

describe('files that cannot be read', () => {
  test.each([['import', 'contributions'], ['restore']])('%s takes no folder and no file that is not there', async (...words) => {
    expect(await trellis([...words, folder, '--workspace', workspace])).toEqual({
      status: 1,
      stdout: '',
      stderr: one(`${folder} is a folder; name a file in it.`),
    });
    const nowhere = join(folder, 'nowhere.csv');
    expect(await trellis([...words, nowhere, '--workspace', workspace])).toEqual({
      status: 1,
      stdout: '',
      stderr: one(`There is no file ${nowhere}; check the path.`),
    });
  });

  test('a mapping that is not there is not called a bad mapping', async () => {
    const sheet = join(folder, 'partners.csv');
    writeFileSync(sheet, 'name\nAcme\n');
    const nowhere = join(folder, 'nope.json');
    expect(await trellis(['import', 'partners', sheet, '--mapping', nowhere, '--workspace', workspace])).toEqual({
      status: 1,
      stdout: '',
      stderr: one(`There is no file ${nowhere}; check the path.`),
    });
  });
});

// Whoever is root may write everywhere, so the command runs as somebody who is not.
test.skipIf(process.platform === 'win32')('a write-protected workspace is refused in one sentence, even for reading', async () => {
  const place = mkdtempSync(join(tmpdir(), 'trellis-protected-'));
  try {
    const path = join(place, 'w.trellis');
    await (await openTemporaryProgramAt(path)).close();
    chmodSync(path, 0o444);
    const nobody = 65_534;
    const root = process.getuid?.() === 0;
    if (root) for (const one of spawnSync('find', [place], { encoding: 'utf8' }).stdout.trim().split('\n')) chownSync(one, nobody, nobody);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'electron/terminal.ts'), 'contributors', 'leaderboard', '--workspace', path],
      { encoding: 'utf8', env: { ...process.env, HOME: place, TRELLIS_LANGUAGE: 'en' }, ...(root && { uid: nobody, gid: nobody }) },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: one(
        `The workspace ${path} is write-protected, and Trellis writes into it even while it only reads; allow writing to it, or copy it to another place and open that.`,
      ),
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

describe('a workspace that does not open', () => {
  test('without a backup it says that there is none, and what then', async () => {
    for (const language of ['en', 'zh-CN']) {
      const empty = join(folder, `empty ${language}.trellis`);
      writeFileSync(empty, '');
      const damaged = join(folder, `damaged ${language}.trellis`);
      copyFileSync(workspace, damaged);
      truncateSync(damaged, 5000);
      for (const path of [empty, damaged]) {
        const { status, stderr } = await trellis(['check', '--workspace', path], { TRELLIS_LANGUAGE: language });
        expect(status).toBe(1);
        expect(stderr).toMatch(language === 'en' ? /there is no (?:good )?backup beside it/ : /旁边也没有(?:完好的)?备份/);
        expect(stderr).toContain(`trellis restore COPY --workspace "${path}"`);
        expect(stderr.trim()).not.toContain('\n');
      }
    }
  });

  test('with one the command can be typed as it is said, though a name has blanks and another manifest is broken', async () => {
    const path = join(folder, 'with backup.trellis');
    const t = await openTemporaryProgramAt(path);
    await t.client.workspace.backup({});
    await t.close();
    writeFileSync(join(`${path}-files`, 'backups', 'broken.trellis.json'), '{');
    truncateSync(path, 5000);
    const { stderr } = await trellis(['check', '--workspace', path]);
    const command = /trellis restore "([^"]+)" --workspace "([^"]+)"/.exec(stderr);
    expect(command?.[2]).toBe(path);
    expect(await trellis(['restore', command?.[1] ?? '', '--workspace', path])).toMatchObject({ status: 0 });
    expect(await trellis(['check', '--workspace', path])).toMatchObject({ status: 0 });
  });
});

describe('wrong usage ends with 2 and one sentence that says what is right', () => {
  const period = ['--from', '2026-01-01', '--to', '2026-03-31'];
  test.each([
    [['contributors', 'leaderboard', '--limit', 'abc'], /^“abc” is no number for --limit; give a whole number from 1 to 10000\.$/],
    [['contributors', 'leaderboard', '--limit', '0'], /from 1 to 10000/],
    [['contributors', 'leaderboard', '--limit', '2.5'], /from 1 to 10000/],
    [
      ['contributors', 'leaderboard', '--kind', 'docs'],
      /^“docs” is none of the values of --kind; choose one of code, bug_fix, documentation,/,
    ],
    [['contributors', 'leaderboard', '--from', '31.12.2026'], /^“31\.12\.2026” is not a day; write it like 2026-03-31\.$/],
    [['contributors', 'leaderboard', '--from', '2026-02-30'], /is not a day/],
    [['contributors', 'leaderboard', '--from', '2026-02-03', '--to', '2026-02-01'], /ends \(2026-02-01\) before it begins/],
    [
      ['partners', 'list', '--tier', 'wood'],
      /^“wood” is none of the values of --tier; choose one of community, bronze, silver, gold, platinum\.$/,
    ],
    [['partners', 'list', '--type', 'bank'], /--type; choose one of cloud_provider/],
    [['partners', 'list', '--as-of', 'today'], /is not a day/],
    [['report', 'ecosystem', ...period, '--out', 'x.pdf'], /must end in \.html or \.json/],
    [['report', 'ecosystem', ...period], /^--out <file> has to be given\.$/],
    [['report', 'ecosystem', '--from'], /^--from <day> needs a value behind it\.$/],
    [['imports', 'template', 'contacts', '--out', 'x.csv', '--language', 'de'], /--language; choose one of en, zh-CN\.$/],
    [['imports', 'template', 'dragons', '--out', 'x.csv'], /kinds are partners/],
    [['import', 'git', '.', '--since', 'May'], /is not a day/],
    [['import', 'partners', 'x.csv', '--since', '2026-01-01'], /^--since does not apply to import partners; leave it out\.$/],
    [['import', 'github', 'a/b', '--sheet', '2'], /^--sheet does not apply to import github/],
    [['serve', '--port', 'abc'], /^“abc” is no number for --port; give a whole number from 0 to 65535\.$/],
    [['serve', '--port', '70000'], /from 0 to 65535/],
    [['fly'], /^There is no command “fly”; the commands are demo, backup,/],
    [['imports', 'fly'], /the commands are list, show, revert, template/],
    [['check', '--loud'], /^There is no option “--loud” here; the options are --workspace, --json\.$/],
    [['backup'], /^The word for <file> is missing; write: trellis backup <file>$/],
    [['partners', 'show', 'Acme', 'Inc.'], /too many words; write: trellis partners show <name>/],
  ] as [string[], RegExp][])('%j', async (words, sentence) => {
    const { status, stdout, stderr } = await trellis([
      ...words,
      ...(words.length > 1 && words.at(-1) !== '--from' ? ['--workspace', workspace] : []),
    ]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.replace(/\n$/, '')).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('kinds that the points policy adds are kinds too', async () => {
    const path = join(folder, 'own-kinds.trellis');
    const t = await openTemporaryProgramAt(path);
    const { policy } = await t.client.policies.points({});
    const talk = { key: 'talk', names: { en: 'Talk', 'zh-CN': '演讲' }, base: 40, words: [] };
    const id = () => crypto.randomUUID();
    await t.client.policies.saveDraft({ commandId: id(), revision: null, policy: { ...policy, customKinds: [talk] } });
    await t.client.policies.publish({ commandId: id(), effectiveFrom: '2026-01-01' });
    await t.close();
    const board = (kind: string) => trellis(['contributors', 'leaderboard', '--kind', kind, '--workspace', path]);
    expect(await board('talk')).toMatchObject({ status: 0, stderr: '' });
    expect(await board('walk')).toMatchObject({ status: 2, stderr: expect.stringMatching(/choose one of code, .*, talk\.\n$/) });
  });
});

test('a repository of which the ledger has nothing is refused, and a few of those there are are named', async () => {
  const path = join(folder, 'repositories.trellis');
  const board = (repository: string, language = 'en') =>
    trellis(['contributors', 'leaderboard', '--repository', repository, '--workspace', path], { TRELLIS_LANGUAGE: language });
  const t = await openTemporaryProgramAt(path);
  await t.close();
  expect(await board('nope/none')).toEqual({
    status: 2,
    stdout: '',
    stderr: one('No entry of the ledger is from a repository “nope/none”, or from any other; leave --repository out.'),
  });
  const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) => `${index},ann@x.example,code,2026-01-05,acme/${name}`);
  const filled = await openTemporaryProgramAt(path);
  await importSheet(filled, 'contributions', `id,email,kind,date,repository\n${rows.join('\n')}\n`);
  await filled.close();
  expect(await board('acme/f')).toMatchObject({ status: 0, stdout: expect.stringContaining('ann@x.example') });
  for (const wrong of ['nope/none', 'acme', '', 'x'.repeat(300)])
    expect(await board(wrong)).toEqual({
      status: 2,
      stdout: '',
      stderr: one(
        `The ledger has entries from acme/a, acme/b, acme/c, acme/d, acme/e, …, but none from a repository “${wrong}”; write one that it has.`,
      ),
    });
  expect(await board('nope/none', 'zh-CN')).toEqual({
    status: 2,
    stdout: '',
    stderr: one('账本中有来自 acme/a, acme/b, acme/c, acme/d, acme/e, … 的记录，但没有来自仓库“nope/none”的；请写账本中已有的仓库。'),
  });
});

test('the words of the command library are Chinese too', async () => {
  const chinese = { TRELLIS_LANGUAGE: 'zh-CN' };
  for (const words of [['--help'], ['import', '--help'], ['partners', 'list', '--help'], ['imports', '--help']]) {
    const { status, stdout } = await trellis(words, chinese);
    expect(status).toBe(0);
    expect(stdout).toContain('用法：');
    expect(stdout).not.toMatch(/Usage|Options|Arguments|Commands|\[options\]|\[command\]|display help|default/);
  }
  for (const words of [
    ['fly'],
    ['check', '--loud'],
    ['backup'],
    ['backup', 'a', 'b'],
    ['report', 'ecosystem'],
    ['contributors', 'leaderboard', '--limit', 'x'],
  ]) {
    const { status, stderr } = await trellis(words, chinese);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^[^\n]*\p{Script=Han}[^\n]*。?[^\n]*\n$/u);
    expect(stderr).not.toMatch(/error|invalid|missing|unknown|required/);
  }
});

test('a bug is told by its number, and its story is in a file', async () => {
  const log = join(`${workspace}-files`, 'incidents.log');
  const said = vi.fn<(text: string) => void>();
  const terminal = createTerminal({ TRELLIS_LANGUAGE: 'en' }, { out: () => undefined, err: said });
  await terminal.open({ workspace, create: false });
  try {
    await terminal.complain(new TypeError('this cannot be'));
  } finally {
    await terminal.close();
  }
  const text = said.mock.calls.map(([words]) => words).join('');
  const [, number = ''] = /\(incident ([0-9a-f-]{36})\)/.exec(text) ?? [];
  expect(number).not.toBe('');
  expect(text).toContain(log);
  expect(text).not.toMatch(/TypeError|\n\s+at /);
  expect(readFileSync(log, 'utf8')).toMatch(new RegExp(`\\[${number}\\] TypeError: this cannot be\\n\\s+at `));
});

test('a program that runs on for long prints the story and keeps it too', async () => {
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    incidentReport(workspace)({ id: 'one-of-the-window', error: new TypeError('neither can this') });
    expect(printed).toHaveBeenCalledWith(expect.stringMatching(/^\[one-of-the-window\] TypeError: neither can this\n\s+at /));
  } finally {
    printed.mockRestore();
  }
  const log = join(`${workspace}-files`, 'incidents.log');
  await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('[one-of-the-window] TypeError: neither can this'));
});

test('an address in the environment is checked like one that is typed', async () => {
  expect(await trellis(['import', 'github', 'a/b', '--workspace', workspace], { TRELLIS_GITHUB_API: 'foo' })).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^[^\n]*foo[^\n]*\n$/),
  });
});

test('a backup that cannot be put where it should be is said in one sentence', async () => {
  const target = join(folder, 'no', 'such', 'b.trellis');
  expect(await trellis(['backup', target, '--workspace', workspace])).toEqual({
    status: 1,
    stdout: '',
    stderr: one(`${target} cannot be written; check that the folder exists and allows writing.`),
  });
});
