// Contributions from a local clone: the history that HEAD names, newest first, as `git shortlog -sne --no-merges HEAD` counts it.
import { z } from 'zod';
import type { GitRequest } from '../../../shared/contract/collections.ts';
import type { CollectedRow } from '../collecting/collected-file.ts';
import { CollectingStopped, type Collector, type CollectServices, SourceRefused } from '../collecting/collector.ts';
import { createClassifier } from '../collecting/kind.rules.ts';
import { createArrivalTracer } from './arrivals.rules.ts';
import { type Clone, COMMIT_ID, countCommits, firstLine, hasCommit, mailmapOf, openClone, rootCommitOf } from './clone.ts';
import { mergedPullRequest, namesRequest, subjectOf } from './commit-message.rules.ts';
import { type CommitRecord, createRecordReader, LOG_FORMAT, NotALog } from './commit-records.ts';
import { localDayAt, rowsOfCommit } from './commit-rows.ts';
import { GitFailed, GitMissing, streamGit } from './git-process.ts';
import { readMailmap } from './mailmap.rules.ts';
import { createBranchTracer } from './pull-request-branches.rules.ts';

const ROWS_AT_ONCE = 2_000;
const MOST_COMMITS = 2_000_000;

const commitId = z.string().regex(COMMIT_ID);
/** Where a collection stands: what it reads, in git's own order, and how many commits of that are kept. */
const progress = z.object({
  root: commitId,
  head: commitId,
  /** What was imported before, with everything it reaches. */
  without: commitId.nullable(),
  movesCursor: z.boolean(),
  read: z.int().min(0),
  commits: z.int().min(0),
  merges: z.int().min(0),
});
type Progress = z.infer<typeof progress>;
const cursor = z.object({ head: commitId });

export function gitCollector({ rowsAtOnce = ROWS_AT_ONCE } = {}): Collector<GitRequest> {
  return {
    check: async ({ folder, repository }) => (await openClone(folder, repository)).repository,
    collect: (request, services) => stoppingInWords(collect(request, services, rowsAtOnce)),
  };
}

async function collect(request: GitRequest, services: CollectServices, rowsAtOnce: number): Promise<void> {
  const { signal, rules, keep } = services;
  const opened = await openClone(request.folder, request.repository);
  const at = (await goingOn(opened, services.resumeFrom)) ?? (await beginning(opened, request, services));
  const clone: Clone = { ...opened, head: at.head };
  const revisions = [at.head, ...(at.without === null ? [] : [`^${at.without}`])];
  const total = await countCommits(clone, revisions, signal);
  if (total > MOST_COMMITS) throw new CollectingStopped('too_many_commits', { limit: MOST_COMMITS });
  const written = {
    root: at.root,
    repository: clone.repository,
    origin: clone.origin,
    classify: createClassifier(rules),
    properPerson: readMailmap(request.mailmap ? await mailmapOf(clone, signal) : ''),
    dayAt: localDayAt,
  };
  const branchOf = createBranchTracer();
  const arrivalOf = createArrivalTracer();
  const trace = (commit: CommitRecord) => {
    const { sha, parents, message } = commit;
    const subject = subjectOf(message);
    const merges = parents.length > 1 ? mergedPullRequest(subject) : undefined;
    const arrivedWith = arrivalOf({ ...commit, namesRequest: namesRequest(subject) });
    return { pullRequest: branchOf({ sha, parents, merges }), arrivedWith };
  };

  let rows: CollectedRow[] = [];
  let observed: object[] = [];
  // Newest first: before the last page, what is older than the cursor would say has not been read.
  const keepPage = async (last: boolean) => {
    const cursors = last && at.movesCursor ? { [cursorName(at.root)]: { head: at.head } } : {};
    await keep({ rows, observed, state: { ...at }, cursors, at: clone.repository, counted: { commits: at.commits, merges: at.merges } });
    services.progress('commits', at.read, total);
    [rows, observed] = [[], []];
  };
  if (at.read > 0) await traceAgain(clone, revisions, at.read, trace, signal);
  services.progress('commits', at.read, total);
  const log = ['log', '-z', '--topo-order', '--name-only', '--no-renames', `--skip=${at.read}`, '-O/dev/null', ...PLAIN];
  for await (const commits of recordsOf(clone, [...log, '--end-of-options', ...revisions], signal)) {
    for (const commit of commits) {
      const { pullRequest, arrivedWith } = trace(commit);
      at.read += 1;
      if (commit.parents.length > 1) {
        at.merges += 1;
      } else {
        at.commits += 1;
        const { day, rows: ofCommit } = rowsOfCommit(commit, pullRequest, written);
        if (request.since !== null && day < request.since) continue;
        rows.push(...ofCommit);
        if (arrivedWith !== undefined) observed.push({ observed: 'arrival', sha: commit.sha, arrivedWith });
      }
      if (rows.length >= rowsAtOnce) await keepPage(false);
    }
  }
  await keepPage(true);
}

const PLAIN = [
  ...['--no-color', '--no-decorate', '--no-notes', '--no-show-signature', '--no-ext-diff', '--no-textconv', '--no-mailmap'],
  ...['--encoding=UTF-8', LOG_FORMAT],
];

const cursorName = (root: string) => `git:${root}`;

async function goingOn(clone: Clone, resumeFrom: unknown): Promise<Progress | undefined> {
  const known = progress.safeParse(resumeFrom);
  // A history that was rewritten meanwhile is begun anew; rows that are there already repeat and change nothing.
  return known.success && (await hasCommit(clone, known.data.head)) ? known.data : undefined;
}

async function beginning(clone: Clone, { since, fromStart }: GitRequest, services: CollectServices): Promise<Progress> {
  const root = await rootCommitOf(clone, services.signal);
  const name = cursorName(root);
  const last = cursor.safeParse((await services.cursorsOf([name])).get(name));
  const goesOn = last.success && since === null && !fromStart && (await hasCommit(clone, last.data.head));
  return {
    root,
    head: clone.head,
    without: goesOn ? last.data.head : null,
    // A look back at some days leaves a gap before them, so it does not say that everything up to here was read.
    movesCursor: since === null || !last.success,
    read: 0,
    commits: 0,
    merges: 0,
  };
}

/** Which branches the commits that are kept already lead to. */
async function traceAgain(
  clone: Clone,
  revisions: readonly string[],
  read: number,
  trace: (commit: CommitRecord) => unknown,
  signal: AbortSignal,
): Promise<void> {
  const log = ['log', '-z', '--topo-order', '--no-patch', `--max-count=${read}`, ...PLAIN, '--end-of-options', ...revisions];
  for await (const commits of recordsOf(clone, log, signal)) for (const commit of commits) trace(commit);
}

async function* recordsOf(clone: Clone, command: readonly string[], signal: AbortSignal): AsyncGenerator<CommitRecord[]> {
  const reader = createRecordReader();
  for await (const chunk of streamGit(clone, command, signal)) yield reader.read(chunk);
  yield reader.end();
}

async function stoppingInWords(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SourceRefused) throw new CollectingStopped(error.reason, { detail: error.detail });
    if (error instanceof GitMissing) throw new CollectingStopped('git_missing', {});
    if (error instanceof GitFailed) throw new CollectingStopped('git_stopped', { detail: firstLine(error.said) });
    if (error instanceof NotALog) throw new CollectingStopped('git_stopped', { detail: error.message });
    throw error;
  }
}
