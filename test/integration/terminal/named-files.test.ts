// Files that a person names on the command line: nothing that is worth keeping is written over, and nobody else may read what is private.
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { register } from '../../support/crm.ts';
import { openTemporaryProgramAt } from '../../support/temporary-program.ts';
import { trellis } from '../../support/terminal.ts';

let folder: string;
let mine: string;
let other: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-named-files-'));
  mine = join(folder, 'mine.trellis');
  other = join(folder, 'other.trellis');
  for (const [path, name] of [
    [mine, 'Acme'],
    [other, 'Globex'],
  ] as const) {
    const t = await openTemporaryProgramAt(path);
    await register(t, name);
    await t.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const partners = async (workspace: string) =>
  (JSON.parse((await trellis(['partners', 'list', '--workspace', workspace, '--json'])).stdout) as { items: { name: string }[] }).items.map(
    ({ name }) => name,
  );
const backup = (target: string) => trellis(['backup', target, '--workspace', mine]);
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('a backup never takes the place of a workspace: not of another, not of its own, not of one that is open, not through a link', async () => {
  const linked = join(folder, 'linked.bak');
  symlinkSync(other, linked);
  const open = await openTemporaryProgramAt(other);
  try {
    for (const target of [other, mine, linked]) {
      const { status, stdout, stderr } = await backup(target);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toBe(`${target} is a workspace or another database and is never written over; choose another name.\n`);
    }
  } finally {
    await open.close();
  }
  expect(await partners(other)).toEqual(['Globex']);
  expect(await partners(mine)).toEqual(['Acme']);
});

test('a backup takes no name that a file has, or whose changes still lie beside it', async () => {
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'Dear reader');
  expect(await backup(letter)).toEqual({ status: 1, stdout: '', stderr: `There is a file ${letter} already; choose another name.\n` });
  expect(readFileSync(letter, 'utf8')).toBe('Dear reader');
  const gone = join(folder, 'gone.trellis');
  writeFileSync(`${gone}-wal`, 'changes');
  expect(await backup(gone)).toMatchObject({ status: 1, stderr: expect.stringContaining(`${gone}-wal is a workspace`) });
  expect(await backup(folder)).toMatchObject({ status: 1, stderr: `${folder} is a folder; name a file in it.\n` });
  expect(await backup(join(folder, 'nowhere', 'b.trellis'))).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/nowhere\/b\.trellis cannot be written; check that the folder exists/),
  });
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'who may read the workspace may read its backups, and what is brought back from one',
  async () => {
    const spare = join(folder, 'spare.trellis');
    chmodSync(mine, 0o600);
    expect(await backup(spare)).toMatchObject({ status: 0, stderr: '' });
    const kept = join(`${mine}-files`, 'backups');
    const copies = readdirSync(kept).filter((name) => name.endsWith('.trellis'));
    expect(copies.length).toBeGreaterThan(0);
    for (const path of [spare, ...copies.map((name) => join(kept, name))]) expect([path, modeOf(path)]).toEqual([path, '600']);
    // As an earlier program left its backups.
    chmodSync(spare, 0o644);
    const fresh = join(folder, 'fresh.trellis');
    expect(await trellis(['restore', spare, '--workspace', fresh])).toMatchObject({ status: 0 });
    expect(modeOf(fresh)).toBe('600');
    chmodSync(fresh, 0o640);
    expect(await trellis(['restore', spare, '--workspace', fresh])).toMatchObject({ status: 0 });
    expect(modeOf(fresh)).toBe('640');
  },
);

test('a workspace that is replaced is kept, and not called damaged', async () => {
  const spare = join(folder, 'to-restore.trellis');
  expect((await backup(spare)).status).toBe(0);
  const place = join(folder, 'place.trellis');
  copyFileSync(other, place);
  const { kept } = JSON.parse((await trellis(['restore', spare, '--workspace', place, '--json'])).stdout) as { kept: string };
  expect(kept).toMatch(/\/replaced-[^/]*$/);
  expect(readFileSync(join(kept, 'place.trellis')).equals(readFileSync(other))).toBe(true);
  expect(await partners(place)).toEqual(['Acme']);
});

test('an export takes the place of an earlier one and of nothing else', async () => {
  const report = (out: string) =>
    trellis(['report', 'ecosystem', '--from', '2026-01-01', '--to', '2026-03-31', '--out', out, '--workspace', mine]);
  const out = join(folder, 'report.html');
  expect(await report(out)).toMatchObject({ status: 0 });
  writeFileSync(out, 'an earlier report');
  expect(await report(out)).toMatchObject({ status: 0 });
  expect(readFileSync(out, 'utf8')).toContain('<html');
  const disguised = join(folder, 'disguised.html');
  copyFileSync(other, disguised);
  expect(await report(disguised)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('is never written over') });
  expect(readFileSync(disguised).equals(readFileSync(other))).toBe(true);
  mkdirSync(join(folder, 'reports.html'));
  expect(await report(join(folder, 'reports.html'))).toMatchObject({ status: 1, stderr: expect.stringContaining('is a folder') });
});

test('a template that may be filled in by now stays', async () => {
  const out = join(folder, 'contacts.csv');
  const template = () => trellis(['imports', 'template', 'contacts', '--out', out]);
  expect(await template()).toMatchObject({ status: 0 });
  writeFileSync(out, 'name,email\nAda,ada@acme.example\n');
  expect(await template()).toMatchObject({ status: 1, stderr: `There is a file ${out} already; choose another name.\n` });
  expect(readFileSync(out, 'utf8')).toContain('Ada');
});
