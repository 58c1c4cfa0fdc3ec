// What people did in a period, cut by kind, repository, month, partner and region, from the ledger's columns: one pass finds the
// entries, and in the order of their people it is seen at once whether somebody is counted already. No SQL here.
import { type Day, dayFromNumber } from '../../../shared/values/day.ts';
import { ENTRY_STATES } from '../../../shared/vocabulary.ts';
import type { Segment } from '../contributions/ledger-segment.rules.ts';

export interface Employment {
  /** Day number; the first of a person holds before every other. */
  readonly from: number;
  /** A partner, `independent`, or `unknown`. */
  readonly partner: string;
}

export interface Workforce {
  /** Whose entries an identity's are, by its number; 0 for bots, whose entries are left out. */
  readonly personOf: Uint32Array;
  /** By person, ascending; people of whom nothing is known are missing. */
  readonly employments: ReadonlyMap<number, readonly Employment[]>;
  readonly regionOf: ReadonlyMap<string, string>;
}

export interface Sum {
  readonly key: string;
  readonly entries: number;
  readonly points: number;
  readonly people: number;
}

export interface PersonSum {
  readonly person: number;
  readonly entries: number;
  readonly points: number;
}

/** Many entries of one person on one day. */
export interface Burst {
  readonly person: number;
  readonly day: Day;
  readonly entries: number;
  readonly points: number;
}

/** More entries of one person on one day than this are worth a look. */
export const BURST = 10;

export interface PeriodCuts {
  readonly people: readonly PersonSum[];
  readonly kind: readonly Sum[];
  readonly repository: readonly Sum[];
  readonly month: readonly Sum[];
  readonly partner: readonly Sum[];
  readonly region: readonly Sum[];
  /** Most entries first. */
  readonly bursts: readonly Burst[];
}

/** Day numbers, both inclusive. */
interface Days {
  readonly first: number;
  readonly last: number;
}

const ACCEPTED = ENTRY_STATES.indexOf('accepted');

function eachEntry(
  { first, last }: Days,
  segments: readonly Segment[],
  personOf: Uint32Array,
  take: (at: Segment, row: number, person: number) => void,
): void {
  for (const segment of segments) {
    if (segment.lastDay < first || segment.firstDay > last) continue;
    const { days, states, reversed, identities } = segment;
    for (let row = 0; row < days.length; row += 1) {
      const day = days[row] as number;
      if (day < first || day > last || states[row] !== ACCEPTED || reversed[row] === 1) continue;
      const person = personOf[identities[row] as number] ?? 0;
      if (person !== 0) take(segment, row, person);
    }
  }
}

/** People with an entry in the period. */
export function activePeople(segments: readonly Segment[], days: Days, personOf: Uint32Array): Set<number> {
  const active = new Uint8Array(mostOf(personOf) + 1);
  eachEntry(days, segments, personOf, (_segment, _row, person) => {
    active[person] = 1;
  });
  const found = new Set<number>();
  for (const [person, is] of active.entries()) if (is === 1) found.add(person);
  return found;
}

const mostOf = (numbers: Uint32Array) => numbers.reduce((most, one) => Math.max(most, one), 0);

interface Entries {
  readonly persons: Uint32Array;
  readonly days: Int32Array;
  readonly points: Int32Array;
  readonly kinds: Uint32Array;
  readonly repositories: Uint32Array;
  readonly names: { readonly kinds: readonly string[]; readonly repositories: readonly string[] };
}

/** The entries in the order of their people, each person's as recorded. */
function entriesByPerson(segments: readonly Segment[], days: Days, personOf: Uint32Array): Entries {
  const next = new Uint32Array(mostOf(personOf) + 2);
  eachEntry(days, segments, personOf, (_segment, _row, person) => {
    (next[person + 1] as number)++;
  });
  for (let person = 1; person < next.length; person += 1) (next[person] as number) += next[person - 1] as number;
  const length = next.at(-1) as number;
  const [kinds, repositories] = [numbering(), numbering()];
  repositories.of('');
  const entries = {
    persons: new Uint32Array(length),
    days: new Int32Array(length),
    points: new Int32Array(length),
    kinds: new Uint32Array(length),
    repositories: new Uint32Array(length),
  };
  let of: Segment | undefined;
  let kindsHere: number[] = [];
  let repositoriesHere: number[] = [];
  eachEntry(days, segments, personOf, (segment, row, person) => {
    if (segment !== of) {
      of = segment;
      kindsHere = segment.kindNames.map(kinds.of);
      repositoriesHere = ['', ...segment.repositoryNames].map(repositories.of);
    }
    const at = next[person] as number;
    next[person] = at + 1;
    entries.persons[at] = person;
    entries.days[at] = segment.days[row] as number;
    entries.points[at] = segment.points[row] as number;
    entries.kinds[at] = kindsHere[segment.kinds[row] as number] as number;
    entries.repositories[at] = repositoriesHere[segment.repositories[row] as number] as number;
  });
  return { ...entries, names: { kinds: kinds.names, repositories: repositories.names } };
}

interface Numbering {
  readonly names: string[];
  readonly of: (name: string) => number;
}

function numbering(): Numbering {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const of = (name: string) => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  return { names, of };
}

/** Sums under every key that an entry has; most points first. */
function sumsBy(keys: Uint32Array, names: readonly string[], { persons, points }: Entries): Sum[] {
  const sums = names.map((key) => ({ key, entries: 0, points: 0, people: 0 }));
  const counted = new Uint32Array(names.length);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as number;
    const sum = sums[key] as (typeof sums)[number];
    sum.entries += 1;
    sum.points += points[at] as number;
    if (counted[key] !== persons[at]) {
      counted[key] = persons[at] as number;
      sum.people += 1;
    }
  }
  return sums.filter(({ entries }) => entries > 0).sort((a, b) => b.points - a.points || (a.key < b.key ? -1 : 1));
}

export function cutPeriod(segments: readonly Segment[], days: Days, { personOf, employments, regionOf }: Workforce): PeriodCuts {
  const entries = entriesByPerson(segments, days, personOf);
  const months = numbering();
  const monthOf = new Map<number, number>();
  const monthKeys = entries.days.map((day) => {
    const known = monthOf.get(day) ?? months.of(dayFromNumber(day).slice(0, 7));
    monthOf.set(day, known);
    return known;
  });
  const partners = numbering();
  const partnerKeys = entries.persons.map((person, at) => partners.of(employerOn(employments.get(person), entries.days[at] as number)));
  const regions = numbering();
  const regionsHere = partners.names.map((partner) => regions.of(regionOf.get(partner) ?? ''));
  const regionKeys = partnerKeys.map((partner) => regionsHere[partner] as number);
  return {
    people: sumsOfPeople(entries),
    kind: sumsBy(entries.kinds, entries.names.kinds, entries),
    repository: sumsBy(entries.repositories, entries.names.repositories, entries),
    month: sumsBy(Uint32Array.from(monthKeys), months.names, entries),
    partner: sumsBy(partnerKeys, partners.names, entries),
    region: sumsBy(regionKeys, regions.names, entries),
    bursts: burstsAmong(entries),
  };
}

function burstsAmong({ persons, days, points }: Entries): Burst[] {
  const bursts: Burst[] = [];
  for (let at = 0, next = 0; at < persons.length; at = next) {
    while (persons[next] === persons[at] && next < persons.length) next += 1;
    if (next - at <= BURST) continue;
    const ofDay = new Map<number, { entries: number; points: number }>();
    for (let entry = at; entry < next; entry += 1) {
      const day = days[entry] as number;
      const sum = ofDay.get(day) ?? { entries: 0, points: 0 };
      ofDay.set(day, { entries: sum.entries + 1, points: sum.points + (points[entry] as number) });
    }
    for (const [day, sum] of ofDay) {
      if (sum.entries > BURST) bursts.push({ person: persons[at] as number, day: dayFromNumber(day), ...sum });
    }
  }
  return bursts.sort((a, b) => b.entries - a.entries || b.points - a.points || a.person - b.person || (a.day < b.day ? -1 : 1));
}

function employerOn(known: readonly Employment[] | undefined, day: number): string {
  let partner = 'unknown';
  for (const employment of known ?? []) {
    if (employment.from > day) break;
    partner = employment.partner;
  }
  return partner;
}

function sumsOfPeople({ persons, points }: Entries): PersonSum[] {
  const sums = new Map<number, { person: number; entries: number; points: number }>();
  for (const [at, person] of persons.entries()) {
    const sum = sums.get(person) ?? { person, entries: 0, points: 0 };
    if (sum.entries === 0) sums.set(person, sum);
    sum.entries += 1;
    sum.points += points[at] as number;
  }
  return [...sums.values()];
}
