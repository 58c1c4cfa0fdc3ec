// Text as part of a LIKE pattern: what a person types is looked for as it is. Queries say ESCAPE '\' behind the pattern.

export function escapedForLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Whatever has the text somewhere in it. */
export function containing(text: string): string {
  return `%${escapedForLike(text)}%`;
}
