// What a commit's message says beside its subject: who else wrote it, who reviewed it, which pull request it is or merged.
import type { WrittenPerson } from './mailmap.rules.ts';

const TRAILER = /^(co-authored-by|reviewed-by):[ \t]*([^<>\n]{0,200}?)[ \t]*<([^<>\s]{1,200})>/gim;
const MOST_TRAILERS = 200;

export interface Named {
  readonly coAuthors: readonly WrittenPerson[];
  readonly reviewers: readonly WrittenPerson[];
}
const NOBODY: Named = { coAuthors: [], reviewers: [] };

/** The first paragraph on one line, as git gives a subject. */
export function subjectOf(message: string): string {
  const text = message.replace(/^\s+/, '');
  const end = /\n[ \t\r]*\n/.exec(text)?.index ?? text.length;
  return text
    .slice(0, end)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** Trailers count wherever they begin a line: people leave blank lines between them. The subject is no trailer. */
export function namedIn(message: string): Named {
  if (!message.includes('-by:') && !message.includes('-By:') && !message.includes('-BY:')) return NOBODY;
  const body = message.slice(message.indexOf('\n') + 1);
  const coAuthors: WrittenPerson[] = [];
  const reviewers: WrittenPerson[] = [];
  for (const [, trailer = '', name = '', email = ''] of body.matchAll(TRAILER)) {
    (trailer.toLowerCase() === 'co-authored-by' ? coAuthors : reviewers).push({ name, email });
    if (coAuthors.length + reviewers.length >= MOST_TRAILERS) break;
  }
  return { coAuthors, reviewers };
}

/** The pull request that a merge brought in, by the words that GitHub and merge bots write; undefined for any other merge. */
export function mergedPullRequest(subject: string): number | undefined {
  const number = /^(?:Merge pull request|Auto merge of|Merge) #(\d{1,9})\b/.exec(subject)?.[1];
  return number === undefined ? undefined : Number(number);
}
