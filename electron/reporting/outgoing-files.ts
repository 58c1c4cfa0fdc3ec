// Files on their way out: made by the program, named by an opaque id, fetched by a door. They live until the program closes.
import { createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OutgoingFile } from '../../shared/contract/base.ts';

export interface OutgoingFiles {
  put(name: string, mediaType: string, content: string | Uint8Array | AsyncIterable<string | Uint8Array>): Promise<OutgoingFile>;
  find(fileId: string): (OutgoingFile & { path: string }) | undefined;
  clear(): Promise<void>;
}

export function createOutgoingFiles(folder: string, newId: () => string): OutgoingFiles {
  const files = new Map<string, OutgoingFile & { path: string }>();
  return {
    put: async (name, mediaType, content) => {
      const fileId = newId();
      const path = join(folder, fileId);
      const chunks = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
      await pipeline(Readable.from(chunks), createWriteStream(path, { mode: 0o600 }));
      const file = { fileId, name: safeFileName(name), mediaType, bytes: (await stat(path)).size };
      files.set(fileId, { ...file, path });
      return file;
    },
    find: (fileId) => files.get(fileId),
    clear: async () => {
      files.clear();
      for (const name of await readdir(folder)) await rm(join(folder, name), { force: true });
    },
  };
}

/** A name every file system takes: no separators, reserved characters, control or bidirectional marks; at most 120 characters. */
export function safeFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[. ]+$/, '');
  const short = cleaned.length > 120 ? `${cleaned.slice(0, 100)}${cleaned.slice(cleaned.lastIndexOf('.')).slice(0, 20)}` : cleaned;
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(short) ? `_${short}` : short || 'file';
}
