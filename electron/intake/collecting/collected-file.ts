// What was gathered from git or a code host, as a staged file: one JSON array per row under a fixed header. It is written page by page;
// `length` after a page is where a stopped collection goes on.
import { type FileHandle, open, stat, truncate } from 'node:fs/promises';

export const COLLECTED_HEADER = [
  'key',
  'email',
  'login',
  'host user',
  'name',
  'kind',
  'day',
  'title',
  'link',
  'repository',
  'source kind',
  'bot',
] as const;

export interface CollectedRow {
  /** The contribution's external key, whole: `github:<host>/<repository id>#<number>/merged`, `git:<root commit>/<sha>/author`. */
  readonly key: string;
  readonly email: string;
  readonly login: string;
  /** `<host>/<user id>`; '' where the source has none. */
  readonly account: string;
  readonly name: string;
  readonly kind: string;
  /** ISO day in the program's time zone. */
  readonly day: string;
  readonly title: string;
  readonly link: string;
  readonly repository: string;
  /** What in the source made it this kind: the rule that matched. */
  readonly sourceKind: string;
  /** The source itself says that this is a program. */
  readonly bot?: boolean;
}

const MARK = '{"trellis":"collected","version":1}\n';
export const COLLECTED_MARK = MARK.trimEnd();

/** It is shorter than what was acknowledged: another file, or one from an earlier time. */
export class CollectedFileGone extends Error {}

export interface CollectedFile {
  /** Appends rows; they are on the disk when it returns. Gives the file's length in bytes. */
  append(rows: readonly CollectedRow[], observed?: readonly object[]): Promise<number>;
  close(): Promise<void>;
}

/** Opens the file for appending after `length` bytes; what stands behind them was never acknowledged and goes. */
export async function openCollectedFile(path: string, length: number): Promise<CollectedFile> {
  const file = await open(path, length === 0 ? 'w' : 'r+', 0o600);
  let end = length;
  try {
    if (length === 0) end += await writeWhole(file, MARK, 0);
    else await cutTo(file, length);
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    append: async (rows, observed = []) => {
      const lines = [
        ...rows.map((row) =>
          JSON.stringify([
            row.key,
            row.email,
            row.login,
            row.account,
            row.name,
            row.kind,
            row.day,
            row.title,
            row.link,
            row.repository,
            row.sourceKind,
            row.bot ? 'yes' : '',
          ]),
        ),
        ...observed.map((one) => JSON.stringify(one)),
      ];
      if (lines.length === 0) return end;
      const written = await writeWhole(file, `${lines.join('\n')}\n`, end);
      await file.datasync();
      end += written;
      return end;
    },
    close: () => file.close(),
  };
}

/** Takes off what a stop left behind the last kept page, so that it can be looked at before it is gone on with. */
export async function cutCollectedFile(path: string, length: number): Promise<void> {
  if (length > 0 && (await stat(path)).size > length) await truncate(path, length);
}

async function cutTo(file: FileHandle, length: number): Promise<void> {
  // Truncating to more than there is would fill it up with zeros.
  if ((await file.stat()).size < length) throw new CollectedFileGone();
  await file.truncate(length);
}

/** A disk that fills up takes a part of what it is given without a word. */
async function writeWhole(file: FileHandle, text: string, position: number): Promise<number> {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  return written;
}
