// Which rows of the ledger's columns match a filter, what they sum up to, and which of them stand at some place of an order.
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
  readonly search?: { readonly rows: (segment: Segment) => Uint8Array; readonly identities: Uint8Array };
}

export interface Selection {
  /** 1 for rows that match, one array for each segment. */
  readonly marks: readonly Uint8Array[];
  readonly total: number;
  readonly points: number;
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
    if (choice.search && mark.includes(1)) keepFound(segment, choice.search, mark);
    for (let row = 0; row < mark.length; row += 1) {
      if (mark[row] === 1) {
        total += 1;
        points += segment.points[row] as number;
      }
    }
    return mark;
  });
  return { marks, total, points };
}

function markStates({ states, reversed }: Segment, { states: wanted }: Choice, mark: Uint8Array): void {
  if (wanted) {
    const numbers = wanted.map((state) => ENTRY_STATES.indexOf(state));
    for (let row = 0; row < mark.length; row += 1) if (numbers.includes(states[row] as number)) mark[row] = 1;
  } else {
    for (let row = 0; row < mark.length; row += 1) if (states[row] === ACCEPTED && reversed[row] === 0) mark[row] = 1;
  }
}

function keepKinds({ kinds, kindNames }: Segment, wanted: readonly string[], mark: Uint8Array): void {
  const keeps = Uint8Array.from(kindNames, (name) => (wanted.includes(name) ? 1 : 0));
  for (let row = 0; row < mark.length; row += 1) if (keeps[kinds[row] as number] !== 1) mark[row] = 0;
}

function keepRepository({ repositories, repositoryNames }: Segment, wanted: string, mark: Uint8Array): void {
  const number = repositoryNames.indexOf(wanted) + 1;
  if (number === 0) mark.fill(0);
  else for (let row = 0; row < mark.length; row += 1) if (repositories[row] !== number) mark[row] = 0;
}

function keepDays({ days }: Segment, { fromDay = UNDATED + 1, toDay = Number.POSITIVE_INFINITY, undated }: Choice, mark: Uint8Array): void {
  const bounded = fromDay !== UNDATED + 1 || toDay !== Number.POSITIVE_INFINITY;
  for (let row = 0; row < mark.length; row += 1) {
    const day = days[row] as number;
    // Asked for both, nothing fits: no entry without a day lies within a period.
    if ((undated && (day !== UNDATED || bounded)) || (!undated && (day < fromDay || day > toDay))) mark[row] = 0;
  }
}

function keepImport({ imports }: Segment, wanted: number, mark: Uint8Array): void {
  for (let row = 0; row < mark.length; row += 1) if (imports[row] !== wanted) mark[row] = 0;
}

function keepIdentities({ identities, days }: Segment, wanted: Uint8Array, dated: Choice['dated'], mark: Uint8Array): void {
  for (let row = 0; row < mark.length; row += 1) {
    if (mark[row] === 0) continue;
    const identity = identities[row] as number;
    const answer = wanted[identity];
    if (answer === 1) continue;
    if (answer !== 2 || !matchesOn(dated?.get(identity), days[row] as number)) mark[row] = 0;
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
  const found = search.rows(segment);
  for (let row = 0; row < mark.length; row += 1) {
    if (found[row] !== 1 && search.identities[segment.identities[row] as number] !== 1) mark[row] = 0;
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
  const valuesOf = (segment: Segment): Int32Array | Int16Array => (by === 'points' ? segment.points : segment.days);
  // Place 0 takes what has no day, before everything else.
  const placeOf = (value: number) => (by === 'day' && value === UNDATED ? 0 : value - least + 1);
  const next = new Uint32Array(most - least + 3);
  for (const [index, segment] of segments.entries()) {
    const mark = marks[index] as Uint8Array;
    const values = valuesOf(segment);
    for (let row = 0; row < mark.length; row += 1) if (mark[row] === 1) (next[placeOf(values[row] as number) + 1] as number)++;
  }
  for (let place = 1; place < next.length; place += 1) next[place] = (next[place] as number) + (next[place - 1] as number);
  const rows = new Uint32Array(length);
  for (const [index, segment] of segments.entries()) {
    const mark = marks[index] as Uint8Array;
    const values = valuesOf(segment);
    for (let row = 0; row < mark.length; row += 1) {
      if (mark[row] !== 1) continue;
      const place = placeOf(values[row] as number);
      const at = (next[place] as number) - begin;
      next[place] = (next[place] as number) + 1;
      if (at >= 0 && at < length) rows[at] = segment.firstSeq + row;
    }
  }
  return rows;
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
