// A run of ledger rows as columns: what filters, sums and orders need, a few bytes a row. The ledger is append-only, so a run
// never changes; only whether a later row takes one of it back is learnt afterwards. No SQL here.
import { type Day, dayNumber } from '../../../shared/values/day.ts';
import { ENTRY_STATES, type EntryState } from '../../../shared/vocabulary.ts';
import { type WordTable, wordTableBuilder } from './ledger-words.rules.ts';

/** Rows of a full segment; segment 0 begins with sequence number 1. */
export const SEGMENT_ROWS = 16_384;
export const segmentOf = (seq: number) => Math.floor((seq - 1) / SEGMENT_ROWS);
export const firstSeqOf = (segment: number) => segment * SEGMENT_ROWS + 1;

export const UNDATED = -1;
/** A sequence number that the ledger skipped. */
const NO_ROW = 255;

/** An entry as the builder takes it: a list and not an object, because a million of them pass by. */
export type SegmentRow = readonly [
  seq: number,
  state: EntryState,
  reverses: number | null,
  identityNum: number,
  kind: string,
  day: string | null,
  title: string,
  link: string | null,
  points: number,
  importNum: number | null,
  repository: string | null,
];

export interface SegmentColumns {
  readonly firstSeq: number;
  /** Days since 0001-01-01, or {@link UNDATED}. */
  readonly days: Int32Array;
  readonly points: Int16Array;
  /** Index into ENTRY_STATES. */
  readonly states: Uint8Array;
  /** Index into `kindNames`. */
  readonly kinds: Uint16Array;
  readonly kindNames: readonly string[];
  /** Index into `repositoryNames`, counted from 1; 0 for rows without one. */
  readonly repositories: Uint16Array;
  readonly repositoryNames: readonly string[];
  readonly identities: Uint32Array;
  /** 0 for rows without an import. */
  readonly imports: Uint32Array;
  /** Sequence numbers that the reversals among these rows take back. */
  readonly reverses: Uint32Array;
}

export interface Segment extends SegmentColumns {
  /** 1 for rows that a reversal has taken back; the one thing about a row that is learnt later. */
  readonly reversed: Uint8Array;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Title and link; loaded when somebody searches. */
  text: WordTable | undefined;
}

export interface BuiltSegment {
  readonly columns: SegmentColumns;
  readonly text: WordTable;
}

export interface SegmentBuilder {
  /** Rows in ascending order of their numbers, all within the segment. */
  add(rows: readonly SegmentRow[]): void;
  finish(): BuiltSegment;
}

export function segmentBuilder(firstSeq: number, lastSeq: number): SegmentBuilder {
  const length = lastSeq - firstSeq + 1;
  const columns = {
    firstSeq,
    days: new Int32Array(length).fill(UNDATED),
    points: new Int16Array(length),
    states: new Uint8Array(length).fill(NO_ROW),
    kinds: new Uint16Array(length),
    repositories: new Uint16Array(length),
    identities: new Uint32Array(length),
    imports: new Uint32Array(length),
  };
  const kindNumbers = new Map<string, number>();
  const repositoryNumbers = new Map<string, number>();
  const dayNumbers = new Map<string, number>();
  const reverses: number[] = [];
  const words = wordTableBuilder();
  let next = firstSeq;
  const numberOf = (day: string) => {
    const known = dayNumbers.get(day);
    if (known !== undefined) return known;
    const number = dayNumber(day as Day);
    dayNumbers.set(day, number);
    return number;
  };
  const fillGap = (until: number) => {
    for (; next < until; next += 1) words.add([]);
  };
  return {
    add: (rows) => {
      for (const [seq, state, reversed, identityNum, kind, day, title, link, point, importNum, repository] of rows) {
        fillGap(seq);
        const at = seq - firstSeq;
        if (day !== null) columns.days[at] = numberOf(day);
        columns.points[at] = point;
        columns.states[at] = ENTRY_STATES.indexOf(state);
        columns.kinds[at] = placeIn(kindNumbers, kind);
        if (repository !== null) columns.repositories[at] = placeIn(repositoryNumbers, repository) + 1;
        columns.identities[at] = identityNum;
        columns.imports[at] = importNum ?? 0;
        if (reversed !== null) reverses.push(reversed);
        words.add([title, link ?? '']);
        next = seq + 1;
      }
    },
    finish: () => {
      fillGap(lastSeq + 1);
      return {
        columns: {
          ...columns,
          kindNames: [...kindNumbers.keys()],
          repositoryNames: [...repositoryNumbers.keys()],
          reverses: Uint32Array.from(reverses),
        },
        text: words.finish(),
      };
    },
  };
}

function placeIn(places: Map<string, number>, name: string): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  const next = places.size;
  places.set(name, next);
  return next;
}

export function segmentFrom(columns: SegmentColumns, text?: WordTable): Segment {
  let firstDay = UNDATED;
  let lastDay = UNDATED;
  for (const day of columns.days) {
    if (day === UNDATED) continue;
    if (firstDay === UNDATED || day < firstDay) firstDay = day;
    if (day > lastDay) lastDay = day;
  }
  return { ...columns, reversed: new Uint8Array(columns.days.length), firstDay, lastDay, text };
}

/** Lets the reversals within some segments take effect on what they take back. Segments stand in the ledger's order. */
export function applyReversals(segments: readonly Segment[], from: readonly Segment[]): void {
  for (const { reverses } of from) {
    for (const seq of reverses) {
      const owner = segmentHolding(segments, seq);
      if (owner) owner.reversed[seq - owner.firstSeq] = 1;
    }
  }
}

function segmentHolding(segments: readonly Segment[], seq: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle] as Segment).firstSeq <= seq) low = middle;
    else high = middle - 1;
  }
  const found = segments[low];
  return found && seq >= found.firstSeq && seq < found.firstSeq + found.days.length ? found : undefined;
}
