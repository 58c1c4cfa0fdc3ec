// What is left of a change-set when it is applied: the rows it rejected can still be saved as a file, everything else is of no use.
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openConnection } from '../store/connection.ts';
import { isWhole, REJECTED, removeStaging } from './staging.queries.ts';

const BESIDE = '.kept';

/** Leaves nothing but the rejected rows and their header, or no file where no row was rejected. */
export async function keepRejections(path: string): Promise<void> {
  const beside = `${path}${BESIDE}`;
  await removeStaging(beside);
  if (!(await copyRejections(path, beside))) return removeStaging(path);
  // Only a whole copy takes the place of the file it was made of.
  await rename(beside, path);
}

async function copyRejections(path: string, beside: string): Promise<boolean> {
  const connection = await openConnection(path, 'write');
  try {
    if (!(await connection.get('SELECT 1 FROM rejected LIMIT 1'))) return false;
    const copy = await openConnection(beside, 'create');
    await copy.script(REJECTED).finally(() => copy.close());
    await connection.run('ATTACH ? AS kept', [beside]);
    await connection.run('INSERT INTO kept.header SELECT * FROM main.header');
    await connection.run('INSERT INTO kept.rejected SELECT * FROM main.rejected ORDER BY line');
    return true;
  } finally {
    await connection.close();
  }
}

const ENDING = '.stage';

/**
 * At start: takes away what a stop or an older version left. `stateOf` says where the import of a file stands, undefined for one that the
 * workspace does not know; files of those wait until they are older than an instant, because a restored backup can be taken back.
 */
export async function sweepStaging(folder: string, stateOf: (importId: string) => string | undefined, olderThanMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.endsWith(BESIDE)) await rm(path, { force: true });
    if (!name.endsWith(ENDING)) continue;
    const state = stateOf(name.slice(0, -ENDING.length));
    if (state === 'planned') continue;
    if (state === 'applied' || state === 'reverted') {
      // A file that cannot be read must not keep the program from starting.
      if (await isWhole(path)) await keepRejections(path).catch(() => undefined);
    } else if (state !== undefined || (await stat(path)).mtimeMs < olderThanMs) await removeStaging(path);
  }
}
