// A commit as rows of contributions: its author, those who wrote it with them, and who reviewed it. A merge is none.
import { EMAIL, textKey } from '../../../shared/values/text-key.ts';
import type { CollectedRow } from '../collecting/collected-file.ts';
import type { Classified } from '../collecting/kind.rules.ts';
import { namedIn, subjectOf } from './commit-message.rules.ts';
import type { CommitRecord } from './commit-records.ts';
import type { WrittenPerson } from './mailmap.rules.ts';
import type { Origin } from './origin.rules.ts';

export interface RowServices {
  readonly root: string;
  readonly repository: string;
  readonly origin: Origin;
  readonly classify: (what: Classified) => { kind: string; rule: string };
  readonly properPerson: (person: WrittenPerson) => WrittenPerson;
  /** The day of an instant in the program's time zone. */
  readonly dayAt: (epochMs: number) => string;
}

export interface CommitRows {
  readonly day: string;
  readonly rows: readonly CollectedRow[];
}

const LONGEST_EMAIL = 320;
const LONGEST_NAME = 300;

export function rowsOfCommit(commit: CommitRecord, pullRequest: number | undefined, services: RowServices): CommitRows {
  const { root, repository, origin, classify, properPerson, dayAt } = services;
  const title = subjectOf(commit.message);
  const { kind, rule } = classify({ title, labels: [], paths: commit.paths, closesBug: false });
  // A damaged date reads as the first second of 1970.
  const day = commit.authoredAt > 0 ? dayAt(commit.authoredAt * 1_000) : '';
  const link = (pullRequest !== undefined && origin.pullRequestLink(pullRequest, commit.sha)) || origin.commitLink(commit.sha);
  const credited = new Set<string>();
  const rows: CollectedRow[] = [];
  const credit = (written: WrittenPerson, role: string, ofKind: string, sourceKind: string) => {
    const { name: whole, email } = properPerson(written);
    const name = whole.slice(0, LONGEST_NAME);
    const mail = email.length <= LONGEST_EMAIL && EMAIL.test(email) ? email : '';
    const who = textKey(mail || name);
    if (who === '' || credited.has(who)) return;
    credited.add(who);
    const key = `git:${root}/${commit.sha}/${role}`;
    rows.push({ key, email: mail, login: '', account: '', name, kind: ofKind, day, title, link, repository, sourceKind });
  };
  credit({ name: commit.name, email: commit.email }, 'author', kind, rule);
  const { coAuthors, reviewers } = namedIn(commit.message);
  for (const one of coAuthors) if (EMAIL.test(one.email)) credit(one, `co-author/${textKey(one.email)}`, kind, rule);
  for (const one of reviewers) if (EMAIL.test(one.email)) credit(one, `reviewed-by/${textKey(one.email)}`, 'review', 'trailer Reviewed-by');
  return { day, rows };
}

/** Days by the machine's own zone, without building a formatter for each. */
export function localDayAt(epochMs: number): string {
  const at = new Date(epochMs);
  const year = at.getFullYear();
  if (!(year >= 1 && year <= 9999)) return '';
  return `${String(year).padStart(4, '0')}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}
