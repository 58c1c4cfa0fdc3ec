// Cuts a long JSON text into the elements of one array without holding it: finds where they begin and end, and leaves reading them to
// JSON.parse.

/** Which array: the outermost, or the one under that name in the outermost object. */
export type Place = { readonly in: 'array' } | { readonly in: 'object'; readonly name: string };

/** Characters an element may have. A longer one comes cut off at the next, by which it is told. */
export const LONGEST_ELEMENT = 1 << 20;

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
const isBlank = (code: number) => code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff;

/** Told of every bracket and comma outside of strings, and of anything else that stands outside of all brackets. */
type Mark = (code: number, at: number, depth: number) => void;

/** Walks through a text piece by piece. `depth` is how many brackets are open before the mark. */
function createWalker(mark: Mark): (text: string) => void {
  let depth = 0;
  let inString = false;
  let escaped = false;
  return (text) => {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === BACKSLASH) escaped = true;
        else if (code === QUOTE) inString = false;
      } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        mark(code, at, depth);
        depth += 1;
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        mark(code, at, depth);
        depth -= 1;
      } else if (code === COMMA) mark(code, at, depth);
      else {
        if (code === QUOTE) inString = true;
        if (depth === 0 && !isBlank(code)) mark(code, at, depth);
      }
    }
  };
}

export interface ElementCutter {
  /** The elements that end in this piece of the text, as they are written. */
  cut(text: string): string[];
  /** Whether the text so far is one whole value. */
  complete(): boolean;
}

export function createElementCutter(place: Place): ElementCutter {
  const level = place.in === 'array' ? 1 : 2;
  let mode: 'before' | 'name' | 'skipping' | 'elements' | 'behind' | 'closed' | 'broken' = 'before';
  let text = '';
  let begun = 0;
  let kept: string[] = [];
  let length = 0;
  let count = 0;
  let elements: string[] = [];

  const keepTo = (end: number) => {
    if (length <= LONGEST_ELEMENT) kept.push(text.slice(begun, Math.min(end, begun + LONGEST_ELEMENT + 1)));
    length += end - begun;
  };
  const beginAt = (at: number) => {
    begun = at;
    kept = [];
    length = 0;
  };
  const endAt = (at: number): string => {
    keepTo(at);
    return kept.join('').slice(0, LONGEST_ELEMENT + 1);
  };
  const endElement = (at: number, last: boolean) => {
    const element = endAt(at).trim();
    if (last && count === 0 && element === '') return;
    count += 1;
    elements.push(element);
  };

  const walk = createWalker((code, at, depth) => {
    if (depth === 0) {
      const begins = mode === 'before' && code === (place.in === 'array' ? OPEN_LIST : OPEN_OBJECT);
      mode = begins ? (place.in === 'array' ? 'elements' : 'name') : 'broken';
      beginAt(at + 1);
    } else if (code === COMMA) {
      if (mode === 'elements' && depth === level) endElement(at, false);
      else if (depth !== 1 || mode === 'behind' || mode === 'broken') return;
      else mode = 'name';
      beginAt(at + 1);
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (mode !== 'name' || place.in === 'array') return;
      mode = code === OPEN_LIST && nameIn(endAt(at)) === place.name ? 'elements' : 'skipping';
      beginAt(at + 1);
    } else if (depth === 1 && mode !== 'broken') {
      if (mode === 'elements') endElement(at, true);
      mode = 'closed';
    } else if (mode === 'elements' && depth === level) {
      endElement(at, true);
      mode = 'behind';
    }
  });

  return {
    cut: (piece) => {
      text = piece;
      begun = 0;
      elements = [];
      walk(piece);
      if (mode === 'elements' || mode === 'name') keepTo(piece.length);
      return elements;
    },
    complete: () => mode === 'closed',
  };
}

/** Gathers the names of the arrays in the outermost object whose first element is an object. */
export function createListFinder(): { look(text: string): void; found(): string[]; complete(): boolean } {
  const names: string[] = [];
  let tail = '';
  let text = '';
  let opened: string | undefined;
  let closed = false;
  let broken = false;
  const walk = createWalker((code, at, depth) => {
    if (closed) broken = true;
    if (opened !== undefined && code === OPEN_OBJECT) names.push(opened);
    opened = code === OPEN_LIST && depth === 1 ? nameIn(tail + text.slice(0, at)) : undefined;
    if (depth === 1 && code === CLOSE_OBJECT) closed = true;
  });
  return {
    look: (piece) => {
      text = piece;
      walk(piece);
      tail = (tail + piece).slice(-LONGEST_NAME);
    },
    found: () => names,
    complete: () => closed && !broken,
  };
}

const LONGEST_NAME = 2_000;

/** The name at the end of a text that stops before a value: `"items" :`. */
function nameIn(text: string): string | undefined {
  const written = /"(?:[^"\\]|\\.)*"(?=\s*:\s*$)/s.exec(text.slice(-LONGEST_NAME))?.[0];
  try {
    return written === undefined ? undefined : (JSON.parse(written) as string);
  } catch {
    return undefined;
  }
}
