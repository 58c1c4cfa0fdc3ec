// Runs git over a folder that nobody vouches for. Every argument list is one of this program's own; whatever the clone's configuration
// names to be run or asked for is switched off; nothing of this process' surroundings is handed on. docs/security.md has the list.
import { spawn } from 'node:child_process';
import { dirname, parse } from 'node:path';
import { Cancelled } from '../../jobs/jobs.ts';

/** git ended otherwise than well. `said` is what it wrote to stderr, shortened. */
export class GitFailed extends Error {
  readonly said: string;
  constructor(said: string) {
    super(`git: ${said}`);
    this.said = said;
  }
}

export class GitMissing extends Error {}

/** A folder that is itself a clone: checked, and without links in its path. */
export interface ClonePlace {
  readonly folder: string;
  readonly bare: boolean;
}

const NO_PROGRAMS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'log.showSignature=false',
  'gpg.program=false',
  'gpg.ssh.program=false',
  'gpg.x509.program=false',
  'diff.external=',
  'protocol.allow=never',
  'core.sshCommand=false',
  'core.alternateRefsCommand=',
];
/** Settings of a clone that would change what is printed. */
const OWN_OUTPUT = ['log.showRoot=true', 'log.mailmap=false', 'mailmap.file=', 'mailmap.blob=', 'core.quotePath=false'];

const SILENCE_LIMIT_MS = 300_000;
const MOST_SAID = 2_000;

export function gitArguments({ folder, bare }: ClonePlace, command: readonly string[]): string[] {
  // Only a folder that is a bare repository itself may be read as one, never one that lies hidden in a working tree.
  const settings = [...NO_PROGRAMS, ...OWN_OUTPUT, `safe.bareRepository=${bare ? 'all' : 'explicit'}`];
  return ['--no-pager', '-C', folder, ...settings.flatMap((setting) => ['-c', setting]), ...command];
}

export function gitEnvironment(folder: string, outer: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const inherited = ['PATH', 'SystemRoot'].flatMap((name) => (outer[name] === undefined ? [] : [[name, outer[name]] as const]));
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_ASKPASS: '',
  };
}

/** The output as it arrives. Ends with GitFailed, GitMissing or Cancelled; git is gone by then. */
export async function* streamGit(place: ClonePlace, command: readonly string[], signal: AbortSignal): AsyncGenerator<Buffer> {
  if (signal.aborted) throw new Cancelled('cancelled');
  const child = spawn('git', gitArguments(place, command), {
    cwd: parse(place.folder).root,
    env: gitEnvironment(place.folder),
    shell: false,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ended = new Promise<{ code: number | null; missing: boolean }>((done) => {
    child.once('error', (error: NodeJS.ErrnoException) => done({ code: null, missing: error.code === 'ENOENT' }));
    child.once('close', (code) => done({ code, missing: false }));
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MOST_SAID) said = (said + text).slice(0, MOST_SAID);
  });
  const stop = () => void child.kill('SIGKILL');
  // A clone can hold what never answers, such as a pipe in the place of a file.
  const silence = setTimeout(stop, SILENCE_LIMIT_MS);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of child.stdout) {
      silence.refresh();
      yield chunk as Buffer;
    }
    const { code, missing } = await ended;
    if (signal.aborted) throw new Cancelled('cancelled');
    if (missing) throw new GitMissing();
    if (code !== 0) throw new GitFailed(said.trim());
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', stop);
    stop();
    await ended;
  }
}

const MOST_ANSWERED = 8 << 20;
const NEVER = new AbortController().signal;

/** A short answer, whole. */
export async function askGit(place: ClonePlace, command: readonly string[], signal: AbortSignal = NEVER): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of streamGit(place, command, signal)) {
    bytes += chunk.length;
    if (bytes > MOST_ANSWERED) throw new GitFailed(`${command[0]}: the answer is too long`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
