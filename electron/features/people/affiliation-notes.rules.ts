// What a person's dated affiliations leave open: days on which several hold, and days on which none does.

export interface Held {
  readonly name: string;
  /** First day; null for always before. */
  readonly from: string | null;
  /** First day that no longer counts; null while it lasts. */
  readonly until: string | null;
  /** Smaller is stronger; only equally strong ones contradict each other. */
  readonly rank: number;
}

export interface AffiliationNote {
  readonly note: 'overlap' | 'gap';
  readonly from: string;
  /** Exclusive. */
  readonly until: string;
  readonly names: string[];
}

/** Notes within the days from the first to the last entry; `until` is exclusive there too. */
export function affiliationNotes(held: readonly Held[], span: { from: string; until: string } | null): AffiliationNote[] {
  if (!span || held.length === 0) return [];
  const inside = (day: string | null) => (day !== null && day > span.from && day < span.until ? [day] : []);
  const borders = [...new Set([span.from, ...held.flatMap((one) => [...inside(one.from), ...inside(one.until)])])].sort();
  const notes: AffiliationNote[] = [];
  for (const [index, from] of borders.entries()) {
    const until = borders[index + 1] ?? span.until;
    const here = held.filter((one) => (one.from === null || one.from <= from) && (one.until === null || one.until > from));
    const strongest = Math.min(...here.map((one) => one.rank));
    const names = [...new Set(here.filter((one) => one.rank === strongest).map((one) => one.name))];
    if (names.length === 1) continue;
    const note = names.length === 0 ? 'gap' : 'overlap';
    const last = notes.at(-1);
    if (last && last.note === note && last.until === from && last.names.join() === names.join())
      notes[notes.length - 1] = { ...last, until };
    else notes.push({ note, from, until, names });
  }
  return notes;
}
