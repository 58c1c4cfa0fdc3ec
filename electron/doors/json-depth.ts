// How deep JSON text is nested, counted before anybody parses it.

/** Counts brackets outside strings, so that a hostile nesting never reaches recursive code. */
export function isShallow(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x5b || char === 0x7b) {
      depth += 1;
      if (depth > limit) return false;
    } else if (char === 0x5d || char === 0x7d) depth -= 1;
  }
  return true;
}

/** For JSON.parse: `__proto__` is nobody's field. */
export function refusePrototypeKeys(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('__proto__ is not a key');
  return value;
}
