// Files that a person named: written beside the target, synced and renamed, so that a half-written file never carries the name, and never
// over a workspace or another database.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, lstat, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { CodedFailure } from '../jobs/coded-failure.ts';

/** What stands in the way of writing a file; the language files have a sentence for each. */
export class NotWritten extends CodedFailure<'FILE_EXISTS' | 'NOT_OVER_WORKSPACE' | 'IS_A_FOLDER' | 'DISK_FULL' | 'CANNOT_WRITE'> {}

const DATABASE = 'SQLite format 3\0';
/** What belongs to a workspace, whatever is in it: SQLite keeps changes beside the file. */
const OF_A_WORKSPACE = /\.trellis(?:-wal|-shm|-journal)?$/i;

export interface NamedFile {
  readonly target: string;
  readonly content: { readonly path: string } | string | Uint8Array;
  readonly mode: number;
  /** `export` may take the place of an earlier export; `new` takes the place of nothing. */
  readonly as: 'export' | 'new';
  /** Looks at the finished file before it gets its name. */
  readonly verify?: (path: string) => Promise<unknown>;
}

/** Before the work for the file begins; {@link writeNamed} asks again at its end. */
export async function refuseTaken(target: string, as: NamedFile['as']): Promise<void> {
  const there = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw refusal(error, target);
  });
  if (as === 'new' && there === undefined && (await lstat(`${target}-wal`).catch(() => undefined)))
    throw new NotWritten('NOT_OVER_WORKSPACE', { path: `${target}-wal` });
  if (there === undefined) return;
  if (there.isDirectory()) throw new NotWritten('IS_A_FOLDER', { path: target });
  if (OF_A_WORKSPACE.test(target) || (await isDatabase(target))) throw new NotWritten('NOT_OVER_WORKSPACE', { path: target });
  if (as === 'new') throw new NotWritten('FILE_EXISTS', { path: target });
}

export async function writeNamed({ target, content, mode, as, verify }: NamedFile): Promise<void> {
  await refuseTaken(target, as);
  // Through a link the file it stands for is replaced, as writing to it would.
  const final = await realpath(target).catch(() => target);
  const part = join(dirname(final), `.${basename(final, extname(final))}.${randomUUID().slice(0, 8)}.part`);
  try {
    const file = await open(part, 'wx', mode);
    try {
      await file.chmod(mode).catch(() => undefined);
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
      else for await (const chunk of createReadStream(content.path, { highWaterMark: 1 << 20 })) await file.writeFile(chunk as Buffer);
      await file.sync();
    } finally {
      await file.close();
    }
    await verify?.(part);
    await refuseTaken(target, as);
    await (as === 'new' ? giveName(part, final) : rename(part, final));
  } catch (error) {
    throw error instanceof Error && 'errno' in error ? refusal(error as NodeJS.ErrnoException, target) : error;
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/** A second name instead of a rename: it is refused when somebody has taken the name meanwhile. */
async function giveName(part: string, final: string): Promise<void> {
  await link(part, final).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw error;
    // A file system without links.
    await rename(part, final);
  });
}

async function isDatabase(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return false;
  try {
    const head = Buffer.alloc(DATABASE.length);
    await file.read(head, 0, head.length, 0);
    return head.toString('latin1') === DATABASE;
  } finally {
    await file.close();
  }
}

function refusal({ code }: NodeJS.ErrnoException, path: string): NotWritten {
  if (code === 'EEXIST') return new NotWritten('FILE_EXISTS', { path });
  if (code === 'EISDIR') return new NotWritten('IS_A_FOLDER', { path });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new NotWritten('DISK_FULL', { path });
  return new NotWritten('CANNOT_WRITE', { path });
}
