// Collections: gathering contributions from a local clone or a code host into a staged file. From there they go the way of every
// import: inspect, plan, review, apply.
import { z } from 'zod';
import { COLLECTION_STATES } from '../vocabulary.ts';
import { command, count, day, failure, id, instant, jobStarted, listOf, oc } from './base.ts';
import { kindRules } from './kind-rules.ts';

/**
 * The one place where a path crosses: a clone is no file that could be staged. It is only ever handed to git, which is kept from
 * running anything of it.
 */
export const gitRequest = z.object({
  source: z.literal('git'),
  /** Absolute path of a clone on the program's own machine. */
  folder: z.string().min(1).max(4_096),
  /** Commits of this day and later; null goes on where the last import of this clone ended, or begins at the beginning. */
  since: day.nullable().default(null),
  /** Whether the clone's own `.mailmap` says who is who. */
  mailmap: z.boolean().default(true),
  /** What the ledger calls the repository; null: as its origin is called, without one as the folder is. */
  repository: z.string().trim().min(1).max(200).nullable().default(null),
  /** Read everything again, whatever was read before. */
  fromStart: z.boolean().default(false),
});
export type GitRequest = z.infer<typeof gitRequest>;

export const GITHUB_PARTS = ['pull_requests', 'reviews', 'issues', 'comments', 'releases'] as const;

export const repositoryName = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/);

export const githubRequest = z.object({
  source: z.literal('github'),
  /** Address of the API: `https://api.github.com`, or `https://<host>/api/v3` of a GitHub Enterprise server. */
  api: z.url().max(255).default('https://api.github.com'),
  repositories: z.array(repositoryName).max(200).default([]),
  /** All repositories of an organisation, beside those named. */
  organisation: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/)
    .nullable()
    .default(null),
  parts: z.array(z.enum(GITHUB_PARTS)).min(1).default(['pull_requests', 'reviews', 'issues']),
  /** What happened on this day and later; null goes on where the last import of each repository ended. */
  since: day.nullable().default(null),
  fromStart: z.boolean().default(false),
  /** The person says that the server stands in their own network; otherwise only public addresses are connected to. */
  privateNetwork: z.boolean().default(false),
});
export type GithubRequest = z.infer<typeof githubRequest>;

export const collectionRequest = z.discriminatedUnion('source', [gitRequest, githubRequest]);
export type CollectionRequest = z.infer<typeof collectionRequest>;

export const collection = z.object({
  id,
  source: z.enum(['git', 'github']),
  label: z.string(),
  state: z.enum(COLLECTION_STATES),
  request: collectionRequest,
  /** What is in the staged file: rows of contributions. */
  rows: count,
  stagedFileId: id,
  /** What it is doing or was doing last: a repository's name, for example. */
  at: z.string(),
  /** What was seen beside the rows, such as `commits` and `merges` of a clone. */
  counted: z.record(z.string(), count),
  /** How many requests the code host still answers before a limit has to pass; null where it does not say. */
  requestsLeft: count.nullable(),
  /** When it goes on by itself, while it waits for a limit of the code host to pass. */
  waitingUntil: instant.nullable(),
  /** Why it ended before everything was read: a code the language files know. */
  failure: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
  startedAt: instant,
  changedAt: instant,
  /** The job that works on it, while there is one. */
  jobId: id.nullable(),
});
export type Collection = z.infer<typeof collection>;

/** Where a token is kept: in the system's keychain, in memory until the program ends, in the environment, or nowhere. */
export const tokenState = z.object({
  place: z.enum(['keychain', 'session', 'environment', 'none']),
  keptIn: z.enum(['keychain', 'session']),
});
export type TokenState = z.infer<typeof tokenState>;
const api = githubRequest.shape.api;
const aboutToken = oc.errors({ SOURCE_REFUSED: failure.SOURCE_REFUSED }).output(tokenState);

const collectionRef = { collectionId: id };
const missing = { NOT_FOUND: failure.NOT_FOUND };

export const collectionsContract = {
  /** Whether a clone lies there, by its files alone: nothing of it is run, so it can be asked before a person trusts the folder. */
  findClone: oc
    .errors({ SOURCE_REFUSED: failure.SOURCE_REFUSED })
    .input(gitRequest.pick({ folder: true }))
    .output(gitRequest.pick({ folder: true })),
  /** Starts gathering as a job. Cancelling the job keeps what was gathered, as incomplete. */
  start: oc
    .errors({ SOURCE_REFUSED: failure.SOURCE_REFUSED })
    .input(z.object({ ...command, request: collectionRequest }))
    .output(jobStarted.extend(collectionRef)),
  /** Goes on where an incomplete one ended. */
  resume: oc
    .errors({ ...missing, IMPORT_NOT_READY: failure.IMPORT_NOT_READY, SOURCE_REFUSED: failure.SOURCE_REFUSED })
    .input(z.object({ ...command, ...collectionRef }))
    .output(jobStarted),
  get: oc.errors(missing).input(z.object(collectionRef)).output(collection),
  /** Newest first. */
  list: oc.input(z.object({ source: z.enum(['git', 'github']), limit: z.int().min(1).max(100).default(20) })).output(listOf(collection)),
  /** Throws away what an incomplete one gathered. */
  discard: oc
    .errors(missing)
    .input(z.object({ ...command, ...collectionRef }))
    .output(z.object(collectionRef)),
  /** Whether there is a token for an API's origin; the token itself never comes back. */
  token: aboutToken.input(z.object({ api })),
  /** No commands: tokens are no part of the workspace, and nothing of them is to be kept with its answers. */
  setToken: aboutToken.input(
    z.object({
      api,
      token: z
        .string()
        .trim()
        .min(1)
        .max(500)
        .regex(/^[\x21-\x7e]+$/),
    }),
  ),
  forgetToken: aboutToken.input(z.object({ api })),
  /** By which rules commits and pull requests get their kind. */
  kindRules: oc.input(z.object({})).output(z.object({ rules: kindRules, isDefault: z.boolean() })),
  /** null gives back the rules that Trellis comes with. */
  saveKindRules: oc
    .input(z.object({ ...command, rules: kindRules.nullable() }))
    .output(z.object({ rules: kindRules, isDefault: z.boolean() })),
};
