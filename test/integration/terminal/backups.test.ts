// A command leaves a backup of what it did, and no more of them than sense.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listBackups } from '../../../electron/store/backup.ts';
import { foldersOf } from '../../../electron/store/workspace-file.ts';
import { trellis } from '../../support/terminal.ts';

test('the first import by command leaves a backup with its rows; a dry run leaves none, and a second import only the one from before it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-backups-'));
  try {
    const workspace = join(folder, 'w.trellis');
    const sheet = join(folder, 'partners.csv');
    const run = async (...words: string[]) => {
      expect(await trellis(['import', 'partners', sheet, ...words, '--workspace', workspace])).toMatchObject({ status: 0 });
      return (await listBackups(foldersOf(workspace).backups)).map(({ reason, partners }) => [reason, partners]);
    };
    writeFileSync(sheet, 'name\nAcme\nGlobex\n');
    expect(await run('--dry-run')).toEqual([]);
    expect(await run('--yes')).toEqual([['automatic', 2]]);
    writeFileSync(sheet, 'name\nAcme\nGlobex\nInitech\n');
    expect(await run('--yes')).toEqual([
      ['before_import', 2],
      ['automatic', 2],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
