// Pull requests: the merged ones are contributions, reviews of them are their reviewers', and of all of them the state is observed.
import { z } from 'zod';
import type { CollectedRow } from '../collecting/collected-file.ts';
import { fileAnswer, issueAnswer, labelNames, type Pull, pullAnswer, reviewAnswer } from './answers.ts';
import { everyPage, type Feed, type FeedServices, pageOf, repositoryPath, type Taken } from './feeds.ts';
import { accountNumber, closedIssues, dayOfInstant, itemKey, whoOf } from './rows.rules.ts';

const pulls = z.array(pullAnswer);
const reviews = z.array(reviewAnswer);
const files = z.array(fileAnswer);

export function pullsFeed(services: FeedServices): Feed {
  const { client, repository, parts } = services;
  const isBug = createBugTest(services);
  return {
    name: 'pulls',
    parts: (['pull_requests', 'reviews'] as const).filter((part) => parts.has(part)),
    sorted: true,
    firstPath: () => `${repositoryPath(repository)}/pulls?state=all&sort=updated&direction=desc&per_page=100`,
    page: (path, etag) =>
      pageOf(client, { path, etag, schema: pulls }, (pull) => ({
        number: pull.number,
        updatedAt: pull.updated_at,
        take: () => takePull(services, pull, isBug),
      })),
  };
}

async function takePull(services: FeedServices, pull: Pull, isBug: (number: number) => Promise<boolean>): Promise<Taken> {
  const rows: CollectedRow[] = [];
  const asked = services.parts.has('pull_requests');
  if (asked && pull.merged_at) rows.push(await mergedRow(services, pull, pull.merged_at, isBug));
  if (services.parts.has('reviews')) rows.push(...(await reviewRows(services, pull)));
  return { rows, observed: asked ? [observedPull(services, pull)] : [] };
}

/** `merged` means that merged_at is set, whatever else the answer says. */
async function mergedRow(
  services: FeedServices,
  pull: Pull,
  mergedAt: string,
  isBug: (number: number) => Promise<boolean>,
): Promise<CollectedRow> {
  const { repository } = services;
  const { kind, rule } = await kindOf(services, pull, isBug);
  return {
    key: `${itemKey(repository, pull.number)}/merged`,
    ...whoOf(repository, pull.user),
    kind,
    day: dayOfInstant(mergedAt),
    title: pull.title,
    link: pull.html_url,
    repository: repository.name,
    sourceKind: rule || 'merged pull request',
  };
}

/** Files and closed issues cost requests, so they are only asked for when label and title do not decide. */
async function kindOf(services: FeedServices, pull: Pull, isBug: (number: number) => Promise<boolean>) {
  const { client, repository, classify, asksPaths } = services;
  const labels = labelNames(pull.labels);
  const known = { title: pull.title, labels, paths: null, closesBug: false };
  const first = classify(known);
  if (first.rule !== '') return first;
  let paths: string[] | null = null;
  if (asksPaths) {
    paths = [];
    const path = `${repositoryPath(repository)}/pulls/${pull.number}/files?per_page=100`;
    for await (const page of everyPage(client, path, files)) {
      paths.push(...page.map(({ filename }) => filename));
      // Paths decide only together: as soon as one does not fit, more of them change nothing.
      if (classify({ ...known, paths }).rule === '') break;
    }
  }
  let closesBug = false;
  for (const number of closedIssues(repository, `${pull.title}\n${pull.body ?? ''}`)) closesBug ||= await isBug(number);
  return classify({ ...known, paths, closesBug });
}

/** Whether an issue is labelled a bug; asked once per issue. */
function createBugTest({ client, repository, bugLabels }: FeedServices): (number: number) => Promise<boolean> {
  const known = new Map<number, boolean>();
  return async (number) => {
    if (bugLabels.size === 0) return false;
    let bug = known.get(number);
    if (bug === undefined) {
      const answer = await client.get(`${repositoryPath(repository)}/issues/${number}`, issueAnswer.pick({ labels: true }));
      bug = typeof answer === 'object' && labelNames(answer.data.labels).some((label) => bugLabels.has(label.toLowerCase()));
      known.set(number, bug);
    }
    return bug;
  };
}

/** One row per reviewer, for the first review that they submitted; none for one's own pull request. */
async function reviewRows({ client, repository }: FeedServices, pull: Pull): Promise<CollectedRow[]> {
  const author = accountNumber(pull.user);
  const first = new Map<string, { at: string; row: CollectedRow }>();
  const path = `${repositoryPath(repository)}/pulls/${pull.number}/reviews?per_page=100`;
  for await (const page of everyPage(client, path, reviews)) {
    for (const review of page) {
      const reviewer = accountNumber(review.user);
      const at = review.submitted_at;
      if (!at || review.state === 'PENDING' || reviewer === author) continue;
      const earlier = first.get(reviewer);
      if (earlier && Date.parse(earlier.at) <= Date.parse(at)) continue;
      const row: CollectedRow = {
        key: `${itemKey(repository, pull.number)}/reviewed-by/${reviewer}`,
        ...whoOf(repository, review.user),
        kind: 'review',
        day: dayOfInstant(at),
        title: pull.title,
        link: review.html_url,
        repository: repository.name,
        sourceKind: 'review',
      };
      first.set(reviewer, { at, row });
    }
  }
  return [...first.values()].map(({ row }) => row);
}

function observedPull({ repository }: FeedServices, pull: Pull): object {
  const { login, account } = whoOf(repository, pull.user);
  return {
    observed: 'pull_request',
    key: itemKey(repository, pull.number),
    repository: repository.name,
    number: pull.number,
    title: pull.title,
    link: pull.html_url,
    state: stateOf(pull),
    login,
    account,
    openedAt: pull.created_at,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at ?? null,
    mergedAt: pull.merged_at ?? null,
    mergeCommit: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
    labels: labelNames(pull.labels),
  };
}

function stateOf(pull: Pull): 'draft' | 'open' | 'closed' | 'merged' {
  if (pull.merged_at) return 'merged';
  if (pull.state === 'closed') return 'closed';
  return pull.draft ? 'draft' : 'open';
}
