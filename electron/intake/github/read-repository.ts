// Reads the feeds of one repository page by page. Feeds come newest change first: what changes while they are read moves to the front,
// so later pages only repeat, and never skip, what stood on them. Repeated items are known by their numbers; the front is looked at once
// more at the end. Oldest first would skip an item on every move.
import type { CollectedRow } from '../collecting/collected-file.ts';
import type { CollectServices } from '../collecting/collector.ts';
import { type CollectingState, type Place, type RepositoryCursor, readNumbers, writeNumbers } from './collecting-state.ts';
import { cursorAfter, floorOf, knownTag, type Window } from './cursors.rules.ts';
import type { Feed, Item } from './feeds.ts';
import type { GithubClient } from './github-client.ts';
import type { Repository } from './rows.rules.ts';

export interface Reading {
  readonly client: GithubClient;
  readonly services: CollectServices;
  readonly repository: Repository;
  readonly window: Window;
  readonly state: CollectingState;
}

/** How far a repository was read stands under this name. */
export function sourceOf({ host, id }: Repository): string {
  return `github:${host}/${id}`;
}

/** False when the repository is not there any more, or not for this token. */
export async function readRepository(reading: Reading, feeds: readonly Feed[], known: RepositoryCursor): Promise<boolean> {
  const { state } = reading;
  let cursor = state.place?.cursor ?? known;
  const from = state.place ? feeds.findIndex(({ name }) => name === state.place?.feed) : 0;
  for (const feed of feeds.slice(Math.max(0, from))) {
    if (state.place?.feed !== feed.name) state.place = beginOf(reading, feed, cursor);
    const outcome = await readFeed(reading, feed, state.place);
    if (outcome === 'lost' || (outcome === 'gone' && feed.name === 'pulls')) return false;
    cursor = state.place.cursor;
  }
  return true;
}

function beginOf({ repository, window }: Reading, feed: Feed, cursor: RepositoryCursor): Place {
  const floor = floorOf(window, cursor, feed.parts);
  const firstPath = feed.firstPath(floor);
  const { name, id } = repository;
  return { name, id, cursor, feed: feed.name, floor, firstPath, path: firstPath, taken: '', top: null, etag: null, sweeping: false };
}

async function readFeed(reading: Reading, feed: Feed, place: Place): Promise<'read' | 'gone' | 'lost'> {
  const { window } = reading;
  const taken = readNumbers(place.taken);
  while (place.path !== null) {
    const first = place.path === place.firstPath;
    const tag = first
      ? place.sweeping
        ? place.etag
        : place.top === null
          ? knownTag(window, place.cursor, feed.parts, place.path)
          : null
      : null;
    const page = await feed.page(place.path, tag);
    // A part can be switched off in a repository, such as its issues. What goes away while it is read was not read to its end.
    if (page === 'gone') return first && place.top === null ? 'gone' : 'lost';
    if (page === 'same') {
      if (!place.sweeping) place.etag = tag;
      place.path = null;
      continue;
    }
    if (place.top === null && !place.sweeping) Object.assign(place, { top: page.data[0]?.updatedAt ?? '', etag: page.etag });
    const ended = await takeItems(reading, feed, place, taken, page.data);
    place.path = ended ? null : page.next;
    if (place.path === null && feed.sorted && !place.sweeping) Object.assign(place, { sweeping: true, path: place.firstPath });
    await keep(reading, place, [], []);
  }
  place.cursor = cursorAfter(place.cursor, feed.parts, { ...place, top: place.top || null });
  await keep(reading, place, [], [], { [sourceOf(reading.repository)]: place.cursor });
  return 'read';
}

/** True when the rest of the feed changed before what is to be read. */
async function takeItems(reading: Reading, feed: Feed, place: Place, taken: Set<number>, items: readonly Item[]): Promise<boolean> {
  const { client, window } = reading;
  const floor = place.sweeping ? place.top || null : place.floor;
  let rows: CollectedRow[] = [];
  let observed: object[] = [];
  let requests = client.requests;
  for (const item of items) {
    if (feed.sorted && floor !== null && Date.parse(item.updatedAt) < Date.parse(floor)) return flush().then(() => true);
    if (taken.has(item.number)) continue;
    const worth = await item.take();
    rows.push(...worth.rows.filter(({ day }) => window.since === null || day >= window.since));
    observed.push(...worth.observed);
    taken.add(item.number);
    // What cost requests is kept at once, so that a stop does not cost them again.
    if (client.requests !== requests) await flush();
  }
  await flush();
  return false;

  async function flush(): Promise<void> {
    place.taken = writeNumbers(taken);
    if (rows.length + observed.length > 0) await keep(reading, place, rows, observed);
    [rows, observed, requests] = [[], [], client.requests];
  }
}

async function keep(
  { services, state, client }: Reading,
  place: Place,
  rows: readonly CollectedRow[],
  observed: readonly object[],
  cursors: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await services.keep({ rows, observed, cursors, state: structuredClone(state), at: place.name, requestsLeft: client.left });
}
