// Clones made on the spot, commit by commit, byte for byte: git's own fast-import writes what no command line lets one write.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';

export const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stdout.write('git is not installed: tests with clones are skipped\n');

export interface MadeCommit {
  /** As git writes it: `Ann <ann@x.example>`. */
  readonly author?: string;
  /** Days after 2025-01-01, at noon. */
  readonly day?: number;
  readonly message: string | Uint8Array;
  readonly files?: Readonly<Record<string, string>>;
  /** Places in the list; the commit before this one unless something else is said. */
  readonly parents?: readonly number[];
  readonly encoding?: string;
  /** When and by whom it was rewritten, such as by a rebase: days after 2025-01-01, with a part of a day. */
  readonly rewritten?: { readonly day: number; readonly by?: string };
  /** Bytes of the author's line as they are, for names that are no UTF-8. */
  readonly rawAuthor?: Uint8Array;
}

const FIRST_DAY = Date.UTC(2025, 0, 1, 12) / 1_000;
const bytes = (text: string | Uint8Array) => (typeof text === 'string' ? Buffer.from(text) : Buffer.from(text));
const ENVIRONMENT = { PATH: process.env.PATH ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C.UTF-8' };

export function git(folder: string, ...command: string[]): string {
  return execFileSync('git', ['-C', folder, ...command], { encoding: 'utf8', env: ENVIRONMENT, maxBuffer: 1 << 28 });
}

/** Writes the commits into the clone, making it when there is none; `main` becomes the last. Gives the ids of all commits. */
export function makeHistory(folder: string, commits: Iterable<MadeCommit>, { bare = false, onto = '' } = {}): string[] {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(`${folder}/.git`) && !existsSync(`${folder}/HEAD`))
    execFileSync('git', ['init', '-q', '-b', 'main', ...(bare ? ['--bare'] : []), folder], { env: ENVIRONMENT });
  const parts: Buffer[] = [];
  const say = (text: string | Uint8Array) => parts.push(bytes(text));
  let index = 0;
  for (const commit of commits) {
    const { author = 'Ann <ann@acme.example>', day = index, message, files = { [`file-${index}`]: String(index) } } = commit;
    const when = ` ${FIRST_DAY + day * 86_400} +0000\n`;
    const parents = commit.parents ?? (index === 0 ? [] : [index - 1]);
    say(`commit refs/made/${index}\nmark :${index + 1}\nauthor `);
    say(commit.rawAuthor ?? author);
    const { rewritten } = commit;
    const committed = rewritten ? ` ${Math.round(FIRST_DAY + rewritten.day * 86_400)} +0000\n` : when;
    say(`${when}committer ${rewritten?.by ?? 'Committer <committer@acme.example>'}${committed}`);
    if (commit.encoding) say(`encoding ${commit.encoding}\n`);
    say(`data ${bytes(message).length}\n`);
    say(message);
    say('\n');
    if (parents.length === 0 && onto !== '' && commit.parents === undefined) say(`from ${onto}\n`);
    for (const [place, parent] of parents.entries()) say(`${place === 0 ? 'from' : 'merge'} :${parent + 1}\n`);
    for (const [path, content] of Object.entries(files)) {
      const quoted = path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
      say(`M 100644 inline "${quoted}"\ndata ${bytes(content).length}\n${content}\n`);
    }
    index += 1;
  }
  say(`reset refs/heads/main\nfrom :${index}\n`);

  execFileSync('git', ['-C', folder, 'fast-import', '--quiet', '--force'], {
    input: Buffer.concat(parts),
    env: ENVIRONMENT,
    maxBuffer: 1 << 28,
  });
  const refs = git(folder, 'for-each-ref', '--format=%(refname) %(objectname)', 'refs/made').trim().split('\n');
  const made = new Map(refs.map((line) => line.split(' ') as [string, string]));
  git(folder, 'pack-refs', '--all');
  return Array.from({ length: index }, (_, place) => made.get(`refs/made/${place}`) ?? '');
}

/** Commits per author as git counts them. */
export function shortlog(folder: string): Map<string, number> {
  const lines = git(folder, 'shortlog', '-sne', '--no-merges', 'HEAD')
    .split('\n')
    .filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), Number(line.slice(0, line.indexOf('\t')))]));
}
