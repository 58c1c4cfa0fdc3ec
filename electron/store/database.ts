// Opens a workspace: lock, checks, migration, one writer and a few readers. All access to the file goes through the Store.
import { randomUUID } from 'node:crypto';
import { access, constants, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Kysely, Transaction } from 'kysely';
import type { BackupEntry } from '../../shared/contract/workspace.ts';
import { BadStart } from '../bad-start.ts';
import { type BackupReason, backupPath, discardBackup, makeBackup, newestGoodBackup, replaceWorkspace, verifyCopy } from './backup.ts';
import { type Connection, cannotWrite, openConnection, sqliteCode } from './connection.ts';
import { connectionPool } from './connection-pool.ts';
import { migrate } from './migrate.ts';
import { lockWorkspace } from './process-lock.ts';
import { assertSqlite, bulkTransaction, closeSession, openSession, toKysely } from './session.ts';
import type { Tables } from './tables.ts';
import { type FileState, inspectWorkspaceFile, prepareFolders, readMarker, type WorkspaceFolders, writeMarker } from './workspace-file.ts';

export type Reader = Kysely<Tables>;
export type Writer = Transaction<Tables>;

export interface Store {
  readonly path: string;
  readonly fileName: string;
  readonly workspaceId: string;
  readonly folders: WorkspaceFolders;
  readonly sqliteVersion: string;
  /** For queries: several at once, never waiting for the writer, but for a backup that is being restored. */
  readonly read: Reader;
  /** Rises when a backup was restored: what was read before is of another workspace. */
  readonly generation: number;
  /** One transaction at a time, in the order asked for; rolled back when `work` throws. */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** A write transaction on the bare connection, optionally with another database file attached as `stage`. */
  writeBulk<T>(attach: string | null, work: (connection: Connection) => Promise<T>): Promise<T>;
  backup(reason: BackupReason): Promise<BackupEntry>;
  /** Replaces the whole workspace with a backup; what it held goes into a backup of its own first. */
  restore(backupId: string): Promise<{ restored: BackupEntry; before: BackupEntry }>;
  close(): Promise<void>;
}

const SMALL_FILE_BYTES = 64 * 1024 * 1024;

export interface OpenOptions {
  /** Make a new workspace when there is none; otherwise that is a bad start. */
  create: boolean;
  now?: () => number;
}

export async function openStore(path: string, options: OpenOptions): Promise<Store> {
  const now = options.now ?? Date.now;
  const before = await inspectWorkspaceFile(path);
  if (before.kind === 'absent' && !options.create) throw new BadStart('WORKSPACE_NOT_FOUND', { path });
  if (before.kind === 'workspace') await refuseWriteProtected(path);
  const folders = await prepareFolders(path);
  const lock = await lockWorkspace(path, folders.files);
  try {
    const marker = await readMarker(folders);
    await refuseLostFile(path, before, marker !== undefined, folders);
    if (before.kind === 'workspace') await refuseDamage(path, before, folders, marker?.cleanClose ?? false);
    await bringToSchema(path, before, folders, now);
    return await connect(path, folders, lock.release, now);
  } catch (error) {
    await lock.release();
    throw cannotWrite(error) ? new BadStart('WORKSPACE_READ_ONLY', { path }) : error;
  }
}

/** Reading alone writes too: the file's log, and what a stop left unfinished. */
async function refuseWriteProtected(path: string): Promise<void> {
  await access(path, constants.W_OK).catch(() => {
    throw new BadStart('WORKSPACE_READ_ONLY', { path });
  });
}

async function bringToSchema(path: string, state: FileState, folders: WorkspaceFolders, now: () => number): Promise<void> {
  if (state.kind === 'workspace') {
    const made: BackupEntry[] = [];
    try {
      await migrate(path, state, async (reason) => made.push(await makeBackup(path, folders.backups, reason, now())));
    } catch (error) {
      if (!/already exists|duplicate column/.test(String(error))) throw error;
      // What a step would make is there: the file says a version that it does not have, and so does the copy just made of it.
      for (const { id } of made) await discardBackup(folders.backups, id);
      throw await damagedWorkspace(path, folders);
    }
    return;
  }
  // A new file is made under another name, so that a kill on the way never leaves an empty workspace behind.
  const unfinished = `${path}.creating`;
  for (const suffix of ['', '-journal']) await rm(`${unfinished}${suffix}`, { force: true });
  await migrate(unfinished, state, async () => undefined);
  await rename(unfinished, path);
}

async function refuseLostFile(path: string, state: FileState, known: boolean, folders: WorkspaceFolders): Promise<void> {
  if (state.kind === 'empty') {
    throw new BadStart('WORKSPACE_EMPTY_FILE', { path, backup: (await newestGoodBackup(folders.backups)) ?? '' });
  }
  if (state.kind === 'absent' && known) {
    const backup = await newestGoodBackup(folders.backups);
    if (backup) throw new BadStart('WORKSPACE_DAMAGED', { path, backup });
  }
}

async function damagedWorkspace(path: string, folders: WorkspaceFolders): Promise<BadStart> {
  return new BadStart('WORKSPACE_DAMAGED', { path, backup: (await newestGoodBackup(folders.backups)) ?? '' });
}

async function refuseDamage(
  path: string,
  { damagedHeader }: Extract<FileState, { kind: 'workspace' }>,
  folders: WorkspaceFolders,
  cleanClose: boolean,
): Promise<void> {
  if (damagedHeader) throw await damagedWorkspace(path, folders);
  const { size } = await stat(path);
  // The full check finds nine damages in ten, the quick one two in ten; on large files it waits for backups.
  const check = size <= SMALL_FILE_BYTES ? 'integrity_check' : 'quick_check';
  if (check === 'quick_check' && cleanClose) return;
  let connection: Connection | undefined;
  try {
    connection = await openConnection(path, 'write');
    const result = await connection.get<Record<string, string>>(`PRAGMA ${check}(1)`);
    if (Object.values(result ?? {})[0] !== 'ok') throw await damagedWorkspace(path, folders);
  } catch (error) {
    if (error instanceof BadStart) throw error;
    const code = sqliteCode(error);
    if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB' || code === 'SQLITE_IOERR') throw await damagedWorkspace(path, folders);
    throw error;
  } finally {
    await connection?.close();
  }
}

async function connect(path: string, folders: WorkspaceFolders, release: () => Promise<void>, now: () => number): Promise<Store> {
  let session = await openSession(path);
  let generation = 1;
  // One for as long as the store is open, so that whoever reads while a backup is restored waits for it.
  const readers = connectionPool(session.readers);
  const read = toKysely(readers);
  const oneAtATime = queue();
  // Each clears away what an earlier one left unfinished, and none is made of a file that is being replaced.
  const backupsInTurn = queue();
  const sqliteVersion = await assertSqlite(session.writer);
  const workspaceId = await workspaceIdOf(session.writer);
  await writeMarker(folders, { workspaceId, cleanClose: false });

  return {
    path,
    fileName: basename(path),
    workspaceId,
    folders,
    sqliteVersion,
    read,
    get generation() {
      return generation;
    },
    write: (work) => oneAtATime(() => session.write.transaction().execute(work)),
    writeBulk: (attach, work) => oneAtATime(() => bulkTransaction(session.writer, attach, work)),
    backup: (reason) => backupsInTurn(() => makeBackup(path, folders.backups, reason, now())),
    restore: (backupId) =>
      oneAtATime(() =>
        backupsInTurn(async () => {
          const source = backupPath(folders.backups, backupId);
          const counts = await verifyCopy(source);
          const before = await makeBackup(path, folders.backups, 'before_restore', now());
          const bytes = (await stat(source)).size;
          try {
            await readers.drain();
            await closeSession(session);
            // An older program may have made it, and this one goes on with it at once.
            await replaceWorkspace(path, source, async (incoming) =>
              migrate(incoming, await inspectWorkspaceFile(incoming), async () => undefined),
            );
          } finally {
            session = await openSession(path).catch((error: unknown) => {
              readers.stop(new Error('the workspace could not be opened again', { cause: error }));
              throw error;
            });
            generation += 1;
            readers.refill(session.readers);
          }
          const restored: BackupEntry = { id: backupId, madeAt: before.madeAt, reason: 'by_hand', bytes, ...counts };
          return { restored, before };
        }),
      ),
    close: async () => {
      await oneAtATime(() =>
        backupsInTurn(async () => {
          readers.stop(new Error('the workspace is closed'));
          await closeSession(session);
        }),
      );
      await writeMarker(folders, { workspaceId, cleanClose: true });
      await release();
    },
  };
}

/** Runs what it is given one after the other, in the order asked for. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

async function workspaceIdOf(connection: Connection): Promise<string> {
  await connection.run(`INSERT OR IGNORE INTO workspace_meta (key, value) VALUES ('workspace_id', ?)`, [randomUUID()]);
  const row = await connection.get<{ value: string }>(`SELECT value FROM workspace_meta WHERE key = 'workspace_id'`);
  return row?.value ?? '';
}

/**
 * Puts a backup in place of a workspace that may not open at all. The old file and its side files are copied into
 * `replaced-<time>` first and stay there; returns that folder, or null when there was no file.
 */
export async function recoverWorkspace(path: string, backup: string, now: () => number = Date.now): Promise<{ kept: string | null }> {
  const folders = await prepareFolders(path);
  const lock = await lockWorkspace(path, folders.files);
  try {
    await verifyCopy(backup);
    const kept = join(folders.files, `replaced-${new Date(now()).toISOString().replace(/[:.]/g, '-')}`);
    let any = false;
    for (const suffix of ['', '-wal', '-shm']) {
      await mkdir(kept, { recursive: true, mode: 0o700 });
      const copied = await copyFile(`${path}${suffix}`, join(kept, `${basename(path)}${suffix}`)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          // What is there and cannot be kept is not replaced.
          if (error.code !== 'ENOENT') throw error;
          return false;
        },
      );
      any = any || copied;
    }
    if (!any) await rm(kept, { recursive: true, force: true });
    await replaceWorkspace(path, backup);
    return { kept: any ? kept : null };
  } finally {
    await lock.release();
  }
}
