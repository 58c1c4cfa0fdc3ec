// Which rows of the ledger's columns match a filter, what they sum up to, and which of them stand at some place of an order.
import type { ContributionFilter } from '../../../shared/contract/contributions.ts';
import { ENTRY_STATES, type EntryState } from '../../../shared/vocabulary.ts';
import { type Segment, UNDATED } from './ledger-segment.rules.ts';

/** Whether a person's entries match may depend on the entry's day. Spans are ascending; each holds until the next begins. */
export interface DatedAnswer {
  readonly undated: boolean;
  readonly spans: readonly { readonly from: number; readonly matches: boolean }[];
}

export interface Choice {
  readonly kinds?: readonly string[];
  readonly repository?: string;
  /** Without it: what counts, that is accepted entries which no reversal has taken back. */
  readonly states?: readonly EntryState[];
  readonly fromDay?: number;
  readonly toDay?: number;
  readonly undated?: boolean;
  readonly importNum?: number;
  /** By identity number: 1 matches, 2 see `dated`, anything else does not match. */
  readonly identities?: Uint8Array;
  readonly dated?: ReadonlyMap<number, DatedAnswer>;
  /** What is searched for: rows whose words have it, marked by segment, or whose identity is marked by name. */
  readonly search?: {
    /** Only the rows that are 1 in `among`, `asked` of them, need an answer. */
    readonly rows: (segment: Segment, among: Uint8Array, asked: number) => Uint8Array;
    readonly identities: Uint8Array;
  };
}

export interface Selection {
  /** 1 for rows that match, one array for each segment. */
  readonly marks: readonly Uint8Array[];
  readonly total: number;
  readonly points: number;
}

/** A filter that came into the contract later is left to the scan until the columns know it. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  'search',
  'personId',
  'partnerId',
  'exceptPartnerIds',
  'kinds',
  'states',
  'from',
  'to',
  'undated',
  'bots',
  'importId',
  'repository',
  'region',
] satisfies (keyof ContributionFilter)[]);

export function isUnderstood(filter: ContributionFilter): boolean {
  return Object.entries(filter).every(([key, value]) => value === undefined || UNDERSTOOD.has(key));
}

const ACCEPTED = ENTRY_STATES.indexOf('accepted');

export function selectRows(segments: readonly Segment[], choice: Choice): Selection {
  let total = 0;
  let points = 0;
  const marks = segments.map((segment) => {
    const mark = new Uint8Array(segment.days.length);
    markStates(segment, choice, mark);
    if (choice.kinds) keepKinds(segment, choice.kinds, mark);
    if (choice.repository !== undefined) keepRepository(segment, choice.repository, mark);
    if (choice.undated || choice.fromDay !== undefined || choice.toDay !== undefined) keepDays(segment, choice, mark);
    if (choice.importNum !== undefined) keepImport(segment, choice.importNum, mark);
    if (choice.identities) keepIdentities(segment, choice.identities, choice.dated, mark);
    if (choice.search) keepFound(segment, choice.search, mark);
    const sums = sumsOf(segment, mark);
    total += sums.total;
    points += sums.points;
    return mark;
  });
  return { marks, total, points };
}

// What follows runs over a million rows for one page of a list. Marks are combined by arithmetic: a jump for every row, taken or not
// by chance, would cost several times as much.

function sumsOf({ points }: Segment, mark: Uint8Array): { total: number; points: number } {
  let total = 0;
  let sum = 0;
  for (let row = 0; row < mark.length; row += 1) {
    const one = mark[row] as number;
    total += one;
    sum += (points[row] as number) & -one;
  }
  return { total, points: sum };
}

function markStates({ states, reversed }: Segment, { states: wanted }: Choice, mark: Uint8Array): void {
  if (wanted) {
    const keeps = new Uint8Array(256);
    for (const state of wanted) keeps[ENTRY_STATES.indexOf(state)] = 1;
    for (let row = 0; row < mark.length; row += 1) mark[row] = keeps[states[row] as number] as number;
  } else {
    for (let row = 0; row < mark.length; row += 1) if (states[row] === ACCEPTED && reversed[row] === 0) mark[row] = 1;
  }
}

function keepKinds({ kinds, kindNames }: Segment, wanted: readonly string[], mark: Uint8Array): void {
  const keeps = Uint8Array.from(kindNames, (name) => (wanted.includes(name) ? 1 : 0));
  for (let row = 0; row < mark.length; row += 1) (mark[row] as number) &= keeps[kinds[row] as number] as number;
}

function keepRepository({ repositories, repositoryNames }: Segment, wanted: string, mark: Uint8Array): void {
  const number = repositoryNames.indexOf(wanted) + 1;
  if (number === 0) mark.fill(0);
  else for (let row = 0; row < mark.length; row += 1) if (repositories[row] !== number) mark[row] = 0;
}

/** Later than any day, and so small that the difference of two days is a small integer. */
const NO_LAST_DAY = 2 ** 24;

function keepDays({ days }: Segment, { fromDay, toDay, undated }: Choice, mark: Uint8Array): void {
  const bounded = fromDay !== undefined || toDay !== undefined;
  // Asked for both, nothing fits: no entry without a day lies within a period.
  if (undated && bounded) mark.fill(0);
  else {
    const [first, last] = undated ? [UNDATED, UNDATED] : [fromDay ?? UNDATED + 1, toDay ?? NO_LAST_DAY];
    for (let row = 0; row < mark.length; row += 1) {
      const day = days[row] as number;
      // Negative for a day outside: its sign, repeated, is all ones.
      (mark[row] as number) &= ~(((day - first) | (last - day)) >> 31);
    }
  }
}

function keepImport({ imports }: Segment, wanted: number, mark: Uint8Array): void {
  for (let row = 0; row < mark.length; row += 1) if (imports[row] !== wanted) mark[row] = 0;
}

function keepIdentities({ identities, days }: Segment, wanted: Uint8Array, dated: Choice['dated'], mark: Uint8Array): void {
  const last = wanted.length - 1;
  let depends = 0;
  for (let row = 0; row < mark.length; row += 1) {
    const identity = identities[row] as number;
    // 2 where it matches or not depending on the day, as long as nothing else has ruled the row out.
    const answer = identity > last ? 0 : (wanted[identity] as number) & -(mark[row] as number);
    mark[row] = answer;
    depends |= answer;
  }
  if ((depends & 2) === 0) return;
  for (let row = 0; row < mark.length; row += 1) {
    if (mark[row] === 2) mark[row] = matchesOn(dated?.get(identities[row] as number), days[row] as number) ? 1 : 0;
  }
}

function matchesOn(answer: DatedAnswer | undefined, day: number): boolean {
  if (answer === undefined) return false;
  if (day === UNDATED) return answer.undated;
  let matches = false;
  for (const span of answer.spans) {
    if (span.from > day) break;
    matches = span.matches;
  }
  return matches;
}

function keepFound(segment: Segment, search: NonNullable<Choice['search']>, mark: Uint8Array): void {
  const asked = sumsOf(segment, mark).total;
  if (asked === 0) return;
  const found = search.rows(segment, mark, asked);
  const last = search.identities.length - 1;
  for (let row = 0; row < mark.length; row += 1) {
    const identity = segment.identities[row] as number;
    (mark[row] as number) &= (found[row] as number) | (identity > last ? 0 : (search.identities[identity] as number));
  }
}

export interface Order {
  readonly by: 'day' | 'points' | 'recorded';
  readonly direction: 'ascending' | 'descending';
}

/** The sequence numbers that stand from `offset` on when what matches is put in order; equal ones follow their recording. */
export function rowsInOrder(
  segments: readonly Segment[],
  { marks, total }: Selection,
  order: Order,
  { offset, limit }: { offset: number; limit: number },
): Uint32Array {
  const length = Math.max(0, Math.min(limit, total - offset));
  if (length === 0) return new Uint32Array();
  // Descending is ascending read from the other end.
  const begin = order.direction === 'ascending' ? offset : total - offset - length;
  const rows = order.by === 'recorded' ? asRecorded(segments, marks, begin, length) : byValue(segments, marks, order.by, begin, length);
  return order.direction === 'ascending' ? rows : rows.reverse();
}

function asRecorded(segments: readonly Segment[], marks: readonly Uint8Array[], begin: number, length: number): Uint32Array {
  const rows = new Uint32Array(length);
  let place = -begin;
  for (const [index, segment] of segments.entries()) {
    const mark = marks[index] as Uint8Array;
    for (let row = 0; row < mark.length && place < length; row += 1) {
      if (mark[row] === 1) {
        if (place >= 0) rows[place] = segment.firstSeq + row;
        place += 1;
      }
    }
  }
  return rows;
}

/** A counting sort that writes only the part asked for: days and points have few distinct values. */
function byValue(
  segments: readonly Segment[],
  marks: readonly Uint8Array[],
  by: 'day' | 'points',
  begin: number,
  length: number,
): Uint32Array {
  const [least, most] = by === 'points' ? [-1000, 1000] : dayRange(segments);
  // Place 0 takes what has no day, before everything else.
  const before = least - 1;
  const counts = new Uint32Array(most - before + 1);
  const columns = segments.map((segment, index) => ({
    firstSeq: segment.firstSeq,
    values: by === 'points' ? segment.points : segment.days,
    mark: marks[index] as Uint8Array,
  }));
  for (const { values, mark } of columns) countValues(values, mark, before, counts);
  const part = placesOf(counts, begin, length);
  const rows = new Uint32Array(length);
  for (const column of columns) putInOrder(column, before, part, rows);
  return rows;
}

type Values = Int32Array | Int16Array;

function countValues(values: Values, mark: Uint8Array, before: number, counts: Uint32Array): void {
  let unmarked = 0;
  for (let row = 0; row < mark.length; row += 1) {
    const one = mark[row] as number;
    // What is not marked is counted at place 0 and taken off again, which is cheaper than to ask.
    const place = Math.max((values[row] as number) - before, 0) & -one;
    (counts[place] as number)++;
    unmarked += 1 - one;
  }
  (counts[0] as number) -= unmarked;
}

/** Those places of which something is asked for, and where the next row of each goes. */
interface AskedPart {
  readonly first: number;
  readonly last: number;
  readonly next: Int32Array;
}

function placesOf(counts: Uint32Array, begin: number, length: number): AskedPart {
  let [first, last, start] = [0, 0, 0];
  while (start + (counts[first] as number) <= begin) {
    start += counts[first] as number;
    first += 1;
  }
  const next = [start - begin];
  for (last = first; (next.at(-1) as number) + (counts[last] as number) < length; last += 1) {
    next.push((next.at(-1) as number) + (counts[last] as number));
  }
  return { first, last, next: Int32Array.from(next) };
}

function putInOrder(
  { firstSeq, values, mark }: { firstSeq: number; values: Values; mark: Uint8Array },
  before: number,
  { first, last, next }: AskedPart,
  rows: Uint32Array,
): void {
  for (let row = 0; row < mark.length; row += 1) {
    const place = Math.max((values[row] as number) - before, 0);
    if (place < first || place > last || mark[row] === 0) continue;
    const at = next[place - first] as number;
    next[place - first] = at + 1;
    if (at >= 0 && at < rows.length) rows[at] = firstSeq + row;
  }
}

function dayRange(segments: readonly Segment[]): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const { firstDay, lastDay } of segments) {
    if (firstDay === UNDATED) continue;
    least = Math.min(least, firstDay);
    most = Math.max(most, lastDay);
  }
  return least > most ? [0, 0] : [least, most];
}
