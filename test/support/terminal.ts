// The terminal door as a person uses it: a process, its answer and its exit code.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const TERMINAL = join(import.meta.dirname, '../../electron/terminal.ts');

export interface TerminalAnswer {
  status: number | null;
  stdout: string;
  stderr: string;
}

export function trellis(words: readonly string[], { env, ...options }: SpawnSyncOptions = {}): TerminalAnswer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TERMINAL, ...words], {
    ...options,
    encoding: 'utf8',
    env: { ...process.env, TRELLIS_LANGUAGE: 'en', ...env },
    maxBuffer: 1 << 26,
  });
  return { status, stdout, stderr };
}
