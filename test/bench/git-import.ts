// A clone's import beside `git log --numstat` printing the same history, in turn, in the same call. TRELLIS_BENCH_CLONE takes a clone of
// one's own; else a history is made, of TRELLIS_BENCH_COMMITS commits.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git, hasGit, type MadeCommit, makeHistory } from '../support/git-history.ts';

const COMMITS = Number(process.env.TRELLIS_BENCH_COMMITS ?? 20_000);
const PEOPLE = 400;
const FILES = 1_500;
const AT_ONCE = 2_000;

/** Three files of some eighty lines change in every commit, one line or two of each. */
function* commits(from: number, to: number, versions: number[]): Generator<MadeCommit> {
  for (let index = from; index < to; index += 1) {
    const files: Record<string, string> = {};
    for (let change = 0; change < 3; change += 1) {
      const file = (index * 7 + change * 613) % FILES;
      versions[file] = (versions[file] ?? 0) + 1;
      const lines = Array.from(
        { length: 80 },
        (_, line) => `line ${line} of file ${file}${line % 40 === 7 ? ` in version ${versions[file]}` : ''}`,
      );
      files[`${file % 9 === 0 ? 'docs' : 'src'}/part-${file % 37}/file-${file}.ts`] = lines.join('\n');
    }
    const person = (index * 31) % PEOPLE;
    const coAuthor = index % 10 === 0 ? `\n\nCo-authored-by: Person ${person + 1} <p${person + 1}@acme.example>` : '';
    yield {
      author: `Person ${person} <p${person}@acme.example>`,
      day: Math.floor(index / 40),
      message: `${index % 5 === 0 ? 'fix: ' : ''}change ${index}${coAuthor}`,
      files,
    };
  }
}

function made(folder: string): string {
  const clone = join(folder, 'history');
  const versions: number[] = [];
  for (let from = 0; from < COMMITS; from += AT_ONCE)
    makeHistory(clone, commits(from, Math.min(COMMITS, from + AT_ONCE), versions), from === 0 ? {} : { onto: 'refs/heads/main' });
  return clone;
}

export interface GitFigures {
  commits: number;
  created: number;
  importSeconds: number;
  gatherSeconds: number;
  gitLogNumstatSeconds: number;
  speedAgainstGitLogNumstat: number;
  peakMb: number;
}

export function measureGitImport(folder: string, runs: number, median: (values: number[]) => number): GitFigures | undefined {
  if (!hasGit) return undefined;
  const clone = process.env.TRELLIS_BENCH_CLONE ?? made(folder);
  const ours: { seconds: number; gathered: number; peakMb: number; created: number }[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const workspace = join(folder, 'git.trellis');
    rmSync(workspace, { force: true });
    rmSync(`${workspace}-files`, { recursive: true, force: true });
    const output = execFileSync(process.execPath, [join(import.meta.dirname, 'import-git-once.ts'), clone, workspace], {
      encoding: 'utf8',
    });
    ours.push(JSON.parse(output) as (typeof ours)[number]);
    const begun = performance.now();
    const out = openSync(join(folder, 'numstat'), 'w');
    execFileSync('git', ['-C', clone, 'log', '--numstat'], { stdio: ['ignore', out, 'inherit'] });
    closeSync(out);
    theirs.push((performance.now() - begun) / 1000);
  }
  const [seconds, log] = [median(ours.map((one) => one.seconds)), median(theirs)];
  return {
    commits: Number(git(clone, 'rev-list', '--count', 'HEAD')),
    created: ours[0]?.created ?? 0,
    importSeconds: Number(seconds.toFixed(2)),
    gatherSeconds: Number(median(ours.map((one) => one.gathered)).toFixed(2)),
    gitLogNumstatSeconds: Number(log.toFixed(2)),
    speedAgainstGitLogNumstat: Number((log / seconds).toFixed(2)),
    peakMb: Math.max(...ours.map((one) => one.peakMb)),
  };
}
