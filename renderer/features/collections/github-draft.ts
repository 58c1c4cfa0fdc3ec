// What the form about a code host holds, and the request it makes.
import { type CollectionRequest, GITHUB_PARTS, type GithubRequest, githubRequest } from '../../../shared/contract/collections.ts';
import { isDay } from '../../../shared/values/day.ts';
import { readRepositoryNames } from '../../../shared/values/repository-names.ts';

export const DEFAULT_API = 'https://api.github.com';

export interface GithubDraft {
  repositories: string;
  organisation: string;
  parts: string[];
  begin: 'goOn' | 'since' | 'everything';
  since: string;
  api: string;
  privateNetwork: boolean;
}

/** What was read last is the likeliest to be read next. */
export function draftOf(last: CollectionRequest | null): GithubDraft {
  const request = last?.source === 'github' ? last : null;
  return {
    repositories: request?.repositories.join('\n') ?? '',
    organisation: request?.organisation ?? '',
    parts: request?.parts ?? ['pull_requests', 'reviews', 'issues'],
    begin: 'goOn',
    since: '',
    api: request?.api ?? DEFAULT_API,
    privateNetwork: request?.privateNetwork ?? false,
  };
}

export interface DraftFaults {
  repositories?: string;
  organisation?: string;
  parts?: boolean;
  since?: boolean;
}

export function requestOf(draft: GithubDraft): { request: GithubRequest } | { faults: DraftFaults } {
  const { repositories, owners, wrong } = readRepositoryNames(draft.repositories);
  const organisation = readRepositoryNames(draft.organisation);
  const [odd] = [...wrong, ...owners];
  const faults: DraftFaults = {
    ...(odd !== undefined && { repositories: odd }),
    ...((organisation.wrong.length > 0 || organisation.repositories.length > 0 || organisation.owners.length > 1) && {
      organisation: draft.organisation.trim(),
    }),
    ...(repositories.length + organisation.owners.length === 0 && odd === undefined && { repositories: '' }),
    ...(draft.parts.length === 0 && { parts: true }),
    ...(draft.begin === 'since' && !isDay(draft.since) && { since: true }),
  };
  if (Object.keys(faults).length > 0) return { faults };
  return {
    request: githubRequest.parse({
      source: 'github',
      api: draft.api.trim(),
      repositories,
      organisation: organisation.owners[0] ?? null,
      parts: GITHUB_PARTS.filter((part) => draft.parts.includes(part)),
      since: draft.begin === 'since' ? draft.since : null,
      fromStart: draft.begin === 'everything',
      privateNetwork: draft.privateNetwork,
    }),
  };
}
