// One JSON record as cells: values under their names, values within values under dotted names, and what is deeper as JSON text.

const DEEPEST = 32;
const LEVELS = 2;

export type Flat = { readonly cells: ReadonlyMap<string, string> } | { readonly refused: { code: string; value: string } };

/** Reads one record. What is wrong with it is said in a word the language files know. */
export function flatRecord(text: string, longest: number): Flat {
  if (text.length > longest) return { refused: { code: 'too_long_record', value: '' } };
  if (depthOf(text) > DEEPEST) return { refused: { code: 'too_deep', value: '' } };
  const value = parse(text);
  if (value === undefined) return { refused: { code: 'not_json', value: text.slice(0, 100) } };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { refused: { code: 'not_a_record', value: text.slice(0, 100) } };
  }
  const cells = new Map<string, string>();
  flatten(value, '', LEVELS, cells);
  return { cells };
}

function parse(text: string): unknown {
  try {
    return /\d{16}/.test(text) ? JSON.parse(text, withAllDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whole numbers that do not fit are kept as they are written. */
function withAllDigits(this: unknown, _name: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && /^-?\d{16,}$/.test(source) ? source : value;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = endOfString(text, at);
    } else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return deepest;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at;
  }
  return text.length;
}

function flatten(value: object, prefix: string, levels: number, into: Map<string, string>): void {
  for (const [name, inner] of Object.entries(value)) {
    const path = (prefix === '' ? name : `${prefix}.${name}`).toWellFormed();
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && levels > 0) flatten(inner, path, levels - 1, into);
    // A name with a dot can meet a nested one; the first that says something stays.
    else if ((into.get(path) ?? '') === '') into.set(path, textOf(inner));
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)) {
    return value.map(textOf).filter(Boolean).join('; ');
  }
  return JSON.stringify(value);
}
