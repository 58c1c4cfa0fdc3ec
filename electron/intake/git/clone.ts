// A clone before anything of it is read: whether it can be, and what it is.
import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { SourceRefused } from '../collecting/collector.ts';
import { askGit, type ClonePlace, GitFailed, GitMissing } from './git-process.ts';
import { NO_ORIGIN, type Origin, readOrigin } from './origin.rules.ts';

export interface Clone extends ClonePlace {
  /** The commit that HEAD names: whose history is read. */
  readonly head: string;
  readonly origin: Origin;
  /** As the person calls it, else `owner/name` by its origin, else the folder's name. */
  readonly repository: string;
}

export const COMMIT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Throws SourceRefused with the one reason why it cannot be read. */
export async function openClone(folder: string, calledSo: string | null = null): Promise<Clone> {
  const place = await findClone(folder);
  return refusing(place.folder, async () => {
    const [inside = '', shallow = ''] = lines(await askGit(place, ['rev-parse', '--show-prefix', '--is-shallow-repository']));
    if (inside !== '') throw new SourceRefused('not_a_clone', place.folder);
    if (shallow === 'true') throw new SourceRefused('shallow_clone', place.folder);
    const [head = ''] = lines(await unlessFailed(askGit(place, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])));
    if (!COMMIT_ID.test(head)) throw new SourceRefused('no_commits', place.folder);
    const [address = ''] = (await unlessFailed(askGit(place, ['config', '-z', '--get', 'remote.origin.url']))).toString('utf8').split('\0');
    const origin = address === '' ? NO_ORIGIN : readOrigin(address);
    const byItself = origin.repository ?? (basename(place.folder).replace(/\.git$/, '') || place.folder);
    return { ...place, head, origin, repository: calledSo ?? byItself };
  });
}

/** Where the first-parent line of the history begins: other histories that were merged in never change it. */
export async function rootCommitOf(clone: Clone, signal: AbortSignal): Promise<string> {
  const [root = ''] = lines(await askGit(clone, ['rev-list', '--first-parent', '--max-parents=0', '--end-of-options', clone.head], signal));
  return root;
}

export async function hasCommit(clone: ClonePlace, sha: string): Promise<boolean> {
  if (!COMMIT_ID.test(sha)) return false;
  return lines(await unlessFailed(askGit(clone, ['cat-file', '-t', sha])))[0] === 'commit';
}

/** How many commits the log of these revisions has. */
export async function countCommits(clone: ClonePlace, revisions: readonly string[], signal: AbortSignal): Promise<number> {
  return Number(lines(await askGit(clone, ['rev-list', '--count', '--end-of-options', ...revisions], signal))[0]);
}

const LARGEST_MAILMAP = 1 << 20;

/** The text of `.mailmap` in the newest commit; '' when there is none, when it is no plain file, or when it is too large. */
export async function mailmapOf(clone: Clone, signal: AbortSignal): Promise<string> {
  const entry = (await askGit(clone, ['ls-tree', '-z', '-l', '--end-of-options', clone.head, '.mailmap'], signal)).toString('latin1');
  const [, sha = '', size = ''] = /^100(?:644|755) blob ([0-9a-f]+) +(\d+)\t\.mailmap\0$/.exec(entry) ?? [];
  if (!COMMIT_ID.test(sha) || Number(size) > LARGEST_MAILMAP) return '';
  return (await askGit(clone, ['cat-file', 'blob', sha], signal)).toString('utf8');
}

/** Whether there is something that looks like a clone, by what lies in the folder alone: git is not run. Throws SourceRefused. */
export async function findClone(folder: string): Promise<ClonePlace> {
  if (!isAbsolute(folder) || folder.includes('\0')) throw new SourceRefused('not_a_path', folder);
  const real = await realpath(folder).catch((error: NodeJS.ErrnoException) => {
    throw new SourceRefused(error.code === 'EACCES' ? 'not_readable' : 'not_there', folder);
  });
  const found = await stat(real);
  if (!found.isDirectory()) throw new SourceRefused('not_a_clone', real);
  if (await exists(join(real, '.git'))) return { folder: real, bare: false };
  const bare = (await exists(join(real, 'HEAD'))) && (await exists(join(real, 'objects'))) && (await exists(join(real, 'refs')));
  // git looks for a clone in the folders above too; only the folder itself is meant.
  if (!bare) throw new SourceRefused('not_a_clone', real);
  return { folder: real, bare: true };
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

const lines = (answer: Buffer) => answer.toString('utf8').split('\n');

/** '' where git says no. */
function unlessFailed(answer: Promise<Buffer>): Promise<Buffer> {
  return answer.catch((error: unknown) => {
    if (error instanceof GitFailed) return Buffer.alloc(0);
    throw error;
  });
}

async function refusing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitMissing) throw new SourceRefused('git_missing', '');
    if (!(error instanceof GitFailed)) throw error;
    if (error.said.includes('dubious ownership')) throw new SourceRefused('foreign_owner', folder);
    if (error.said.includes('not a git repository')) throw new SourceRefused('not_a_clone', folder);
    throw new SourceRefused('git_failed', firstLine(error.said));
  }
}

export function firstLine(said: string): string {
  return (said.split('\n')[0] ?? '').replace(/\p{Cc}/gu, ' ').slice(0, 300);
}
