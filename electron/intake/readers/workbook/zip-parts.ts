// The parts of a zip archive, unpacked as a stream and counted while they are: what the archive says of itself is not believed.
import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, open, type ZipFile } from 'yauzl';
import { UnreadableFile } from '../reader.ts';

export const ZIP_LIMITS = {
  packedBytes: 50 << 20,
  unpackedBytes: 400 << 20,
  partBytes: 200 << 20,
  /** A part this many times its packed size is a bomb, once it is larger than `ratioAfter`. */
  ratio: 100,
  ratioAfter: 100 << 10,
  parts: 2_000,
  nameLength: 1_000,
};

export interface ZipParts {
  has(name: string): boolean;
  /** The part's bytes as they are unpacked. */
  bytes(name: string): AsyncGenerator<Uint8Array>;
  /** How much was unpacked so far, of all parts. */
  unpacked(): number;
  close(): void;
}

export async function openZip(path: string): Promise<ZipParts> {
  if ((await stat(path)).size > ZIP_LIMITS.packedBytes) throw new UnreadableFile('too_large', 1);
  const zip = await openArchive(path);
  try {
    return partsOf(zip, await entriesOf(zip));
  } catch (error) {
    zip.close();
    throw error;
  }
}

function openArchive(path: string): Promise<ZipFile> {
  return new Promise((done, fail) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? fail(new UnreadableFile('damaged', 1)) : done(zip)));
  });
}

/** Entries by name. Names compare without case, as spreadsheet programs do; of two with one name the first counts. */
function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > ZIP_LIMITS.parts) throw new UnreadableFile('too_large', 1);
  const entries = new Map<string, Entry>();
  return new Promise((done, fail) => {
    zip.on('error', () => fail(new UnreadableFile('damaged', 1)));
    zip.on('end', () => done(entries));
    zip.on('entry', (entry: Entry) => {
      const name = entry.fileName.toLowerCase();
      if (name.length > ZIP_LIMITS.nameLength || entries.size >= ZIP_LIMITS.parts) return fail(new UnreadableFile('too_large', 1));
      if (!entries.has(name)) entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function partsOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): ZipParts {
  let unpacked = 0;
  async function* bytes(name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name.toLowerCase());
    if (!entry) throw new UnreadableFile('damaged', 1);
    if (entry.isEncrypted()) throw new UnreadableFile('encrypted', 1);
    let size = 0;
    let sum = 0;
    try {
      for await (const chunk of (await streamOf(zip, entry)) as AsyncIterable<Uint8Array>) {
        size += chunk.byteLength;
        unpacked += chunk.byteLength;
        if (size > ZIP_LIMITS.partBytes || unpacked > ZIP_LIMITS.unpackedBytes) throw new UnreadableFile('too_large', 1);
        if (size > ZIP_LIMITS.ratioAfter && size > entry.compressedSize * ZIP_LIMITS.ratio) throw new UnreadableFile('too_large', 1);
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof UnreadableFile ? error : new UnreadableFile('damaged', 1);
    }
    if (sum !== entry.crc32) throw new UnreadableFile('damaged', 1);
  }
  return { has: (name) => entries.has(name.toLowerCase()), bytes, unpacked: () => unpacked, close: () => zip.close() };
}

function streamOf(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((done, fail) => {
    zip.openReadStream(entry, (error, stream) => (error ? fail(error) : done(stream)));
  });
}
