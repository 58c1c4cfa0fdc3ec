// Asks a GitHub API for one thing at a time. Limits are waited for where the person can see it, short trouble is tried again, and what
// remains is a CollectingStopped or "not to be had".
import { Octokit } from '@octokit/core';
import type { z } from 'zod';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { CollectingStopped } from '../collecting/collector.ts';
import { type ApiAddress, belongsTo } from './api-address.ts';
import { createGuardedFetch, type GuardedFetchOptions, NoAnswer } from './guarded-fetch.ts';
import { again, type Verdict, verdictOn } from './limits.rules.ts';

export interface Answer<Data> {
  readonly data: Data;
  /** Address of the next page as the API gave it; null at the end, or when it does not belong to this API. */
  readonly next: string | null;
  readonly etag: string | null;
}
/** `gone`: not there, or not for this token. `same`: as it was when it had that tag. */
export type Asked<Data> = Answer<Data> | 'gone' | 'same';

export interface GithubClient {
  /** `path` stands below the API's own, or is a whole address that an earlier answer gave. */
  get<Data>(path: string, schema: z.ZodType<Data>, etag?: string | null): Promise<Asked<Data>>;
  /** How many requests were answered, and how many are left until the limit's next reset as far as the API told. */
  readonly requests: number;
  readonly left: number | null;
}

export interface GithubClientServices extends Omit<GuardedFetchOptions, 'api'> {
  readonly now: () => number;
  waitUntil(instantMs: number, why: string): Promise<void>;
}

interface Refused {
  status?: number;
  message: string;
  cause?: unknown;
  response?: { headers: Record<string, string | number | undefined> };
}

export function createGithubClient(api: ApiAddress, services: GithubClientServices): GithubClient {
  const { signal, now } = services;
  const octokit = new Octokit({
    baseUrl: `${api.origin}${api.prefix}`.replace(/\/$/, ''),
    userAgent: 'Trellis',
    request: { fetch: createGuardedFetch({ ...services, api }) },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  let requests = 0;
  let left: number | null = null;

  async function get<Data>(path: string, schema: z.ZodType<Data>, etag: string | null = null): Promise<Asked<Data>> {
    const tries = { waits: 0, retries: 0 };
    for (;;) {
      throwIfCancelled(signal);
      const verdict = await once(path, schema, etag, tries);
      if (!isVerdict(verdict)) return verdict;
      if (verdict.act === 'without') return 'gone';
      if (verdict.act === 'stop') throw new CollectingStopped(verdict.code, { status: verdict.status });
      if (verdict.act === 'wait') tries.waits += 1;
      else tries.retries += 1;
      await services.waitUntil(verdict.untilMs, verdict.act === 'wait' ? verdict.why : 'trying_again');
    }
  }

  async function once<Data>(
    path: string,
    schema: z.ZodType<Data>,
    etag: string | null,
    tries: { waits: number; retries: number },
  ): Promise<Asked<Data> | Verdict> {
    try {
      const { data, headers } = await octokit.request(`GET ${path}`, {
        headers: { 'x-github-api-version': '2022-11-28', ...(etag === null ? {} : { 'if-none-match': etag }) },
      });
      told(headers);
      if (typeof data === 'string') return again(now(), tries.retries, 200, 'bad_answer');
      const read = schema.safeParse(data);
      if (!read.success) return { act: 'stop', code: 'bad_answer', status: 200 };
      return { data: read.data, next: nextPage(api, headers.link), etag: headers.etag ?? null };
    } catch (error) {
      return judge(error as Refused, tries);
    }
  }

  function judge(error: Refused, tries: { waits: number; retries: number }): 'same' | Verdict {
    throwIfCancelled(signal);
    if (error.cause instanceof NoAnswer) {
      const { fault } = error.cause;
      if (fault === 'timeout' || fault === 'cut' || fault === 'unreachable') return again(now(), tries.retries);
      throw new CollectingStopped(fault, {});
    }
    // Only what the API answered has a status that means something.
    if (!error.response) throw error;
    told(error.response.headers);
    if (error.status === 304) return 'same';
    return verdictOn({ status: error.status ?? 0, headers: error.response.headers, message: error.message }, now(), tries);
  }

  function told(headers: Readonly<Record<string, string | number | undefined>>): void {
    requests += 1;
    const remaining = Number(headers['x-ratelimit-remaining'] ?? Number.NaN);
    if (Number.isSafeInteger(remaining) && remaining >= 0) left = remaining;
  }

  return {
    get,
    get requests() {
      return requests;
    },
    get left() {
      return left;
    },
  };
}

const quiet = () => undefined;

function isVerdict(value: unknown): value is Verdict {
  return typeof value === 'object' && value !== null && 'act' in value;
}

/** Pages are followed as the API links them: the addresses change from names to numbers on the way. */
export function nextPage(api: ApiAddress, link: string | undefined): string | null {
  const next = /<([^<>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
  if (next === undefined) return null;
  if (!URL.canParse(next) || !belongsTo(api, new URL(next))) throw new CollectingStopped('elsewhere', {});
  return next;
}
