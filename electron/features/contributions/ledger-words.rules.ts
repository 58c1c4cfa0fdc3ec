// Substring search over many short texts without reading them all: texts are cut into words, equal words are kept once, and a
// search looks among the distinct words first. Exact, not approximate. No SQL here.
//
// A cut stands before every Chinese, Japanese or Korean character, after one, and where letters begin after blanks or
// punctuation. Whether there is a cut depends on the two characters beside it and nothing else, so a searched text is cut
// inside exactly where it would be cut within a longer text: its middle parts are whole words, its ends are ends of words.
import { textKey } from '../../../shared/values/text-key.ts';

const SEPARATOR = 0;
const LETTER = 1;
const IDEOGRAPH = 2;

function classOf(code: number): number {
  if (code < 0x80) return /[0-9a-z]/i.test(String.fromCharCode(code)) ? LETTER : SEPARATOR;
  if ((code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f)) return SEPARATOR;
  const ideograph = (code >= 0x2e80 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af) || (code >= 0xf900 && code <= 0xfaff);
  return ideograph ? IDEOGRAPH : LETTER;
}
const CLASSES = Uint8Array.from({ length: 0x10000 }, (_, code) => classOf(code));

const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** The text as it is searched; most titles and links need no more than lower case. */
export function searchKey(text: string): string {
  return PLAIN.test(text) ? text.toLowerCase() : textKey(text);
}

/** Calls back with every word of a text made by {@link searchKey}; joined they are the text. */
export function eachWord(text: string, take: (word: string) => void): void {
  let start = 0;
  let before = CLASSES[text.charCodeAt(0)];
  for (let at = 1; at < text.length; at += 1) {
    const here = CLASSES[text.charCodeAt(at)];
    if (here !== SEPARATOR && (before !== LETTER || here === IDEOGRAPH)) {
      take(text.slice(start, at));
      start = at;
    }
    before = here;
  }
  if (text !== '') take(text.slice(start));
}

/** Texts of a run of rows, some fields each. */
export interface WordTable {
  /** Every distinct word with a line end before and after it. Folded texts hold none. */
  readonly words: string;
  /** Where each word starts in `words`, and at the end how long that is. */
  readonly starts: Uint32Array;
  /** The rows' words, one number each, from 1 in the order of `words`; 0 ends a field. */
  readonly places: Uint16Array | Uint32Array;
  /** Where each row ends in `places`. */
  readonly ends: Uint32Array;
}

export interface WordTableBuilder {
  /** Adds the next row. */
  add(fields: readonly string[]): void;
  finish(): WordTable;
}

export function wordTableBuilder(): WordTableBuilder {
  const numbers = new Map<string, number>();
  const places: number[] = [];
  const ends: number[] = [];
  const take = (word: string) => {
    let number = numbers.get(word);
    if (number === undefined) {
      number = numbers.size + 1;
      numbers.set(word, number);
    }
    places.push(number);
  };
  return {
    add: (fields) => {
      for (const field of fields) {
        eachWord(searchKey(field), take);
        places.push(0);
      }
      ends.push(places.length);
    },
    finish: () => {
      const starts = new Uint32Array(numbers.size + 1);
      let at = 1;
      let index = 0;
      for (const word of numbers.keys()) {
        starts[index] = at;
        at += word.length + 1;
        index += 1;
      }
      starts[index] = at;
      return {
        words: `\n${[...numbers.keys()].map((word) => `${word}\n`).join('')}`,
        starts,
        places: numbers.size > 0xffff ? Uint32Array.from(places) : Uint16Array.from(places),
        ends: Uint32Array.from(ends),
      };
    },
  };
}

/** A part of the searched text, and which ends of it are ends of a word. */
interface Part {
  readonly text: string;
  readonly startsWord: boolean;
  readonly endsWord: boolean;
}

function partsOf(text: string): Part[] {
  const texts: string[] = [];
  eachWord(text, (word) => texts.push(word));
  return texts.map((one, index) => ({ text: one, startsWord: index > 0, endsWord: index < texts.length - 1 }));
}

interface FoundWords {
  /** By number, 1 for words that have the part. */
  readonly flags: Uint8Array;
  readonly numbers: readonly number[];
}

function wordsWith({ words, starts }: WordTable, { text, startsWord, endsWord }: Part): FoundWords | undefined {
  const sought = endsWord ? `${text}\n` : text;
  const numbers: number[] = [];
  let index = 0;
  let at = words.indexOf(sought);
  while (at >= 0) {
    while ((starts[index + 1] as number) <= at) index += 1;
    if (!startsWord || at === starts[index]) numbers.push(index + 1);
    at = words.indexOf(sought, starts[index + 1] as number);
  }
  if (numbers.length === 0) return undefined;
  const flags = new Uint8Array(starts.length);
  for (const number of numbers) flags[number] = 1;
  return { flags, numbers };
}

/** Marks in `rows` every row that has a field which contains the text, a {@link searchKey} that is not empty. */
export function markRowsWith(table: WordTable, text: string, rows: Uint8Array): void {
  const wanted: FoundWords[] = [];
  for (const part of partsOf(text)) {
    const found = wordsWith(table, part);
    if (found === undefined) return;
    wanted.push(found);
  }
  const counts = wanted.map((one) => one.numbers.length);
  const rarest = counts.indexOf(Math.min(...counts));
  if (!markFew(table, wanted, rarest, rows)) markMany(table, wanted, rows);
}

const FEW_WORDS = 8;
const FEW_PLACES = 1_000;

/**
 * The engine finds one number in a list many times faster than a loop here can look at all of them, as long as it is found
 * seldom. False when the rarest part is too frequent for that; what was marked until then is right all the same.
 */
function markFew({ places, ends }: WordTable, wanted: readonly FoundWords[], rarest: number, rows: Uint8Array): boolean {
  const { numbers } = wanted[rarest] as FoundWords;
  if (numbers.length > FEW_WORDS) return false;
  let left = FEW_PLACES;
  for (const number of numbers) {
    for (let at = places.indexOf(number); at >= 0; at = places.indexOf(number, at + 1)) {
      if (left === 0) return false;
      left -= 1;
      const begin = at - rarest;
      if (begin >= 0 && wanted.every((one, part) => one.flags[places[begin + part] as number] === 1)) rows[rowAt(ends, begin)] = 1;
    }
  }
  return true;
}

function rowAt(ends: Uint32Array, place: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

const BLOCK = 4_096;

/** Looks at every place. Where the first part stands is written down without a branch, which is what makes this fast. */
function markMany({ places, ends }: WordTable, wanted: readonly FoundWords[], rows: Uint8Array): void {
  const first = (wanted[0] as FoundWords).flags;
  const others = wanted.slice(1).map((one) => one.flags);
  const found = new Uint32Array(BLOCK + 1);
  let row = 0;
  for (let begin = 0; begin < places.length; begin += BLOCK) {
    const end = Math.min(places.length, begin + BLOCK);
    let count = 0;
    for (let at = begin; at < end; at += 1) {
      found[count] = at;
      count += first[places[at] as number] as number;
    }
    for (let index = 0; index < count; index += 1) {
      const at = found[index] as number;
      let part = 0;
      while (part < others.length && (others[part] as Uint8Array)[places[at + part + 1] as number] === 1) part += 1;
      if (part < others.length) continue;
      while ((ends[row] as number) <= at) row += 1;
      rows[row] = 1;
    }
  }
}
