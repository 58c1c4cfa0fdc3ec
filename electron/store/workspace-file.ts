// What stands on disk: the workspace file, the folder of its side files, and the checks before SQLite may open it.
import { access, constants, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BadStart } from '../bad-start.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';

/** "Trls" in ASCII: marks a SQLite file as a Trellis workspace (`PRAGMA application_id`). */
export const APPLICATION_ID = 0x54726c73;

const UTF8 = 1;

export interface WorkspaceFolders {
  readonly files: string;
  readonly backups: string;
  readonly imports: string;
  readonly staged: string;
  readonly outgoing: string;
  readonly marker: string;
}

export function foldersOf(workspacePath: string): WorkspaceFolders {
  const files = `${workspacePath}-files`;
  return {
    files,
    backups: join(files, 'backups'),
    imports: join(files, 'imports'),
    staged: join(files, 'staged'),
    outgoing: join(files, 'outgoing'),
    marker: join(files, 'marker.json'),
  };
}

export async function prepareFolders(workspacePath: string): Promise<WorkspaceFolders> {
  const folders = foldersOf(workspacePath);
  try {
    await mkdir(dirname(workspacePath), { recursive: true });
    for (const folder of [folders.files, folders.backups, folders.imports, folders.staged, folders.outgoing]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    await access(dirname(workspacePath), constants.W_OK);
    await access(folders.files, constants.W_OK);
    const probe = join(folders.files, '.writable');
    await writeFile(probe, '');
    await rm(probe);
  } catch {
    throw new BadStart('FOLDER_NOT_WRITABLE', { path: dirname(workspacePath) });
  }
  return folders;
}

export interface Marker {
  readonly workspaceId: string;
  readonly cleanClose: boolean;
}

export async function readMarker(folders: WorkspaceFolders): Promise<Marker | undefined> {
  try {
    return JSON.parse(await readFile(folders.marker, 'utf8')) as Marker;
  } catch {
    return undefined;
  }
}

export async function writeMarker(folders: WorkspaceFolders, marker: Marker): Promise<void> {
  await writeFile(`${folders.marker}.tmp`, JSON.stringify(marker), { mode: 0o600 });
  await rename(`${folders.marker}.tmp`, folders.marker);
}

/** What SQLite would open half, as read-only or with an error of its own, though it never wrote it for us: formats and encoding. */
function isOurFormat(header: Buffer): boolean {
  const known = (value: number, last: number) => value >= 1 && value <= last;
  const writeFormat = header.readUInt8(18);
  const readFormat = header.readUInt8(19);
  return known(writeFormat, 2) && known(readFormat, 2) && known(header.readUInt32BE(44), 4) && header.readUInt32BE(56) === UTF8;
}

export type FileState = { kind: 'absent' } | { kind: 'empty' } | { kind: 'workspace'; schemaVersion: number; damagedHeader: boolean };

/** Reads the 100-byte header only, so that a refused file stays byte for byte as it was. */
export async function inspectWorkspaceFile(path: string): Promise<FileState> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    throw new BadStart('FILE_NOT_READABLE', { path });
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new BadStart('NOT_A_WORKSPACE', { path });
    if (stat.size === 0) return { kind: 'empty' };
    const header = Buffer.alloc(100);
    await file.read(header, 0, 100, 0);
    if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new BadStart('NOT_A_WORKSPACE', { path });
    if (header.readUInt32BE(68) !== APPLICATION_ID) throw new BadStart('NOT_A_WORKSPACE', { path });
    const schemaVersion = header.readUInt32BE(60);
    if (schemaVersion > SCHEMA_VERSION) throw new BadStart('WORKSPACE_NEWER', { path, version: schemaVersion });
    return { kind: 'workspace', schemaVersion, damagedHeader: !isOurFormat(header) };
  } finally {
    await file.close();
  }
}
