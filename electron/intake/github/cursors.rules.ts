// From where a feed is read, and how far it will have been read afterwards.
import { addDays, type Day } from '../../../shared/values/day.ts';
import type { RepositoryCursor } from './collecting-state.ts';
import type { GithubPart } from './feeds.ts';

/** Instants have whole seconds: what changed in the very second of the last look may have been missed by it. */
const OVERLAP_MS = 60_000;
const EPOCH = '1970-01-01T00:00:00Z';

export interface Window {
  readonly since: string | null;
  readonly fromStart: boolean;
}

/** What changed at this instant and later is to be read; null for everything. */
export function floorOf({ since, fromStart }: Window, cursor: RepositoryCursor, parts: readonly GithubPart[]): string | null {
  // A day begins at different instants around the world; rows of the day before are left out one by one.
  if (since !== null) return `${addDays(since as Day, -1)}T00:00:00Z`;
  if (fromStart) return null;
  const known = parts.map((part) => cursor[part]?.until);
  if (known.includes(undefined)) return null;
  const earliest = Math.min(...known.map((until) => Date.parse(until ?? EPOCH)));
  return earliest <= OVERLAP_MS ? null : new Date(earliest - OVERLAP_MS).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The tag of the first page, where every part that is asked for ended at that page. */
export function knownTag(window: Window, cursor: RepositoryCursor, parts: readonly GithubPart[], firstPath: string): string | null {
  if (window.since !== null || window.fromStart) return null;
  const tags = new Set(parts.map((part) => (cursor[part]?.path === firstPath ? cursor[part].etag : null)));
  const [tag = null] = tags;
  return tags.size === 1 ? tag : null;
}

/** Cursors after a feed was read to its end. A gap between an earlier end and a later `since` stays to be read. */
export function cursorAfter(
  cursor: RepositoryCursor,
  parts: readonly GithubPart[],
  read: { floor: string | null; top: string | null; firstPath: string; etag: string | null },
): RepositoryCursor {
  const after = { ...cursor };
  for (const part of parts) {
    const before = cursor[part];
    if (before && read.floor !== null && Date.parse(before.until) < Date.parse(read.floor)) continue;
    const ends = [before?.until ?? EPOCH, read.top ?? read.floor ?? EPOCH];
    const until = ends.reduce((one, other) => (Date.parse(other) > Date.parse(one) ? other : one));
    after[part] = { until, path: read.firstPath, etag: read.etag };
  }
  return after;
}
