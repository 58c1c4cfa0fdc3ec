// Links between people as a forest: each person points at most at one other.

export interface Link {
  readonly id: string;
  readonly from: number;
  readonly into: number;
}

/** From each linked person to the one it points at. */
export function pointersOf(links: readonly Link[]): Map<number, number> {
  return new Map(links.map(({ from, into }) => [from, into]));
}

/** Whoever stands at the end of a person's links. */
export function rootOf(pointers: ReadonlyMap<number, number>, person: number): number {
  let root = person;
  for (let into = pointers.get(root); into !== undefined; into = pointers.get(root)) root = into;
  return root;
}

/** Everyone who is linked with any of these people, directly or not, themselves included; ascending. */
export function componentOf(links: readonly Link[], people: readonly number[]): number[] {
  const neighbours = new Map<number, number[]>();
  for (const { from, into } of links) {
    for (const [a, b] of [
      [from, into],
      [into, from],
    ] as const) {
      const known = neighbours.get(a);
      if (known) known.push(b);
      else neighbours.set(a, [b]);
    }
  }
  const found = new Set(people);
  const waiting = [...found];
  for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) {
    for (const other of neighbours.get(person) ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      waiting.push(other);
    }
  }
  return [...found].sort((a, b) => a - b);
}
