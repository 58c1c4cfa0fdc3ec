// A `.mailmap`: which written names and addresses are the same person. The format is git's own (gitmailmap(5)).
import { fixedReader, type SourceRow } from './reader.ts';
import { textLines } from './text-lines.ts';

export const MAILMAP_HEADER = ['proper name', 'proper email', 'name', 'email'];

/** Names with the blanks around them: what could be either would be tried both ways, for every blank of a long run. */
const ENTRY = /^([^<]*)<([^<>]*)>(?:([^<]*)<([^<>]*)>)?\s*(?:#.*)?$/;

/** One line as cells in the order of {@link MAILMAP_HEADER}; undefined for comments and blank lines, null for anything else. */
export function mailmapCells(text: string): string[] | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  const match = ENTRY.exec(text);
  if (!match) return null;
  const [, firstName = '', firstMail = '', secondName, secondMail] = match;
  // With one address the line only says how the person who has it is called.
  if (secondMail === undefined) return [firstName.trim(), '', '', firstMail];
  return [firstName.trim(), firstMail, (secondName ?? '').trim(), secondMail];
}

async function* readMailmap(path: string): AsyncGenerator<SourceRow[]> {
  yield [{ line: 0, cells: MAILMAP_HEADER }];
  for await (const { line, text } of textLines(path)) {
    const cells = mailmapCells(text);
    if (cells !== undefined) yield [{ line, cells: cells ?? ['', '', '', text.trim()] }];
  }
}

function looksLikeMailmap(fileName: string, head: string): boolean {
  if (/(^|[./\\])mailmap$/i.test(fileName)) return true;
  const lines = head
    .split('\n')
    .slice(0, 50)
    .map(mailmapCells)
    .filter((cells) => cells !== undefined);
  return lines.length > 0 && lines.every((cells) => cells !== null) && !head.includes(',');
}

export const mailmapReader = fixedReader({
  format: 'mailmap',
  endings: ['mailmap'],
  kinds: ['same_people'],
  recognises: ({ name, text }) => looksLikeMailmap(name, text),
  read: readMailmap,
});
