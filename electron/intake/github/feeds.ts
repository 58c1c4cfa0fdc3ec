// What is read of a repository, as feeds of numbered items. A feed yields pages; an item says what it is worth when it is taken, which
// can need more requests.
import type { z } from 'zod';
import type { GITHUB_PARTS } from '../../../shared/contract/collections.ts';
import type { CollectedRow } from '../collecting/collected-file.ts';
import type { Classified } from '../collecting/kind.rules.ts';
import type { Asked, GithubClient } from './github-client.ts';
import type { Repository } from './rows.rules.ts';

export type GithubPart = (typeof GITHUB_PARTS)[number];

export interface Taken {
  readonly rows: readonly CollectedRow[];
  readonly observed: readonly object[];
}

export interface Item {
  readonly number: number;
  /** '' in feeds that are not sorted by it. */
  readonly updatedAt: string;
  take(): Promise<Taken>;
}

export interface Feed {
  readonly name: 'pulls' | 'issues' | 'releases';
  /** The parts it is read for, of those that were asked for. */
  readonly parts: readonly GithubPart[];
  /** Newest change first, so that it can end at what is known. */
  readonly sorted: boolean;
  firstPath(floor: string | null): string;
  page(path: string, etag: string | null): Promise<Asked<readonly Item[]>>;
}

export interface FeedServices {
  readonly client: GithubClient;
  readonly repository: Repository;
  readonly parts: ReadonlySet<GithubPart>;
  /** The kind and the rule that decided it; '' when none did. */
  classify(what: Classified): { kind: string; rule: string };
  /** Whether paths, or the labels of an issue, can decide at all. */
  readonly asksPaths: boolean;
  /** Labels that make an issue a bug, in lower case; none when no rule asks. */
  readonly bugLabels: ReadonlySet<string>;
}

export function repositoryPath({ name }: Repository): string {
  return `/repos/${name}`;
}

/** A page of a feed, its items made ready to be taken. */
export async function pageOf<Answered>(
  client: GithubClient,
  { path, etag, schema }: { path: string; etag: string | null; schema: z.ZodType<Answered[]> },
  itemOf: (answered: Answered) => Item | null,
): Promise<Asked<readonly Item[]>> {
  const answer = await client.get(path, schema, etag);
  if (answer === 'gone' || answer === 'same') return answer;
  return { ...answer, data: answer.data.flatMap((one) => itemOf(one) ?? []) };
}

/** All pages of a list that belongs to one item; nothing when it is gone. */
export async function* everyPage<Answered>(
  client: GithubClient,
  path: string,
  schema: z.ZodType<Answered[]>,
): AsyncGenerator<readonly Answered[]> {
  for (let next: string | null = path; next !== null; ) {
    const answer: Asked<Answered[]> = await client.get(next, schema);
    if (answer === 'gone' || answer === 'same') return;
    yield answer.data;
    next = answer.next;
  }
}
