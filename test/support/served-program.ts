// The browser door as a process, for tests and screenshots that need a real browser on a real program.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TERMINAL = join(import.meta.dirname, '../../electron/terminal.ts');

export interface Door {
  address: string;
  process: ChildProcess;
  folder: string;
}

/** The program on a workspace of its own, served to browsers by the real command. */
export async function openDoor(prepare?: (workspace: string) => void): Promise<Door> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-screens-'));
  const workspace = join(folder, 'screens.trellis');
  prepare?.(workspace);
  const child = spawn(process.execPath, [TERMINAL, 'serve', '--workspace', workspace], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TRELLIS_LANGUAGE: 'en' },
  });
  const address = await nextAddress(child);
  return { address, process: child, folder };
}

function nextAddress(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    const closed = (code: number | null) => fail(new Error(`the door closed: ${code}`));
    child.once('exit', closed);
    const listen = (chunk: Buffer) => {
      const found = /http:\/\/\S+/.exec(chunk.toString())?.[0];
      if (!found) return;
      child.stdout?.off('data', listen);
      child.off('exit', closed);
      done(found);
    };
    child.stdout?.on('data', listen);
  });
}

/** Another address of a door: each works once. */
export async function freshAddress(door: Door): Promise<string> {
  const address = nextAddress(door.process);
  door.process.stdin?.write('\n');
  return address;
}

export async function closeDoor(door: Door): Promise<void> {
  const exited = new Promise((done) => door.process.once('exit', done));
  door.process.kill('SIGTERM');
  await exited;
  rmSync(door.folder, { recursive: true, force: true });
}

/** One terminal command, to its end; throws with what it complained of. */
export function inTerminal(...words: string[]): void {
  const ended = spawnSync(process.execPath, [TERMINAL, ...words], { encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(ended.stderr);
}
