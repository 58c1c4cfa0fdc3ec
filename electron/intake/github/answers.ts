// What is read of a GitHub API's answers; everything else in them is ignored.
import { z } from 'zod';

/** A deleted account is null. */
const user = z
  .object({ id: z.int().nonnegative(), login: z.string().min(1).max(200), type: z.string().optional(), name: z.string().nullish() })
  .nullable();
export type User = z.infer<typeof user>;

const instant = z.iso.datetime({ offset: true });
const label = z.union([z.string(), z.object({ name: z.string().nullish() })]);
const labels = z.array(label).default([]);
const number = z.int().positive();
const link = z.string().max(2_000);

export const repositoryAnswer = z.object({ id: z.int().positive(), full_name: z.string().max(200) });

export const pullAnswer = z.object({
  number,
  title: z.string(),
  body: z.string().nullish(),
  html_url: link,
  state: z.string(),
  draft: z.boolean().nullish(),
  user: user.optional(),
  labels,
  created_at: instant,
  updated_at: instant,
  closed_at: instant.nullish(),
  merged_at: instant.nullish(),
  merge_commit_sha: z.string().max(64).nullish(),
});
export type Pull = z.infer<typeof pullAnswer>;

export const reviewAnswer = z.object({
  user: user.optional(),
  state: z.string(),
  html_url: link,
  submitted_at: instant.nullish(),
});

export const issueAnswer = z.object({
  number,
  title: z.string(),
  html_url: link,
  user: user.optional(),
  labels,
  comments: z.int().nonnegative().default(0),
  created_at: instant,
  updated_at: instant,
  /** There when the issue is the talk of a pull request. */
  pull_request: z.object({}).nullish(),
});
export type Issue = z.infer<typeof issueAnswer>;

export const commentAnswer = z.object({ user: user.optional(), html_url: link, created_at: instant });

export const releaseAnswer = z.object({
  id: z.int().positive(),
  name: z.string().nullish(),
  tag_name: z.string(),
  html_url: link,
  draft: z.boolean().default(false),
  author: user.optional(),
  published_at: instant.nullish(),
});
export type Release = z.infer<typeof releaseAnswer>;

export const fileAnswer = z.object({ filename: z.string() });

export function labelNames(written: z.infer<typeof labels>): string[] {
  return written.flatMap((one) => (typeof one === 'string' ? one : (one.name ?? [])));
}
