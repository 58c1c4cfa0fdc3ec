// Real answers of GitHub: recordings from Octokit's fixtures, and the examples of GitHub's own description and webhooks.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { asking, gather } from '../../support/github-gathering.ts';
import { type Answering, recorded, replay } from '../../support/replayed-github.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');

let server: Awaited<ReturnType<typeof replay>> | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const ok = (response: unknown) => ({ status: 200, response, headers: {} });
const repository = recorded('get-repository')[0];

describe('recorded', () => {
  test('pages whose addresses change from names to numbers are followed to the end, each item once', async () => {
    const pages = recorded('paginate-issues');
    const answering: Answering = (path, query) => {
      if (/^\/repos\/[^/]+\/[^/]+$/.test(path)) return repository;
      if (path.startsWith('/repos/')) return pages[0];
      return pages.find((page) => page.path === `${path}?${query}`);
    };
    server = await replay(answering);
    const request = asking(server, { repositories: ['octokit-fixture-org/paginate-issues'], parts: ['issues'] });
    const first = await gather(request);
    const items = pages.flatMap((page) => page.response as { number: number; user: { id: number; login: string } }[]);
    expect(first.rows.map(({ key }) => Number(/#(\d+)\/opened$/.exec(key)?.[1]))).toEqual(items.map(({ number }) => number));
    expect(items.length).toBe(13);
    const host = new URL(server.api).host;
    expect(first.rows[0]).toMatchObject({ key: `github:${host}/1000#13/opened`, login: 'octokit-fixture-user-a', account: `${host}/1000` });
    expect(server.asked).toContain('/repositories/1000/issues?per_page=3&page=5');
    const again = await gather(request, { cursors: first.cursors });
    expect(again.rows.length).toBeLessThanOrEqual(13);
  });

  test('a renamed repository is read under its number and its new name', async () => {
    const exchanges = recorded('rename-repository').filter(({ method }) => method === 'get');
    server = await replay(
      (path) => exchanges.find((one) => one.path === path) ?? (/\/(?:pulls|issues|releases)$/.test(path) ? ok([]) : undefined),
    );
    const { stops, cursors } = await gather(asking(server, { repositories: ['octokit-fixture-org/rename-repository'] }));
    expect(stops).toEqual([]);
    expect(Object.keys(cursors)).toEqual([`github:${new URL(server.api).host}/1000`]);
    expect(server.asked.filter((path) => path.includes('/pulls'))[0]).toContain(
      '/repos/octokit-fixture-org/rename-repository-newname/pulls',
    );
  });

  test('an error it does not know stops it with its status', async () => {
    const [refused] = recorded('errors');
    server = await replay((path) => (/^\/repos\/[^/]+\/[^/]+$/.test(path) ? repository : refused));
    const { stops } = await gather(asking(server, { repositories: ['octokit-fixture-org/errors'] }));
    expect(stops).toEqual([{ code: 'bad_answer', data: { status: 422 } }]);
  });
});

describe.skipIf(!existsSync(DATA))('examples (skipped where shared/data does not lie beside the project)', () => {
  const example = <One>(name: string) => JSON.parse(readFileSync(join(DATA, 'github-openapi-examples', `${name}.json`), 'utf8')) as One;

  test('GitHub’s own examples: merged is what has merged_at, whatever the state says; nobody reviews or answers themselves', async () => {
    const pulls = example<{ number: number; state: string; merged_at: string }[]>('pull-request-simple-items');
    // The example says open and merged at once.
    expect(pulls.map(({ state }) => state)).toEqual(['open']);
    const answers: Record<string, unknown> = {
      pulls,
      reviews: example('pull-request-review-items'),
      issues: example('issue-items'),
      comments: example('issue-comment-items'),
      releases: example('release-items'),
    };
    server = await replay((path) => {
      if (path === '/repos/octocat/Hello-World') return ok(example('full-repository'));
      return ok(answers[path.split('/').at(-1) ?? ''] ?? []);
    });
    const { rows, observed } = await gather(asking(server, { repositories: ['octocat/Hello-World'] }));
    const [pull] = pulls;
    expect(rows.map(({ key, kind, sourceKind }) => [key.slice(key.indexOf('#') < 0 ? -9 : key.indexOf('#')), kind, sourceKind])).toEqual([
      [`#${pull?.number}/merged`, 'bug_fix', 'label bug'],
      ['release/1', 'release published', 'release published'],
    ]);
    expect(observed).toMatchObject([{ number: pull?.number, state: 'merged', mergedAt: pull?.merged_at }]);
  });

  test('webhook examples: one pull request in 29 payloads, closed unmerged, is observed once and scores nothing', async () => {
    const events = JSON.parse(readFileSync(join(DATA, 'octokit-webhooks-examples/contribution-events.slice.json'), 'utf8')) as {
      name: string;
      examples: Record<string, { number?: number; title?: string }>[];
    }[];
    const of = (event: string, part: string) =>
      (events.find(({ name }) => name === event)?.examples ?? []).flatMap((one) => (one[part]?.title === undefined ? [] : [one[part]]));
    const pulls = of('pull_request', 'pull_request').filter((one) => JSON.stringify(one).includes('Codertocat/Hello-World'));
    const issues = of('issues', 'issue').filter((one) => JSON.stringify(one).includes('Codertocat/Hello-World'));
    const reviews = (events.find(({ name }) => name === 'pull_request_review')?.examples ?? []).map(({ review }) => review);
    expect(pulls.length).toBeGreaterThan(20);
    const answers: Record<string, unknown> = { pulls, issues, reviews };
    server = await replay((path) => {
      if (path === '/repos/Codertocat/Hello-World') return ok({ id: 186853002, full_name: 'Codertocat/Hello-World' });
      return ok(answers[path.split('/').at(-1) ?? ''] ?? []);
    });
    const { rows, observed } = await gather(asking(server, { repositories: ['Codertocat/Hello-World'] }));
    expect(observed.length).toBe(new Set(pulls.map(({ number }) => number)).size);
    const opened = issues.filter((one) => !('pull_request' in one)).map(({ number }) => `#${number}/opened`);
    expect(rows.map(({ key }) => key.slice(key.indexOf('#')))).toEqual([...new Set(opened)]);
    expect(rows.length).toBeGreaterThan(0);
  });
});
