// Where a collection from GitHub stands: which repositories are left, and how far it is in the one it is at. Plain JSON, kept with every page.
import { z } from 'zod';

const partCursor = z.object({
  /** Everything that changed until this instant was read. */
  until: z.string(),
  /** The first page that was asked for, and the tag it had: as long as that is so, there is nothing new. */
  path: z.string(),
  etag: z.string().nullable(),
});
/** How far a repository was read, by part. */
export const repositoryCursor = z.record(z.string(), partCursor);
export type RepositoryCursor = z.infer<typeof repositoryCursor>;

const place = z.object({
  name: z.string(),
  id: z.int(),
  cursor: repositoryCursor,
  feed: z.enum(['pulls', 'issues', 'releases']),
  /** Nothing that changed before this is read. */
  floor: z.string().nullable(),
  firstPath: z.string(),
  /** The page to read next, again from its beginning; null when the feed is read. */
  path: z.string().nullable(),
  /** Numbers of items that were taken, as ranges. */
  taken: z.string(),
  /** The newest change there was at the beginning, and the first page's tag then. */
  top: z.string().nullable(),
  etag: z.string().nullable(),
  /** Going over the beginning once more, for what moved there meanwhile. */
  sweeping: z.boolean(),
});
export type Place = z.infer<typeof place>;

export const collectingState = z.object({
  /** Names that are left to read, the present one first; null before an organisation was asked for its repositories. */
  queue: z.array(z.string()).nullable(),
  /** Names that are not there, or not for this token. */
  missing: z.array(z.string()),
  /** Repositories that were read, by their numbers: two names can be one repository. */
  read: z.array(z.int()),
  place: place.nullable(),
});
export type CollectingState = z.infer<typeof collectingState>;

/** `1-3,7` for {1, 2, 3, 7}. */
export function writeNumbers(numbers: ReadonlySet<number>): string {
  const ranges: string[] = [];
  let from: number | undefined;
  let last: number | undefined;
  const close = () => {
    if (from !== undefined) ranges.push(from === last ? `${from}` : `${from}-${last}`);
  };
  for (const number of [...numbers].sort((a, b) => a - b)) {
    if (last === undefined || number !== last + 1) {
      close();
      from = number;
    }
    last = number;
  }
  close();
  return ranges.join(',');
}

export function readNumbers(written: string): Set<number> {
  const numbers = new Set<number>();
  for (const range of written.split(',').filter((one) => one !== '')) {
    const [from = 0, until = from] = range.split('-').map(Number);
    for (let number = from; number <= until; number += 1) numbers.add(number);
  }
  return numbers;
}
