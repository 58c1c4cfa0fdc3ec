// Gathers contributions from repositories of GitHub or a GitHub Enterprise server. A repository that is not there is passed over and named
// at the end; everything else is read all the same.
import { z } from 'zod';
import type { GithubRequest } from '../../../shared/contract/collections.ts';
import { repositoryName } from '../../../shared/contract/collections.ts';
import { CollectingStopped, type Collector, type CollectServices, SourceRefused } from '../collecting/collector.ts';
import { createClassifier } from '../collecting/kind.rules.ts';
import { repositoryAnswer } from './answers.ts';
import { type ApiAddress, readApiAddress } from './api-address.ts';
import { type CollectingState, collectingState, repositoryCursor } from './collecting-state.ts';
import type { Feed, FeedServices, GithubPart } from './feeds.ts';
import { createGithubClient, type GithubClient, type GithubClientServices } from './github-client.ts';
import { FETCH_LIMITS } from './guarded-fetch.ts';
import { issuesFeed } from './issues.ts';
import { pullsFeed } from './pull-requests.ts';
import { readRepository, sourceOf } from './read-repository.ts';
import { releasesFeed } from './releases.ts';
import type { Repository } from './rows.rules.ts';

export interface GithubServices extends Pick<GithubClientServices, 'resolve' | 'startDeadline'> {
  readonly now: () => number;
  /** The token for an API's origin; null where there is none. */
  tokenFor(origin: string): Promise<string | null>;
}

const repositories = z.array(z.object({ full_name: repositoryName }));
const FEEDS = [pullsFeed, issuesFeed, releasesFeed];

export function githubCollector(github: GithubServices): Collector<GithubRequest> {
  async function clientFor(request: GithubRequest, rest: Pick<GithubClientServices, 'signal' | 'waitUntil' | 'limits'>) {
    const api = addressOf(request);
    const token = await github.tokenFor(api.origin);
    const { privateNetwork } = request;
    return { api, client: createGithubClient(api, { ...github, ...rest, token, privateNetwork }) };
  }

  return {
    check: async (request) => {
      const label = [request.organisation, ...request.repositories].filter((one) => one !== null).join(', ');
      if (label === '') throw new SourceRefused('nothing_named', '');
      const { client } = await clientFor(request, { signal: new AbortController().signal, waitUntil: atOnce, limits: FIRST_LOOK });
      await refusing(client, request);
      return label.length <= 120 ? label : `${label.slice(0, 119)}…`;
    },
    collect: async (request, services) => {
      const { api, client } = await clientFor(request, services);
      services.progress('collecting', 0, null);
      await collectAll(request, services, api, client);
    },
  };
}

function addressOf(request: GithubRequest): ApiAddress {
  const api = readApiAddress(request.api);
  if (typeof api === 'string') throw new SourceRefused(api, request.api);
  return api;
}

/** What a first look can tell. A limit is no reason to refuse: collecting waits for it. */
class Limited extends Error {}
async function atOnce(_instantMs: number, why: string): Promise<void> {
  if (why !== 'trying_again') throw new Limited();
}
const FIRST_LOOK = { ...FETCH_LIMITS, deadlineMs: 10_000 };

async function refusing(client: GithubClient, { organisation, repositories: named }: GithubRequest): Promise<void> {
  const [name = ''] = named;
  try {
    const found =
      organisation === null
        ? await client.get(`/repos/${name}`, repositoryAnswer)
        : await client.get(`/orgs/${organisation}`, z.object({}));
    // Of several repositories the others can still be read.
    if (found === 'gone' && organisation !== null) throw new SourceRefused('organisation_missing', organisation);
    if (found === 'gone' && named.length === 1) throw new SourceRefused('repository_missing', name);
  } catch (error) {
    if (error instanceof CollectingStopped) throw new SourceRefused(error.code, '');
    if (!(error instanceof Limited)) throw error;
  }
}

async function collectAll(request: GithubRequest, services: CollectServices, api: ApiAddress, client: GithubClient): Promise<void> {
  const begun = collectingState.safeParse(services.resumeFrom);
  const state: CollectingState = begun.success ? begun.data : { queue: null, missing: [], read: [], place: null };
  const keep = (at: string) => services.keep({ rows: [], state: structuredClone(state), at, requestsLeft: client.left });
  state.queue ??= await queueOf(request, client);
  await keep(state.queue[0] ?? '');
  for (let [name] = state.queue; name !== undefined; [name] = state.queue) {
    const read = await readOne(name, { request, services, api, client, state });
    if (!read) state.missing.push(name);
    state.queue.shift();
    state.place = null;
    await keep(name);
  }
  if (state.missing.length === 0) return;
  const missing = state.missing;
  Object.assign(state, { queue: missing, missing: [] });
  await keep(missing[0] ?? '');
  throw new CollectingStopped('repositories_missing', { repositories: missing.join(', ') });
}

/** Every repository once, in the order they were named. */
async function queueOf({ organisation, repositories: named }: GithubRequest, client: GithubClient): Promise<string[]> {
  const names = [...named];
  let path: string | null = organisation === null ? null : `/orgs/${organisation}/repos?per_page=100&sort=full_name`;
  while (path !== null) {
    const page = await client.get(path, repositories);
    if (typeof page === 'string') throw new CollectingStopped('organisation_missing', { organisation });
    names.push(...page.data.map(({ full_name }) => full_name));
    path = page.next;
  }
  const seen = new Set<string>();
  return names.filter((name) => seen.size < seen.add(name.toLowerCase()).size);
}

interface Run {
  readonly request: GithubRequest;
  readonly services: CollectServices;
  readonly api: ApiAddress;
  readonly client: GithubClient;
  readonly state: CollectingState;
}

async function readOne(name: string, { request, services, api, client, state }: Run): Promise<boolean> {
  const found = await client.get(`/repos/${name}`, repositoryAnswer);
  if (typeof found === 'string') return false;
  const { id, full_name } = found.data;
  if (state.read.includes(id)) return true;
  // Another repository can have taken the name of the one that was being read.
  if (state.place && state.place.id !== id) state.place = null;
  const repository: Repository = { host: api.host, id, name: full_name };
  const source = sourceOf(repository);
  const known = repositoryCursor.safeParse((await services.cursorsOf([source])).get(source));
  const window = { since: request.since, fromStart: request.fromStart };
  const feeds = feedsOf({ client, repository, parts: new Set(request.parts), ...classifying(services) });
  const read = await readRepository({ client, services, repository, window, state }, feeds, known.success ? known.data : {});
  if (read) state.read.push(id);
  return read;
}

function feedsOf(services: FeedServices): Feed[] {
  return FEEDS.map((feed) => feed(services)).filter(({ parts }: { parts: readonly GithubPart[] }) => parts.length > 0);
}

function classifying({ rules }: CollectServices): Pick<FeedServices, 'classify' | 'asksPaths' | 'bugLabels'> {
  return {
    classify: createClassifier(rules),
    asksPaths: rules.rules.some(({ paths }) => paths.length > 0),
    bugLabels: new Set(rules.rules.filter(({ closesBug }) => closesBug).flatMap(({ labels }) => labels.map((one) => one.toLowerCase()))),
  };
}
