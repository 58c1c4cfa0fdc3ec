// What a commit's message says beside its subject: who else wrote it, who reviewed it, which pull request it is or merged.
import type { WrittenPerson } from './mailmap.rules.ts';

const CO_AUTHOR = 'co-authored-by:';
const REVIEWER = 'reviewed-by:';
const MOST_TRAILERS = 200;
const LONGEST_TRAILER = 500;

export interface Named {
  readonly coAuthors: readonly WrittenPerson[];
  readonly reviewers: readonly WrittenPerson[];
}
const NOBODY: Named = { coAuthors: [], reviewers: [] };

/** The first paragraph on one line, as git gives a subject. */
export function subjectOf(message: string): string {
  const lines: string[] = [];
  for (const line of message.trimStart().split('\n')) {
    const text = line.trim();
    if (text === '') break;
    lines.push(text);
  }
  return lines.join(' ');
}

/** Trailers count wherever they begin a line: people leave blank lines between them. The first line is no trailer. */
export function namedIn(message: string): Named {
  if (!/-by:/i.test(message)) return NOBODY;
  const coAuthors: WrittenPerson[] = [];
  const reviewers: WrittenPerson[] = [];
  for (const whole of message.split('\n').slice(1)) {
    const line = whole.slice(0, LONGEST_TRAILER);
    const start = line.slice(0, CO_AUTHOR.length).toLowerCase();
    const role = start === CO_AUTHOR ? CO_AUTHOR : start.startsWith(REVIEWER) ? REVIEWER : '';
    const left = role === '' ? -1 : line.indexOf('<');
    const right = line.indexOf('>', left);
    if (left < 0 || right < 0) continue;
    (role === CO_AUTHOR ? coAuthors : reviewers).push({
      name: line.slice(role.length, left).trim(),
      email: line.slice(left + 1, right).trim(),
    });
    if (coAuthors.length + reviewers.length >= MOST_TRAILERS) break;
  }
  return { coAuthors, reviewers };
}

/** The pull request that a merge brought in, by the words that GitHub and merge bots write; undefined for any other merge. */
export function mergedPullRequest(subject: string): number | undefined {
  const number = /^(?:Merge pull request|Auto merge of|Merge) #(\d{1,9})\b/.exec(subject)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Whether it ends as the title of a squashed pull request does. */
export function namesRequest(subject: string): boolean {
  return /\(#\d{1,9}\)$/.test(subject);
}
