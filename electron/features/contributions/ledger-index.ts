// Holds the ledger's columns in memory and keeps their copy in the workspace up with the ledger. What the copy does not cover
// yet is turned into columns when somebody asks; while that would be too much, the index says so and the ledger is scanned.
import { setTimeout as pause, setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ContributionFilter } from '../../../shared/contract/contributions.ts';
import { dayNumber } from '../../../shared/values/day.ts';
import type { EventBus } from '../../jobs/event-bus.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { sqliteCode } from '../../store/connection.ts';
import type { Reader, Store } from '../../store/database.ts';
import { identitiesFor, identitiesNamed } from './ledger-people.queries.ts';
import {
  applyReversals,
  type BuiltSegment,
  firstSeqOf,
  SEGMENT_ROWS,
  type Segment,
  type SegmentRow,
  segmentBuilder,
  segmentFrom,
  segmentOf,
} from './ledger-segment.rules.ts';
import { type SegmentThread, startSegmentThread } from './ledger-segment-thread.ts';
import {
  countSegments,
  importNumber,
  ledgerHead,
  ledgerRowsInTurns,
  readColumns,
  readTexts,
  writeSegment,
} from './ledger-segments.queries.ts';
import { type Choice, isUnderstood, type Order, rowsInOrder, type Selection, selectRows } from './ledger-selection.rules.ts';
import { markRowsWith, searchKey } from './ledger-words.rules.ts';

export interface PickedRows {
  readonly total: number;
  readonly points: number;
  /** Sequence numbers in the order asked for. */
  readonly rows: Uint32Array;
}

export interface SelectedRows {
  readonly segments: readonly Segment[];
  readonly selection: Selection;
}

export interface LedgerIndex {
  /** Rows, count and sum of what matches; undefined while the index is too far behind the ledger to say. */
  pick(filter: ContributionFilter, order: Order, page: { offset: number; limit: number }): Promise<PickedRows | undefined>;
  /** The rows that match, by segment; undefined while the index is too far behind the ledger to say. */
  select(filter: ContributionFilter): Promise<SelectedRows | undefined>;
  /** The ledger as columns, as far as it goes now; undefined while the index is too far behind it. */
  columns(): Promise<readonly Segment[] | undefined>;
  /** Resolves once the workspace's copy covers every full segment, as far as the ledger goes now. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** More rows than this without columns are not made on the way to an answer. */
const MOST_ROWS_AT_ONCE = 2 * SEGMENT_ROWS;
/** Small runs at the end of the ledger, one for each change, before they become one. */
const MOST_SMALL_RUNS = 32;
const SEARCHES_KEPT = 4;
/** Up to this share of a segment is searched row by row. */
const SHARE_OF_FEW = 0.3;
const WAIT_FOR_JOBS_MS = 500;
/** Between a change and making columns of it: a command that ends with its import should not begin this work at all. */
const QUIET_MS = 1_000;

interface Loaded {
  /** Of the store whose columns these are. */
  readonly generation: number;
  /** Full segments, then runs within the last one. Without a gap from the first row on. */
  segments: Segment[];
  /** Rows found for the searches made last. Segments do not change, so these stay true. */
  readonly searches: Map<string, WeakMap<Segment, Uint8Array>>;
}

export function createLedgerIndex(services: {
  store: Store;
  events: EventBus;
  jobs: Pick<Jobs, 'running'>;
  newId: () => string;
  onIncident: (incident: { id: string; error: unknown }) => void;
  /** Where the thread that makes columns begins. */
  threadScript: URL;
}): LedgerIndex {
  const { store } = services;
  const stopping = new AbortController();
  let loaded: Loaded | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** One at a time: what is loaded must not be extended twice. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work, work);
    turn = next.catch(() => undefined);
    return next;
  }

  async function upToDate(): Promise<Loaded | undefined> {
    const { generation, read } = store;
    if (loaded?.generation !== generation) {
      loaded = undefined;
      const segments = (await readColumns(read, await countSegments(read))).map((columns) => segmentFrom(columns));
      applyReversals(segments, segments);
      loaded = { generation, segments, searches: new Map() };
    }
    const head = await ledgerHead(read);
    if (head - coveredBy(loaded) > MOST_ROWS_AT_ONCE) return undefined;
    while (coveredBy(loaded) < head) await extend(loaded, head);
    return loaded;
  }

  async function extend(into: Loaded, head: number): Promise<void> {
    const covered = coveredBy(into);
    const current = segmentOf(covered + 1);
    const small = into.segments.filter((one) => segmentOf(one.firstSeq) === current);
    const joined = small.length >= MOST_SMALL_RUNS;
    const firstSeq = joined ? firstSeqOf(current) : covered + 1;
    const lastSeq = Math.min(head, firstSeqOf(current + 1) - 1);
    const built = await buildHere(store.read, firstSeq, lastSeq);
    const fresh = segmentFrom(built.columns, built.text);
    const kept = joined ? into.segments.slice(0, into.segments.length - small.length) : into.segments;
    into.segments = [...kept, fresh];
    applyReversals(into.segments, [fresh]);
  }

  async function buildHere(reader: Reader, firstSeq: number, lastSeq: number): Promise<BuiltSegment> {
    const builder = segmentBuilder(firstSeq, lastSeq);
    for await (const list of ledgerRowsInTurns(reader, firstSeq, lastSeq)) {
      builder.add(JSON.parse(list) as SegmentRow[]);
      await yieldToOthers();
    }
    return builder.finish();
  }

  async function loadTexts(reader: Reader, segments: readonly Segment[]): Promise<void> {
    const missing = segments.filter((one) => one.text === undefined);
    const first = missing[0];
    const last = missing.at(-1);
    if (!first || !last) return;
    const from = segmentOf(first.firstSeq);
    const texts = await readTexts(reader, from, segmentOf(last.firstSeq));
    for (const segment of missing) {
      const text = texts[segmentOf(segment.firstSeq) - from];
      if (!text) throw new Error(`no words for the ledger from entry ${segment.firstSeq} on`);
      segment.text = text;
    }
  }

  function rowsFound({ searches }: Loaded, key: string): NonNullable<Choice['search']>['rows'] {
    const found = searches.get(key) ?? new WeakMap<Segment, Uint8Array>();
    searches.delete(key);
    searches.set(key, found);
    for (const oldest of [...searches.keys()].slice(0, -SEARCHES_KEPT)) searches.delete(oldest);
    return (segment, among, asked) => {
      const known = found.get(segment);
      if (known) return known;
      const rows = new Uint8Array(segment.days.length);
      if (!segment.text) return rows;
      const few = asked < SHARE_OF_FEW * rows.length;
      markRowsWith(segment.text, key, rows, few ? among : undefined);
      // Of few rows it is soon said again, and another filter may ask about others.
      if (!few) found.set(segment, rows);
      return rows;
    };
  }

  async function choiceFor(from: Loaded, segments: readonly Segment[], filter: ContributionFilter): Promise<Choice | undefined> {
    const reader = store.read;
    const key = searchKey(filter.search ?? '');
    const [people, importNum, named] = await Promise.all([
      identitiesFor(reader, filter),
      filter.importId ? importNumber(reader, filter.importId) : undefined,
      key === '' ? undefined : identitiesNamed(reader, key),
    ]);
    if (filter.importId && importNum === undefined) return undefined;
    if (named) await inTurn(() => loadTexts(reader, segments));
    return {
      ...(filter.kinds?.length ? { kinds: filter.kinds } : {}),
      ...(filter.states?.length ? { states: filter.states } : {}),
      ...(filter.repository ? { repository: filter.repository } : {}),
      ...(filter.from ? { fromDay: dayNumber(filter.from) } : {}),
      ...(filter.to ? { toDay: dayNumber(filter.to) } : {}),
      ...(filter.undated ? { undated: true } : {}),
      ...(importNum === undefined ? {} : { importNum }),
      ...(people ? { identities: people.flags, dated: people.dated } : {}),
      ...(named ? { search: { rows: rowsFound(from, key), identities: named } } : {}),
    };
  }

  async function select(filter: ContributionFilter): Promise<SelectedRows | undefined> {
    if (!isUnderstood(filter)) return undefined;
    const from = await inTurn(upToDate);
    if (!from) return undefined;
    // The ledger may grow while people are looked up; what is answered is the ledger as it was asked about.
    const { segments } = from;
    const choice = await choiceFor(from, segments, filter);
    return choice ? { segments, selection: selectRows(segments, choice) } : { segments: [], selection: { marks: [], total: 0, points: 0 } };
  }

  async function writeMissing(): Promise<void> {
    const { signal } = stopping;
    let thread: SegmentThread | undefined;
    try {
      for (;;) {
        // What a person waits for goes first.
        while (services.jobs.running().length > 0) await pause(WAIT_FOR_JOBS_MS, undefined, { signal });
        const { generation, read: reader } = store;
        const segment = await countSegments(reader);
        const firstSeq = firstSeqOf(segment);
        const lastSeq = firstSeqOf(segment + 1) - 1;
        if (lastSeq > (await ledgerHead(reader))) return;
        thread ??= startSegmentThread(services.threadScript, signal);
        const built = await thread.build(firstSeq, lastSeq, ledgerRowsInTurns(reader, firstSeq, lastSeq));
        await inTurn(async () => {
          const kept = await store.write(async (writer) => {
            // A backup restored meanwhile, at the latest while this waited for its turn, holds another ledger.
            if (store.generation !== generation) return false;
            await writeSegment(writer, segment, built);
            return true;
          });
          if (kept && loaded?.generation === generation) adopt(loaded, segmentFrom(built.columns));
        });
      }
    } finally {
      await thread?.close();
    }
  }

  /** Takes a whole segment in place of the runs that covered some of it. */
  function adopt(into: Loaded, whole: Segment): void {
    const number = segmentOf(whole.firstSeq);
    const before = into.segments.filter((one) => segmentOf(one.firstSeq) < number);
    const after = into.segments.filter((one) => segmentOf(one.firstSeq) > number);
    if (before.length === 0 ? number !== 0 : coveredBy({ segments: before }) !== whole.firstSeq - 1) return;
    into.segments = [...before, whole, ...after];
    applyReversals(into.segments, [whole, ...after]);
  }

  let writing: Promise<void> = Promise.resolve();
  function keepUp(afterMs: number): void {
    writing = writing.then(async () => {
      if (stopping.signal.aborted) return;
      try {
        if (afterMs > 0) await pause(afterMs, undefined, { signal: stopping.signal });
        await writeMissing();
      } catch (error) {
        // A full disk is told about where somebody waits for it; lists are slower until there is room again.
        if (!stopping.signal.aborted && sqliteCode(error) !== 'SQLITE_FULL') services.onIncident({ id: services.newId(), error });
      }
    });
  }

  const listening = (async () => {
    for await (const event of services.events.subscribe(stopping.signal)) {
      if (event.type === 'changed' && event.topics.includes('contributions')) keepUp(QUIET_MS);
    }
  })().catch(() => undefined);
  keepUp(QUIET_MS);

  return {
    pick: async (filter, order, page) => {
      const selected = await select(filter);
      if (!selected) return undefined;
      const { segments, selection } = selected;
      return { total: selection.total, points: selection.points, rows: rowsInOrder(segments, selection, order, page) };
    },
    select,
    columns: async () => (await inTurn(upToDate))?.segments,
    settled: () => {
      keepUp(0);
      return writing;
    },
    stop: async () => {
      stopping.abort();
      await listening;
      await writing;
      await turn;
    },
  };
}

function coveredBy({ segments }: Pick<Loaded, 'segments'>): number {
  const last = segments.at(-1);
  return last ? last.firstSeq + last.days.length - 1 : 0;
}
