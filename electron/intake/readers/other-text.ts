// Text that is something else than a table. Anything can be cut at commas, so it is told by its name and by how it begins.
import type { FileHead } from './reader.ts';

const OTHER_ENDINGS = new Set(
  [
    'md markdown mdx rst adoc tex rtf html htm xhtml xml svg css yaml yml toml ini cfg conf properties sql',
    'js mjs cjs jsx ts tsx py rb go rs java kt c h cc cpp hpp cs php sh bash ps1 diff patch pdf ics vcf eml mbox bib',
  ].flatMap((endings) => endings.split(' ')),
);
/** Markup, the front matter of texts and YAML, PDF, RTF, a script: no header of a table begins so. */
const OTHER_BEGINNING = /^\ufeff?\s*(?:<(?:!doctype|!--|\?xml|html|head|body|table|svg|[a-z]+:)|---\s*(?:\r?\n|$)|%PDF-|\{\\rtf|#!\/)/i;

export function isOtherText({ name, text }: Pick<FileHead, 'name' | 'text'>): boolean {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return (ending !== undefined && OTHER_ENDINGS.has(ending)) || OTHER_BEGINNING.test(text);
}
