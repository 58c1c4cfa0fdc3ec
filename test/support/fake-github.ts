// A GitHub API on loopback with made repositories: pages, links by number, tags, limits, renames, and faults on demand.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeUser {
  id: number;
  login: string;
  type?: string;
}
export interface FakePull {
  number: number;
  title: string;
  body: string | null;
  user: FakeUser | null;
  state: 'open' | 'closed';
  draft: boolean;
  labels: string[];
  created_at: string;
  updated_at: string;
  closed_at: string | null;
  merged_at: string | null;
  merge_commit_sha: string | null;
  files: string[];
  reviews: { user: FakeUser | null; state: string; submitted_at: string | null }[];
}
export interface FakeIssue {
  number: number;
  title: string;
  user: FakeUser | null;
  labels: string[];
  created_at: string;
  updated_at: string;
  answers: { user: FakeUser | null; created_at: string }[];
}
export interface FakeRelease {
  id: number;
  name: string;
  author: FakeUser | null;
  draft: boolean;
  published_at: string | null;
}
export interface FakeRepository {
  id: number;
  name: string;
  formerNames: string[];
  pulls: FakePull[];
  issues: FakeIssue[];
  releases: FakeRelease[];
}

/** Answers instead of the server; false lets the server answer after all. */
export type Fault = (request: IncomingMessage, response: ServerResponse, fake: FakeGithub) => boolean;

export interface FakeGithub {
  readonly api: string;
  readonly repositories: FakeRepository[];
  /** Faults by the number of the request, counted from 0 since the server began. */
  readonly faults: Map<number, Fault>;
  /** Paths that were asked for, and whether they came with the right token. */
  readonly asked: { path: string; authorization: string | undefined; tag: string | undefined }[];
  /** The token it takes; null takes anything. */
  token: string | null;
  now: () => number;
  close(): Promise<void>;
}

export async function startFakeGithub(
  repositories: FakeRepository[],
  { perPage = 3, now = () => Date.UTC(2026, 5, 1) } = {},
): Promise<FakeGithub> {
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const fake: FakeGithub = {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repositories,
    faults: new Map(),
    asked: [],
    token: null,
    now,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  function answer(request: IncomingMessage, response: ServerResponse): unknown {
    const { authorization, 'if-none-match': tag } = request.headers;
    fake.asked.push({ path: request.url ?? '', authorization, tag });
    const fault = fake.faults.get(fake.asked.length - 1);
    if (fault?.(request, response, fake)) return undefined;
    if (fake.token !== null && authorization !== `Bearer ${fake.token}`) return send(response, 401, { message: 'Bad credentials' });
    const url = new URL(request.url ?? '', fake.api);
    const [, kind, ...rest] = url.pathname.split('/');
    if (kind === 'orgs') return organisation(url, response, rest, tag);
    const repository =
      kind === 'repositories'
        ? fake.repositories.find(({ id }) => id === Number(rest[0]))
        : fake.repositories.find(({ name }) => name === `${rest[0]}/${rest[1]}`);
    const under = rest.slice(kind === 'repositories' ? 1 : 2);
    if (!repository) {
      const renamed = fake.repositories.find(({ formerNames }) => formerNames.includes(`${rest[0]}/${rest[1]}`));
      if (!renamed) return send(response, 404, { message: 'Not Found' });
      const location = `${fake.api}/repositories/${[renamed.id, ...under].join('/')}${url.search}`;
      return send(response, 301, { message: 'Moved Permanently', url: location }, { location });
    }
    const found = inRepository(repository, under, url);
    if (found === undefined) return send(response, 404, { message: 'Not Found' });
    if (!Array.isArray(found)) return tagged(response, found, tag);
    return page(url, response, found, `${fake.api}/repositories/${[repository.id, ...under].join('/')}`, tag);
  }

  function organisation(url: URL, response: ServerResponse, [name, list]: string[], tag: string | undefined): unknown {
    const owned = fake.repositories.filter((one) => one.name.startsWith(`${name}/`));
    if (owned.length === 0) return send(response, 404, { message: 'Not Found' });
    if (list === undefined) return tagged(response, { login: name }, tag);
    return page(
      url,
      response,
      owned.map(({ id, name: full_name }) => ({ id, full_name })),
      `${fake.api}/orgs/${name}/repos`,
      tag,
    );
  }

  function page(url: URL, response: ServerResponse, all: readonly object[], base: string, tag: string | undefined): unknown {
    const number = Number(url.searchParams.get('page') ?? 1);
    const link = (to: number, rel: string) => {
      const query = new URLSearchParams(url.searchParams);
      query.set('page', String(to));
      return `<${base}?${query}>; rel="${rel}"`;
    };
    const links = [...(number > 1 ? [link(number - 1, 'prev')] : []), ...(number * perPage < all.length ? [link(number + 1, 'next')] : [])];
    return tagged(response, all.slice((number - 1) * perPage, number * perPage), tag, links.length > 0 ? { link: links.join(', ') } : {});
  }

  function tagged(response: ServerResponse, data: object, tag: string | undefined, headers: Record<string, string> = {}): unknown {
    const etag = `W/"${createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 32)}"`;
    if (tag === etag) return send(response, 304, null, { etag });
    return send(response, 200, data, { ...headers, etag });
  }

  return fake;
}

export function send(response: ServerResponse, status: number, data: unknown, headers: Record<string, string> = {}): unknown {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-ratelimit-remaining': '4321', ...headers });
  return response.end(data === null ? undefined : JSON.stringify(data));
}

const newestChange = <One extends { updated_at: string; number: number }>(all: readonly One[]) =>
  [...all].sort((a, b) => (a.updated_at === b.updated_at ? b.number - a.number : a.updated_at < b.updated_at ? 1 : -1));

function inRepository(repository: FakeRepository, [list, number, part]: string[], url: URL): object | object[] | undefined {
  const web = (kind: string, of: number | string) => `https://github.example/${repository.name}/${kind}/${of}`;
  if (list === undefined) return { id: repository.id, full_name: repository.name };
  if (list === 'releases') {
    return repository.releases.map((one) => ({ ...one, tag_name: one.name, html_url: web('releases', one.id) }));
  }
  if (list === 'pulls') {
    const pull = repository.pulls.find((one) => one.number === Number(number));
    if (part === 'files') return pull?.files.map((filename) => ({ filename }));
    if (part === 'reviews') return pull?.reviews.map((one, index) => ({ ...one, html_url: `${web('pull', pull.number)}#review-${index}` }));
    return newestChange(repository.pulls).map(({ files: _files, reviews: _reviews, ...one }) => ({
      ...one,
      labels: one.labels.map((name) => ({ name })),
      html_url: web('pull', one.number),
    }));
  }
  if (list !== 'issues') return undefined;
  const shown = (issue: FakeIssue) => {
    const { answers, ...one } = issue;
    return { ...one, labels: one.labels.map((name) => ({ name })), comments: answers.length, html_url: web('issues', one.number) };
  };
  const issue = repository.issues.find((one) => one.number === Number(number));
  if (part === 'comments')
    return issue?.answers.map((one, index) => ({ ...one, html_url: `${web('issues', issue.number)}#comment-${index}` }));
  if (number !== undefined) return issue && shown(issue);
  const since = url.searchParams.get('since');
  // Pull requests stand among the issues, as everywhere on GitHub.
  const pulls = repository.pulls.map(({ files: _files, reviews: _reviews, ...one }) => ({ ...one, answers: [], pull_request: {} }));
  return newestChange([...repository.issues, ...pulls])
    .filter((one) => since === null || Date.parse(one.updated_at) >= Date.parse(since))
    .map(shown);
}
