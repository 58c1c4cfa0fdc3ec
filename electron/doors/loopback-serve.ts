// Runs the browser door for a person at a terminal: prints the address, prints a fresh one on Enter, ends on Ctrl+C.
import { readFileSync } from 'node:fs';
import type { Language } from '../../shared/vocabulary.ts';
import { openProgram } from '../compose.ts';
import { say } from '../language.ts';
import { openInBrowser } from './default-browser.ts';
import { incidentReport } from './incident-report.ts';
import { startLoopbackDoor } from './loopback-server.ts';

export interface ServeOptions {
  workspacePath: string;
  /** 0 takes any free one. */
  port: number;
  language: Language;
  /** The folder of the built renderer. */
  assets: string;
  /** Also opens the address in the person's browser. */
  openBrowser?: boolean;
}

/** Resolves when the person has ended the program and everything is on disk. Throws BadStart. */
export async function serveInBrowser(options: ServeOptions): Promise<void> {
  const onIncident = incidentReport(options.workspacePath);
  const program = await openProgram({ workspacePath: options.workspacePath, create: true, onIncident });
  try {
    const door = await startLoopbackDoor({
      program,
      port: options.port,
      assetsFolder: options.assets,
      onIncident,
    });
    const ended = endedByPerson();
    const print = (address: string) => process.stdout.write(`${say(options.language, 'desktop:address')}\n\n  ${address}\n\n`);
    const stopListening = onEnter(() => print(door.newAddress()));
    print(door.address);
    const keyboard = stopListening && process.stdin.isTTY;
    const hint = keyboard ? say(options.language, 'desktop:addressHint') : say(options.language, 'desktop:addressHintWithoutKeyboard');
    process.stdout.write(`${hint}\n`);
    if (options.openBrowser && (await openInBrowser(door.newLaunchAddress()))) {
      process.stdout.write(`${say(options.language, 'desktop:opening')}\n`);
    }
    await ended;
    stopListening?.();
    await door.close();
  } finally {
    await program.close();
  }
  process.stdout.write(`${say(options.language, 'desktop:goodbye')}\n`);
}

function endedByPerson(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

/** Calls back for every line typed or piped in. undefined in the background of a terminal: reading there would stop the program. */
function onEnter(listener: () => void): (() => void) | undefined {
  const { stdin } = process;
  if (stdin.isTTY && inBackground()) return undefined;
  stdin.on('data', listener);
  stdin.on('error', () => undefined);
  return () => {
    stdin.off('data', listener);
    stdin.pause();
    // Only a terminal and a pipe have it, and those would keep the program alive.
    if (typeof stdin.unref === 'function') stdin.unref();
  };
}

/** Whether a shell runs us with `&`: then our process group is not the one that the terminal listens to. */
function inBackground(): boolean {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[2] !== fields[5];
  } catch {
    return false;
  }
}
