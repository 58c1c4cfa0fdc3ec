// One process per workspace. The lock is an exclusive transaction on a small SQLite file, which the system releases
// when the process dies, however it dies. Who holds it is written beside it, for the message.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BadStart } from '../bad-start.ts';
import { type Connection, cannotWrite, openConnection, sqliteCode } from './connection.ts';

export interface ProcessLock {
  release(): Promise<void>;
}

export async function lockWorkspace(workspacePath: string, filesFolder: string): Promise<ProcessLock> {
  const holderPath = join(filesFolder, 'lock-holder.json');
  let connection: Connection | undefined;
  try {
    connection = await openConnection(join(filesFolder, 'lock.db'), 'create');
    await connection.script('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
  } catch (error) {
    await connection?.close();
    if (sqliteCode(error) === 'SQLITE_BUSY')
      throw new BadStart('WORKSPACE_IN_USE', { path: workspacePath, holder: await readHolder(holderPath) });
    // Files beside the workspace that belong to somebody else.
    if (cannotWrite(error)) throw new BadStart('FOLDER_NOT_WRITABLE', { path: filesFolder });
    throw error;
  }
  const held = connection;
  await writeFile(holderPath, JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
  return {
    release: async () => {
      await rm(holderPath, { force: true });
      await held.run('ROLLBACK');
      await held.close();
    },
  };
}

async function readHolder(path: string): Promise<string> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as { pid: number; host: string };
    return `${holder.host}, ${holder.pid}`;
  } catch {
    return '?';
  }
}
