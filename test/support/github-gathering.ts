// A collection without a workspace: runs a collector as the service does, keeps its pages, and goes on where it stopped.

import type { CollectedRow } from '../../electron/intake/collecting/collected-file.ts';
import { CollectingStopped } from '../../electron/intake/collecting/collector.ts';
import { DEFAULT_KIND_RULES } from '../../electron/intake/collecting/kind.rules.ts';
import { type GithubServices, githubCollector } from '../../electron/intake/github/github-collector.ts';
import type { GithubRequest } from '../../shared/contract/collections.ts';
import { githubRequest } from '../../shared/contract/collections.ts';
import type { FakeGithub } from './fake-github.ts';

export interface Gathered {
  rows: CollectedRow[];
  observed: object[];
  cursors: Record<string, unknown>;
  /** Codes it stopped with, and what it waited for on the way. */
  stops: { code: string; data: Record<string, unknown> }[];
  waits: { why: string; milliseconds: number }[];
}

export interface Gathering extends Partial<GithubServices> {
  cursors?: Record<string, unknown>;
  /** What is done before it goes on after a stop. */
  between?: (stop: CollectingStopped) => void;
  mostStops?: number;
  signal?: AbortSignal;
}

export function asking(fake: Pick<FakeGithub, 'api'>, given: Partial<GithubRequest> = {}): GithubRequest {
  const parts = ['pull_requests', 'reviews', 'issues', 'comments', 'releases'];
  return githubRequest.parse({ source: 'github', api: fake.api, repositories: ['acme/engine', 'acme/site'], parts, ...given });
}

/** Gathers until everything is read, however often it stops on the way. */
export async function gather(request: GithubRequest, given: Gathering = {}): Promise<Gathered> {
  const { cursors = {}, between, mostStops = 0, signal = new AbortController().signal, ...services } = given;
  let clock = Date.UTC(2026, 5, 1);
  const now = services.now ?? (() => clock);
  const gathered: Gathered = { rows: [], observed: [], cursors: {}, stops: [], waits: [] };
  const collector = githubCollector({ tokenFor: async () => null, ...services, now });
  let state: unknown = null;
  for (;;) {
    try {
      await collector.collect(request, {
        signal,
        rules: DEFAULT_KIND_RULES,
        resumeFrom: JSON.parse(JSON.stringify(state)),
        now,
        cursorsOf: async (sources) => new Map(sources.filter((one) => one in cursors).map((one) => [one, cursors[one]])),
        keep: async (page) => {
          gathered.rows.push(...page.rows);
          gathered.observed.push(...(page.observed ?? []));
          Object.assign(gathered.cursors, page.cursors);
          state = page.state;
        },
        progress: () => undefined,
        waitUntil: async (instantMs, why) => {
          gathered.waits.push({ why, milliseconds: instantMs - now() });
          clock = Math.max(clock, instantMs);
        },
      });
      return gathered;
    } catch (error) {
      if (!(error instanceof CollectingStopped)) throw error;
      gathered.stops.push({ code: error.code, data: error.data });
      if (gathered.stops.length > mostStops) return gathered;
      between?.(error);
    }
  }
}
