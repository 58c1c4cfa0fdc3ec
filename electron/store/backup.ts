// Backups: made with VACUUM INTO (the online backup API never finishes beside a busy writer), verified when made, written
// to a temporary name, synced and renamed. A backup that is not verified does not exist.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BackupEntry } from '../../shared/contract/workspace.ts';
import { BadStart } from '../bad-start.ts';
import { openConnection } from './connection.ts';
import { APPLICATION_ID } from './workspace-file.ts';

export type BackupReason = BackupEntry['reason'];
interface Manifest extends BackupEntry {
  sha256: string;
}

export async function makeBackup(workspacePath: string, folder: string, reason: BackupReason, now: number): Promise<BackupEntry> {
  const id = `${new Date(now).toISOString().replace(/[-:]/g, '').replace('.', '-')}-${reason}`;
  const target = join(folder, `${id}.trellis`);
  const temporary = `${target}.tmp`;
  await removeLeftovers(folder);
  try {
    // SQLite would make it readable for everybody; into an empty file it writes as well.
    await writeFile(temporary, '', { mode: await modeOf(workspacePath), flag: 'wx' });
    const source = await openConnection(workspacePath, 'write');
    try {
      await source.script('PRAGMA busy_timeout = 5000');
      await source.run('VACUUM INTO ?', [temporary]);
    } finally {
      await source.close();
    }
    const counts = await verifyCopy(temporary);
    await syncFile(temporary);
    const manifest: Manifest = {
      id,
      madeAt: new Date(now).toISOString(),
      reason,
      bytes: (await stat(temporary)).size,
      ...counts,
      sha256: await sha256Of(temporary),
    };
    await rename(temporary, target);
    await syncFolder(folder);
    await writeFile(`${target}.json`, JSON.stringify(manifest), { mode: 0o600 });
    await rotate(folder, now);
    return entryOf(manifest);
  } catch (error) {
    await removeLeftovers(folder);
    throw error;
  }
}

/** Newest first. */
export async function listBackups(folder: string): Promise<BackupEntry[]> {
  return (await manifests(folder)).map(entryOf);
}

export function backupPath(folder: string, backupId: string): string {
  return join(folder, `${basename(backupId)}.trellis`);
}

/** Full integrity check, our mark in the header, and row counts; throws BACKUP_DAMAGED otherwise. */
export async function verifyCopy(path: string): Promise<{ partners: number; contributions: number }> {
  const damaged = () => new BadStart('BACKUP_DAMAGED', { name: basename(path) });
  const copy = await openConnection(path, 'read').catch(() => {
    throw damaged();
  });
  try {
    const mark = await copy.get<{ application_id: number }>('PRAGMA application_id');
    const integrity = await copy.get<{ integrity_check: string }>('PRAGMA integrity_check(1)');
    if (mark?.application_id !== APPLICATION_ID || integrity?.integrity_check !== 'ok') throw damaged();
    const counts = await copy.get<{ partners: number; contributions: number }>(
      `SELECT (SELECT count(*) FROM partners WHERE deleted_at IS NULL) AS partners, (SELECT count(*) FROM ledger_entries) AS contributions`,
    );
    if (!counts) throw damaged();
    return counts;
  } catch (error) {
    throw error instanceof BadStart ? error : damaged();
  } finally {
    await copy.close();
  }
}

/** The newest backup that still verifies, for a workspace that does not open. */
export async function newestGoodBackup(folder: string): Promise<string | undefined> {
  for (const manifest of await manifests(folder)) {
    const path = backupPath(folder, manifest.id);
    try {
      if ((await sha256Of(path)) === manifest.sha256) return path;
    } catch {
      // A missing or unreadable backup is no backup; the next older one may be.
    }
  }
  return undefined;
}

export async function discardBackup(folder: string, backupId: string): Promise<void> {
  await rm(backupPath(folder, backupId), { force: true });
  await rm(`${backupPath(folder, backupId)}.json`, { force: true });
}

/**
 * Puts a verified copy in place of the workspace by one rename, so a kill leaves the old file or the new one. What is to be done to the copy
 * first, `prepare` does.
 */
export async function replaceWorkspace(
  workspacePath: string,
  backup: string,
  prepare: (incoming: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const incoming = `${workspacePath}.restoring`;
  const mode = await modeOf(workspacePath);
  await rm(incoming, { force: true });
  await copyFile(backup, incoming);
  if (process.platform !== 'win32') await chmod(incoming, mode);
  await verifyCopy(incoming);
  await prepare(incoming);
  await syncFile(incoming);
  await rm(`${workspacePath}-wal`, { force: true });
  await rm(`${workspacePath}-shm`, { force: true });
  await rename(incoming, workspacePath);
  await syncFolder(dirname(workspacePath));
}

/** Whoever may read the workspace may read what is made of it; without one, its owner alone. */
export async function modeOf(workspacePath: string): Promise<number> {
  return stat(workspacePath).then(
    ({ mode }) => (mode & 0o777) | 0o600,
    () => 0o600,
  );
}

async function manifests(folder: string): Promise<Manifest[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.trellis.json'));
  const read = await Promise.all(names.map((name) => manifestIn(join(folder, name))));
  return read.flat().sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

/** A manifest that cannot be read says nothing of its backup; the others still count. */
async function manifestIn(path: string): Promise<Manifest[]> {
  try {
    return [JSON.parse(await readFile(path, 'utf8')) as Manifest];
  } catch {
    return [];
  }
}

function entryOf({ id, madeAt, reason, bytes, partners, contributions }: Manifest): BackupEntry {
  return { id, madeAt, reason, bytes, partners, contributions };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Keeps all of the last two hours (at most 8), then the newest of each of 7 days and 4 weeks, and the last 3 from before a migration. */
export function backupsToKeep(entries: readonly Pick<BackupEntry, 'id' | 'madeAt' | 'reason'>[], now: number): Set<string> {
  const newestFirst = [...entries].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
  const keep = new Set(newestFirst.slice(0, 1).map((entry) => entry.id));
  const ageOf = (entry: { madeAt: string }) => now - Date.parse(entry.madeAt);
  for (const entry of newestFirst.filter((one) => ageOf(one) <= 2 * HOUR).slice(0, 8)) keep.add(entry.id);
  for (const [span, spans] of [
    [DAY, 7],
    [7 * DAY, 4],
  ] as const) {
    const seen = new Set<number>();
    for (const entry of newestFirst) {
      const slot = Math.floor(Date.parse(entry.madeAt) / span);
      if (ageOf(entry) <= span * spans && !seen.has(slot)) keep.add(entry.id);
      seen.add(slot);
    }
  }
  for (const entry of newestFirst.filter((one) => one.reason === 'before_migration').slice(0, 3)) keep.add(entry.id);
  return keep;
}

async function rotate(folder: string, now: number): Promise<void> {
  const all = await manifests(folder);
  const keep = backupsToKeep(all, now);
  for (const manifest of all.filter((one) => !keep.has(one.id))) {
    await discardBackup(folder, manifest.id);
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.tmp') || name.endsWith('.tmp-journal')) await rm(join(folder, name), { force: true });
  }
}

export function sha256Of(path: string): Promise<string> {
  return new Promise((done, fail) => {
    const hash = createHash('sha256');
    createReadStream(path, { highWaterMark: 1 << 20 })
      .on('data', (chunk) => hash.update(chunk))
      .on('end', () => done(hash.digest('hex')))
      .on('error', fail);
  });
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for syncing; there the rename is durable by itself.
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
