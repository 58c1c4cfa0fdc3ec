// Files on their way in: copied into the workspace's private folder and from then on named by an opaque id only.
import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Origin } from '../../shared/contract/imports.ts';
import { sha256Of } from '../store/backup.ts';

export interface StagedFile {
  readonly fileId: string;
  readonly name: string;
  readonly bytes: number;
  /** Of the bytes as they were copied; absent for a file that is filled piece by piece. */
  readonly sha256?: string;
  /** Where the rows come from when they were gathered, and how far that source was read with them. */
  readonly collected?: {
    readonly origin: Origin;
    readonly cursors: Readonly<Record<string, unknown>>;
    /** By source, the cursor that the collection went on from; null where it began at the beginning. */
    readonly from?: Readonly<Record<string, unknown>>;
  };
}

export class TooLarge extends Error {}

export interface StagedFiles {
  /** Throws TooLarge beyond the limit; nothing stays behind then. */
  stageStream(name: string, chunks: AsyncIterable<Uint8Array>, limitBytes: number): Promise<StagedFile>;
  stageLocalFile(path: string): Promise<StagedFile>;
  /** An empty file to be filled piece by piece, and described at the end. */
  begin(name: string): Promise<StagedFile & { path: string }>;
  describe(fileId: string, description: Partial<Pick<StagedFile, 'name' | 'collected'>>): Promise<void>;
  find(fileId: string): Promise<(StagedFile & { path: string }) | undefined>;
  remove(fileId: string): Promise<void>;
  /** Removes files staged before the instant (milliseconds) that nothing names any more. */
  removeOlderThan(instantMs: number, keep: ReadonlySet<string>): Promise<void>;
}

const ID = /^[0-9a-f-]{36}$/;

export async function hashOf({ sha256, path }: StagedFile & { path: string }): Promise<string> {
  return sha256 ?? (await sha256Of(path));
}

export function createStagedFiles(folder: string, newId: () => string): StagedFiles {
  const contentPath = (fileId: string) => join(folder, `${fileId}.data`);
  const notePath = (fileId: string) => join(folder, `${fileId}.json`);

  async function stageStream(name: string, chunks: AsyncIterable<Uint8Array>, limitBytes: number): Promise<StagedFile> {
    const fileId = newId();
    const path = contentPath(fileId);
    let bytes = 0;
    // Made of what passes by, so that a large file need not be read again for it.
    const hash = createHash('sha256');
    try {
      const target = await open(path, 'w', 0o600);
      try {
        for await (const chunk of chunks) {
          bytes += chunk.byteLength;
          if (bytes > limitBytes) throw new TooLarge(name);
          hash.update(chunk);
          await target.writeFile(chunk);
        }
      } finally {
        await target.close();
      }
      const staged: StagedFile = {
        fileId,
        name: basename(name.replaceAll('\\', '/')).slice(0, 255) || 'file',
        bytes,
        ...(bytes === 0 ? {} : { sha256: hash.digest('hex') }),
      };
      await writeFile(notePath(fileId), JSON.stringify(staged), { mode: 0o600 });
      return staged;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  async function describe(fileId: string, description: Partial<Pick<StagedFile, 'name' | 'collected'>>): Promise<void> {
    const staged = JSON.parse(await readFile(notePath(fileId), 'utf8')) as StagedFile;
    const { size } = await stat(contentPath(fileId));
    // Beside it first: a full disk or a stop must not leave half a note, which would lose the file.
    const beside = `${notePath(fileId)}.new`;
    await writeFile(beside, JSON.stringify({ ...staged, ...description, bytes: size }), { mode: 0o600 });
    await rename(beside, notePath(fileId));
  }

  return {
    stageStream,
    stageLocalFile: (path) => stageStream(basename(path), piecesOf(path), Number.POSITIVE_INFINITY),
    begin: async (name) => {
      const { fileId } = await stageStream('', noBytes(), 0);
      await describe(fileId, { name });
      return { fileId, name, bytes: 0, path: contentPath(fileId) };
    },
    describe,
    find: async (fileId) => {
      if (!ID.test(fileId)) return undefined;
      try {
        const staged = JSON.parse(await readFile(notePath(fileId), 'utf8')) as StagedFile;
        await stat(contentPath(fileId));
        return { ...staged, path: contentPath(fileId) };
      } catch {
        return undefined;
      }
    },
    remove: async (fileId) => {
      if (ID.test(fileId)) for (const path of [contentPath(fileId), notePath(fileId)]) await rm(path, { force: true });
    },
    removeOlderThan: async (instantMs, keep) => {
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        if (!keep.has(name.slice(0, 36)) && (await stat(path)).mtimeMs < instantMs) await rm(path, { force: true });
      }
    },
  };
}

/** The same memory for every piece: each is used up before the next is read, and a large file leaves no trail of dead buffers. */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(1 << 20);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
