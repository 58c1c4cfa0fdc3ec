// Starts a reading process with Node. It gets no environment, and may read files but neither write, load addons nor start anything.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StartReadingProcess } from './read-apart.ts';

const WINDOWS_NEEDS = ['SystemRoot', 'TEMP', 'TMP'];

export const startNodeProcess: StartReadingProcess = (script, argument, heapMb) => {
  const child = spawn(
    process.execPath,
    [
      '--permission',
      '--allow-fs-read=*',
      '--no-warnings',
      `--max-old-space-size=${heapMb}`,
      '--max-semi-space-size=8',
      fileURLToPath(script),
      argument,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], env: Object.fromEntries(WINDOWS_NEEDS.map((name) => [name, process.env[name]])) },
  );
  const ended = new Promise<number | string | null>((done) => {
    child.once('error', () => done(null));
    child.once('close', (code, signal) => done(code ?? signal));
  });
  return { output: child.stdout, ended, kill: () => void child.kill('SIGKILL') };
};
