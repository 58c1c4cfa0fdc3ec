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

/** So few stand in many words and begin few; to look at the beginnings alone is quicker then. */
const FEW_LETTERS = 3;

function wordsWith({ words, starts }: WordTable, { text, startsWord, endsWord }: Part): FoundWords | undefined {
  const sought = endsWord ? `${text}\n` : text;
  const numbers: number[] = [];
  if (startsWord && sought.length <= FEW_LETTERS) {
    const first = sought.charCodeAt(0);
    for (let index = 0; index < starts.length - 1; index += 1) {
      const at = starts[index] as number;
      if (words.charCodeAt(at) === first && words.startsWith(sought, at)) numbers.push(index + 1);
    }
  } else {
    let index = 0;
    let at = words.indexOf(sought);
    while (at >= 0) {
      while ((starts[index + 1] as number) <= at) index += 1;
      if (!startsWord || at === starts[index]) numbers.push(index + 1);
      at = words.indexOf(sought, starts[index + 1] as number);
    }
  }
  if (numbers.length === 0) return undefined;
  const flags = new Uint8Array(starts.length);
  for (const number of numbers) flags[number] = 1;
  return { flags, numbers };
}

/**
 * Marks in `rows` every row that has a field which contains the text, a {@link searchKey} that is not empty. With `among`, only rows
 * that are 1 there need an answer; what is marked is right all the same.
 */
export function markRowsWith(table: WordTable, text: string, rows: Uint8Array, among?: Uint8Array): void {
  const wanted: FoundWords[] = [];
  for (const part of partsOf(text)) {
    const found = wordsWith(table, part);
    if (found === undefined) return;
    wanted.push(found);
  }
  const { part, often } = seldomest(table, wanted);
  const parts = wanted.map((one) => one.flags);
  if (among || often === 'in most rows') markByRow(table, parts, part, rows, among);
  else if (often === 'sometimes' || !markFew(table, parts, wanted[part] as FoundWords, part, rows)) markByPlace(table, parts, part, rows);
}

const FEW_WORDS = 2;
const FEW_PLACES = 1_000;

/**
 * The engine finds one number in a list many times faster than a loop here can look at all of them, as long as it is found
 * seldom. False when the rarest part is too frequent for that; what was marked until then is right all the same.
 */
function markFew(
  { places, ends }: WordTable,
  parts: readonly Uint8Array[],
  { numbers }: FoundWords,
  rarest: number,
  rows: Uint8Array,
): boolean {
  if (numbers.length > FEW_WORDS) return false;
  let left = FEW_PLACES;
  for (const number of numbers) {
    for (let at = places.indexOf(number); at >= 0; at = places.indexOf(number, at + 1)) {
      if (left === 0) return false;
      left -= 1;
      const begin = at - rarest;
      if (begin >= 0 && standAt(places, parts, begin)) rows[rowAt(ends, begin)] = 1;
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

/** Whether all parts stand one after the other from a place on. No part is the end of a field, so none reaches over one. */
function standAt(places: WordTable['places'], parts: readonly Uint8Array[], begin: number): boolean {
  for (let part = 0; part < parts.length; part += 1) if ((parts[part] as Uint8Array)[places[begin + part] as number] !== 1) return false;
  return true;
}

const SAMPLE = 2_048;

/** The part that stands at the fewest of the first places, of equal ones the one of fewer words, and how often it stands. */
function seldomest({ places, ends }: WordTable, wanted: readonly FoundWords[]): { part: number; often: Often } {
  const sample = Math.min(SAMPLE, places.length);
  let part = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, { flags, numbers }] of wanted.entries()) {
    let count = 0;
    for (let at = 0; at < sample; at += 1) count += flags[places[at] as number] as number;
    if (count > least || (count === least && numbers.length >= (wanted[part] as FoundWords).numbers.length)) continue;
    least = count;
    part = index;
  }
  if (2 * least > rowAt(ends, sample - 1)) return { part, often: 'in most rows' };
  return { part, often: (least * places.length) / sample > FEW_PLACES ? 'sometimes' : 'seldom' };
}
type Often = 'seldom' | 'sometimes' | 'in most rows';

/** Goes on to the next row as soon as one has the text: best where most have it, or where few rows are asked about. */
function markByRow({ places, ends }: WordTable, parts: readonly Uint8Array[], looked: number, rows: Uint8Array, among?: Uint8Array): void {
  const flags = parts[looked] as Uint8Array;
  let begin = 0;
  for (let row = 0; row < ends.length; row += 1) {
    const end = ends[row] as number;
    if (among === undefined || among[row] === 1) {
      let at = begin + looked;
      while (at < end) {
        while (at < end && flags[places[at] as number] === 0) at += 1;
        if (at < end && standAt(places, parts, at - looked)) {
          rows[row] = 1;
          break;
        }
        at += 1;
      }
    }
    begin = end;
  }
}

/** Looks at every place, four at once, because most of them are not it. */
function markByPlace({ places, ends }: WordTable, parts: readonly Uint8Array[], looked: number, rows: Uint8Array): void {
  const flags = parts[looked] as Uint8Array;
  const last = places.length - 4;
  let row = 0;
  let at = looked;
  const look = (end: number) => {
    for (; at < end; at += 1) {
      if (flags[places[at] as number] === 0 || !standAt(places, parts, at - looked)) continue;
      while ((ends[row] as number) <= at) row += 1;
      rows[row] = 1;
    }
  };
  for (;;) {
    at = nextWithin(places, flags, at, last);
    if (at > last) break;
    look(at + 4);
  }
  look(places.length);
}

/** The first place from one on, in steps of four, at or soon after which a flagged word stands. */
function nextWithin(places: WordTable['places'], flags: Uint8Array, begin: number, last: number): number {
  let at = begin;
  while (
    at <= last &&
    ((flags[places[at] as number] as number) |
      (flags[places[at + 1] as number] as number) |
      (flags[places[at + 2] as number] as number) |
      (flags[places[at + 3] as number] as number)) ===
      0
  )
    at += 4;
  return at;
}
