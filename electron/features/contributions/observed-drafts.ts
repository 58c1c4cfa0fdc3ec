// What a gathered file says beside its rows, of pull requests and of how commits came in, looked at before it is believed.
import { z } from 'zod';
import { identityKeyOf, type WhoRules } from '../../intake/people/who-drafts.ts';
import { erasedHash } from '../../store/people/erased-keys.ts';

const observedPullRequest = z.object({
  observed: z.literal('pull_request'),
  key: z.string().max(300),
  repository: z.string().max(200),
  number: z.int().positive(),
  title: z.string().max(2_000),
  link: z.string().max(2_000),
  state: z.enum(['draft', 'open', 'closed', 'merged']),
  login: z.string().max(200),
  account: z.string().max(300),
  openedAt: z.iso.datetime({ offset: true }),
  updatedAt: z.iso.datetime({ offset: true }),
  closedAt: z.iso.datetime({ offset: true }).nullable(),
  mergedAt: z.iso.datetime({ offset: true }).nullable(),
  mergeCommit: z.string().max(64).nullable(),
  labels: z.array(z.string().max(200)).max(100),
});

const commitId = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const observedArrival = z.object({ observed: z.literal('arrival'), sha: commitId, arrivedWith: commitId });

/** A row of the staging table; undefined for what says something else. */
export function arrivalRow(said: object): unknown[] | undefined {
  const read = observedArrival.safeParse(said);
  return read.success ? [read.data.sha, read.data.arrivedWith] : undefined;
}

/** A row of the staging table; undefined for what says something else. */
export function pullRequestRow(line: number, said: object, { erased }: Pick<WhoRules, 'erased'>): unknown[] | undefined {
  const read = observedPullRequest.safeParse(said);
  if (!read.success) return undefined;
  const { login, account, ...pull } = read.data;
  const authorKey = identityKeyOf({ email: '', login, name: '', account });
  const hash = erased ? erasedHash(erased.salt, authorKey) : '';
  const forgotten = erased?.hashes.includes(hash) ?? false;
  return [
    line,
    pull.key,
    pull.repository,
    pull.number,
    pull.title,
    pull.link,
    pull.state,
    forgotten ? `erased:${hash}` : authorKey,
    forgotten ? '' : login,
    pull.openedAt,
    pull.updatedAt,
    pull.closedAt,
    pull.mergedAt,
    pull.mergeCommit,
    JSON.stringify(pull.labels),
  ];
}
