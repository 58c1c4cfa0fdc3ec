// Issues and the answers under them. An answer is a person's first comment on an issue that somebody else opened: one per person and
// issue, so that a long talk is no harvest.
import { z } from 'zod';
import type { CollectedRow } from '../collecting/collected-file.ts';
import { commentAnswer, type Issue, issueAnswer } from './answers.ts';
import { everyPage, type Feed, type FeedServices, pageOf, repositoryPath, type Taken } from './feeds.ts';
import { accountNumber, dayOfInstant, itemKey, whoOf } from './rows.rules.ts';

const issues = z.array(issueAnswer);
const comments = z.array(commentAnswer);

export function issuesFeed(services: FeedServices): Feed {
  const { client, repository, parts } = services;
  return {
    name: 'issues',
    parts: (['issues', 'comments'] as const).filter((part) => parts.has(part)),
    sorted: true,
    firstPath: (floor) => {
      const since = floor === null ? '' : `&since=${floor}`;
      return `${repositoryPath(repository)}/issues?state=all&sort=updated&direction=desc&per_page=100${since}`;
    },
    page: (path, etag) =>
      pageOf(client, { path, etag, schema: issues }, (issue) => ({
        number: issue.number,
        updatedAt: issue.updated_at,
        take: () => takeIssue(services, issue),
      })),
  };
}

/** Pull requests stand among the issues; they are no issues. */
async function takeIssue(services: FeedServices, issue: Issue): Promise<Taken> {
  const { repository, parts } = services;
  if (issue.pull_request) return { rows: [], observed: [] };
  const rows: CollectedRow[] = [];
  if (parts.has('issues')) {
    rows.push({
      key: `${itemKey(repository, issue.number)}/opened`,
      ...whoOf(repository, issue.user),
      kind: 'issue opened',
      day: dayOfInstant(issue.created_at),
      title: issue.title,
      link: issue.html_url,
      repository: repository.name,
      sourceKind: 'issue opened',
    });
  }
  if (parts.has('comments') && issue.comments > 0) rows.push(...(await answerRows(services, issue)));
  return { rows, observed: [] };
}

async function answerRows({ client, repository }: FeedServices, issue: Issue): Promise<CollectedRow[]> {
  const asker = accountNumber(issue.user);
  const first = new Map<string, { at: string; row: CollectedRow }>();
  for await (const page of everyPage(client, `${repositoryPath(repository)}/issues/${issue.number}/comments?per_page=100`, comments)) {
    for (const comment of page) {
      const person = accountNumber(comment.user);
      const at = comment.created_at;
      const earlier = first.get(person);
      if (person === asker || (earlier && Date.parse(earlier.at) <= Date.parse(at))) continue;
      const row: CollectedRow = {
        key: `${itemKey(repository, issue.number)}/answered-by/${person}`,
        ...whoOf(repository, comment.user),
        kind: 'community_support',
        day: dayOfInstant(at),
        title: issue.title,
        link: comment.html_url,
        repository: repository.name,
        sourceKind: 'answer',
      };
      first.set(person, { at, row });
    }
  }
  return [...first.values()].map(({ row }) => row);
}
