// Who did how much among rows chosen from the ledger's columns. No SQL here.
import type { Segment } from './ledger-segment.rules.ts';
import type { Selection } from './ledger-selection.rules.ts';

export interface Standing {
  readonly person: number;
  readonly points: number;
  readonly entries: number;
  /** Points of the largest entry, unweighted. */
  readonly biggest: number;
}

export interface Weights {
  /** Hundredths per kind; kinds that are not named weigh 100. */
  readonly [kind: string]: number;
}

const WHOLE = 100;

/**
 * Sums of the chosen rows per person. `personOf` says whose an identity's entries are, by its number; 0 is left out. Weighted points
 * are added in hundredths and rounded down once.
 */
export function standingsOf(segments: readonly Segment[], { marks }: Selection, personOf: Uint32Array, weights: Weights): Standing[] {
  const length = personOf.length;
  const hundredths = new Float64Array(length);
  const entries = new Uint32Array(length);
  const biggest = new Int32Array(length);
  for (const [at, segment] of segments.entries()) {
    const mark = marks[at] as Uint8Array;
    const { points, kinds, identities } = segment;
    const weightOf = segment.kindNames.map((kind) => weights[kind] ?? WHOLE);
    for (let row = 0; row < mark.length; row += 1) {
      if (mark[row] === 0) continue;
      const identity = identities[row] as number;
      if (identity >= length) continue;
      const one = points[row] as number;
      (hundredths[identity] as number) += one * (weightOf[kinds[row] as number] as number);
      (entries[identity] as number)++;
      if (one > (biggest[identity] as number)) biggest[identity] = one;
    }
  }
  return byPerson(personOf, hundredths, entries, biggest);
}

function byPerson(personOf: Uint32Array, hundredths: Float64Array, entries: Uint32Array, biggest: Int32Array): Standing[] {
  const sums = new Map<number, { person: number; hundredths: number; entries: number; biggest: number }>();
  for (const [identity, person] of personOf.entries()) {
    const count = entries[identity] as number;
    if (person === 0 || count === 0) continue;
    const sum = sums.get(person) ?? { person, hundredths: 0, entries: 0, biggest: 0 };
    if (sum.entries === 0) sums.set(person, sum);
    sum.hundredths += hundredths[identity] as number;
    sum.entries += count;
    sum.biggest = Math.max(sum.biggest, biggest[identity] as number);
  }
  return [...sums.values()].map(({ hundredths: sum, ...standing }) => ({ ...standing, points: Math.floor(sum / WHOLE) }));
}
