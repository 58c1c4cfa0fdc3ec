// Starts a reading process in the Electron door, whose binary does not run as Node: a utility process of Electron's does the same.
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { StartReadingProcess } from '../intake/readers/apart/read-apart.ts';

export const startUtilityProcess: StartReadingProcess = (script, argument, heapMb) => {
  const child = utilityProcess.fork(fileURLToPath(script), [argument], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {},
    execArgv: [`--max-old-space-size=${heapMb}`],
    serviceName: 'Trellis reading',
  });
  const ended = new Promise<number>((done) => child.once('exit', done));
  // The pipe is there from the start, because it was asked for.
  const output = child.stdout as NodeJS.ReadableStream as AsyncIterable<Uint8Array>;
  return { output, ended, kill: () => void child.kill() };
};
